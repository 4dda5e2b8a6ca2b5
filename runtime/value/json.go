package value

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// JSON decodes any JSON into T as encoding/json does, but whole numbers in an any keep
// all their digits: see [spec.Decode]. Null is the zero value, unless T refuses null.
func JSON[T any](in *In) (v T) {
	err := spec.Decode(orNull(in.Raw), &v)
	switch {
	case err == nil:
		return v
	case in.Null():
		in.Failf("%v", err) // T says why it refuses null
	default:
		in.Failf("%s", mismatch(err))
	}
	return *new(T)
}

// PutJSON encodes a value as encoding/json does. A json.RawMessage is
// written as it is.
func PutJSON[T any](out *Out, v T) { out.put(v) }

// mismatch says in a user's words why a value does not fit.
func mismatch(err error) string {
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		if typ.Field != "" {
			return fmt.Sprintf("unexpected %s in %q", typ.Value, typ.Field)
		}
		return "unexpected " + typ.Value
	}
	return "not the expected JSON"
}
