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
	"github.com/blocksgen/blocksgen/gen/diag"
)

// uiCall evaluates a call of a function or method of package ui.
func (s *scope) uiCall(e *ast.CallExpr, fn *types.Func) value {
	sig := fn.Signature()
	if sig.Recv() != nil {
		return s.method(e, fn, sig)
	}
	switch fn.Name() {
	case "State", "StateFunc":
		n := s.newNode("state", e)
		return n.with(s.opaque("value", e.Args[0], e), n.Type)
	case "NewCustom":
		n := s.newNode("html", e)
		return n.with(s.plain("component_class_name", e.Args[0], e), n.Type)
	}
	if b := catalog.LookupFunc(fn.Name()); b != nil {
		return s.construct(e, b, sig)
	}
	return s.helper(e, fn, sig)
}

func (s *scope) newNode(kind string, e *ast.CallExpr) *Node {
	return &Node{Kind: kind, Type: s.typeOf(e), Pos: e.Pos(), End: e.End(), id: new(identity)}
}

// construct evaluates the call of a block's constructor.
func (s *scope) construct(e *ast.CallExpr, b *catalog.Block, sig *types.Signature) value {
	n := s.newNode(b.Kind, e)
	args := s.arguments(e, sig)
	for i, a := range b.Args {
		if a.Param == "" {
			nodes, exprs, ok := s.nodes(args[i], e.Args[min(i, len(e.Args)):], false)
			if !ok {
				return bad{}
			}
			for k, v := range nodes.elems {
				n.Children, n.places = append(n.Children, v.(*Node)), append(n.places, exprs[k])
			}
			continue
		}
		if a.Variadic() && isEmptyList(args[i]) {
			continue // a variadic argument that is given nothing sets nothing
		}
		p := b.Param(a.Param)
		set, ok := s.setting(p, a.Type, args[i], e, i)
		if !ok {
			return bad{}
		}
		set.Pos = e.Pos()
		n = n.with(set, n.Type)
	}
	return n
}

func isEmptyList(v value) bool {
	switch v := v.(type) {
	case list:
		return len(v.elems) == 0
	case zero:
		return true
	}
	return false
}

// method evaluates the call of a setter. Other methods of package ui make no
// blocks.
func (s *scope) method(e *ast.CallExpr, fn *types.Func, sig *types.Signature) value {
	sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if !ok || !s.isBlock(s.typeOf(e)) {
		return s.other(e)
	}
	x := s.eval(sel.X)
	n, ok := x.(*Node)
	if !ok {
		s.refuse(x, sel.X)
		return bad{}
	}
	recv := types.Unalias(sig.Recv().Type()).(*types.Named).Obj().Name()
	if recv == "Custom" {
		return s.customSetter(e, sel, n, fn)
	}
	b := catalog.LookupType(recv)
	if b == nil {
		return s.other(e)
	}
	p, m := b.Setter(fn.Name())
	if p == nil {
		return s.other(e)
	}
	var set Setting
	if len(m.Args) == 0 {
		set = Setting{Name: p.Name, Expr: e, value: raw(m.Value)}
	} else if set, ok = s.setting(p, m.Args[0].Type, s.arguments(e, sig)[0], e, 0); !ok {
		return bad{}
	}
	set.Pos = sel.Sel.Pos()
	s.unsupported(p, set, sel, e)
	return n.with(set, s.typeOf(e))
}

// unsupported reports what a setter asks for and this version cannot do. What is
// off by default may be turned off.
func (s *scope) unsupported(p *catalog.Param, set Setting, sel *ast.SelectorExpr, e *ast.CallExpr) {
	wire, _ := set.value.(raw)
	if p.Name == "render" && string(wire) == "false" {
		s.diags.Errorf(diag.RenderFalse, s.span(e.Args[0]), "a block stands where a page names it, so that Render(false) says nothing").
			Fix("remove it; a block that stands nowhere is an error", diag.Edit{Span: diag.At(s.loaded.Fset, sel.X.End(), e.End())})
	}
	if p.Todo == "" {
		return
	}
	at := diag.At(s.loaded.Fset, sel.Sel.Pos(), e.End())
	if wire != nil && (string(wire) == cmp.Or(string(p.Default), "null") || string(wire) == "false") {
		s.diags.Warnf(diag.UnsupportedParam, at, "%s: %s", sel.Sel.Name, p.Todo)
		return
	}
	s.diags.Errorf(diag.UnsupportedParam, at, "%s: %s", sel.Sel.Name, p.Todo)
}

// customSetter evaluates the methods of ui.Custom.
func (s *scope) customSetter(e *ast.CallExpr, sel *ast.SelectorExpr, n *Node, fn *types.Func) value {
	var set Setting
	switch fn.Name() {
	case "With":
		name, ok := text(s.eval(e.Args[0]))
		if !ok {
			s.unreadable(e.Args[0], "the name of a property must be constant")
			return bad{}
		}
		set = s.plain(name, e.Args[1], e)
	case "Value":
		set = s.plain("value", e.Args[0], e)
	default:
		return s.other(e)
	}
	set.Pos = sel.Sel.Pos()
	return n.with(set, s.typeOf(e))
}

