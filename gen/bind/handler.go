package bind

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// handler is a function, or a ui.JS constant, with directives on it.
type handler struct {
	obj       types.Object
	decl      *ast.FuncDecl // nil for a constant
	home      *types.Package
	calls     []*directive.Call // on, interface, api, in source order
	params    map[string]string // documentation, by Go name
	results   map[string]string
	sig       *signature // nil for a constant
	listeners []*listener
	bad       bool // it cannot be a handler, which was reported
}

// goName is the name under which directives know the handler.
func (h *handler) goName() string { return h.obj.Name() }

// func_ gives the Go function; nil for a constant.
func (h *handler) function() *types.Func {
	f, _ := h.obj.(*types.Func)
	return f
}

// browserOnly reports whether there is nothing to run in Go: a constant, or a
// function with an empty body and no results.
func (h *handler) browserOnly() bool {
	return h.decl == nil || h.decl.Body != nil && len(h.decl.Body.List) == 0 && h.decl.Type.Results.NumFields() == 0
}

// doc is the first paragraph of the handler's comment, on one line.
func (h *handler) doc() string {
	if h.decl == nil {
		return ""
	}
	first, _, _ := strings.Cut(h.decl.Doc.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// readHandler checks what stands on a function or constant before any listener
// is bound; nil when it cannot be a handler, which was reported then.
func (b *binder) readHandler(h *handler) bool {
	if h.decl == nil {
		if !isNamed(h.obj.Type(), uiPath, "JS") {
			b.diags.Errorf(diag.NotAHandler, b.spanOf(h.obj), "constant %s carries a listener, so its type must be ui.JS", h.goName()).
				Fix("declare it as const " + h.goName() + " ui.JS = …")
			return false
		}
		return true
	}
	name := b.span(h.decl.Name)
	if h.decl.Recv != nil {
		b.diags.Errorf(diag.NotAHandler, name, "%s is a method; methods as handlers are not supported yet", h.goName()).
			Fix("write a function")
		return false
	}
	if h.decl.Body == nil {
		b.diags.Errorf(diag.NotAHandler, name, "handler %s has no body", h.goName())
		return false
	}
	if !h.obj.Exported() && !h.browserOnly() {
		exported := upperFirst(h.goName())
		b.diags.Errorf(diag.UnexportedHandler, name, "handler %s is not exported, so the generated main cannot call it", h.goName()).
			Fix("rename it to "+exported, diag.Edit{Span: name, NewText: exported})
		return false
	}
	h.sig = readSignature(h.function().Signature(), h.decl, b.span, b.diags)
	if h.sig == nil {
		return false
	}
	return b.nameable(h)
}

// nameable reports types that main, another package, could not spell.
func (b *binder) nameable(h *handler) bool {
	ok := true
	check := func(s slot) {
		if o := unexported(s.typ); o != nil {
			b.diags.Errorf(diag.UnexportedType, s.span, "%s is not exported, so the generated main cannot name it", o.Name()).
				Note(b.spanOf(o), "%s is declared here", o.Name())
			ok = false
		}
	}
	for _, s := range h.sig.params {
		if !h.browserOnly() {
			check(s)
		}
	}
	for _, s := range h.sig.results {
		check(s)
	}
	return ok
}

// docs reads the param and result directives of a handler.
func (b *binder) docs(h *handler, call *directive.Call) {
	if h.decl == nil {
		return
	}
	target, names, what := h.params, paramNames(h.function().Signature().Params()), "parameter"
	if call.Name == "result" {
		target, names, what = h.results, paramNames(h.function().Signature().Results()), "result"
	}
	for _, a := range call.Args {
		text, ok := b.text(h.home, a.Value)
		switch {
		case !slices.Contains(names, a.Name):
			d := b.diags.Errorf(diag.UnknownParameter, a.NameSpan, "%s has no %s %s", h.goName(), what, a.Name)
			b.suggest(d, a.NameSpan, a.Name, names)
		case ok:
			target[a.Name] = text
		}
	}
}

func paramNames(t *types.Tuple) []string {
	var names []string
	for v := range t.Variables() {
		if v.Name() != "" && v.Name() != "_" {
			names = append(names, v.Name())
		}
	}
	return names
}
