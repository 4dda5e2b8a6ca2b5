package tree

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// scope is the context in which an expression is evaluated: a package, and the
// arguments of the function that returns it.
type scope struct {
	*reader
	pkg    *pkg
	params map[types.Object]value
	targs  map[*types.TypeParam]types.Type
	stack  []*types.Func // functions that are being read, outermost first
}

// typeOf is the type of an expression, with the type arguments of the function
// being read.
func (s *scope) typeOf(e ast.Expr) types.Type {
	t := s.pkg.Info.TypeOf(e)
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return s.subst(t)
}

// subst replaces type parameters in the types that declarations of blocks use.
func (s *scope) subst(t types.Type) types.Type {
	if len(s.targs) == 0 {
		return t
	}
	switch t := t.(type) {
	case *types.TypeParam:
		if a := s.targs[t]; a != nil {
			return a
		}
	case *types.Named:
		if t.TypeArgs().Len() > 0 {
			args := make([]types.Type, t.TypeArgs().Len())
			for i := range args {
				args[i] = s.subst(t.TypeArgs().At(i))
			}
			if n, err := types.Instantiate(nil, t.Origin(), args, false); err == nil {
				return n
			}
		}
	case *types.Slice:
		return types.NewSlice(s.subst(t.Elem()))
	case *types.Pointer:
		return types.NewPointer(s.subst(t.Elem()))
	case *types.Map:
		return types.NewMap(s.subst(t.Key()), s.subst(t.Elem()))
	}
	return t
}

// eval evaluates an expression. The value is late if the expression cannot be read and
// is not a block.
func (s *scope) eval(e ast.Expr) value {
	if tv, ok := s.pkg.Info.Types[e]; ok && tv.Value != nil {
		return scalar{tv.Value, s.subst(tv.Type)}
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return s.eval(e.X)
	case *ast.Ident:
		return s.object(e, s.pkg.Info.Uses[e])
	case *ast.SelectorExpr:
		return s.selector(e)
	case *ast.CallExpr:
		return s.call(e)
	case *ast.CompositeLit:
		return s.literal(e)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return s.eval(e.X) // JSON does not distinguish a pointer from its target
		}
	case *ast.BinaryExpr:
		return s.concat(e)
	case *ast.IndexExpr:
		return s.index(e)
	case *ast.FuncLit:
		return function{}
	}
	return s.other(e)
}

// other is an expression of a form that is not read: an error if it is a block, late
// otherwise.
func (s *scope) other(e ast.Expr) value {
	if s.holdsBlocks(s.typeOf(e)) {
		s.unreadable(e, "")
		return bad{}
	}
	s.lateEnums(e)
	return late{}
}

func (s *scope) object(e *ast.Ident, o types.Object) value {
	if v, ok := s.params[o]; ok {
		return v
	}
	switch o := o.(type) {
	case *types.Nil:
		return zero{s.typeOf(e)}
	case *types.Func:
		return function{o}
	case *types.Var:
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			v := s.variable(o)
			if _, isLate := v.(late); isLate && s.holdsBlocks(o.Type()) {
				s.foreign(e, o)
				return bad{}
			}
			return v
		}
	}
	return s.other(e)
}

func (s *scope) selector(e *ast.SelectorExpr) value {
	sel := s.pkg.Info.Selections[e]
	if sel == nil { // pkg.Name
		return s.object(e.Sel, s.pkg.Info.Uses[e.Sel])
	}
	switch sel.Kind() {
	case types.MethodVal, types.MethodExpr:
		return function{sel.Obj()}
	}
	switch x := s.eval(e.X).(type) {
	case *Node: // b.Custom: the block by the type that it embeds
		return x.as(s.typeOf(e))
	case record:
		if len(sel.Index()) == 1 {
			return x.field(e.Sel.Name)
		}
	case zero:
		if _, ok := x.typ.Underlying().(*types.Struct); ok && len(sel.Index()) == 1 {
			return record{typ: x.typ}.field(e.Sel.Name)
		}
	case bad:
		return x
	}
	return s.other(e)
}

// concat joins strings that are known but not constants of the language, such as
// embedded files.
func (s *scope) concat(e *ast.BinaryExpr) value {
	if e.Op == token.ADD {
		x, ok1 := text(s.eval(e.X))
		y, ok2 := text(s.eval(e.Y))
		if ok1 && ok2 {
			return convert(stringOf(x+y), s.typeOf(e))
		}
	}
	return s.other(e)
}

func (s *scope) index(e *ast.IndexExpr) value {
	if s.pkg.Info.Types[e.X].IsValue() {
		switch x := s.eval(e.X).(type) {
		case list:
			if i, ok := s.eval(e.Index).(scalar); ok {
				if n, exact := constant.Int64Val(constant.ToInt(i.Value)); exact && 0 <= n && n < int64(len(x.elems)) {
					return x.elems[n]
				}
			}
		case table:
			if k, ok := key(s.eval(e.Index)); ok && x.entries[k] != nil {
				return x.entries[k]
			}
		case bad:
			return x
		}
	}
	return s.other(e)
}
