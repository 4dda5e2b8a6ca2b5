package tree

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// scope is where an expression is evaluated: a package, and the parameters of the
// function whose result it is.
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

// eval evaluates an expression. What is neither readable nor a block is late.
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
			return s.eval(e.X) // as JSON, a pointer is what it points to
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

// other is an expression of a form that is not read: an error where it makes
// blocks, late elsewhere.
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

// concat joins constant strings with ones that are not constants of the language,
// such as embedded files.
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

// literal evaluates a composite literal.
func (s *scope) literal(e *ast.CompositeLit) value {
	t := s.typeOf(e)
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element {…} of []*T
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return s.structLiteral(e, t, u)
	case *types.Slice, *types.Array:
		l := list{typ: t}
		for _, elt := range e.Elts {
			if _, keyed := elt.(*ast.KeyValueExpr); keyed {
				return s.other(e)
			}
			l.elems, l.exprs = append(l.elems, s.eval(elt)), append(l.exprs, elt)
		}
		if a, ok := u.(*types.Array); ok {
			if a.Len() > maxArray {
				return s.other(e)
			}
			for int64(len(l.elems)) < a.Len() {
				l.elems, l.exprs = append(l.elems, zero{a.Elem()}), append(l.exprs, e)
			}
		}
		return l
	case *types.Map:
		m := table{entries: map[string]value{}, typ: t}
		for _, elt := range e.Elts {
			kv := elt.(*ast.KeyValueExpr)
			k, ok := key(s.eval(kv.Key))
			if !ok {
				return s.other(e)
			}
			m.entries[k] = s.eval(kv.Value)
		}
		return m
	}
	return s.other(e)
}

// structLiteral evaluates a struct. One that embeds a block is that block, with a
// type of its own.
func (s *scope) structLiteral(e *ast.CompositeLit, t types.Type, st *types.Struct) value {
	r := record{fields: map[string]value{}, typ: t}
	block := s.isBlock(t)
	for i, elt := range e.Elts {
		var f *types.Var
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			f, _ = s.pkg.Info.Uses[kv.Key.(*ast.Ident)].(*types.Var)
			elt = kv.Value
		} else {
			f = st.Field(i)
		}
		v := s.eval(elt)
		if block && f != nil && f.Embedded() && s.isBlock(f.Type()) {
			if n, ok := v.(*Node); ok {
				return n.as(t)
			}
			s.refuse(v, elt)
			return bad{}
		}
		if f != nil {
			r.fields[f.Name()] = v
		}
	}
	if block {
		s.unreadable(e, "it is the zero value, which changes a block but makes none")
		return bad{}
	}
	return r
}

// convert gives a constant another type.
func convert(v value, t types.Type) value {
	switch v := v.(type) {
	case scalar:
		if types.IsInterface(t) {
			return v
		}
		to, ok := t.Underlying().(*types.Basic)
		from, known := v.typ.Underlying().(*types.Basic)
		if !ok || !known {
			return late{}
		}
		const numeric = types.IsInteger | types.IsFloat
		switch {
		case from.Info()&to.Info()&(types.IsString|types.IsBoolean|types.IsInteger|types.IsFloat) != 0,
			from.Info()&types.IsInteger != 0 && to.Info()&types.IsFloat != 0:
			return scalar{v.Value, t}
		case from.Info()&numeric != 0 && to.Info()&numeric != 0 && v.Kind() == constant.Int:
			return scalar{v.Value, t}
		}
		return late{}
	case zero:
		return zero{t}
	case list:
		return list{v.elems, v.exprs, t}
	case table:
		return table{v.entries, t}
	case record:
		return record{v.fields, t}
	}
	return v
}

// arguments evaluates the arguments of a call, one value per parameter: those of a
// variadic one are a list.
func (s *scope) arguments(e *ast.CallExpr, sig *types.Signature) []value {
	n := sig.Params().Len()
	args := make([]value, 0, n)
	if len(e.Args) == 1 {
		if _, several := s.typeOf(e.Args[0]).(*types.Tuple); several { // f(g())
			return slices.Repeat([]value{value(late{})}, n)
		}
	}
	for i := range n {
		if sig.Variadic() && i == n-1 {
			if e.Ellipsis.IsValid() {
				args = append(args, s.eval(e.Args[i]))
				break
			}
			l := list{typ: s.subst(sig.Params().At(i).Type()), elems: []value{}}
			for _, a := range e.Args[i:] {
				l.elems, l.exprs = append(l.elems, s.eval(a)), append(l.exprs, a)
			}
			args = append(args, l)
			break
		}
		args = append(args, s.eval(e.Args[i]))
	}
	return args
}

