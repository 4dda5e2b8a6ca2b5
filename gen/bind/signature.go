package bind

import (
	"go/ast"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// Import paths of what a handler's signature may mention.
const (
	uiPath    = "github.com/blocksgen/blocksgen/runtime/ui"
	eventPath = "github.com/blocksgen/blocksgen/runtime/event"
	valuePath = "github.com/blocksgen/blocksgen/runtime/value"
)

// signature is a handler's signature, sorted into what its parts are for. What
// they are bound to is another question, answered per listener.
type signature struct {
	params  []slot // in order
	results []slot // in order, error left out
	sends   []slot // the parameters of the send function
	isError bool   // the last result is an error
	stream  string // "", "seq", "seq2"
}

// slot is one parameter or result, or one parameter of a send function.
type slot struct {
	name string // "" when it has none
	kind model.ParamKind
	typ  types.Type // the value's: *T is T for InOut, T for iter.Seq[T]
	span diag.Span
}

// sender reports whether outputs are sent by a function.
func (s *signature) sender() bool {
	for _, p := range s.params {
		if p.kind == model.Send {
			return true
		}
	}
	return false
}

// inputs gives the parameters that stand for a value of the page.
func (s *signature) inputs() []slot {
	var list []slot
	for _, p := range s.params {
		if p.kind == model.Input || p.kind == model.InOut {
			list = append(list, p)
		}
	}
	return list
}

// readSignature sorts a signature's parts. decl gives the places; where says
// how to turn a node into a span. Findings go to diags, and the result is nil
// when there were any.
func readSignature(sig *types.Signature, decl *ast.FuncDecl, span func(ast.Node) diag.Span, diags *diag.List) *signature {
	before := diags.Len()
	s := &signature{}
	params := fieldSpans(decl.Type.Params, span)
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		p := slot{name: v.Name(), kind: model.Input, typ: v.Type(), span: params[i]}
		if p.name == "_" {
			p.name = ""
		}
		if i == sig.Params().Len()-1 && sig.Variadic() {
			diags.Errorf(diag.BadParameter, p.span, "parameter %s is variadic, and a handler takes a fixed number of values", label(p.name, i)).
				Fix("take a slice, " + shortType(v.Type(), v.Pkg()) + ", and bind it to a block that holds several values")
			continue
		}
		s.param(p, i, v, decl, span, diags)
	}
	if decl.Type.Results != nil {
		s.readResults(sig.Results(), fieldSpans(decl.Type.Results, span), diags)
	}
	if diags.Len() > before {
		return nil
	}
	return s
}

func (s *signature) param(p slot, i int, v *types.Var, decl *ast.FuncDecl, span func(ast.Node) diag.Span, diags *diag.List) {
	switch t := types.Unalias(p.typ).(type) {
	case *types.Pointer:
		if _, ok := t.Elem().(*types.TypeParam); !ok && isBlockType(t.Elem()) {
			diags.Errorf(diag.BadParameter, p.span, "parameter %s is a block; a handler takes the block's value", label(p.name, i))
			return
		}
		p.kind, p.typ = model.InOut, t.Elem()
	case *types.Chan:
		diags.Errorf(diag.BadParameter, p.span, "parameter %s is a channel, which no block can hold", label(p.name, i))
		return
	default:
		switch name, _ := namedIn(p.typ, eventPath); {
		case isNamed(p.typ, "context", "Context"):
			p.kind = model.Context
			if i != 0 {
				diags.Errorf(diag.BadParameter, p.span, "context.Context must be the first parameter of a handler")
				return
			}
		case name == "Data" || blocks.Payload(snake(name)):
			p.kind = model.EventData
		case isBlockType(p.typ):
			diags.Errorf(diag.BadParameter, p.span, "parameter %s is a block; a handler takes the block's value", label(p.name, i)).
				Fix("take the value, such as a string for a Textbox; a block can be a result")
			return
		}
		if f, ok := p.typ.Underlying().(*types.Signature); ok {
			p.kind = model.Send
			if s.sender() {
				diags.Errorf(diag.BadParameter, p.span, "a handler has one send function at most")
				return
			}
			if !s.readSend(f, p, i, sendNode(decl, i), span, diags) {
				return
			}
		}
	}
	s.params = append(s.params, p)
}

