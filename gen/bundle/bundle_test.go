package bundle_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/blocksgen/blocksgen/gen/bundle"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// TestCompressed: what is served compressed is the file itself.
func TestCompressed(t *testing.T) {
	files := build(t, small(t, nil))
	entry := module(t, files, "blocks").Script
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

// TestModules: each block is a module that names what it needs of others, and what
// the entry has of it is not in it once more.
func TestModules(t *testing.T) {
	files := build(t, small(t, nil))
	textbox := module(t, files, "blocks/textbox")
	if want := []string{"blocks", "shared/list"}; !slices.Equal(textbox.Imports, want) {
		t.Errorf("textbox imports %v, want %v", textbox.Imports, want)
	}
	script := string(files[textbox.Script])
	for _, want := range []string{`from"blocks"`, `from"shared/list"`} {
		if !strings.Contains(script, want) {
			t.Errorf("%s is not in %s", want, script)
		}
	}
	for name, want := range map[string]string{
		textbox.Style:                         "@layer blocks{textbox{color:red}}",
		module(t, files, "shared/list").Style: "@layer shared{ul{color:red}}",
		module(t, files, "blocks").Style:      "@layer theme,base,shared,blocks,shell;@layer base{body{margin:0}}@layer shared{p{color:red}}",
	} {
		if got := strings.TrimSpace(string(files[name])); got != want {
			t.Errorf("%s holds %s, want %s", name, got, want)
		}
	}
	if got, want := string(files["themes/blue.css"]), "@layer theme {:root { --x: 1; }\n\n:root { --x: 2; }\n}\n"; got != want {
		t.Errorf("the theme is %q, want %q", got, want)
	}
}

// TestErrorsHavePositions: a fault of the sources is named with file and line.
func TestErrorsHavePositions(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
	}{
		"syntax":          {"blocks/textbox.ts", "export const x = ;\n", "blocks/textbox.ts:1:18:"},
		"import":          {"blocks/textbox.ts", "import './nowhere';\n", `blocks/textbox.ts:1:8: Could not resolve "./nowhere"`},
		"style":           {"blocks/textbox.css", "textbox {\n  color: red;\n", "blocks/textbox.css:"},
		"core":            {"shared/core.ts", "export * from './field'\nexport * from './list'; ];\n", "shared/core.ts:2:25:"},
		"not in the core": {"page/main.ts", "import { n } from '../shared/list';\nconsole.log(n);\n", "page/main.ts:1:19: the entry cannot import shared/list, which is a module of its own: list it in core.ts"},
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

func build(t *testing.T, s bundle.Sources) map[string][]byte {
	t.Helper()
	files, err := bundle.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func module(t *testing.T, files map[string][]byte, name string) contract.Module {
	t.Helper()
	all, err := bundle.Modules(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Name == name {
			return m
		}
	}
	t.Fatalf("no module %s", name)
	return contract.Module{}
}

// small writes a minimal front end, with some files replaced or added.
func small(t *testing.T, changes map[string]string) bundle.Sources {
	t.Helper()
	files := map[string]string{
		"page/main.ts":            "import './base.css';\nimport { n } from '../shared/field';\nexport * from '../shared/core';\nconsole.log(n);\n",
		"page/base.css":           "body { margin: 0; }\n",
		"page/themes/default.css": ":root { --x: 1; }\n",
		"page/themes/blue.css":    ":root { --x: 2; }\n",
		"shared/core.ts":          "export * from './field';\n",
		"shared/field.ts":         "import './field.css';\nexport const n = 1;\n",
		"shared/field.css":        "p { color: red; }\n",
		"shared/list.ts":          "import './list.css';\nimport { n } from './field';\nexport const list = [n];\n",
		"shared/list.css":         "ul { color: red; }\n",
		"blocks/textbox.ts":       "import './textbox.css';\nimport { n } from '../shared/field';\nimport { list } from '../shared/list';\nconsole.log('textbox', n, list);\n",
		"blocks/textbox.css":      "textbox { color: red; }\n",
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
	return bundle.Sources{
		Page: filepath.Join(dir, "page"), Shared: filepath.Join(dir, "shared"),
		Blocks: map[string]string{"textbox": filepath.Join(dir, "blocks/textbox.ts")},
	}
}
