package source_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/check"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/source"
)

// TestSessionFindsTheSame compares a session with a load, on all test cases of binding:
// on the files as they are, and after edits.
func TestSessionFindsTheSame(t *testing.T) {
	root := diagtest.Module(t)
	cases := diagtest.Load(t, "../bind/testdata/diag", root)
	for _, c := range cases {
		c.Write(t)
	}
	o := source.Options{Dir: root, Patterns: []string{"./..."}}
	s := source.NewSession(o)
	same := func(step string, overlay map[string][]byte) {
		t.Helper()
		var one, other diag.List
		l, err := s.Load(t.Context(), overlay, &one)
		if err != nil {
			t.Fatal(err)
		}
		with := o
		with.Overlay = overlay
		fresh, err := source.Load(t.Context(), with, &other)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(describe(t, fresh, &other, overlay), describe(t, l, &one, overlay)); d != "" {
			t.Errorf("%s (-load +session):\n%s", step, d)
		}
	}
	same("unchanged", nil)
	same("again", nil)

	// Each case's first file gets a declaration more, and then does not parse.
	overlay := map[string][]byte{}
	for i, c := range cases {
		for _, file := range slices.Sorted(maps.Keys(c.Files)) {
			if strings.HasSuffix(file, ".go") && i%3 == 0 {
				overlay[file] = slices.Concat(c.Files[file], []byte("\n// More is new.\n//\n//blocks:on nothing.click\nfunc More() {}\n"))
				break
			}
		}
	}
	same("edited", overlay)
	for file, src := range overlay {
		overlay[file] = append(src, "\nfunc ("...)
	}
	same("broken", overlay)
	same("undone", nil)
}

// TestSessionSees checks that a session sees what changes on disk and in imports, and that
// it keeps the types of what does not change.
func TestSessionSees(t *testing.T) {
	root := diagtest.Module(t)
	write := func(name, src string) string {
		t.Helper()
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		return full
	}
	const clause = "//blocks:app\npackage one\n\n"
	one := write("one/one.go", clause+"import \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar Home = ui.Page()\n")
	write("two/two.go", "//blocks:app\npackage two\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar Home = ui.Page()\n")
	s := source.NewSession(source.Options{Dir: root, Patterns: []string{"./..."}})
	load := func(overlay map[string][]byte) (*source.Loaded, string) {
		t.Helper()
		var list diag.List
		l, err := s.Load(t.Context(), overlay, &list)
		if err != nil {
			t.Fatal(err)
		}
		return l, describe(t, l, &list, overlay)
	}
	first, found := load(nil)
	if len(first.Packages) != 2 || strings.Contains(found, "BLK") {
		t.Fatalf("%d packages\n%s", len(first.Packages), found)
	}
	l, found := load(map[string][]byte{one: []byte(clause + "var x = missing\n")})
	if !strings.Contains(found, "undefined: missing [BLK005]") {
		t.Errorf("an edit in the editor is not seen:\n%s", found)
	}
	if l.Packages[1].Types != first.Packages[1].Types {
		t.Error("a package that was not changed is type-checked again")
	}
	if _, found = load(map[string][]byte{one: []byte(clause + "import \"net/http\"\n\nvar x http.Handler = 1\n")}); !strings.Contains(found, "does not implement http.Handler") {
		t.Errorf("a new import is not known:\n%s", found)
	}
	if _, found = load(map[string][]byte{one: []byte(clause + "import \"net/htt\"\n\nvar x = htt.X\n")}); !strings.Contains(found, "package net/htt") {
		t.Errorf("a wrong import is not reported:\n%s", found)
	}
	write("one/more.go", "package one\n\nvar y = other\n")
	if _, found = load(nil); !strings.Contains(found, "undefined: other") {
		t.Errorf("a new file is not seen:\n%s", found)
	}
	inEditor := filepath.Join(root, "two", "new.go")
	if _, found = load(map[string][]byte{inEditor: []byte("package two\n\nvar z = third\n")}); !strings.Contains(found, "undefined: third") {
		t.Errorf("a file that was not saved yet is not seen:\n%s", found)
	}
	write("three/three.go", "//blocks:app\npackage three\n")
	s.Forget()
	if l, _ = load(nil); l.Package("example.com/three") == nil {
		t.Error("a new package is not seen after Forget")
	}
}

// describe binds what was loaded, and prints diagnostics and models.
func describe(t *testing.T, l *source.Loaded, list *diag.List, overlay map[string][]byte) string {
	t.Helper()
	apps := bind.Bind(t.Context(), l, list)
	for _, app := range apps {
		check.App(app, list)
	}
	var b bytes.Buffer
	p := diag.Printer{Source: func(file string) ([]byte, error) {
		if src, ok := overlay[file]; ok {
			return src, nil
		}
		return os.ReadFile(file)
	}}
	if err := p.Text(&b, list.Sorted()); err != nil {
		t.Fatal(err)
	}
	if err := json.NewEncoder(&b).Encode(apps); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
