package bundle_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/bundle"
)

// TestStandalone: a module becomes files that have hashes in their names, which do not
// depend on the directory; and what they are made of is known.
func TestStandalone(t *testing.T) {
	sources := map[string]string{
		"a.ts": "import 'lib'; import './a.css'; export const late = () => import('./b');", "b.ts": "export const b: number = 1;",
		"a.css": "@font-face { font-family: f; src: url(f.woff2) }", "f.woff2": "font", "unused.ts": "export {}",
		"node_modules/lib/package.json": `{"module":"lib.mjs","main":"lib.cjs"}`, "node_modules/lib/lib.mjs": "console.log(1)", "node_modules/lib/lib.cjs": "no",
	}
	first, err := bundle.Standalone(directory(t, sources), "a.ts", "about")
	if err != nil {
		t.Fatal(err)
	}
	second, err := bundle.Standalone(directory(t, sources), "a.ts", "about")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first, second); d != "" {
		t.Errorf("the same sources elsewhere give other files:\n%s", d)
	}
	var kinds []string
	for _, name := range slices.Sorted(maps.Keys(first.Files)) {
		base, _, ok := strings.Cut(name, "-")
		if !ok {
			t.Errorf("%s has no hash in its name", name)
		}
		kinds = append(kinds, base+filepath.Ext(name))
	}
	slices.Sort(kinds)
	if d := cmp.Diff([]string{"a.css", "a.js", "b.js", "f.woff2"}, kinds); d != "" {
		t.Error(d)
	}
	if !strings.HasPrefix(string(first.Files[first.Script]), "/*! about */") || !strings.HasPrefix(string(first.Files[first.Style]), "/*! about */") {
		t.Errorf("script %s and style sheet %s do not begin with the comment", first.Files[first.Script], first.Files[first.Style])
	}
	if d := cmp.Diff([]string{"a.css", "a.ts", "b.ts", "f.woff2", "node_modules/lib/lib.mjs"}, first.Inputs); d != "" {
		t.Error(d)
	}
}

func TestStandaloneRefuses(t *testing.T) {
	outside := directory(t, map[string]string{"in/a.ts": "export { b } from '../b';", "b.ts": "export const b = 1;"})
	for want, dir := range map[string]string{
		"../b.ts is outside":                   filepath.Join(outside, "in"),
		`a.ts:2:8: Could not resolve "absent"`: directory(t, map[string]string{"a.ts": "\nimport 'absent';"}),
	} {
		if _, err := bundle.Standalone(dir, "a.ts", ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// directory writes files.
func directory(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
