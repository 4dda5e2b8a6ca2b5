package value

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Opt decodes a value that may be null.
func Opt[T any](in *In, decode func(*In) T) ui.Opt[T] {
	if in.Null() {
		return ui.Null[T]()
	}
	return ui.Some(decode(in))
}

// PutOpt encodes a value or null; the zero Opt leaves the output as it is.
func PutOpt[T any](out *Out, v ui.Opt[T], put func(*Out, T)) {
	if value, ok := v.Get(); ok {
		put(out, value)
	} else if v.IsNull() {
		out.set(json.RawMessage("null"))
	}
}
