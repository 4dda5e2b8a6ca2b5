package tree

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Read reads what the package-level variables of a package declare, and what they
// refer to in other loaded packages. What cannot be read goes to list.
func Read(l *source.Loaded, p *source.Package, diags *diag.List) *Tree {
	r := &reader{
		loaded: l, diags: diags,
		packages: map[*types.Package]*pkg{}, vars: map[*types.Var]value{}, enums: map[*types.Named]bool{},
	}
	t := &Tree{Vars: map[types.Object]*Node{}}
	if p.Broken || !r.findUI(p.Types) {
		return t // what does not compile was reported
	}
	var own []*types.Var
	for _, f := range p.Files {
		for _, d := range f.Decls {
			own = append(own, r.blockVars(p, d)...)
		}
	}
	for _, v := range own {
		r.variable(v)
	}
	t.Pages = r.pages(own)
	placed := r.place(t.Pages)
	r.name(t, own, placed)
	r.finish(t)
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
	vars     map[*types.Var]value // what was evaluated; nil while it is
	enums    map[*types.Named]bool
}

// pkg is where the declarations of a package are.
type pkg struct {
	*source.Package
	funcs    map[types.Object]*ast.FuncDecl
	vars     map[types.Object]initializer
	assigned map[types.Object]ast.Node // variables that are changed after their declaration, and where
}

// initializer is the expression that a variable starts with: element index of its
// values, if it is one of several.
type initializer struct {
	spec  *ast.ValueSpec
	index int
}

// findUI looks up the interfaces of package ui. A package that has nothing to do
// with it declares no blocks.
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

// isBlock reports whether a type is a block's.
func (r *reader) isBlock(t types.Type) bool {
	return t != nil && (types.Implements(t, r.node) || types.Identical(t.Underlying(), r.item))
}

// holdsBlocks reports whether a type is a block's, or a list of such.
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

// blockVars lists the variables of a declaration that hold a block.
func (r *reader) blockVars(p *source.Package, d ast.Decl) []*types.Var {
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return nil
	}
	var list []*types.Var
	for _, spec := range g.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if v, ok := p.Info.Defs[name].(*types.Var); ok && name.Name != "_" && r.isBlock(v.Type()) {
				list = append(list, v)
			}
		}
	}
	return list
}

// pkg gives the declarations of a loaded package; nil when its source was not
// loaded.
func (r *reader) pkg(t *types.Package) *pkg {
	if p, ok := r.packages[t]; ok {
		return p
	}
	var p *pkg
	if t != nil {
		if s := r.loaded.Package(t.Path()); s != nil && s.Types == t {
			p = index(s)
		}
	}
	r.packages[t] = p
	return p
}

// index finds the declarations of a package, and the variables that do not keep
// the value of their declaration.
func index(s *source.Package) *pkg {
	p := &pkg{Package: s, funcs: map[types.Object]*ast.FuncDecl{}, vars: map[types.Object]initializer{}, assigned: map[types.Object]ast.Node{}}
	for _, f := range s.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if o := s.Info.Defs[d.Name]; o != nil {
					p.funcs[o] = d
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR {
						for i, name := range v.Names {
							p.vars[s.Info.Defs[name]] = initializer{v, i}
						}
					}
				}
			}
		}
	}
	nodes := []ast.Node{(*ast.AssignStmt)(nil), (*ast.IncDecStmt)(nil), (*ast.UnaryExpr)(nil), (*ast.RangeStmt)(nil)}
	inspector.New(s.Files).Preorder(nodes, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				p.change(e, n)
			}
		case *ast.IncDecStmt:
			p.change(n.X, n)
		case *ast.RangeStmt:
			p.change(n.Key, n)
			p.change(n.Value, n)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				p.change(n.X, n)
			}
		}
	})
	return p
}

// change notes that a statement writes to a variable, or to a part of it.
func (p *pkg) change(e ast.Expr, by ast.Node) {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			if o := p.Info.Uses[x.Sel]; o != nil && p.vars[o].spec != nil {
				p.note(o, by)
				return
			}
			e = x.X
		case *ast.Ident:
			if o := p.Info.Uses[x]; o != nil && p.vars[o].spec != nil {
				p.note(o, by)
			}
			return
		default:
			return
		}
	}
}

func (p *pkg) note(o types.Object, by ast.Node) {
	if p.assigned[o] == nil {
		p.assigned[o] = by
	}
}

