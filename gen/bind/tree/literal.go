package tree

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
)

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

// structLiteral evaluates a struct. A struct that embeds a block is that block with
// another type.
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
		d := s.unreadable(e, "the literal has no constructor, such as ui.Textbox()")
		if call := s.constructor(t, e.Type); call != "" && len(e.Elts) == 0 {
			d.Fix("call the constructor", diag.Edit{Span: s.span(e), NewText: call})
		}
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
