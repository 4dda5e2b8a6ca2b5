package tree

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/catalog"
)

// plain is a setting with an argument of any type, as encoding/json writes it.
func (s *scope) plain(name string, arg ast.Expr, e *ast.CallExpr) Setting {
	set, _ := s.setting(&catalog.Param{Name: name}, "any", s.eval(arg), e, slices.Index(e.Args, arg))
	return set
}

// opaque is a setting that only the running program has.
func (s *scope) opaque(name string, arg ast.Expr, e *ast.CallExpr) Setting {
	set, _ := s.setting(&catalog.Param{Name: name, Form: catalog.Opaque}, "any", s.eval(arg), e, slices.Index(e.Args, arg))
	return set
}

// setting turns the argument of a setter into the property, in the form that the
// catalogue says. It reports false when blocks in it cannot be read.
func (s *scope) setting(p *catalog.Param, typ string, v value, e *ast.CallExpr, i int) (Setting, bool) {
	elem, variadic := strings.CutPrefix(typ, "...")
	set := Setting{Name: p.Name, Expr: e, End: e.End()}
	if !variadic {
		set.Expr = e.Args[i]
	}
	if _, failed := v.(bad); failed {
		set.Late = true
		return set, false
	}
	switch {
	case p.Form == catalog.Opaque:
		set.value = raw(`{"$go":true}`)
		if f, ok := v.(function); ok {
			set.Func = f.obj
		}
		return set, true
	case variadic && (p.Form == catalog.Refs || p.Form == catalog.Parts):
		nodes, exprs, ok := s.nodes(v, e.Args[min(i, len(e.Args)):], elem == "ToolbarItem")
		set.Parts = p.Form == catalog.Parts
		set.refer(nodes, exprs)
		return set, ok
	}
	if n, ok := v.(*Node); ok {
		set.value = n
		set.Nodes, set.places = []*Node{n}, []ast.Expr{set.Expr}
		if p.Form == catalog.Parts {
			set.value, set.Parts = list{elems: []value{n}}, true
		}
		return set, true
	}
	wire, ok := property(p, elem, variadic, v)
	if !ok {
		set.Late = true
		s.lateEnums(set.Expr)
		return set, true
	}
	set.value = raw(wire)
	return set, true
}

// refer keeps the blocks of a list, and the list for the wire.
func (s *Setting) refer(l list, exprs []ast.Expr) {
	s.value = l
	for i, v := range l.elems {
		if n, ok := v.(*Node); ok {
			s.Nodes, s.places = append(s.Nodes, n), append(s.places, exprs[i])
		}
	}
}

// property writes an argument in the form that the catalogue says. It reports
// false when only the running program can.
func property(p *catalog.Param, typ string, variadic bool, v value) (json.RawMessage, bool) {
	if z, ok := v.(zero); ok {
		switch z.typ.Underlying().(type) {
		case *types.Slice:
			v = list{typ: z.typ} // setters copy lists and maps, so that nil is empty
		case *types.Map:
			v = table{typ: z.typ}
		}
	}
	switch {
	case p.Form == catalog.Dedent && typ == "string":
		t, ok := text(v)
		return marshal(catalog.Dedented(t)), ok
	case p.Form == catalog.Pairs && variadic:
		l, ok := v.(list)
		if !ok {
			return nil, false
		}
		return pairs(l.elems)
	case p.Form == catalog.Labels && typ == "string":
		t, ok := text(v)
		return labelData(t, nil), ok
	case p.Form == catalog.Labels && typ == "float64":
		f, ok := number(v)
		return labelData(strconv.FormatFloat(f, 'g', -1, 64), nil), ok
	case p.Form == catalog.Labels && strings.HasPrefix(typ, "map"):
		return labelScores(v)
	}
	return encode(v)
}

// pairs makes choices of values whose names are the values themselves.
func pairs(values []value) (json.RawMessage, bool) {
	list := make([][2]json.RawMessage, 0, len(values))
	for _, v := range values {
		wire, ok := encode(v)
		if !ok {
			return nil, false
		}
		name := wire
		if _, isText := text(v); !isText {
			name = marshal(string(wire))
		}
		list = append(list, [2]json.RawMessage{name, wire})
	}
	return marshal(list), true
}

type confidence struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

func labelData(label string, confidences []confidence) json.RawMessage {
	return marshal(struct {
		Label       string       `json:"label"`
		Confidences []confidence `json:"confidences"`
	}{label, confidences})
}

// labelScores is a Label's value of the confidence in each class, the surest
// first.
func labelScores(v value) (json.RawMessage, bool) {
	m, ok := v.(table)
	if !ok {
		return nil, false
	}
	all := make([]confidence, 0, len(m.entries))
	for label, e := range m.entries {
		f, ok := number(e)
		if !ok {
			return nil, false
		}
		all = append(all, confidence{label, f})
	}
	slices.SortFunc(all, func(a, b confidence) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), strings.Compare(a.Label, b.Label))
	})
	label := ""
	if len(all) > 0 {
		label = all[0].Label
	}
	return labelData(label, all), true
}

func number(v value) (float64, bool) {
	switch v := v.(type) {
	case scalar:
		f, _ := constant.Float64Val(constant.ToFloat(v.Value))
		return f, constant.ToFloat(v.Value).Kind() == constant.Float
	case zero:
		return 0, true
	}
	return 0, false
}

// nodes reads a list of blocks. Toolbars hold built-in buttons, too. It reports
// false, and says why, when an element is no readable block.
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

// encodeRefs writes a value in which blocks are named by their place in the walk.
func encodeRefs(v value, index map[*identity]int) json.RawMessage {
	switch v := v.(type) {
	case *Node:
		i, ok := index[v.id]
		if !ok {
			i = -1
		}
		return marshal(map[string]int{"$block": i})
	case list:
		items := make([]json.RawMessage, len(v.elems))
		for i, e := range v.elems {
			items[i] = encodeRefs(e, index)
		}
		return marshal(items)
	}
	wire, _ := encode(v)
	return wire
}
