package tree

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// readable is what a declaration may be made of, for messages.
const readable = "a page is read from its source: constructors and setters of package ui, variables that hold blocks, and functions whose body is one return"

func (r *reader) span(n ast.Node) diag.Span { return r.loaded.Span(n) }

// unreadable reports an expression that makes a block in a way that is not read.
func (r *reader) unreadable(e ast.Expr, why string) {
	if why != "" {
		why = ": " + why
	}
	r.diags.Errorf(diag.UnreadableBlock, r.span(e), "this block cannot be read%s", why).Detail = readable
}

// refuse reports a value that stands where a block is expected, unless it was
// reported before.
func (s *scope) refuse(v value, e ast.Expr) {
	switch v.(type) {
	case bad:
	case zero:
		s.diags.Errorf(diag.UnreadableBlock, s.span(e), "%s is no block", types.ExprString(e)).
			Fix("leave it out")
	case *Node:
		s.unreadable(e, "one block stands where a list is expected")
	default:
		s.unreadable(e, "")
	}
}

// foreign reports a block of a package whose source is not read.
func (r *reader) foreign(e ast.Expr, o types.Object) {
	r.diags.Errorf(diag.ForeignBlock, r.span(e), "%s is declared in package %s, whose source is not read", o.Name(), o.Pkg().Path()).
		Fix("declare it in a package of this module: blocks are read from the source of the module's own packages")
}

// statements reports a function that makes blocks by more than one return, at the
// statement that decides which.
func (s *scope) statements(e *ast.CallExpr, fn *types.Func, body *ast.BlockStmt) {
	name := "this function"
	if fn != nil {
		name = fn.Name()
	}
	at, what := s.decides(body)
	if what == "" {
		f := s.diags.Errorf(diag.NotOneReturn, s.span(e), "%s makes blocks, but its body is not one return", name)
		if fn != nil {
			f.Note(s.loaded.Declaration(fn), "%s is declared here", name)
		}
		f.Fix("declare the blocks as package-level variables, and return the layout of them")
		return
	}
	s.diags.Errorf(diag.LoopInLayout, at, "%s decides which blocks there are, but the structure of a page is fixed", what).
		Note(s.span(e), "the blocks are used here").
		Fix("write every block; use Visible to show and hide them, and a function with one return for what repeats")
}

// decides finds the first loop or condition of a body, and says which it is: ""
// when there is none.
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