// variable evaluates a package-level variable.
func (r *reader) variable(v *types.Var) value {
	if got, ok := r.vars[v]; ok {
		if got == nil { // the compiler refuses initialization cycles
			return bad{}
		}
		return got
	}
	r.vars[v] = nil
	got := r.initial(v)
	r.vars[v] = got
	return got
}

func (r *reader) initial(v *types.Var) value {
	p := r.pkg(v.Pkg())
	if p == nil {
		return late{}
	}
	if p.Broken {
		return bad{}
	}
	blocks := r.holdsBlocks(v.Type())
	if by := p.assigned[v]; by != nil {
		if !blocks {
			return late{}
		}
		r.diags.Errorf(diag.ChangedBlock, r.span(by), "%s is changed after its declaration, which cannot be read", v.Name()).
			Note(r.declared(v), "%s is declared here", v.Name()).
			Fix("set everything where the block is declared; a handler changes a block by returning it")
		return bad{}
	}
	init := p.vars[v]
	switch {
	case init.spec == nil:
		return late{}
	case len(init.spec.Values) == 0:
		content, embedded, err := p.Embedded(v)
		if err != nil {
			r.diags.Errorf(diag.LoadError, r.declared(v), "%s cannot be embedded: %v", v.Name(), err)
			return bad{}
		}
		if b, ok := v.Type().Underlying().(*types.Basic); embedded && ok && b.Info()&types.IsString != 0 {
			return convert(stringOf(content), v.Type())
		}
		if embedded {
			return late{}
		}
		if r.isBlock(v.Type()) {
			r.diags.Errorf(diag.UnreadableBlock, r.declared(v), "%s has no block: a variable is declared with its block", v.Name()).
				Fix("write the constructor in the declaration, such as var " + v.Name() + " = ui.Textbox()")
			return bad{}
		}
		return zero{v.Type()}
	case len(init.spec.Values) != len(init.spec.Names):
		if blocks {
			r.unreadable(init.spec.Values[0], v.Name()+" is one of several results")
			return bad{}
		}
		return late{}
	}
	s := &scope{reader: r, pkg: p}
	expr := init.spec.Values[init.index]
	got := s.eval(expr)
	if _, ok := got.(*Node); !ok && r.isBlock(v.Type()) {
		s.refuse(got, expr)
		return bad{}
	}
	return got
}

// pages finds the pages among the package's blocks: those that stand in no other.
func (r *reader) pages(own []*types.Var) []*Node {
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
	for _, v := range own {
		if n, ok := r.vars[v].(*Node); ok && n.Kind == "page" {
			visit(n)
		}
	}
	var pages []*Node
	exported := map[*identity]bool{}
	for _, v := range own {
		if n, ok := r.vars[v].(*Node); ok && v.Exported() {
			exported[n.id] = true
		}
	}
	for _, v := range own {
		n, ok := r.vars[v].(*Node)
		if !ok || n.Kind != "page" || inside[n.id] || seen[n.id] || exported[n.id] && !v.Exported() {
			continue
		}
		seen[n.id] = true
		pages = append(pages, n)
		if !v.Exported() {
			name := strings.ToUpper(v.Name()[:1]) + v.Name()[1:]
			r.diags.Errorf(diag.UnexportedPage, r.declared(v), "page %s is not exported, so that the generated main cannot serve it", v.Name()).
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

// describe names a block for a message: by its variable, or by its kind.
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

// name fills Vars, and gives each block its variable: the first one that holds it
// as it stands in a page, or else the first that holds any stage of it.
func (r *reader) name(t *Tree, own []*types.Var, placed map[*identity]*Node) {
	var others []*types.Var
	for v, got := range r.vars {
		if _, ok := got.(*Node); ok && !slices.Contains(own, v) {
			others = append(others, v)
		}
	}
	slices.SortFunc(others, func(a, b *types.Var) int {
		return cmp.Or(strings.Compare(a.Pkg().Path(), b.Pkg().Path()), cmp.Compare(a.Pos(), b.Pos()))
	})
	exact := map[*Node]bool{}
	for _, v := range slices.Concat(own, others) {
		held, ok := r.vars[v].(*Node)
		if !ok {
			continue
		}
		n := held
		if p := placed[held.id]; p != nil {
			n = p
		}
		t.Vars[v] = n
		if n.Var == nil || n == held && !exact[n] {
			n.Var, exact[n] = v, n == held
		}
	}
}

// finish numbers the blocks, writes the settings that name blocks, and lets every
// reference point to the block as it stands in the page.
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
		for _, m := range n.stands() {
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
