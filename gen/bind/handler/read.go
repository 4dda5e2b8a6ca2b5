package handler

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Set holds the handlers of an app.
type Set struct {
	List []*Handler // in source order
	// all has, besides those of List, declarations with directives that cannot be
	// handlers.
	all   map[types.Object]*Handler
	decls map[*types.Func]*ast.FuncDecl
	args  Args
}

// Read finds the handlers of an app in packages that belong to it. calls are the
// directives of each package. Errors of handlers go to diags.
func Read(l *source.Loaded, packages []*source.Package, calls map[*source.Package][]*directive.Call, diags *diag.List) *Set {
	s := &Set{all: map[types.Object]*Handler{}, decls: map[*types.Func]*ast.FuncDecl{}, args: Args{l, diags}}
	for _, p := range packages {
		for _, f := range p.Files {
			for _, d := range f.Decls {
				if decl, ok := d.(*ast.FuncDecl); ok {
					if fn, ok := p.Info.Defs[decl.Name].(*types.Func); ok {
						s.decls[fn] = decl
					}
				}
			}
		}
		for _, c := range calls[p] {
			s.attach(p, c)
		}
	}
	s.List = slices.DeleteFunc(s.List, func(h *Handler) bool { return !s.read(h) })
	return s
}

// attach records the declaration that a directive is attached to.
func (s *Set) attach(p *source.Package, c *directive.Call) {
	if c.Ident == nil || c.Target == directive.OnPackage || c.Name == "auth" {
		return // who may use the app is no handler
	}
	o := p.Info.Defs[c.Ident]
	if o == nil {
		return // a blank name, or source that does not compile
	}
	h := s.all[o]
	if h == nil {
		decl, _ := c.Node.(*ast.FuncDecl)
		h = &Handler{Obj: o, Decl: decl, Home: p.Types}
		s.all[o] = h
		s.List = append(s.List, h)
	}
	h.Calls = append(h.Calls, c)
}

// Attached returns the handler of a declaration with directives, even if it cannot be a
// handler; nil if the declaration has no directives.
func (s *Set) Attached(o types.Object) *Handler { return s.all[o] }

// Directives lists the directives of a name, including those of declarations that
// cannot be handlers.
func (s *Set) Directives(name string) []*directive.Call {
	var list []*directive.Call
	for _, h := range s.all {
		for _, c := range h.Calls {
			if c.Name == name {
				list = append(list, c)
			}
		}
	}
	return list
}

// Names lists the declarations with directives in a package.
func (s *Set) Names(home *types.Package) []string {
	var names []string
	for o := range s.all {
		if o.Pkg() == home {
			names = append(names, o.Name())
		}
	}
	slices.Sort(names)
	return names
}

// Function returns a function that a block calls as a handler; nil if its source was not
// loaded, or if it cannot be a handler.
func (s *Set) Function(fn *types.Func) *Handler {
	if h := s.all[fn]; h != nil {
		if h.Sig == nil {
			return nil
		}
		return h
	}
	decl := s.decls[fn]
	if decl == nil {
		return nil
	}
	h := &Handler{Obj: fn, Decl: decl, Home: fn.Pkg()}
	if !s.read(h) {
		return nil
	}
	return h
}

// read reads the signature and the documentation. If the declaration cannot be a
// handler, it reports why and returns false.
func (s *Set) read(h *Handler) bool {
	l, diags := s.args.Loaded, s.args.Diags
	if h.Decl == nil {
		if !gotype.Is(h.Obj.Type(), source.UIPath, "JS") {
			diags.Errorf(diag.NotAHandler, l.Declaration(h.Obj), "constant %s has a blocks directive, so its type must be ui.JS", h.Name()).
				Fix("declare it as const " + h.Name() + " ui.JS = …")
			return false
		}
		return true
	}
	name := l.Span(h.Decl.Name)
	switch {
	case h.Decl.Recv != nil:
		diags.Errorf(diag.NotAHandler, name, "handler %s is a method, which is not supported yet", h.Name()).
			Fix("declare a function")
		return false
	case h.Decl.Body == nil:
		diags.Errorf(diag.NotAHandler, name, "handler %s has no body", h.Name())
		return false
	case !h.Obj.Exported() && !h.BrowserOnly():
		exported := gotype.UpperFirst(h.Name())
		diags.Errorf(diag.UnexportedHandler, name, "handler %s is not exported, so the generated program cannot call it", h.Name()).
			Fix("rename it to "+exported, l.Rename(h.Obj, exported)...)
		return false
	}
	sig, problems := s.Signatures().Read(h.Func().Signature(), h.Decl)
	diags.Append(&problems)
	if sig == nil || !s.nameable(h, sig) {
		return false
	}
	h.Sig = sig
	s.docs(h)
	return true
}

// Signatures reads signatures of handlers.
func (s *Set) Signatures() gotype.Signatures {
	return gotype.Signatures{Fset: s.args.Loaded.Fset, EventData: func(name string) bool {
		return name == "Data" || blocks.Payload(gotype.Snake(name))
	}}
}

// nameable reports types that the generated program, which is another package, cannot
// name.
func (s *Set) nameable(h *Handler, sig *gotype.Signature) bool {
	slots := sig.Results
	if !h.BrowserOnly() {
		slots = slices.Concat(sig.Params, slots)
	}
	ok := true
	for _, slot := range slots {
		if o := gotype.Unexported(slot.Type); o != nil {
			s.args.Diags.Errorf(diag.UnexportedType, slot.Span, "%s is not exported, so the generated program cannot use it", o.Name()).
				Note(s.args.Loaded.Declaration(o), "%s is declared here", o.Name())
			ok = false
		}
	}
	return ok
}

// docs reads the param and result directives of a handler.
func (s *Set) docs(h *Handler) {
	sig := h.Func().Signature()
	h.ParamDocs, h.ResultDocs = map[string]string{}, map[string]string{}
	for _, c := range h.Calls {
		switch c.Name {
		case "param":
			s.doc(h, c, sig.Params(), "parameter", h.ParamDocs)
		case "result":
			s.doc(h, c, sig.Results(), "result", h.ResultDocs)
		}
	}
}

func (s *Set) doc(h *Handler, c *directive.Call, vars *types.Tuple, what string, into map[string]string) {
	var names []string
	for v := range vars.Variables() {
		if v.Name() != "" && v.Name() != "_" {
			names = append(names, v.Name())
		}
	}
	for _, a := range c.Args {
		text, ok := s.args.String(h.Home, a.Value)
		switch {
		case !slices.Contains(names, a.Name):
			s.args.Diags.Errorf(diag.UnknownParameter, a.NameSpan, "%s has no %s %s", h.Name(), what, a.Name).
				Suggest(a.Name, names)
		case ok:
			into[a.Name] = text
		}
	}
}
