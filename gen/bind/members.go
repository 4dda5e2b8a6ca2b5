package bind

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// isApp reports whether a package is an app: it says so, or its only directives
// are interfaces and endpoints. Handlers in a package that is neither an app nor
// imported by one are reported.
func isApp(l *source.Loaded, p *source.Package, calls map[*source.Package][]*directive.Call, list *diag.List) bool {
	has := map[string]*directive.Call{}
	for _, c := range calls[p] {
		if has[c.Name] == nil {
			has[c.Name] = c
		}
	}
	if app := has["app"]; app != nil {
		if p.Name == "main" {
			list.Errorf(diag.NotImportable, app.Span, "package main cannot be an app, because the generated main imports the app's package").
				Fix("give the package another name")
			return false
		}
		return true
	}
	if len(has) == 0 {
		return false
	}
	for _, q := range l.Packages {
		if q != p && slices.ContainsFunc(calls[q], func(c *directive.Call) bool { return c.Name == "app" }) && imports(q.Types, p.Types) {
			return false
		}
	}
	if on := has["on"]; on != nil {
		at := diag.At(l.Fset, on.File.Name.Pos(), on.File.Name.End())
		start := diag.At(l.Fset, on.File.Package, on.File.Package)
		list.Errorf(diag.NoApp, at, "package %s has handlers, but is no app and is imported by none", p.Name).
			Note(on.Span, "the first handler").
			Fix("write //blocks:app above the package clause", diag.Edit{Span: start, NewText: "//blocks:app\n"})
		return false
	}
	return (has["interface"] != nil || has["api"] != nil) && p.Name != "main"
}

// imports reports whether a package imports another one, directly or not.
func imports(p, other *types.Package) bool {
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package) bool
	visit = func(p *types.Package) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		return slices.ContainsFunc(p.Imports(), func(i *types.Package) bool { return i.Path() == other.Path() || visit(i) })
	}
	return p != nil && other != nil && visit(p)
}

// members are the packages whose handlers belong to the app: its own, and those
// of its module that give it blocks.
func (b *binder) members() []*source.Package {
	list := []*source.Package{b.pkg}
	for _, p := range b.loaded.Packages {
		if p == b.pkg || p.Broken || !imports(b.pkg.Types, p.Types) {
			continue
		}
		for o := range b.vars {
			if o.Pkg() == p.Types {
				list = append(list, p)
				break
			}
		}
	}
	for _, p := range list {
		b.markUnread(p.Types)
		for _, f := range p.Files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					if o := p.Info.Defs[fn.Name]; o != nil {
						b.decls[o] = fn
					}
				}
			}
		}
	}
	return list
}

// collect gathers the handlers of all members, in source order.
func (b *binder) collect(members []*source.Package, calls map[*source.Package][]*directive.Call) {
	for _, p := range members {
		for _, c := range calls[p] {
			if c.Ident == nil || c.Name == "app" {
				continue
			}
			o := p.Info.Defs[c.Ident]
			if o == nil {
				continue // a blank name, or a hole in broken source
			}
			h := b.byFunc[o]
			if h == nil {
				decl, _ := c.Node.(*ast.FuncDecl)
				h = &handler{obj: o, decl: decl, home: p.Types, params: map[string]string{}, results: map[string]string{}}
				b.byFunc[o] = h
				b.handlers = append(b.handlers, h)
			}
			h.calls = append(h.calls, c)
		}
	}
	b.handlers = slices.DeleteFunc(b.handlers, func(h *handler) bool {
		if !b.readHandler(h) {
			h.bad = true
			return true
		}
		for _, c := range h.calls {
			if c.Name == "param" || c.Name == "result" {
				b.docs(h, c)
			}
		}
		return false
	})
}
