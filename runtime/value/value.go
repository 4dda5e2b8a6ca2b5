// Package value converts between the wire value of a component and the Go values
// that handlers use. The package of a block names the codecs of its value, and the type
// constraints of the codecs' functions say which Go types they take. The generator and
// the documentation read both.
package value

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Props are the properties of a component as one session sees them, in wire form:
// choices, minimum, precision. Validation uses them, never the declaration alone.
type Props map[string]json.RawMessage

// In is one input of a call. The codecs' decoding functions read it; the first
// that fails makes the whole call fail, with a message for the user.
type In struct {
	Raw   json.RawMessage // the wire value; nil or null when the client sent none
	Props Props
	Label string // how the field is called in messages
	state any    // State: the session's value
	err   *error // shared by all inputs of a call
}

// NewIn makes an input. All inputs of a call share err, the first failure.
func NewIn(raw json.RawMessage, props Props, label string, err *error) *In {
	return &In{Raw: raw, Props: props, Label: label, err: err}
}

// NewStateIn makes the input of a State component from the session's value.
func NewStateIn(state any, err *error) *In { return &In{state: state, err: err} }

// Null reports whether the client sent null, or nothing.
func (in *In) Null() bool {
	return len(in.Raw) == 0 || string(in.Raw) == "null"
}

// Failf records an error for the user, unless an earlier one stands.
func (in *In) Failf(format string, args ...any) {
	if *in.err == nil {
		*in.err = &InputError{Label: in.Label, Message: fmt.Sprintf(format, args...)}
	}
}

// fail records an error that is not about what the user sent.
func (in *In) fail(err error) {
	if *in.err == nil {
		*in.err = err
	}
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
	Props    Props
	Declared ui.Node         // the block as its page declares it; PutBlock compares with it
	Encoder  ui.Encoder      // of properties
	Raw      json.RawMessage // the wire value as last put; nil when none was put
	Append   string          // text to append to the last value; set by the Append functions
	Tokens   bool            // Append counts
	Update   []Prop          // properties to change, instead of a value; nil when none was put
	State    *any            // State: the new value
	Err      error           // encoding failed
}

// Prop is one property in wire form.
type Prop struct {
	Name  string
	Value json.RawMessage
}

// put encodes a value. NaN and the infinities, which JSON lacks, become null.
func (out *Out) put(v any) {
	raw, err := Marshal(v)
	if err != nil {
		out.fail(err)
		return
	}
	out.set(raw)
}

// set makes raw the output's value; it replaces what was put before.
func (out *Out) set(raw json.RawMessage) {
	out.Raw, out.Append, out.Tokens, out.Update = raw, "", false, nil
}

func (out *Out) fail(err error) {
	if out.Err == nil {
		out.Err = err
	}
}
