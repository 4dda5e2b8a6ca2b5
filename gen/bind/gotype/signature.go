package gotype

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Signature is a handler's signature, sorted into what its parts are for. What they
// are bound to is another question, which each listener answers.
type Signature struct {
	Params  []Slot // in order
	Results []Slot // in order, without the error
	Sends   []Slot // the parameters of the send function
	IsError bool   // the last result is an error
	Stream  string // of the result: "", "seq", "seq2"
}

// Slot is one parameter or result, or one parameter of a send function.
type Slot struct {
	Name  string // "" when it has none
	Index int    // its position in the Go signature
	Kind  model.ParamKind
	Type  types.Type // the value's: T for a pointer parameter *T and for a result iter.Seq[T]
	Span  diag.Span
}

// Label is what messages call the slot: its name, or its position from 1.
func (s Slot) Label() string {
	if s.Name == "" {
		return strconv.Itoa(s.Index + 1)
	}
	return s.Name
}

// HasSend reports whether a function that is a parameter sends the outputs.
func (s *Signature) HasSend() bool {
	for _, p := range s.Params {
		if p.Kind == model.Send {
			return true
		}
	}
	return false
}

// Streams reports whether there are several outputs, one after the other.
func (s *Signature) Streams() bool { return s.Stream != "" || s.HasSend() }

// Inputs are the parameters that stand for a value of the page.
func (s *Signature) Inputs() []Slot {
	var list []Slot
	for _, p := range s.Params {
		if p.Kind == model.Input || p.Kind == model.InOut {
			list = append(list, p)
		}
	}
	return list
}

// Outputs are what the handler gives: what it sends, or else its results.
func (s *Signature) Outputs() []Slot {
	if s.HasSend() {
		return s.Sends
	}
	return s.Results
}

// Signatures reads the signatures of handlers.
type Signatures struct {
	Fset *token.FileSet
	// EventData reports whether a type of package event, by its name, is event data.
	EventData func(name string) bool
}

// Read sorts a signature's parts; decl, its declaration, says where they are. The
// signature is nil when something is wrong with it.
func (r Signatures) Read(sig *types.Signature, decl *ast.FuncDecl) (*Signature, diag.List) {
	s := signatureReader{Signatures: r, decl: decl}
	spans := s.spans(decl.Type.Params)
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		p := slotOf(v, i, spans[i])
		p.Kind = model.Input
		if i == sig.Params().Len()-1 && sig.Variadic() {
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is variadic, and a handler takes a fixed number of values", p.Label()).
				Fix("take a slice, " + Short(v.Type(), v.Pkg()) + ", and bind it to a block that holds several values")
			continue
		}
		s.param(p)
	}
	if decl.Type.Results != nil {
		s.results(sig.Results(), s.spans(decl.Type.Results))
	}
	if s.problems.Len() > 0 {
		return nil, s.problems
	}
	return &s.sig, s.problems
}

func slotOf(v *types.Var, i int, at diag.Span) Slot {
	s := Slot{Name: v.Name(), Index: i, Type: v.Type(), Span: at}
	if s.Name == "_" {
		s.Name = ""
	}
	return s
}

// signatureReader reads one signature.
type signatureReader struct {
	Signatures
	decl     *ast.FuncDecl
	sig      Signature
	problems diag.List
}

func (s *signatureReader) param(p Slot) {
	switch t := types.Unalias(p.Type).(type) {
	case *types.Pointer:
		if _, ok := t.Elem().(*types.TypeParam); !ok && IsBlock(t.Elem()) {
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a block; a handler takes the block's value", p.Label())
			return
		}
		p.Kind, p.Type = model.InOut, t.Elem()
	case *types.Chan:
		s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a channel, which no block can hold", p.Label())
		return
	default:
		switch name, _ := In(p.Type, source.EventPath); {
		case Is(p.Type, "context", "Context"):
			p.Kind = model.Context
			if p.Index != 0 {
				s.problems.Errorf(diag.BadParameter, p.Span, "context.Context must be the first parameter of a handler")
				return
			}
		case name != "" && s.EventData(name):
			p.Kind = model.EventData
		case IsBlock(p.Type):
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a block; a handler takes the block's value", p.Label()).
				Fix("take the value, such as a string for a Textbox; a block can be a result")
			return
		}
		if f, ok := p.Type.Underlying().(*types.Signature); ok {
			p.Kind = model.Send
			if !s.send(f, p) {
				return
			}
		}
	}
	s.sig.Params = append(s.sig.Params, p)
}