// call evaluates a call: a conversion, a constructor or setter of package ui, one
// of its helpers, or a function whose body is one return.
func (s *scope) call(e *ast.CallExpr) value {
	if tv := s.pkg.Info.Types[e.Fun]; tv.IsType() {
		t := s.subst(tv.Type)
		v := s.eval(e.Args[0])
		if n, ok := v.(*Node); ok {
			if _, iface := t.Underlying().(*types.Interface); iface {
				return n
			}
			return n.as(t)
		}
		converted := convert(v, t)
		if _, unknown := converted.(late); unknown {
			return s.other(e)
		}
		return converted
	}
	if lit, ok := ast.Unparen(e.Fun).(*ast.FuncLit); ok {
		sig, _ := s.typeOf(lit).(*types.Signature)
		return s.substitute(e, nil, sig, lit.Type, nil, lit.Body, s.pkg, nil)
	}
	fn, ok := typeutil.Callee(s.pkg.Info, e).(*types.Func)
	if !ok {
		if b, builtin := typeutil.Callee(s.pkg.Info, e).(*types.Builtin); builtin && s.holdsBlocks(s.typeOf(e)) {
			s.unreadable(e, b.Name()+" makes the list when the app runs")
			return bad{}
		}
		return s.other(e)
	}
	if inUI(fn) {
		return s.uiCall(e, fn)
	}
	p := s.reader.pkg(fn.Pkg())
	if p == nil {
		if s.holdsBlocks(s.typeOf(e)) {
			s.foreign(e.Fun, fn)
			return bad{}
		}
		return s.other(e)
	}
	if p.Broken {
		return bad{}
	}
	decl := p.funcs[fn.Origin()]
	if decl == nil { // a method of an interface
		return s.other(e)
	}
	return s.substitute(e, fn, fn.Signature(), decl.Type, decl.Recv, decl.Body, p, decl)
}

// substitute evaluates the result of a function whose body is one return, with the
// arguments in the place of the parameters.
func (s *scope) substitute(e *ast.CallExpr, fn *types.Func, sig *types.Signature, typ *ast.FuncType, recv *ast.FieldList, body *ast.BlockStmt, in *pkg, decl *ast.FuncDecl) value {
	var result ast.Expr
	if body != nil && len(body.List) == 1 {
		if ret, ok := body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
			result = ret.Results[0]
		}
	}
	if result == nil {
		if s.holdsBlocks(s.typeOf(e)) {
			s.statements(e, fn, body)
			return bad{}
		}
		s.lateEnums(e)
		return late{}
	}
	if fn != nil && slices.Contains(s.stack, fn.Origin()) {
		if s.holdsBlocks(s.typeOf(e)) {
			f := s.diags.Errorf(diag.RecursiveLayout, s.span(e), "%s calls itself, so that the blocks it makes cannot be listed", fn.Name())
			f.Note(s.span(decl.Name), "%s is declared here", fn.Name())
			return bad{}
		}
		return late{}
	}
	inner := &scope{reader: s.reader, pkg: in, params: map[types.Object]value{}, targs: s.typeArgs(e, fn)}
	if fn == nil { // a literal sees the parameters around it
		inner.params, inner.stack = maps.Clone(s.params), s.stack
		if inner.params == nil {
			inner.params = map[types.Object]value{}
		}
	} else {
		inner.stack = append(slices.Clone(s.stack), fn.Origin())
	}
	if recv != nil {
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || s.pkg.Info.Selections[sel] == nil || s.pkg.Info.Selections[sel].Kind() != types.MethodVal {
			return s.other(e)
		}
		inner.bind(recv, []value{s.eval(sel.X)})
	}
	inner.bind(typ.Params, s.arguments(e, sig))
	v := inner.eval(result)
	if !s.holdsBlocks(s.typeOf(e)) {
		return convert(v, s.typeOf(e))
	}
	return v
}

// bind gives the parameters their values.
func (s *scope) bind(fields *ast.FieldList, args []value) {
	i := 0
	for _, f := range fields.List {
		for _, name := range f.Names {
			if i < len(args) {
				s.params[s.pkg.Info.Defs[name]] = args[i]
			}
			i++
		}
		if len(f.Names) == 0 {
			i++
		}
	}
}

// typeArgs gives the type arguments of a call, for a generic function or a method
// of a generic type.
func (s *scope) typeArgs(e *ast.CallExpr, fn *types.Func) map[*types.TypeParam]types.Type {
	if fn == nil {
		return s.targs
	}
	args := map[*types.TypeParam]types.Type{}
	origin := fn.Origin().Signature()
	fill := func(params *types.TypeParamList, with *types.TypeList) {
		for i := range min(params.Len(), with.Len()) {
			args[params.At(i)] = s.subst(with.At(i))
		}
	}
	if id := calleeIdent(e.Fun); id != nil {
		fill(origin.TypeParams(), s.pkg.Info.Instances[id].TypeArgs)
	}
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := types.Unalias(t).(*types.Named); ok {
			fill(origin.RecvTypeParams(), n.TypeArgs())
		}
	}
	return args
}

// calleeIdent is the name of a called function.
func calleeIdent(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	case *ast.IndexExpr:
		return calleeIdent(e.X)
	case *ast.IndexListExpr:
		return calleeIdent(e.X)
	}
	return nil
}
