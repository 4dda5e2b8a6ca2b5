package tree

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// readable explains in messages what a declaration may consist of.
const readable = "blocks are read from the source: use constructors and setters of package ui, variables that hold blocks, and functions whose body is a single return statement"

func (r *reader) span(n ast.Node) diag.Span { return r.loaded.Span(n) }

// unreadable reports an expression that declares a block and cannot be read.
func (r *reader) unreadable(e ast.Expr, why string) *diag.Diagnostic {
	if why != "" {
		why = ": " + why
	}
	d := r.diags.Errorf(diag.UnreadableBlock, r.span(e), "this block cannot be read%s", why)
	d.Detail = readable
	return d
}

// refuse reports a value that is not a block where one is expected, unless it was
// reported before.
func (s *scope) refuse(v value, e ast.Expr) {
	switch v.(type) {
	case bad:
	case zero:
		s.diags.Errorf(diag.UnreadableBlock, s.span(e), "%s is not a block", types.ExprString(e)).
			Fix("remove it", s.without(s.span(e))...)
	case *Node:
		s.unreadable(e, "a list of blocks is expected, not one block")
	default:
		s.unreadable(e, "")
	}
}

// foreign reports a block of a package whose source is not read.
func (r *reader) foreign(e ast.Expr, o types.Object) {
	r.diags.Errorf(diag.ForeignBlock, r.span(e), "%s is declared in package %s, whose source is not loaded", o.Name(), o.Pkg().Path()).
		Fix("declare it in a package of this module: only these are read from source")
}

// statements reports a function that returns blocks and has more statements than one
// return. The position is that of a loop or condition, if there is one.
func (s *scope) statements(e *ast.CallExpr, fn *types.Func, body *ast.BlockStmt) {
	name := "this function"
	if fn != nil {
		name = fn.Name()
	}
	at, what := s.decides(body)
	if what == "" {
		f := s.diags.Errorf(diag.NotOneReturn, s.span(e), "%s returns blocks, but its body is not a single return statement", name)
		if fn != nil {
			f.Note(s.loaded.Declaration(fn), "%s is declared here", name)
		}
		f.Fix("declare the blocks as package-level variables, and return only their layout")
		return
	}
	s.diags.Errorf(diag.LoopInLayout, at, "the blocks depend on %s, but the structure of a page must be constant", what).
		Note(s.span(e), "the blocks are used here").
		Fix("list all blocks, and show or hide them with Visible; for repeated parts, call a function whose body is a single return statement")
}

// decides finds the first loop or condition of a body. what describes it, and is "" if
// there is none.
func (s *scope) decides(body *ast.BlockStmt) (at diag.Span, what string) {
	if body == nil {
		return at, ""
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if what != "" {
			return false
		}
		var block token.Pos
		switch n := n.(type) {
		case *ast.ForStmt:
			what, block = "a loop", n.Body.Pos()
		case *ast.RangeStmt:
			what, block = "a loop", n.Body.Pos()
		case *ast.IfStmt:
			what, block = "a condition", n.Body.Pos()
		case *ast.SwitchStmt:
			what, block = "a condition", n.Body.Pos()
		case *ast.TypeSwitchStmt:
			what, block = "a condition", n.Body.Pos()
		}
		if what != "" {
			at = diag.At(s.loaded.Fset, n.Pos(), block-1)
		}
		return true
	})
	return at, what
}
