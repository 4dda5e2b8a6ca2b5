package app

import (
	"github.com/blocksgen/blocksgen/runtime/app/internal/call"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// Call is one run of a listener, as an adapter sees it: Input, Property and
// EventData give what to decode, Err says whether that worked, Output and PutBlock
// take what to encode, Send publishes it as an intermediate result.
type Call = call.Call

// Handler is an adapter: it decodes the inputs of a call, calls a handler, and
// encodes what it gave. The generator writes them.
type Handler = call.Handler

// Listen gives a handler the name that the listeners of config.json have for it.
// Everything else about a listener is in config.json.
func (a *App) Listen(name string, h Handler) { a.handlers[name] = h }

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