// with returns the block at its next stage.
func (n *Node) with(set Setting, t types.Type) *Node {
	m := *n
	m.Settings = append(slices.Clip(n.Settings), set)
	m.Type = t
	return &m
}

// as returns the block with another type that embeds it, or that it embeds.
func (n *Node) as(t types.Type) *Node {
	m := *n
	m.Type = t
	return &m
}

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

// helper evaluates functions of package ui that make values.
func (s *scope) helper(e *ast.CallExpr, fn *types.Func, sig *types.Signature) value {
	args := s.arguments(e, sig)
	switch fn.Name() {
	case "Values":
		if l, ok := args[0].(list); ok {
			if wire, ok := pairs(l.elems); ok {
				return raw(wire)
			}
		}
	case "Enum":
		return s.enum(e)
	case "Dedent":
		if t, ok := text(args[0]); ok {
			return stringOf(catalog.Dedented(t))
		}
	case "Some":
		return optional{args[0]}
	case "Null":
		return optional{}
	case "LabelScores":
		if wire, ok := labelScores(args[0]); ok {
			return raw(wire)
		}
	}
	return s.other(e)
}

// enum evaluates ui.Enum: the constants of its type argument.
func (s *scope) enum(e *ast.CallExpr) value {
	id := calleeIdent(e.Fun)
	if id == nil || s.pkg.Info.Instances[id].TypeArgs.Len() != 1 {
		return late{}
	}
	t := s.subst(s.pkg.Info.Instances[id].TypeArgs.At(0))
	wire := EnumChoices(t)
	if wire == nil {
		s.diags.Errorf(diag.EmptyEnum, s.span(e), "type %s has no constants to choose from", types.TypeString(t, types.RelativeTo(s.pkg.Types))).
			Fix("declare constants of the type, or list the choices with ui.Values")
		return bad{}
	}
	s.enums[types.Unalias(t).(*types.Named)] = true
	return raw(wire)
}

// lateEnums finds the uses of ui.Enum in an expression that only the running
// program evaluates: it asks for the constants then.
func (s *scope) lateEnums(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id := calleeIdent(call.Fun); id != nil {
			if fn, ok := s.pkg.Info.Uses[id].(*types.Func); ok && inUI(fn) && fn.Name() == "Enum" {
				s.enum(call)
			}
		}
		return true
	})
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

// custom reads what the type of a user's own block says; nil for other blocks.
func (r *reader) custom(n *Node) *Custom {
	v := customValue(n.Type)
	if v == nil {
		return nil
	}
	c := &Custom{Value: v}
	if class := n.Setting("component_class_name"); class != nil {
		c.Class, _ = unquote(class.value)
	}
	methods := types.NewMethodSet(n.Type)
	for i := range methods.Len() {
		fn, ok := methods.At(i).Obj().(*types.Func)
		if !ok || inUI(fn) || !fn.Exported() {
			continue
		}
		sig := fn.Signature()
		if sig.Params().Len() != 0 || sig.Results().Len() != 1 || !isUI(sig.Results().At(0).Type(), "Trigger") {
			continue
		}
		if name := r.event(fn); name != "" && !slices.Contains(c.Events, name) {
			c.Events = append(c.Events, name)
		}
	}
	slices.Sort(c.Events)
	return c
}

func unquote(v value) (string, bool) {
	w, ok := v.(raw)
	if !ok {
		return "", false
	}
	var s string
	err := json.Unmarshal(w, &s)
	return s, err == nil
}

// customValue is the type argument of the ui.Custom that a type is or embeds; nil
// when there is none.
func customValue(t types.Type) types.Type {
	if isUI(t, "Custom") {
		return types.Unalias(t).(*types.Named).TypeArgs().At(0)
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if f.Embedded() {
			if v := customValue(f.Type()); v != nil {
				return v
			}
		}
	}
	return nil
}

// event reads the name of an event from its method: return b.On("rated").
func (r *reader) event(fn *types.Func) string {
	p := r.pkg(fn.Pkg())
	if p == nil {
		return ""
	}
	decl := p.funcs[fn.Origin()]
	if decl == nil || decl.Body == nil {
		return ""
	}
	if len(decl.Body.List) == 1 {
		if ret, ok := decl.Body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
			if name := eventName(p, ret.Results[0]); name != "" {
				return name
			}
		}
	}
	r.diags.Errorf(diag.UnreadableEvent, r.span(decl.Name), "the name of the event %s cannot be read", fn.Name()).
		Fix(`write a body that is one return, such as return b.On("change")`)
	return ""
}

func eventName(p *pkg, e ast.Expr) string {
	var arg ast.Expr
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if id := calleeIdent(e.Fun); id != nil && id.Name == "On" && inUI(p.Info.Uses[id]) && len(e.Args) == 1 {
			arg = e.Args[0]
		}
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Event" {
					arg = kv.Value
				}
			}
		}
	}
	if tv, ok := p.Info.Types[arg]; arg != nil && ok && tv.Value != nil && tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value)
	}
	return ""
}
