package source

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"path/filepath"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Recheck returns the result of loading again a package that consists of one file, with other
// content for that file. Errors go to list. It does not start the go command: only packages that
// are known from the first load can be imported. The caller removes the file from the file set
// when the result is no longer used.
func (l *Loaded) Recheck(p *Package, src []byte, list *diag.List) (*Loaded, error) {
	name := filepath.Join(p.Dir, p.Name+".go")
	again := &Loaded{Fset: l.Fset, Codecs: l.Codecs, dir: l.dir, overlay: map[string][]byte{name: src}}
	file, err := parser.ParseFile(l.Fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return nil, err
	}
	q := &Package{
		Path: p.Path, Name: file.Name.Name, Dir: p.Dir, Module: p.Module, ModuleDir: p.ModuleDir, Annotated: MayHaveDirectives(src), loaded: again,
		Info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
			Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			Scopes: map[ast.Node]*types.Scope{},
		},
	}
	again.Packages = []*Package{q}
	if err != nil { // a file with syntax errors
		q.Broken, q.Types = true, types.NewPackage(p.Path, q.Name)
		list.Errorf(diag.SyntaxError, diag.Span{File: name, Line: 1, Column: 1}, "%v", err)
		return again, nil
	}
	q.Files = []*ast.File{file}
	known := knownImports{}
	known.add(p.Types)
	for _, codec := range l.Codecs {
		known.add(codec)
	}
	config := types.Config{Importer: known, Error: func(err error) {
		q.Broken = true
		e, ok := err.(types.Error)
		if ok {
			list.Errorf(diag.TypeError, diag.At(l.Fset, e.Pos, e.Pos), "%s", e.Msg)
		}
	}}
	q.Types, _ = config.Check(p.Path, l.Fset, q.Files, q.Info) // errors were reported
	return again, nil
}

// knownImports imports packages that were loaded before.
type knownImports map[string]*types.Package

func (k knownImports) add(p *types.Package) {
	if p == nil || k[p.Path()] != nil {
		return
	}
	k[p.Path()] = p
	for _, i := range p.Imports() {
		k.add(i)
	}
}

// Import implements [types.Importer].
func (k knownImports) Import(path string) (*types.Package, error) {
	if p := k[path]; p != nil && p.Complete() {
		return p, nil
	}
	return nil, fmt.Errorf("package %s is not known", path)
}
