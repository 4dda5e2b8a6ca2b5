package mutate_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/tools/go/packages"
)

// checker compiles changed files without the go command, which would take a second for
// each.
type checker struct {
	packages map[string]*packages.Package // by directory, from that of the module
}

func newChecker(t *testing.T) *checker {
	list, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedTypes, Dir: root,
	}, "./runtime/...")
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{packages: map[string]*packages.Package{}}
	abs, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if len(p.GoFiles) == 0 {
			continue
		}
		dir, err := filepath.Rel(abs, filepath.Dir(p.GoFiles[0]))
		if err != nil {
			t.Fatal(err)
		}
		c.packages[filepath.ToSlash(dir)] = p
	}
	return c
}

// compiles returns why a file with a changed source would not compile: its package for a
// Go file, the file alone for TypeScript.
func (c *checker) compiles(file, source string) error {
	if path.Ext(file) == ".ts" {
		if faults := api.Transform(source, api.TransformOptions{Loader: api.LoaderTS}).Errors; len(faults) > 0 {
			return errors.New(faults[0].Text)
		}
		return nil
	}
	p := c.packages[path.Dir(file)]
	if p == nil {
		return fmt.Errorf("there is no package with %s", file)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		var changed any // nil is what the file holds
		if filepath.Base(name) == path.Base(file) {
			changed = source
		}
		f, err := parser.ParseFile(fset, name, changed, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	config := types.Config{Importer: imports(p.Imports)}
	_, err := config.Check(p.PkgPath, fset, files, nil)
	return err
}

// imports are the packages that one imports, by their paths.
type imports map[string]*packages.Package

// Import implements [types.Importer].
func (i imports) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := i[path]; p != nil && p.Types != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("%s is not imported by the package as it is", path)
}
