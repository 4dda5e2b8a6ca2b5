package value

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// JSON decodes any JSON into T as encoding/json does, but whole numbers in an any keep
// all their digits: see [spec.Decode]. Null is the zero value, unless T refuses null.
func JSON[T any](in *In) (v T) {
	if err := spec.Decode(orNull(in.Raw), &v); err != nil {
		in.Failf("%s", mismatch(err))
		return *new(T)
	}
	return v
}

// PutJSON encodes a value as encoding/json does. A json.RawMessage is
// written as it is.
func PutJSON[T any](out *Out, v T) { out.Put(v) }

// mismatch says in a user's words why a value does not fit. A type with a method
// UnmarshalJSON or UnmarshalText says it itself.
func mismatch(err error) string {
	var typ *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &typ) && typ.Field != "":
		return fmt.Sprintf("unexpected %s in %q", typ.Value, typ.Field)
	case errors.As(err, &typ):
		return "unexpected " + typ.Value
	case errors.As(err, &syntax), strings.HasPrefix(err.Error(), "json: "):
		return "not the expected JSON"
	}
	return err.Error()
}
