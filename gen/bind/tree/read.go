package tree

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Read reads the blocks that the package-level variables of a package declare, and
// those that they refer to in other loaded packages. It reports to diags what it cannot
// read.
func Read(l *source.Loaded, p *source.Package, diags *diag.List) *Tree {
	var found diag.List
	t := read(l, p, &found)
	t.Incomplete = t.Incomplete || slices.ContainsFunc(found.Sorted(), func(d *diag.Diagnostic) bool {
		switch d.Code {
		case diag.UnreadableBlock, diag.LoopInLayout, diag.NotOneReturn, diag.RecursiveLayout, diag.ForeignBlock, diag.PageFunction:
			return true
		}
		return false
	})
	diags.Append(&found)
	return t
}

func read(l *source.Loaded, p *source.Package, diags *diag.List) *Tree {
	r := &reader{
		loaded: l, diags: diags,
		packages: map[*types.Package]*pkg{}, vars: map[*types.Var]value{}, enums: map[*types.Named]bool{},
	}
	t := &Tree{Vars: map[types.Object]*Node{}}
	if p.Broken || !r.findUI(p.Types) {
		return t // compile errors were reported
	}
	var declared []*types.Var
	for _, f := range p.Files {
		for _, d := range f.Decls {
			declared = append(declared, r.blockVars(p, d)...)
		}
	}
	for _, v := range declared {
		r.variable(v)
	}
	t.Pages = r.pages(declared)
	r.pageFunctions(p)
	placed := r.place(t.Pages)
	r.name(t, declared, placed)
	r.finish(t)
	t.Incomplete = r.incomplete
	for named := range r.enums {
		t.Enums = append(t.Enums, named)
	}
	slices.SortFunc(t.Enums, func(a, b *types.Named) int {
		return cmp.Or(strings.Compare(a.Obj().Pkg().Path(), b.Obj().Pkg().Path()), strings.Compare(a.Obj().Name(), b.Obj().Name()))
	})
	return t
}

// reader evaluates the variables of one app.
type reader struct {
	loaded   *source.Loaded
	diags    *diag.List
	node     *types.Interface // ui.Node
	item     *types.Interface // ui.ToolbarItem
	packages map[*types.Package]*pkg
	vars     map[*types.Var]value // their values; nil during evaluation
	enums    map[*types.Named]bool
	// incomplete is true if a page that a function assigns was not read.
	incomplete bool
}

// findUI looks up the interfaces of package ui. It reports false if the package does not
// import package ui, directly or not: then it declares no blocks.
func (r *reader) findUI(p *types.Package) bool {
	seen := map[*types.Package]bool{}
	var find func(p *types.Package) *types.Package
	find = func(p *types.Package) *types.Package {
		if p.Path() == source.UIPath {
			return p
		}
		seen[p] = true
		for _, i := range p.Imports() {
			if !seen[i] {
				if ui := find(i); ui != nil {
					return ui
				}
			}
		}
		return nil
	}
	ui := find(p)
	if ui == nil {
		return false
	}
	iface := func(name string) *types.Interface {
		if o := ui.Scope().Lookup(name); o != nil {
			i, _ := o.Type().Underlying().(*types.Interface)
			return i
		}
		return nil
	}
	r.node, r.item = iface("Node"), iface("ToolbarItem")
	return r.node != nil && r.item != nil
}

// isBlock reports whether a type is a block type.
func (r *reader) isBlock(t types.Type) bool {
	return t != nil && (types.Implements(t, r.node) || types.Identical(t.Underlying(), r.item))
}

// holdsBlocks reports whether a type is a block type, or a list of blocks.
func (r *reader) holdsBlocks(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return r.holdsBlocks(u.Elem())
	case *types.Array:
		return r.holdsBlocks(u.Elem())
	}
	return r.isBlock(t)
}

// describe is the name of a block in messages: that of its variable, or else its kind.
func (r *reader) describe(n *Node) string {
	var best *types.Var
	for v, got := range r.vars {
		if m, ok := got.(*Node); ok && m.id == n.id && (best == nil || v.Pos() < best.Pos()) {
			best = v
		}
	}
	if best != nil {
		return best.Name()
	}
	return "this " + n.Kind
}

// name fills Vars, and gives each block its variable: the first one that holds the
// block as it is placed on a page, or else the first that holds any stage of it.
func (r *reader) name(t *Tree, declared []*types.Var, placed map[*identity]*Node) {
	var others []*types.Var
	for v, got := range r.vars {
		if _, ok := got.(*Node); ok && !slices.Contains(declared, v) {
			others = append(others, v)
		}
	}
	slices.SortFunc(others, func(a, b *types.Var) int {
		return cmp.Or(strings.Compare(a.Pkg().Path(), b.Pkg().Path()), cmp.Compare(a.Pos(), b.Pos()))
	})
	exact := map[*Node]bool{}
	for _, v := range slices.Concat(declared, others) {
		node, ok := r.vars[v].(*Node)
		if !ok {
			continue
		}
		n := node
		if p := placed[node.id]; p != nil {
			n = p
		}
		t.Vars[v] = n
		if n.Var == nil || n == node && !exact[n] {
			n.Var, exact[n] = v, n == node
		}
	}
}

// finish numbers the blocks, writes the settings that name blocks, and makes every
// reference point to the block as it is placed on the page.
func (r *reader) finish(t *Tree) {
	walk := Walk(t)
	index := make(map[*identity]int, len(walk))
	placed := make(map[*identity]*Node, len(walk))
	for i, n := range walk {
		index[n.id], placed[n.id] = i, n
	}
	done := map[*Node]bool{}
	var finish func(n *Node)
	finish = func(n *Node) {
		if done[n] {
			return
		}
		done[n] = true
		n.Custom = r.custom(n)
		for i := range n.Settings {
			s := &n.Settings[i]
			for k, m := range s.Nodes {
				if p := placed[m.id]; p != nil {
					s.Nodes[k] = p
				}
			}
			if !s.Late {
				s.Value = encodeRefs(s.value, index)
			}
		}
		for _, m := range n.parts() {
			finish(m)
		}
	}
	for _, n := range walk {
		finish(n)
	}
	for _, n := range t.Vars {
		finish(n)
	}
}