// readSend reads the parameters of send func(…) error.
func (s *signature) readSend(f *types.Signature, p slot, i int, node *ast.FuncType, span func(ast.Node) diag.Span, diags *diag.List) bool {
	if f.Results().Len() != 1 || !isError(f.Results().At(0).Type()) || f.Variadic() || f.Params().Len() == 0 {
		diags.Errorf(diag.BadParameter, p.span, "parameter %s is a function, which in a handler sends outputs: func(outputs…) error", label(p.name, i))
		return false
	}
	var spans []diag.Span
	if node != nil {
		spans = fieldSpans(node.Params, span)
	}
	for j := range f.Params().Len() {
		out := slot{name: f.Params().At(j).Name(), typ: f.Params().At(j).Type(), span: p.span}
		if out.name == "_" {
			out.name = ""
		}
		if len(spans) == f.Params().Len() {
			out.span = spans[j]
		}
		s.sends = append(s.sends, out)
	}
	return true
}

// sendNode finds the function type written for parameter i; nil when a named
// type stands there.
func sendNode(decl *ast.FuncDecl, i int) *ast.FuncType {
	for _, f := range decl.Type.Params.List {
		n := max(1, len(f.Names))
		if i < n {
			t, _ := ast.Unparen(f.Type).(*ast.FuncType)
			return t
		}
		i -= n
	}
	return nil
}

func (s *signature) readResults(results *types.Tuple, spans []diag.Span, diags *diag.List) {
	for i := range results.Len() {
		v := results.At(i)
		r := slot{name: v.Name(), typ: v.Type(), span: spans[i]}
		if r.name == "_" {
			r.name = ""
		}
		if isError(v.Type()) {
			if i != results.Len()-1 {
				diags.Errorf(diag.BadResult, r.span, "the error must be the last result of a handler")
			}
			s.isError = true
			continue
		}
		switch name, args := namedIn(v.Type(), "iter"); name {
		case "Seq":
			s.stream, r.typ = "seq", args[0]
		case "Seq2":
			if !isError(args[1]) {
				diags.Errorf(diag.BadResult, r.span, "result %s is an iterator over pairs; a handler gives iter.Seq[T] or iter.Seq2[T, error]", label(r.name, i)).
					Fix("take a parameter send func(…) error for several outputs")
			}
			s.stream, r.typ = "seq2", args[0]
		}
		switch types.Unalias(v.Type()).(type) {
		case *types.Chan:
			diags.Errorf(diag.BadResult, r.span, "result %s is a channel; a handler streams by iter.Seq[T] or iter.Seq2[T, error]", label(r.name, i))
			continue
		case *types.Signature:
			diags.Errorf(diag.BadResult, r.span, "result %s is a function; a handler streams by iter.Seq[T] or iter.Seq2[T, error]", label(r.name, i))
			continue
		}
		s.results = append(s.results, r)
	}
	if s.stream != "" && len(s.results) > 1 {
		diags.Errorf(diag.BadResult, spans[0], "a handler that gives an iterator has no other results").
			Fix("take a parameter send func(…) error for several outputs")
	}
	if s.stream != "" && s.sender() {
		diags.Errorf(diag.BadResult, spans[0], "a handler streams by its result or by a send function, not by both")
	}
}

// fieldSpans gives the place of each parameter or result: its name, or its type
// where it has none.
func fieldSpans(fields *ast.FieldList, span func(ast.Node) diag.Span) []diag.Span {
	var list []diag.Span
	if fields == nil {
		return nil
	}
	for _, f := range fields.List {
		for _, name := range f.Names {
			list = append(list, span(name))
		}
		if len(f.Names) == 0 {
			list = append(list, span(f.Type))
		}
	}
	return list
}

// label names a parameter or result in a message, by position when it has no
// name.
func label(name string, i int) string {
	if name == "" {
		return itoa(i + 1)
	}
	return name
}

// isBlockType reports whether t is a type of blocks: it embeds ui.Base at some
// depth.
func isBlockType(t types.Type) bool {
	return embedsBase(t, 0)
}

func embedsBase(t types.Type, depth int) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 8 {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() && (isNamed(f.Type(), uiPath, "Base") || embedsBase(f.Type(), depth+1)) {
			return true
		}
	}
	return false
}
