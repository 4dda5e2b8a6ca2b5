package listen

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// checkBody warns about blocks that a handler passes to a function or compares, as if they were
// values. Setters, and blocks that are returned, change the page.
func (m *maker) checkBody(h *handler.Handler) {
	p := m.loaded.Package(h.Home.Path())
	if h.Decl == nil || h.Decl.Body == nil || p == nil {
		return
	}
	seen := map[types.Object]bool{}
	read := func(e ast.Expr) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok {
			return
		}
		o := p.Info.Uses[id]
		if o == nil || seen[o] || m.layout.Of(o) == nil {
			return
		}
		seen[o] = true
		m.diags.Warnf(diag.BlockRead, m.loaded.Span(id), "%s is the declaration of the block, not its value", id.Name).
			Note(m.loaded.Declaration(o), "%s is declared here", id.Name).
			Fix("take the value as a parameter: " + h.Name() + "(…, " + gotype.LowerFirst(id.Name) + " " + m.valueType(o) + ")")
	}
	ast.Inspect(h.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if f := typeutil.Callee(p.Info, n); f == nil || f.Pkg() == nil || f.Pkg().Path() == source.UIPath || f.Pkg() == h.Home {
				return true // a function of the app's own may take a block
			}
			for _, a := range n.Args {
				read(a)
			}
		case *ast.BinaryExpr:
			read(n.X)
			read(n.Y)
		}
		return true
	})
}

// valueType is the type of a block's value in messages.
func (m *maker) valueType(o types.Object) string {
	if t := m.layout.Of(o).GoType(); t != nil {
		return gotype.Short(t, o.Pkg())
	}
	return "…"
}
