package tree

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

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

// custom reads the type of a user's own block; nil for other blocks.
func (r *reader) custom(n *Node) *Custom {
	v := customValue(n.Type)
	if v == nil {
		return nil
	}
	c := &Custom{Value: v}
	if class := n.Setting("component_class_name"); class != nil {
		if wire, ok := class.value.(raw); ok {
			c.Class, _ = spec.Text(json.RawMessage(wire))
		}
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

// customValue is the type argument of the ui.Custom that a type is or embeds; nil
// if there is none.
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
	r.diags.Errorf(diag.UnreadableEvent, r.span(decl.Name), "the name of event %s cannot be read", fn.Name()).
		Fix(`write a body that is a single return statement, such as return b.On("change")`)
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
