package tree

import (
	"encoding/json"
	"go/ast"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// plain is a setting whose argument has any type that encoding/json supports.
func (s *scope) plain(name string, arg ast.Expr, e *ast.CallExpr) Setting {
	set, _ := s.setting(param{name, nil, spec.Any}, s.eval(arg), e, slices.Index(e.Args, arg))
	return set
}

// opaque is a setting whose value is computed at startup.
func (s *scope) opaque(name string, arg ast.Expr, e *ast.CallExpr) Setting {
	set, _ := s.setting(param{name, spec.GoValue, spec.Any}, s.eval(arg), e, slices.Index(e.Args, arg))
	return set
}

// param is the parameter that a setter or an argument of a constructor sets.
type param struct {
	name string
	form *spec.Form
	typ  spec.Type
}

// setting turns the argument of a setter into the property of that name. It reports
// false if the argument contains blocks that cannot be read.
func (s *scope) setting(p param, v value, e *ast.CallExpr, i int) (Setting, bool) {
	set := Setting{Name: p.name, Expr: e, End: e.End()}
	holds := p.form.Kind()
	if !p.typ.Variadic {
		set.Expr = e.Args[i]
	}
	if _, failed := v.(bad); failed {
		set.Late = true
		return set, false
	}
	switch {
	case holds == spec.Opaque:
		set.value = raw(`{"$go":true}`)
		if f, ok := v.(function); ok {
			set.Func = f.obj
		}
		return set, true
	case p.typ.Variadic && holds != spec.Data:
		nodes, exprs, ok := s.nodes(v, e.Args[min(i, len(e.Args)):], p.typ.Go == spec.Toolbar.Go)
		set.Parts = holds == spec.Parts
		set.refer(nodes, exprs)
		return set, ok
	}
	if n, ok := v.(*Node); ok {
		set.value = n
		set.Nodes, set.places = []*Node{n}, []ast.Expr{set.Expr}
		if holds == spec.Parts {
			set.value, set.Parts = list{elems: []value{n}}, true
		}
		return set, true
	}
	wire, ok := property(p.form, v)
	if !ok {
		set.Late = true
		s.lateEnums(set.Expr)
		return set, true
	}
	set.value = raw(wire)
	return set, true
}

// refer keeps the blocks of a list, and the list for its JSON form.
func (s *Setting) refer(l list, exprs []ast.Expr) {
	s.value = l
	for i, v := range l.elems {
		if n, ok := v.(*Node); ok {
			s.Nodes, s.places = append(s.Nodes, n), append(s.places, exprs[i])
		}
	}
}

// property writes an argument in the form of the parameter. It reports false if the
// value is computed at startup.
func property(form *spec.Form, v value) (json.RawMessage, bool) {
	if z, ok := v.(zero); ok {
		switch z.typ.Underlying().(type) {
		case *types.Slice:
			v = list{typ: z.typ} // setters copy lists and maps, and make nil empty
		case *types.Map:
			v = table{typ: z.typ}
		}
	}
	wire, ok := encode(v)
	if !ok {
		return nil, false
	}
	wire, err := form.Convert(wire)
	return wire, err == nil
}

// nodes reads a list of blocks. Toolbars can contain built-in buttons, too. It reports
// each element that is not a block or cannot be read, and then returns false.
func (s *scope) nodes(v value, args []ast.Expr, toolbar bool) (list, []ast.Expr, bool) {
	if z, ok := v.(zero); ok {
		v = list{typ: z.typ}
	}
	l, ok := v.(list)
	if !ok {
		if len(args) > 0 {
			s.refuse(v, args[len(args)-1])
		}
		return list{}, nil, false
	}
	for i, e := range l.elems {
		if _, isNode := e.(*Node); isNode {
			continue
		}
		if _, isText := text(e); isText && toolbar {
			continue
		}
		s.refuse(e, l.exprs[i])
		ok = false
	}
	if l.elems == nil {
		l.elems = []value{}
	}
	return l, l.exprs, ok
}

// encodeRefs writes a value in which a block is its index in the walk.
func encodeRefs(v value, index map[*identity]int) json.RawMessage {
	switch v := v.(type) {
	case *Node:
		i, ok := index[v.id]
		if !ok {
			i = -1
		}
		return spec.Marshal(map[string]int{"$block": i})
	case list:
		items := make([]json.RawMessage, len(v.elems))
		for i, e := range v.elems {
			items[i] = encodeRefs(e, index)
		}
		return spec.Marshal(items)
	}
	wire, _ := encode(v)
	return wire
}
