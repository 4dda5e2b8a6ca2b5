package app

import (
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// Opt decodes a value that may be null. It is here because package value cannot import
// package ui.
func Opt[T any](in *value.In, decode func(*value.In) T) ui.Opt[T] {
	if in.Null() {
		return ui.Null[T]()
	}
	return ui.Some(decode(in))
}

// PutOpt encodes a value or null; the zero Opt leaves the output as it is.
func PutOpt[T any](out *value.Out, v ui.Opt[T], put func(*value.Out, T)) {
	if some, ok := v.Get(); ok {
		put(out, some)
	} else if v.IsNull() {
		value.PutJSON[any](out, nil)
	}
}