// send reads the parameters of send func(…) error.
func (s *signatureReader) send(f *types.Signature, p Slot) bool {
	if s.sig.HasSend() {
		s.problems.Errorf(diag.BadParameter, p.Span, "a handler has one send function at most")
		return false
	}
	if f.Results().Len() != 1 || !IsError(f.Results().At(0).Type()) || f.Variadic() || f.Params().Len() == 0 {
		s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a function, which in a handler sends outputs: func(outputs…) error", p.Label())
		return false
	}
	var spans []diag.Span
	if node := funcTypeOf(s.decl, p.Index); node != nil {
		spans = s.spans(node.Params)
	}
	for i := range f.Params().Len() {
		at := p.Span
		if len(spans) == f.Params().Len() {
			at = spans[i]
		}
		s.sig.Sends = append(s.sig.Sends, slotOf(f.Params().At(i), i, at))
	}
	return true
}

// funcTypeOf finds the function type that is written for parameter i; nil when it is a
// named type.
func funcTypeOf(decl *ast.FuncDecl, i int) *ast.FuncType {
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

func (s *signatureReader) results(results *types.Tuple, spans []diag.Span) {
	for i := range results.Len() {
		r := slotOf(results.At(i), i, spans[i])
		if IsError(r.Type) {
			if i != results.Len()-1 {
				s.problems.Errorf(diag.BadResult, r.Span, "the error must be the last result of a handler")
			}
			s.sig.IsError = true
			continue
		}
		s.result(r)
	}
	if s.sig.Stream != "" && len(s.sig.Results) > 1 {
		s.problems.Errorf(diag.BadResult, spans[0], "a handler that gives an iterator has no other results").
			Fix("take a parameter send func(…) error for several outputs")
	}
	if s.sig.Stream != "" && s.sig.HasSend() {
		s.problems.Errorf(diag.BadResult, spans[0], "a handler streams by its result or by a send function, not by both")
	}
}

func (s *signatureReader) result(r Slot) {
	switch name, args := In(r.Type, "iter"); name {
	case "Seq":
		s.sig.Stream, r.Type = "seq", args[0]
	case "Seq2":
		if !IsError(args[1]) {
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is an iterator over pairs; a handler gives iter.Seq[T] or iter.Seq2[T, error]", r.Label()).
				Fix("take a parameter send func(…) error for several outputs")
		}
		s.sig.Stream, r.Type = "seq2", args[0]
	default:
		switch types.Unalias(r.Type).(type) {
		case *types.Chan:
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is a channel; a handler streams by iter.Seq[T] or iter.Seq2[T, error]", r.Label())
			return
		case *types.Signature:
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is a function; a handler streams by iter.Seq[T] or iter.Seq2[T, error]", r.Label())
			return
		}
	}
	s.sig.Results = append(s.sig.Results, r)
}

// spans gives the place of each parameter or result: its name, or its type where it
// has none.
func (s *signatureReader) spans(fields *ast.FieldList) []diag.Span {
	var list []diag.Span
	for _, f := range fields.List {
		for _, name := range f.Names {
			list = append(list, diag.At(s.Fset, name.Pos(), name.End()))
		}
		if len(f.Names) == 0 {
			list = append(list, diag.At(s.Fset, f.Type.Pos(), f.Type.End()))
		}
	}
	return list
}
