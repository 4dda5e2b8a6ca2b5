package tree

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
)

// What is here makes the edits of fixes.

// without returns the edits that remove an argument of a call, or an element of a list,
// with its comma; none if there is none at the span.
func (r *reader) without(at diag.Span) []diag.Edit {
	var edits []diag.Edit
	for _, p := range r.loaded.Packages {
		for _, f := range p.Files {
			if r.loaded.Fset.Position(f.FileStart).Filename != at.File {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if !n.Ellipsis.IsValid() {
						edits = append(edits, r.cut(n.Args, at, n.Rparen)...)
					}
				case *ast.CompositeLit:
					edits = append(edits, r.cut(n.Elts, at, n.Rbrace)...)
				}
				return len(edits) == 0
			})
		}
	}
	return edits
}

// cut removes the element of a list that is at a span. closing is the end of the list.
func (r *reader) cut(list []ast.Expr, at diag.Span, closing token.Pos) []diag.Edit {
	for i, e := range list {
		if r.span(e) != at {
			continue
		}
		start, end := e.Pos(), closing
		switch {
		case i+1 < len(list):
			end = list[i+1].Pos()
		case i > 0:
			start, end = list[i-1].End(), e.End()
		}
		return []diag.Edit{{Span: diag.At(r.loaded.Fset, start, end)}}
	}
	return nil
}

// constructor returns a call that makes a block of a type, for source that names the type
// as the expression does; "" if the type has no constructor without arguments.
func (r *reader) constructor(t types.Type, written ast.Expr) string {
	named, ok := types.Unalias(t).(*types.Named)
	sel, qualified := written.(*ast.SelectorExpr)
	if !ok || !qualified || named.Obj().Name() != sel.Sel.Name {
		return ""
	}
	e := blocks.LookupType(named.Obj().Name())
	if e == nil || !isUI(t, named.Obj().Name()) {
		return ""
	}
	fn, ok := named.Obj().Pkg().Scope().Lookup(e.Go).(*types.Func)
	if !ok || e.Type() != named.Obj().Name() {
		return ""
	}
	params := fn.Signature().Params().Len()
	if fn.Signature().Variadic() {
		params--
	}
	if params > 0 || fn.Signature().TypeParams().Len() > 0 {
		return ""
	}
	return types.ExprString(sel.X) + "." + e.Go + "()"
}

// construct adds a fix to the report of a variable without a block: a constructor.
func (r *reader) construct(d *diag.Diagnostic, v *types.Var, spec *ast.ValueSpec) {
	if call := r.constructor(v.Type(), spec.Type); call != "" && len(spec.Names) == 1 {
		d.Fix("write the constructor", diag.Edit{Span: r.span(spec.Type), NewText: "= " + call})
		return
	}
	d.Fix("write the constructor in the declaration, such as var " + v.Name() + " = ui.Textbox()")
}
