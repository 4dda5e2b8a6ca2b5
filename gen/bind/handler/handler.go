// Package handler finds the declarations that directives are attached to: functions, and
// constants of type ui.JS. Package listen makes listeners of them.
package handler

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// Handler is a function, or a constant of type ui.JS, with directives.
type Handler struct {
	Obj        types.Object
	Decl       *ast.FuncDecl     // nil for a constant
	Home       *types.Package    // its package, in which names in its directives are looked up
	Calls      []*directive.Call // its directives, in source order
	ParamDocs  map[string]string // documentation of its parameters, by Go name
	ResultDocs map[string]string
	Sig        *gotype.Signature // nil for a constant
}

// Name is the name of the handler in directives.
func (h *Handler) Name() string { return h.Obj.Name() }

// Func returns the Go function; nil for a constant.
func (h *Handler) Func() *types.Func {
	f, _ := h.Obj.(*types.Func)
	return f
}

// Generic reports whether the handler has type parameters.
func (h *Handler) Generic() bool {
	return h.Func() != nil && h.Func().Signature().TypeParams().Len() > 0
}

// BrowserOnly reports whether the handler is a constant, or a function with an empty
// body and no results: then no Go code runs.
func (h *Handler) BrowserOnly() bool {
	return h.Decl == nil || h.Decl.Body != nil && len(h.Decl.Body.List) == 0 && h.Decl.Type.Results.NumFields() == 0
}

// Doc is the first paragraph of the handler's comment, on one line.
func (h *Handler) Doc() string {
	if h.Decl == nil {
		return ""
	}
	first, _, _ := strings.Cut(h.Decl.Doc.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// Group is the default concurrency group. All listeners of a handler share it, and
// therefore one limit.
func (h *Handler) Group() string { return h.Home.Name() + "." + h.Name() }
