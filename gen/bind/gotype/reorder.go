package gotype

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// toFront returns the edits that make a parameter the first one; none if its type is
// written for several.
func (s *signatureReader) toFront(index int) []diag.Edit {
	list := s.decl.Type.Params.List
	i := fieldAt(list, index)
	if i < 1 {
		return nil
	}
	first := diag.At(s.Fset, list[0].Pos(), list[0].Pos())
	return []diag.Edit{
		{Span: first, NewText: fieldText(list[i]) + ", "},
		{Span: diag.At(s.Fset, list[i-1].End(), list[i].End())},
	}
}

// toEnd returns the edits that make a result the last one, also in return statements; none
// if there is something that cannot be moved.
func (s *signatureReader) toEnd(index int) []diag.Edit {
	list := s.decl.Type.Results.List
	i := fieldAt(list, index)
	if i < 0 || i == len(list)-1 {
		return nil
	}
	last := list[len(list)-1].End()
	edits := []diag.Edit{
		{Span: diag.At(s.Fset, list[i].Pos(), list[i+1].Pos())},
		{Span: diag.At(s.Fset, last, last), NewText: ", " + fieldText(list[i])},
	}
	ok := true
	ast.Inspect(s.decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 0 {
				return true
			}
			if index+1 >= len(n.Results) {
				ok = false // a call with several results
				return false
			}
			text, end := types.ExprString(n.Results[index]), n.Results[len(n.Results)-1].End()
			ok = ok && !strings.Contains(text, "…") // the text of a literal is not complete
			edits = append(edits,
				diag.Edit{Span: diag.At(s.Fset, n.Results[index].Pos(), n.Results[index+1].Pos())},
				diag.Edit{Span: diag.At(s.Fset, end, end), NewText: ", " + text})
		}
		return true
	})
	if !ok {
		return nil
	}
	return edits
}

// fieldAt finds the field that declares only the parameter or result at an index; -1 if it
// declares others, too.
func fieldAt(list []*ast.Field, index int) int {
	for i, f := range list {
		n := max(1, len(f.Names))
		if index < n {
			if n > 1 {
				return -1
			}
			return i
		}
		index -= n
	}
	return -1
}

func fieldText(f *ast.Field) string {
	text := types.ExprString(f.Type)
	if len(f.Names) > 0 {
		text = f.Names[0].Name + " " + text
	}
	return text
}
