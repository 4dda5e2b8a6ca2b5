package listen

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// What is here makes the edits of fixes.

// withoutList adds a fix to the report of a list of blocks that does not match: if there is
// a block with the name of each slot, the list is not needed. It reports whether it did.
func (m *maker) withoutList(d *diag.Diagnostic, h *handler.Handler, slots []gotype.Slot, arg *directive.Arg) bool {
	if arg == nil || len(slots) == 0 {
		return false
	}
	for _, s := range slots {
		if m.layout.Like(h.Home, s.Name) == nil {
			return false
		}
	}
	at := arg.Span
	at.Column-- // the space before it
	d.Fix("remove "+arg.Name+"=: there is a block with the name of each", diag.Edit{Span: at})
	return true
}

// correctType adds a fix to the report of a parameter whose type does not match its block:
// the block of its own name, or the type of the block.
func (c *connector) correctType(d *diag.Diagnostic, s gotype.Slot, blk *layout.Block) {
	if s.Kind != model.Input && s.Kind != model.InOut || c.handler.Decl == nil || c.call == nil {
		return
	}
	if in := c.call.Arg("in"); in != nil && in.Value.List[0].Key == "" && c.layout.Like(c.handler.Home, s.Name) != blk {
		if c.withoutList(d, c.handler, c.handler.Sig.Inputs(), in) {
			return
		}
	}
	t := blk.GoType()
	if t == nil || c.handler.Generic() {
		return
	}
	text := gotype.Short(t, c.handler.Home)
	if s.Kind == model.InOut {
		text = "*" + text
	}
	for _, f := range c.handler.Decl.Type.Params.List {
		if len(f.Names) == 1 && c.loaded.Span(f.Names[0]) == s.Span {
			var edits []diag.Edit
			if c.fitsUses(f.Names[0], s.Kind, t) {
				edits = append(edits, diag.Edit{Span: c.loaded.Span(f.Type), NewText: text})
			}
			d.Fix("declare it as "+text, edits...)
		}
	}
}

// fitsUses reports whether a parameter can have another type without a change of the
// function's body: if it is only passed on to functions that accept the type.
func (c *connector) fitsUses(param *ast.Ident, kind model.ParamKind, t types.Type) bool {
	p := c.loaded.Package(c.handler.Home.Path())
	if p == nil || c.handler.Decl.Body == nil {
		return false
	}
	o := p.Info.Defs[param]
	uses, fine := 0, 0
	ast.Inspect(c.handler.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if p.Info.Uses[n] == o {
				uses++
			}
		case *ast.CallExpr:
			sig, ok := p.Info.TypeOf(n.Fun).(*types.Signature)
			for i, arg := range n.Args {
				id, isIdent := ast.Unparen(arg).(*ast.Ident)
				if ok && isIdent && p.Info.Uses[id] == o && !n.Ellipsis.IsValid() && types.AssignableTo(t, parameterType(sig, i)) {
					fine++
				}
			}
		}
		return true
	})
	return uses == fine && (kind == model.Input || uses == 0)
}

// parameterType is the type of the argument at an index.
func parameterType(sig *types.Signature, i int) types.Type {
	last := sig.Params().Len() - 1
	if s, ok := sig.Params().At(last).Type().Underlying().(*types.Slice); ok && sig.Variadic() && i >= last {
		return s.Elem()
	}
	return sig.Params().At(min(i, last)).Type()
}

// distinguish adds a fix to the report of a name that several listeners have: the id of the
// first one, which it gets if none has one.
func (k *linker) distinguish(d *diag.Diagnostic, found []*Listener, a *After, at diag.Span) {
	for _, l := range found {
		if id := l.Fn.ListenerID; id != "" {
			d.Fix("write "+id+"."+a.On, diag.Edit{Span: at, NewText: id})
			return
		}
	}
	id := "first"
	for i := 2; k.byID[id] != nil || gotype.Find(a.home, id) != nil; i++ {
		id = "first" + strconv.Itoa(i)
	}
	end := found[0].call.Span
	end.Line, end.Column = end.EndLine, end.EndColumn
	d.Fix("give the listener an id, such as id="+id+", and write "+id+"."+a.On,
		diag.Edit{Span: at, NewText: id}, diag.Edit{Span: end, NewText: " id=" + id})
}
