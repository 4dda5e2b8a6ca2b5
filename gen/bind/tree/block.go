package tree

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
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
	if b := blocks.LookupFunc(fn.Name()); b != nil {
		return s.construct(e, b, sig)
	}
	return s.helper(e, fn, sig)
}

func (s *scope) newNode(kind string, e *ast.CallExpr) *Node {
	return &Node{Kind: kind, Type: s.typeOf(e), Pos: e.Pos(), End: e.End(), id: new(identity)}
}

// construct evaluates the call of a block's constructor.
func (s *scope) construct(e *ast.CallExpr, b *spec.Entry, sig *types.Signature) value {
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
		if a.Type.Variadic && isEmptyList(args[i]) {
			continue // a variadic parameter without arguments sets nothing
		}
		p := b.Param(a.Param)
		set, ok := s.setting(param{p.Name, p.Form, a.Type}, args[i], e, i)
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

// method evaluates the call of a setter. Other methods of package ui do not return
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
	b := blocks.LookupType(recv)
	if b == nil {
		return s.other(e)
	}
	p, m := b.Setter(fn.Name())
	if p == nil {
		return s.other(e)
	}
	var set Setting
	if m.Arg == "" {
		set = Setting{Name: p.Name, Expr: e, value: raw(m.Value)}
	} else if set, ok = s.setting(param{p.Name, p.FormOf(m), m.Type}, s.arguments(e, sig)[0], e, 0); !ok {
		return bad{}
	}
	set.Setter, set.Pos = sel.Sel.Name, sel.Sel.Pos()
	s.unsupported(b, p, set, sel, e)
	return n.with(set, s.typeOf(e))
}

// unsupported reports a setter that is not implemented yet. Setting the default is only
// a warning.
func (s *scope) unsupported(b *spec.Entry, p *spec.Param, set Setting, sel *ast.SelectorExpr, e *ast.CallExpr) {
	wire, _ := set.value.(raw)
	if p.Name == "render" && string(wire) == "false" {
		s.diags.Errorf(diag.RenderFalse, s.span(e.Args[0]), "Render(false) has no effect: a block is placed where a page names it, not where it is declared").
			Fix("remove it", diag.Edit{Span: diag.At(s.loaded.Fset, sel.X.End(), e.End())})
	}
	if p.Todo == "" {
		return
	}
	at := diag.At(s.loaded.Fset, sel.Sel.Pos(), e.End())
	if wire != nil && (string(wire) == cmp.Or(b.Default(p.Name), "null") || string(wire) == "false") {
		s.diags.Warnf(diag.UnsupportedParam, at, "%s: %s", sel.Sel.Name, p.Todo)
		return
	}
	s.diags.Errorf(diag.UnsupportedParam, at, "%s: %s", sel.Sel.Name, p.Todo)
}

// with returns the block with one more setting.
func (n *Node) with(set Setting, t types.Type) *Node {
	m := *n
	m.Settings = append(slices.Clip(n.Settings), set)
	m.Type = t
	return &m
}

// as returns the block with another type, one that embeds its type or is embedded in it.
func (n *Node) as(t types.Type) *Node {
	m := *n
	m.Type = t
	return &m
}

// helper evaluates functions of package ui that return values.
func (s *scope) helper(e *ast.CallExpr, fn *types.Func, sig *types.Signature) value {
	args := s.arguments(e, sig)
	switch fn.Name() {
	case "Values":
		if l, ok := args[0].(list); ok {
			if wire, ok := property(spec.Pairs, l); ok {
				return raw(wire)
			}
		}
	case "Enum":
		return s.enum(e)
	case "Dedent":
		if t, ok := text(args[0]); ok {
			return stringOf(spec.Dedented(t))
		}
	case "Some":
		return optional{args[0]}
	case "Null":
		return optional{}
	case "LabelScores":
		if wire, ok := property(blocks.Lookup("label").Param("value").Form, args[0]); ok {
			return raw(wire)
		}
	}
	return s.other(e)
}
