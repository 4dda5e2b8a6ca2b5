package source

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// parsed is a file of a session.
type parsed struct {
	src     []byte
	file    *ast.File // nil if the file could not be read
	imports []string
	err     error
}

// checked is a package of a session that was type-checked from source.
type checked struct {
	*packages.Package
	files []*parsed
	deps  map[string]*types.Package // what it imported
}

// checker does the work of one load.
type checker struct {
	*Session
	overlay map[string][]byte
	done    map[string]*checked // nil while a package is being checked
}

// check returns a package that is loaded from source: that of the load before if neither
// its files nor its imports have changed.
func (c *checker) check(path string) *checked {
	if p, ok := c.done[path]; ok {
		return p
	}
	c.done[path] = nil
	listed := c.packages[path]
	if listed == nil {
		return nil
	}
	next := &checked{Package: &packages.Package{
		ID: listed.ID, PkgPath: path, Name: listed.Name, Dir: listed.Dir, Module: listed.Module, Imports: maps.Clone(listed.Imports),
	}}
	for _, name := range c.filesOf(listed) {
		next.files = append(next.files, c.parse(name))
	}
	deps := map[string]*types.Package{}
	for _, f := range next.files {
		for _, i := range f.imports {
			if p, err := c.Import(i); err == nil {
				deps[i] = p
			}
			if p := c.done[i]; p != nil {
				next.Imports[i] = p.Package // with its errors
			}
		}
	}
	if was := c.checked[path]; was != nil && slices.Equal(was.files, next.files) && maps.Equal(was.deps, deps) {
		c.done[path] = was
		return was
	}
	next.deps = deps
	c.typecheck(next, listed)
	c.done[path] = next
	return next
}

// filesOf lists the files of a package: those that the go command listed, and new ones
// that only the editor has.
func (c *checker) filesOf(p *packages.Package) []string {
	files := slices.Clone(p.CompiledGoFiles)
	if len(files) == 0 {
		files = slices.Clone(p.GoFiles)
	}
	files = slices.DeleteFunc(files, func(name string) bool { return !strings.HasSuffix(name, ".go") })
	for name := range c.overlay {
		known := slices.Contains(files, name) || slices.Contains(p.IgnoredFiles, name)
		if !known && filepath.Dir(name) == p.Dir && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			if m := packageClause.FindSubmatch(c.overlay[name]); m != nil && string(m[1]) == p.Name {
				files = append(files, name)
			}
		}
	}
	slices.Sort(files)
	return files
}

// parse returns a file, from the load before if its content is the same.
func (c *checker) parse(name string) *parsed {
	src, edited := c.overlay[name]
	if !edited {
		if stub, ok := c.found.overlay[name]; ok && c.found.files.ours[name] {
			src, edited = stub, true
		}
	}
	next := &parsed{src: src}
	if !edited {
		next.src, next.err = os.ReadFile(name)
	}
	was := c.files[name]
	if was != nil && was.err == nil && next.err == nil && bytes.Equal(was.src, next.src) {
		return was
	}
	if was != nil && was.file != nil {
		c.replaced[0] = append(c.replaced[0], c.fset.File(was.file.FileStart))
	}
	if next.err == nil {
		next.file, next.err = parser.ParseFile(c.fset, name, next.src, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	}
	next.imports = importsOf(next.file)
	c.files[name] = next
	return next
}

// typecheck fills in a package as [packages.Load] would.
func (c *checker) typecheck(p *checked, listed *packages.Package) {
	for _, f := range p.files {
		if f.file != nil {
			p.Syntax = append(p.Syntax, f.file)
		}
		var list scanner.ErrorList
		switch {
		case errors.As(f.err, &list):
			for _, e := range list {
				p.Errors = append(p.Errors, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
			}
		case f.err != nil:
			p.Errors = append(p.Errors, packages.Error{Msg: f.err.Error(), Kind: packages.ListError})
		}
	}
	p.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	config := types.Config{
		Importer: c, Sizes: listed.TypesSizes,
		Error: func(err error) {
			if e, ok := errors.AsType[types.Error](err); ok {
				p.TypeErrors = append(p.TypeErrors, e)
				p.Errors = append(p.Errors, packages.Error{Pos: c.fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	if listed.Module != nil && listed.Module.GoVersion != "" {
		config.GoVersion = "go" + listed.Module.GoVersion
	}
	p.Types, _ = config.Check(p.PkgPath, c.fset, p.Syntax, p.TypesInfo) // its errors are collected above
}

// Import implements [types.Importer].
func (c *checker) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if _, found := slices.BinarySearch(c.source, path); found {
		p := c.check(path)
		if p == nil {
			return nil, errors.New("import cycle not allowed")
		}
		return p.Types, nil
	}
	if p := c.imported[path]; p != nil && p.Complete() {
		return p, nil
	}
	listed := c.packages[path]
	if listed == nil || listed.ExportFile == "" {
		if listed != nil && len(listed.Errors) > 0 {
			return nil, errors.New(listed.Errors[0].Msg)
		}
		return nil, fmt.Errorf("package %s is not in std or in a module of go.mod", path)
	}
	f, err := os.Open(listed.ExportFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f) //lint:ignore SA1019 the go command writes archives before Go 1.28
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(r, c.fset, c.imported, path)
}

// imports lists the paths that a file imports.
func imports(name string, src []byte) []string {
	f, _ := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	return importsOf(f)
}

func importsOf(f *ast.File) []string {
	var list []string
	if f != nil {
		for _, spec := range f.Imports {
			if path := unquoted(spec.Path.Value); path != "" && path != "C" && !slices.Contains(list, path) {
				list = append(list, path)
			}
		}
	}
	slices.Sort(list)
	return list
}
