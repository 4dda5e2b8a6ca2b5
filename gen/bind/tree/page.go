package tree

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// pages finds the pages among the package's blocks: those that are not placed on
// another page.
func (r *reader) pages(declared []*types.Var) []*Node {
	inside, seen := map[*identity]bool{}, map[*identity]bool{}
	var visit func(n *Node)
	visit = func(n *Node) {
		for _, m := range n.parts() {
			if !inside[m.id] {
				inside[m.id] = true
				visit(m)
			}
		}
	}
	for _, v := range declared {
		if n, ok := r.vars[v].(*Node); ok && n.Kind == "page" {
			visit(n)
		}
	}
	var pages []*Node
	exported := map[*identity]bool{}
	for _, v := range declared {
		if n, ok := r.vars[v].(*Node); ok && v.Exported() {
			exported[n.id] = true
		}
	}
	for _, v := range declared {
		n, ok := r.vars[v].(*Node)
		if !ok || n.Kind != "page" || inside[n.id] || seen[n.id] || exported[n.id] && !v.Exported() {
			continue
		}
		seen[n.id] = true
		pages = append(pages, n)
		if !v.Exported() {
			name := strings.ToUpper(v.Name()[:1]) + v.Name()[1:]
			r.diags.Errorf(diag.UnexportedPage, r.loaded.Declaration(v), "page %s is not exported, so the generated program cannot use it", v.Name()).
				Fix("rename it to "+name, r.loaded.Rename(v, name)...)
		}
	}
	return pages
}

// pageFunctions reports exported functions that return a page and that nothing calls: a page
// is a variable.
func (r *reader) pageFunctions(p *source.Package) {
	used := map[types.Object]bool{}
	for _, o := range p.Info.Uses {
		used[o] = true
	}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Recv != nil || !decl.Name.IsExported() || decl.Type.Params.NumFields() > 0 {
				continue
			}
			fn, ok := p.Info.Defs[decl.Name].(*types.Func)
			if !ok || used[fn] || fn.Signature().Results().Len() != 1 || !isUI(fn.Signature().Results().At(0).Type(), "PageBlock") {
				continue
			}
			d := r.diags.Errorf(diag.PageFunction, r.span(decl.Name), "%s is a function, but a page is a variable", fn.Name())
			fix := "write var " + fn.Name() + " = ui.Page(…)"
			if result := (callee{body: decl.Body}).result(); result != nil {
				d.Fix(fix,
					diag.Edit{Span: diag.At(r.loaded.Fset, decl.Type.Func, result.Pos()), NewText: "var " + fn.Name() + " = "},
					diag.Edit{Span: diag.At(r.loaded.Fset, result.End(), decl.End())})
				continue
			}
			d.Fix(fix)
		}
	}
}

// parts lists the blocks that are placed directly in a node, in walk order.
func (n *Node) parts() []*Node {
	var all []*Node
	for _, s := range n.last() {
		if s.Parts {
			all = append(all, s.Nodes...)
		}
	}
	return append(all, n.Children...)
}

// place walks the pages, and returns each block as it is placed there. A block that is
// placed twice is reported at the second place.
func (r *reader) place(pages []*Node) map[*identity]*Node {
	placed := map[*identity]*Node{}
	where := map[*identity]diag.Span{}
	var visit func(n *Node, at diag.Span)
	visit = func(n *Node, at diag.Span) {
		if was := placed[n.id]; was != nil {
			was.Twice = true
			r.diags.Errorf(diag.BlockTwice, at, "%s is placed twice, but a block can be placed only once", r.describe(n)).
				Note(where[n.id], "it is also placed here").
				Fix("remove it here", r.without(at)...).
				Fix("declare another block, or call a function that returns one: each call makes a new block")
			return
		}
		placed[n.id], where[n.id] = n, at
		for _, s := range n.last() {
			if s.Parts {
				for i, m := range s.Nodes {
					visit(m, r.span(s.places[i]))
				}
			}
		}
		for i, m := range n.Children {
			visit(m, r.span(n.places[i]))
		}
	}
	for _, p := range pages {
		visit(p, diag.At(r.loaded.Fset, p.Pos, p.End))
	}
	return placed
}
