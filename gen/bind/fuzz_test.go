package bind_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/check"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/emit"
	"github.com/blocksgen/blocksgen/gen/source"
)

// FuzzSource generates apps from sources that nobody would write. Nothing panics, every
// diagnostic has a position and edits that can be made, and what is generated is Go.
func FuzzSource(f *testing.F) {
	seeds(f)
	root := moduleFor(f, "package fuzz\n\nimport (\n\t_ \"context\"\n\t_ \"errors\"\n\t_ \"fmt\"\n\t_ \"iter\"\n\t_ \"time\"\n\n"+
		"\t_ \"github.com/blocksgen/blocksgen/runtime/event\"\n\t_ \"github.com/blocksgen/blocksgen/runtime/ui\"\n)\n\n//blocks:api\nfunc F() (n int) { return 1 }\n")
	var list diag.List
	base, err := source.Load(f.Context(), source.Options{Dir: root, Patterns: []string{"./fuzz"}}, &list)
	if err != nil || list.Len() > 0 || len(base.Packages) != 1 {
		f.Fatal(err, list.Sorted())
	}
	p := base.Packages[0]
	f.Fuzz(func(t *testing.T, src string) {
		var list diag.List
		l, err := base.Recheck(p, []byte(src), &list)
		if err != nil {
			return
		}
		defer forget(l)
		for _, app := range bind.Bind(t.Context(), l, &list) {
			check.App(app, &list)
			if list.HasErrors() || app.Broken {
				continue
			}
			files, err := emit.Files(app)
			if err != nil {
				t.Fatalf("%v\n%s", err, src)
			}
			for name, content := range files {
				if _, err := parser.ParseFile(token.NewFileSet(), name, content, 0); strings.HasSuffix(name, ".go") && err != nil {
					t.Errorf("%v\n%s", err, content)
				}
			}
		}
		found := list.Sorted()
		for _, d := range found {
			if d.Code == diag.Bug || !d.Span.IsValid() {
				t.Errorf("%s at %s: %s\n%s", d.Code, d.Span, d.Message, d.Detail)
			}
		}
		if _, err := diag.Apply(found, filepath.Join(p.Dir, p.Name+".go"), []byte(src)); err != nil {
			t.Errorf("the edits cannot be made: %v", err)
		}
	})
}

// seeds adds the sources of the cases.
func seeds(f *testing.F) {
	for _, pattern := range []string{"testdata/diag/*.txtar", "testdata/model/*.txtar", "tree/testdata/diag/*.txtar"} {
		archives, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range archives {
			a, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range a.Files {
				if strings.HasSuffix(file.Name, ".go") {
					f.Add(string(file.Data))
				}
			}
		}
	}
}

// forget removes the files of a package from the file set, which is that of all runs.
func forget(l *source.Loaded) {
	var names []*ast.File
	for _, p := range l.Packages {
		names = append(names, p.Files...)
	}
	for _, file := range names {
		if at := l.Fset.File(file.FileStart); at != nil {
			l.Fset.RemoveFile(at)
		}
	}
}

// moduleFor writes a module with a package fuzz.
func moduleFor(f *testing.F, src string) string {
	f.Helper()
	root, err := filepath.EvalSymlinks(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	checkout, err := filepath.Abs("../..")
	if err != nil {
		f.Fatal(err)
	}
	for name, content := range map[string]string{
		"go.mod":       "module example.com\n\ngo 1.26.0\n\nrequire github.com/blocksgen/blocksgen v0.0.0\n\nreplace github.com/blocksgen/blocksgen => " + checkout + "\n",
		"fuzz/fuzz.go": src,
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			f.Fatal(err)
		}
	}
	return root
}
