package tree

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// arguments evaluates the arguments of a call. It returns one value for each parameter,
// a list for a variadic one.
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
// of its helpers, or a function whose body is a single return statement.
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
		return s.substitute(e, callee{sig: sig, typ: lit.Type, body: lit.Body, pkg: s.pkg})
	}
	fn, ok := typeutil.Callee(s.pkg.Info, e).(*types.Func)
	if !ok {
		if b, builtin := typeutil.Callee(s.pkg.Info, e).(*types.Builtin); builtin && s.holdsBlocks(s.typeOf(e)) {
			s.unreadable(e, b.Name()+" builds the list while the app runs").
				Fix("list the blocks, or call functions whose body is one return; to show some of them only, use Visible")
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
	return s.substitute(e, callee{fn, fn.Signature(), decl.Type, decl.Recv, decl.Body, p})
}

// callee is a function that is called: one that is declared, or a literal.
type callee struct {
	fn   *types.Func // nil for a literal
	sig  *types.Signature
	typ  *ast.FuncType
	recv *ast.FieldList
	body *ast.BlockStmt
	pkg  *pkg
}

// result is the expression that the function returns; nil if its body is not a single
// return statement.
func (f callee) result() ast.Expr {
	if f.body == nil || len(f.body.List) != 1 {
		return nil
	}
	ret, ok := f.body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	return ret.Results[0]
}

// substitute evaluates the result of a function whose body is a single return
// statement, with the arguments in place of the parameters.
func (s *scope) substitute(e *ast.CallExpr, f callee) value {
	result, blocks := f.result(), s.holdsBlocks(s.typeOf(e))
	if result == nil {
		if blocks {
			s.statements(e, f.fn, f.body)
			return bad{}
		}
		s.lateEnums(e)
		return late{}
	}
	if f.fn != nil && slices.Contains(s.stack, f.fn.Origin()) {
		if blocks {
			s.diags.Errorf(diag.RecursiveLayout, s.span(e), "%s calls itself, so its blocks cannot be determined", f.fn.Name()).
				Note(s.loaded.Declaration(f.fn.Origin()), "%s is declared here", f.fn.Name())
			return bad{}
		}
		return late{}
	}
	inner := &scope{reader: s.reader, pkg: f.pkg, params: map[types.Object]value{}, targs: s.typeArgs(e, f.fn)}
	if f.fn == nil { // a literal sees the parameters around it
		inner.stack = s.stack
		maps.Copy(inner.params, s.params)
	} else {
		inner.stack = append(slices.Clone(s.stack), f.fn.Origin())
	}
	if f.recv != nil {
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || s.pkg.Info.Selections[sel] == nil || s.pkg.Info.Selections[sel].Kind() != types.MethodVal {
			return s.other(e)
		}
		inner.bind(f.recv, []value{s.eval(sel.X)})
	}
	inner.bind(f.typ.Params, s.arguments(e, f.sig))
	v := inner.eval(result)
	if !blocks {
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
