package tree

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// pkg holds the declarations of a package.
type pkg struct {
	*source.Package
	funcs    map[types.Object]*ast.FuncDecl
	vars     map[types.Object]initializer
	assigned map[types.Object]ast.Node // variables that are changed after their declaration, with the first statement that does
}

// initializer is the initial expression of a variable: element index of the values of
// its declaration.
type initializer struct {
	spec  *ast.ValueSpec
	index int
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

// pkg returns the declarations of a loaded package; nil if its source was not loaded.
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

// index finds the declarations of a package, and the variables that are changed after
// their declaration.
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

// change records that a statement writes to a variable, or to a part of it.
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
		if got == nil { // an initialization cycle is a compile error
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
		r.diags.Errorf(diag.ChangedBlock, r.span(by), "%s is changed after its declaration, but blocks are read from their declarations", v.Name()).
			Note(r.loaded.Declaration(v), "%s is declared here", v.Name()).
			Fix("set all properties in the declaration; to change a block while the app runs, return it from a handler")
		if len(p.vars[v].spec.Values) == 0 {
			r.incomplete = true
			return bad{} // it is declared without a block, which the assignment explains
		}
	}
	init := p.vars[v]
	switch {
	case init.spec == nil:
		return late{}
	case len(init.spec.Values) == 0:
		content, embedded, err := p.Embedded(v)
		if err != nil {
			r.diags.Errorf(diag.LoadError, r.loaded.Declaration(v), "%s cannot be embedded: %v", v.Name(), err)
			return bad{}
		}
		if b, ok := v.Type().Underlying().(*types.Basic); embedded && ok && b.Info()&types.IsString != 0 {
			return convert(stringOf(content), v.Type())
		}
		if embedded {
			return late{}
		}
		if r.isBlock(v.Type()) {
			d := r.diags.Errorf(diag.UnreadableBlock, r.loaded.Declaration(v), "variable %s is declared without a block", v.Name())
			r.construct(d, v, init.spec)
			return bad{}
		}
		return zero{v.Type()}
	case len(init.spec.Values) != len(init.spec.Names):
		if blocks {
			r.unreadable(init.spec.Values[0], v.Name()+" is one of several results of a call")
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
