package tree

import (
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// pages finds the pages among the package's blocks: those that stand in no other.
func (r *reader) pages(declared []*types.Var) []*Node {
	inside, seen := map[*identity]bool{}, map[*identity]bool{}
	var visit func(n *Node)
	visit = func(n *Node) {
		for _, m := range n.stands() {
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
			r.diags.Errorf(diag.UnexportedPage, r.loaded.Declaration(v), "page %s is not exported, so that the generated main cannot serve it", v.Name()).
				Fix("call it " + name)
		}
	}
	return pages
}

// stands lists what stands directly in a node, in walk order.
func (n *Node) stands() []*Node {
	var all []*Node
	for _, s := range n.last() {
		if s.Parts {
			all = append(all, s.Nodes...)
		}
	}
	return append(all, n.Children...)
}

// place walks the pages, and returns each block as it stands there. A block that
// stands in two places is reported at the second.
func (r *reader) place(pages []*Node) map[*identity]*Node {
	placed := map[*identity]*Node{}
	where := map[*identity]diag.Span{}
	var visit func(n *Node, at diag.Span)
	visit = func(n *Node, at diag.Span) {
		if placed[n.id] != nil {
			r.diags.Errorf(diag.BlockTwice, at, "%s stands in two places, but a block can stand in one", r.describe(n)).
				Note(where[n.id], "it stands here, too").
				Fix("declare another block, or make a function that returns one: each call makes a block of its own")
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
