package layout

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Names finds placed blocks by their names, and reports names that are not placed blocks.
type Names struct {
	loaded *source.Loaded
	diags  *diag.List
	nodes  map[*tree.Node]*Block
	vars   map[types.Object]*Block // the placed blocks
	// unplaced are the blocks that are not placed on any page. It is empty if a page could
	// not be read.
	unplaced map[types.Object]*tree.Node
	// packages are those whose blocks were read. If a block of these is neither placed nor
	// unplaced, it could not be read, and that was reported.
	packages map[*types.Package]bool
	reported map[types.Object]bool // unplaced blocks that were reported
	pages    []*tree.Node
}

// newNames collects the names of an app's blocks after its pages were placed.
func newNames(l *source.Loaded, p *source.Package, t *tree.Tree, nodes map[*tree.Node]*Block, diags *diag.List) *Names {
	n := &Names{
		loaded: l, diags: diags, nodes: nodes, vars: map[types.Object]*Block{}, unplaced: map[types.Object]*tree.Node{},
		packages: map[*types.Package]bool{p.Types: true}, reported: map[types.Object]bool{}, pages: t.Pages,
	}
	for o, node := range t.Vars {
		n.packages[o.Pkg()] = true
		b := n.Find(node)
		if b == nil {
			if !t.Incomplete { // else the layout that could not be read may contain it
				n.unplaced[o] = node
			}
			continue
		}
		n.vars[o] = b
		if IsPage(b.Entry) && o.Exported() && (b.Var == nil || !b.Var.Exported() || o.Pos() < b.Var.Pos()) {
			b.Var = o // the generated program needs an exported name
		}
	}
	return n
}

// Find returns the block of a node, whichever stage of its declaration the node is; nil
// if it is not placed on any page.
func (n *Names) Find(node *tree.Node) *Block {
	if b := n.nodes[node]; b != nil {
		return b
	}
	for m, b := range n.nodes {
		if m.Same(node) {
			return b
		}
	}
	return nil
}

// Of returns the placed block that a variable holds; nil if there is none.
func (n *Names) Of(o types.Object) *Block { return n.vars[o] }

// Like finds the block for a parameter or result: the variable of the same name, or of
// that name with an upper-case first letter. It is nil if there is none.
func (n *Names) Like(home *types.Package, name string) *Block {
	if name == "" {
		return nil
	}
	for _, s := range []string{name, gotype.UpperFirst(name)} {
		if o := home.Scope().Lookup(s); o != nil && n.vars[o] != nil {
			return n.vars[o]
		}
	}
	return nil
}

// Named finds the block that a name in a directive refers to. If there is none, it
// reports that and returns nil.
func (n *Names) Named(home *types.Package, name string, at diag.Span) *Block {
	o := gotype.Find(home, name)
	if b := n.vars[o]; b != nil {
		return b
	}
	n.Refuse(home, o, name, at)
	return nil
}

// Refuse reports that a name is not a placed block, unless an error in its declaration
// was reported.
func (n *Names) Refuse(home *types.Package, o types.Object, name string, at diag.Span) {
	switch {
	case o == nil:
		n.diags.Errorf(diag.UnknownBlock, at, "there is no block %s", name).Suggest(name, n.All(home))
	case gotype.IsBlock(o.Type()):
		n.RefuseUnplaced(o, at)
	default:
		n.diags.Errorf(diag.UnknownBlock, at, "%s is a %s, not a block", name, gotype.WhatIs(o)).
			Note(n.loaded.Declaration(o), "%s is declared here", name)
	}
}

// All lists the names of the placed blocks of a package.
func (n *Names) All(home *types.Package) []string {
	return slices.DeleteFunc(home.Scope().Names(), func(name string) bool { return n.vars[home.Scope().Lookup(name)] == nil })
}

// Nodes returns the blocks that a setting refers to. It reports blocks that are not
// placed, except those with a variable, which ReportUnplaced reports.
func (n *Names) Nodes(s *tree.Setting) []*Block {
	if s == nil {
		return nil
	}
	var list []*Block
	for _, node := range s.Nodes {
		if b := n.Find(node); b != nil {
			list = append(list, b)
			continue
		}
		if node.Var == nil || n.unplaced[node.Var] == nil {
			n.diags.Errorf(diag.Nowhere, diag.At(n.loaded.Fset, node.Pos, node.End), "this block is not placed on any page").
				Fix("declare a variable for it, place the variable on a page, and use it here")
		}
	}
	return list
}

// RefuseUnplaced reports a block that is not placed on any page, at the first use of its
// name only. If the block is in a layout that is not placed, the layout is reported
// instead.
func (n *Names) RefuseUnplaced(o types.Object, at diag.Span) {
	unread := n.packages[o.Pkg()] && n.unplaced[o] == nil
	if unread || n.reported[o] {
		return
	}
	n.reported[o] = true
	if n.inUnplaced(o) {
		return
	}
	d := n.diags.Errorf(diag.Nowhere, at, "%s is not placed on any page", o.Name()).
		Note(n.loaded.Declaration(o), "%s is declared here", o.Name())
	if !n.place(d, o) {
		d.Fix("place " + o.Name() + " on a page")
	}
}

// ReportUnplaced reports the blocks of a package that are not placed on any page and were
// not reported before.
func (n *Names) ReportUnplaced(p *types.Package) {
	var list []types.Object
	for o := range n.unplaced {
		if o.Pkg() == p && !n.reported[o] && !n.inUnplaced(o) {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(x, y types.Object) int { return int(x.Pos() - y.Pos()) })
	for _, o := range list {
		fix := "place " + o.Name() + " on a page, or remove it"
		if len(n.unplaced[o].Children) > 0 {
			fix = "place " + o.Name() + " on a page, or make it a page with ui.Page"
		}
		d := n.diags.Errorf(diag.Nowhere, n.loaded.Declaration(o), "%s is not placed on any page", o.Name())
		if len(n.unplaced[o].Children) == 0 { // else it may be meant as a page
			n.place(d, o)
		}
		d.Fix(fix)
	}
}

// inUnplaced reports whether a block is in a layout that is not placed.
func (n *Names) inUnplaced(o types.Object) bool {
	node := n.unplaced[o]
	var within func(*tree.Node) bool
	within = func(m *tree.Node) bool {
		return slices.ContainsFunc(m.Children, func(c *tree.Node) bool { return node.Same(c) || within(c) })
	}
	for other, m := range n.unplaced {
		if node != nil && other != o && within(m) {
			return true
		}
	}
	return false
}
