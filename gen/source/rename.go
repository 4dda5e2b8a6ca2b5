package source

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Idents lists the identifiers that declare or use an object, by position.
func (l *Loaded) Idents(o types.Object) []*ast.Ident {
	var list []*ast.Ident
	for _, p := range l.Packages {
		if p.Info == nil {
			continue
		}
		for _, m := range []map[*ast.Ident]types.Object{p.Info.Defs, p.Info.Uses} {
			for id, at := range m {
				if at == o {
					list = append(list, id)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b *ast.Ident) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return list
}

// Rename returns the edits that rename an object in the Go code of the loaded packages.
func (l *Loaded) Rename(o types.Object, name string) []diag.Edit {
	var edits []diag.Edit
	for _, id := range l.Idents(o) {
		edits = append(edits, diag.Edit{Span: l.Span(id), NewText: name})
	}
	return edits
}
