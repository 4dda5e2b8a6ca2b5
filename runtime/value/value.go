// Package value converts between the wire value of a component and the Go values
// that handlers use. The package of a block names the codecs of its value, and the type
// constraints of the codecs' functions say which Go types they take. The generator and
// the documentation read both.
package value

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Props are the properties of a component as one session sees them, in wire form:
// choices, minimum, precision. Validation uses them, never the declaration alone.
type Props map[string]json.RawMessage

// Scope is what the inputs and outputs of one call share: what a codec may ask about
// the call, and the first error of decoding an input. The zero Scope is that of a call
// without a session.
type Scope struct {
	Session string // of the client that calls; "" when it names none

	err error
}

// Err returns the first error of decoding an input, nil when there was none.
func (s *Scope) Err() error { return s.err }

// fail records an error, unless an earlier one is there.
func (s *Scope) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// In is one input of a call. The codecs' decoding functions read it; the first
// that fails makes the whole call fail, with a message for the user.
type In struct {
	Raw   json.RawMessage // the wire value; nil or null when the client sent none
	Zero  json.RawMessage // what null is for a number; nil: nothing, and null is refused
	Props Props
	Label string // how the field is called in messages
	State any    // of a State component: the session's value
	Scope *Scope // never nil
}

// Null reports whether the client sent null, or nothing.
func (in *In) Null() bool {
	return len(in.Raw) == 0 || string(in.Raw) == "null"
}

// Failf records an error for the user, unless an earlier one is there. It returns false.
func (in *In) Failf(format string, args ...any) bool {
	in.Scope.fail(&InputError{Label: in.Label, Message: fmt.Sprintf(format, args...)})
	return false
}

// InputError is a value that a component does not take. Its text is for the user.
type InputError struct{ Label, Message string }

// Error is the text that the user sees.
func (e *InputError) Error() string {
	if e.Label == "" {
		return e.Message
	}
	return e.Label + ": " + e.Message
}

// IsInput reports whether an error is about the values that a client sent.
func IsInput(err error) bool {
	var e *InputError
	return errors.As(err, &e)
}

// Out is one output of a call. A codec's Put function encodes into it at once, so
// that the handler may reuse what it gave.
type Out struct {
	Props  Props
	Scope  *Scope          // nil where no codec asks about the call
	Raw    json.RawMessage // the wire value as last put; nil when none was put
	Append string          // text to append to the last value; set by the Append functions
	Tokens bool            // Append counts
	Update spec.Object     // properties to change, instead of a value; nil when none was put
	State  *any            // State: the new value
	Err    error           // encoding failed
}

// PutProps changes properties of the component instead of its value; it replaces what
// was put before. The list may be empty.
func PutProps(out *Out, props spec.Object) {
	out.Set(nil)
	out.Update = append(spec.Object{}, props...)
}

// Put encodes a value, for a codec.
func (out *Out) Put(v any) {
	raw, err := wire.Marshal(v)
	if err != nil {
		out.fail(err)
		return
	}
	out.Set(raw)
}

// Set makes raw the output's value; it replaces what was put before.
func (out *Out) Set(raw json.RawMessage) {
	out.Raw, out.Append, out.Tokens, out.Update = raw, "", false, nil
}

func (out *Out) fail(err error) {
	if out.Err == nil {
		out.Err = err
	}
}
