package bind

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// directives are the directives of each package.
type directives map[*source.Package][]*directive.Call

// first finds the first directive of a name in a package; nil if there is none.
func (d directives) first(p *source.Package, name string) *directive.Call {
	for _, c := range d[p] {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// isApp reports whether a package is an app: it has an app directive, or its only
// directives are interfaces and endpoints. It reports handlers in a package that is not an
// app and that no app imports.
func (d directives) isApp(l *source.Loaded, p *source.Package, diags *diag.List) bool {
	if app := d.first(p, "app"); app != nil {
		if p.Name == "main" {
			diags.Errorf(diag.NotImportable, app.Span, "package main cannot be an app, because the generated program must import the app").
				Fix("rename the package")
			return false
		}
		return true
	}
	if len(d[p]) == 0 {
		return false
	}
	for _, q := range l.Packages {
		if q != p && d.first(q, "app") != nil && imports(q.Types, p.Types) {
			return false
		}
	}
	if on := d.first(p, "on"); on != nil {
		if directive.Mentioned(p.Files, "app") {
			return false // it has an error that was reported
		}
		start := diag.At(l.Fset, on.File.Package, on.File.Package)
		diags.Errorf(diag.NoApp, l.Span(on.File.Name), "package %s has handlers, but is not an app and no app imports it", p.Name).
			Note(on.Span, "the first handler").
			Fix("write //blocks:app above the package clause", diag.Edit{Span: start, NewText: "//blocks:app\n"})
		return false
	}
	return p.Name != "main" && (d.first(p, "interface") != nil || d.first(p, "api") != nil)
}

// members are the packages whose handlers belong to the app: its own, and those of its
// module whose blocks it uses.
func members(l *source.Loaded, p *source.Package, t *tree.Tree) []*source.Package {
	gives := map[*types.Package]bool{}
	for o := range t.Vars {
		gives[o.Pkg()] = true
	}
	list := []*source.Package{p}
	for _, q := range l.Packages {
		if q != p && !q.Broken && gives[q.Types] && imports(p.Types, q.Types) {
			list = append(list, q)
		}
	}
	return list
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
