package directive_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// FuzzSource reads directives in sources that nobody would write. Nothing panics, every
// diagnostic is in the file, and its edits can be made.
func FuzzSource(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range cases {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if filepath.Ext(file.Name) == ".go" {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return // files with syntax errors are not read
		}
		var list diag.List
		calls := directive.Read(fset, []*ast.File{file}, &list)
		for _, c := range calls {
			if !c.Span.IsValid() || c.Def == nil {
				t.Errorf("directive %+v", c)
			}
		}
		found := list.Sorted()
		for _, d := range found {
			if !d.Span.IsValid() {
				t.Errorf("%s has no position: %s", d.Code, d.Message)
			}
		}
		if _, err := diag.Apply(found, "a.go", []byte(src)); err != nil {
			t.Errorf("the edits cannot be made: %v", err)
		}
	})
}
