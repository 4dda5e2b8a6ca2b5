package ui

import (
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Opt is a value, or null, or neither: the zero Opt leaves an output as it is.
type Opt[T any] struct {
	value T
	state optState
}

type optState uint8

const (
	optUnset optState = iota
	optNull
	optSome
)

// Some is an Opt with a value.
func Some[T any](v T) Opt[T] { return Opt[T]{value: v, state: optSome} }

// Null is an Opt that is null: it empties an output.
func Null[T any]() Opt[T] { return Opt[T]{state: optNull} }

// Get returns the value and whether there is one.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == optSome }

// IsNull reports whether the Opt is null.
func (o Opt[T]) IsNull() bool { return o.state == optNull }

// IsSet reports whether the Opt is a value or null, and not the zero Opt.
func (o Opt[T]) IsSet() bool { return o.state != optUnset }

// MarshalJSON writes the value, or null when there is none.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.state != optSome {
		return []byte("null"), nil
	}
	return spec.Encode(o.value)
}

// UnmarshalJSON reads a value or null. What is missing stays the zero Opt.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*o = Null[T]()
		return nil
	}
	var v T
	if err := spec.Decode(data, &v); err != nil {
		return err
	}
	*o = Some(v)
	return nil
}

// Token is a piece of a text that a streaming handler adds to what it sent before:
// a handler that yields tokens appends to its output.
type Token string
