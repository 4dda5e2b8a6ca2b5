package layout

import (
	"go/ast"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// place adds a fix to the report of a block that is not placed: the block becomes the last
// one of the first page of its package. It reports false if that page is not a plain call.
func (n *Names) place(d *diag.Diagnostic, o types.Object) bool {
	if len(n.pages) == 0 || n.pages[0].Var == nil || n.pages[0].Var.Pkg() != o.Pkg() {
		return false
	}
	page := n.pages[0]
	p := n.loaded.Package(o.Pkg().Path())
	if p == nil {
		return false
	}
	var call *ast.CallExpr
	for _, f := range p.Files {
		if f.FileStart <= page.Pos && page.Pos < f.FileEnd {
			ast.Inspect(f, func(node ast.Node) bool {
				if c, ok := node.(*ast.CallExpr); ok && c.Pos() == page.Pos && c.End() == page.End {
					call = c
				}
				return call == nil
			})
		}
	}
	if call == nil || call.Ellipsis.IsValid() {
		return false
	}
	line := func(node ast.Node) int { return n.loaded.Fset.Position(node.End()).Line }
	at, text := diag.At(n.loaded.Fset, call.Rparen, call.Rparen), o.Name()
	switch {
	case len(call.Args) == 0:
	case at.Line > line(call.Args[len(call.Args)-1]): // a line for each block
		at.Column, at.EndColumn, text = 1, 1, "\t"+text+",\n"
	default:
		text = ", " + text
	}
	d.Fix("place "+o.Name()+" on page "+page.Var.Name(), diag.Edit{Span: at, NewText: text})
	return true
}
