package value

import (
	"encoding/json"
	"errors"
	"fmt"
)

// JSON decodes any JSON into T as encoding/json does.
func JSON[T any](in *In) T {
	var v T
	if in.Null() {
		return v
	}
	if err := json.Unmarshal(in.Raw, &v); err != nil {
		var zero T
		in.Failf("%s", mismatch(err))
		return zero
	}
	return v
}

// PutJSON encodes a value as encoding/json does. A json.RawMessage is
// written as it is.
func PutJSON[T any](out *Out, v T) { out.Put(v) }

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
