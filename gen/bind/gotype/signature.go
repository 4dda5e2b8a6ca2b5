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

// Signature is a handler's signature, with its parts sorted by purpose. Each listener
// binds them to blocks.
type Signature struct {
	Params  []Slot // in order
	Results []Slot // in order, without the error
	Sends   []Slot // the parameters of the send function
	IsError bool   // the last result is an error
	Stream  string // of the result: "", "seq", "seq2"
}

// Slot is one parameter or result, or one parameter of a send function.
type Slot struct {
	Name  string          // "" if it has none
	Index int             // its position in the Go signature
	Kind  model.ParamKind // "" for a result, Fields for a field of a struct
	Type  types.Type      // the value's: T for a pointer parameter *T and for a result iter.Seq[T]
	Span  diag.Span
}

// Label is the name of the slot in messages, or its position from 1.
func (s Slot) Label() string {
	if s.Name == "" {
		return strconv.Itoa(s.Index + 1)
	}
	return s.Name
}

// What is "parameter", "field" or "result", for messages.
func (s Slot) What() string {
	switch s.Kind {
	case "":
		return "result"
	case model.Fields:
		return "field"
	}
	return "parameter"
}

// HasSend reports whether the handler has a send function.
func (s *Signature) HasSend() bool {
	for _, p := range s.Params {
		if p.Kind == model.Send {
			return true
		}
	}
	return false
}

// Streams reports whether the handler streams its outputs.
func (s *Signature) Streams() bool { return s.Stream != "" || s.HasSend() }

// Inputs are the parameters that are bound to values.
func (s *Signature) Inputs() []Slot {
	var list []Slot
	for _, p := range s.Params {
		if p.Kind == model.Input || p.Kind == model.InOut {
			list = append(list, p)
		}
	}
	return list
}

// Outputs are the parameters of the send function, or else the results.
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

// Read reads a signature. decl is its declaration, for positions. The signature is nil if
// there are errors.
func (r Signatures) Read(sig *types.Signature, decl *ast.FuncDecl) (*Signature, diag.List) {
	s := signatureReader{Signatures: r, decl: decl}
	spans := s.spans(decl.Type.Params)
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		p := slotOf(v, i, spans[i])
		p.Kind = model.Input
		if i == sig.Params().Len()-1 && sig.Variadic() {
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is variadic, but a handler must have a fixed number of parameters", p.Label()).
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
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a block, but a handler receives the value of a block", p.Label())
			return
		}
		p.Kind, p.Type = model.InOut, t.Elem()
	case *types.Chan:
		s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a channel, which is not supported", p.Label())
		return
	default:
		switch name, _ := In(p.Type, source.EventPath); {
		case Is(p.Type, "context", "Context"):
			p.Kind = model.Context
			if p.Index != 0 {
				s.problems.Errorf(diag.BadParameter, p.Span, "context.Context must be the first parameter of a handler").
					Fix("move it to the front", s.toFront(p.Index)...)
				return
			}
		case name != "" && s.EventData(name):
			p.Kind = model.EventData
		case IsBlock(p.Type):
			s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a block, but a handler receives the value of a block", p.Label()).
				Fix("take the value, such as a string for a Textbox; to change the block, return it")
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
		s.problems.Errorf(diag.BadParameter, p.Span, "a handler can have only one send function")
		return false
	}
	if f.Results().Len() != 1 || !IsError(f.Results().At(0).Type()) || f.Variadic() || f.Params().Len() == 0 {
		s.problems.Errorf(diag.BadParameter, p.Span, "parameter %s is a function, but must have the form func(outputs…) error", p.Label())
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

// funcTypeOf finds the function type of parameter i in the source; nil if it is a named
// type.
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
				s.problems.Errorf(diag.BadResult, r.Span, "the error must be the last result of a handler").
					Fix("move it to the end", s.toEnd(i)...)
			}
			s.sig.IsError = true
			continue
		}
		s.result(r)
	}
	if s.sig.Stream != "" && len(s.sig.Results) > 1 {
		s.problems.Errorf(diag.BadResult, spans[0], "a handler that returns an iterator must not have other results").
			Fix("to stream several outputs, take a parameter send func(outputs…) error")
	}
	if s.sig.Stream != "" && s.sig.HasSend() {
		s.problems.Errorf(diag.BadResult, spans[0], "a handler must stream with an iterator or with a send function, not with both")
	}
}

func (s *signatureReader) result(r Slot) {
	switch name, args := In(r.Type, "iter"); name {
	case "Seq":
		s.sig.Stream, r.Type = "seq", args[0]
	case "Seq2":
		if !IsError(args[1]) {
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is an iterator over pairs, but must be iter.Seq[T] or iter.Seq2[T, error]", r.Label()).
				Fix("to stream several outputs, take a parameter send func(outputs…) error")
		}
		s.sig.Stream, r.Type = "seq2", args[0]
	default:
		switch types.Unalias(r.Type).(type) {
		case *types.Chan:
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is a channel, but must be iter.Seq[T] or iter.Seq2[T, error] to stream values", r.Label())
			return
		case *types.Signature:
			s.problems.Errorf(diag.BadResult, r.Span, "result %s is a function, but must be iter.Seq[T] or iter.Seq2[T, error] to stream values", r.Label())
			return
		}
	}
	s.sig.Results = append(s.sig.Results, r)
}

// spans returns the position of each parameter or result: of its name, or of its type if
// it has no name.
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
