package bundle_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/blocksgen/blocksgen/gen/bundle"
)

const (
	src  = "../../runtime/web/src"
	dist = "../../runtime/web/dist"
)

var update = flag.Bool("update", false, "write the page's files anew")

// TestDistIsCurrent proves that the committed files are what the sources give.
func TestDistIsCurrent(t *testing.T) {
	want := build(t, src)
	if *update {
		if err := bundle.Write(dist, want); err != nil {
			t.Fatal(err)
		}
	}
	have, err := bundle.Read(dist)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if !bytes.Equal(have[name], content) {
			t.Errorf("%s differs", name)
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
	if t.Failed() {
		t.Log("run: go run ./gen/bundle/write")
	}
}

// TestManifestIsComplete: every file that a page may ask for exists, each type
// has a script, and what a script imports is listed with it.
func TestManifestIsComplete(t *testing.T) {
	files := build(t, src)
	m := manifest(t, files)
	listed := slices.Concat([]string{m.Entry, m.CSS}, slices.Collect(maps.Values(m.Themes)), slices.Collect(maps.Values(m.Components)))
	for script, imports := range m.Imports {
		listed = append(append(listed, script), imports...)
		for _, i := range imports {
			for _, deeper := range m.Imports[i] {
				if !slices.Contains(imports, deeper) {
					t.Errorf("%s imports %s, which imports %s: not listed", script, i, deeper)
				}
			}
		}
	}
	for _, name := range listed {
		if _, ok := files[name]; !ok {
			t.Errorf("the manifest names %q, which was not built", name)
		}
	}
	for _, dir := range []string{"components", "layouts"} {
		sources, err := filepath.Glob(filepath.Join(src, dir, "*.ts"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sources {
			name := strings.TrimSuffix(filepath.Base(s), ".ts")
			if !strings.HasPrefix(name, "_") && m.Components[name] == "" {
				t.Errorf("no script for %s", s)
			}
		}
	}
}

// TestCompressed: what is served compressed is the file itself.
func TestCompressed(t *testing.T) {
	files := build(t, small(t, nil))
	entry := manifest(t, files).Entry
	br, err := io.ReadAll(brotli.NewReader(bytes.NewReader(files[entry+".br"])))
	if err != nil || !bytes.Equal(br, files[entry]) {
		t.Errorf("brotli form of %s differs (%v)", entry, err)
	}
	g, err := gzip.NewReader(bytes.NewReader(files[entry+".gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if gz, err := io.ReadAll(g); err != nil || !bytes.Equal(gz, files[entry]) {
		t.Errorf("gzip form of %s differs (%v)", entry, err)
	}
}

// TestDeterministic: the place of the sources leaves no trace in the output.
func TestDeterministic(t *testing.T) {
	one, two := build(t, small(t, nil)), build(t, small(t, nil))
	if !maps.EqualFunc(one, two, bytes.Equal) {
		t.Errorf("two directories gave %v and %v", slices.Sorted(maps.Keys(one)), slices.Sorted(maps.Keys(two)))
	}
}

// TestErrorsHavePositions: a fault of the sources is named with file and line.
func TestErrorsHavePositions(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
	}{
		"syntax":    {"components/textbox.ts", "export const x = ;\n", "components/textbox.ts:1:18:"},
		"import":    {"components/textbox.ts", "import './nowhere';\n", `components/textbox.ts:1:8: Could not resolve "./nowhere"`},
		"same type": {"layouts/textbox.ts", "export {};\n", "type textbox is defined by layouts/textbox.ts and by components/textbox.ts"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := bundle.Build(small(t, map[string]string{c.file: c.text}))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestWriteRemovesWhatIsGone: the directory holds the files given and no others.
func TestWriteRemovesWhatIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	for _, files := range []map[string][]byte{
		{"assets/a.js": []byte("1"), "b.css": []byte("2")},
		{"assets/c.js": []byte("3"), "b.css": []byte("4")},
	} {
		if err := bundle.Write(dir, files); err != nil {
			t.Fatal(err)
		}
		have, err := bundle.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(have, files, bytes.Equal) {
			t.Errorf("got %q, want %q", have, files)
		}
	}
}

func build(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files, err := bundle.Build(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func manifest(t *testing.T, files map[string][]byte) bundle.Manifest {
	t.Helper()
	var m bundle.Manifest
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// small writes a minimal front end, with some files replaced or added.
func small(t *testing.T, changes map[string]string) string {
	t.Helper()
	files := map[string]string{
		"main.ts":               "import { chunks } from 'blocks:components';\nimport { n } from './shared';\nconsole.log(chunks, n);\n",
		"shared.ts":             "export const n = 1;\n",
		"components/textbox.ts": "import { n } from '../shared';\nconsole.log('textbox', n);\n",
		"styles/base.css":       "body { margin: 0; }\n",
		"styles/theme.css":      ":root { --x: 1; }\n",
	}
	maps.Copy(files, changes)
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
