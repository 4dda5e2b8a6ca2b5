package value

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
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

// PutJSON encodes a value as encoding/json does. A json.RawMessage stands for
// itself.
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

// Marshal encodes a value for the wire: compact, without escaping <, > and &,
// and with null for NaN and the infinities.
func Marshal(v any) (json.RawMessage, error) {
	raw, err := marshal(v)
	var unsupported *json.UnsupportedValueError
	if errors.As(err, &unsupported) {
		return marshal(finite(reflect.ValueOf(v)))
	}
	return raw, err
}

func marshal(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// finite copies maps, slices and numbers with nil in the place of NaN and the
// infinities. It is the slow way, for values that encoding/json refused; a
// struct that holds such a number stays refused, because its tags are not read
// here.
func finite(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil
		}
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			return finite(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = finite(v.Index(i))
		}
		return list
	case reflect.Map:
		if v.Type().Key().Kind() == reflect.String {
			object := make(map[string]any, v.Len())
			for it := v.MapRange(); it.Next(); {
				object[it.Key().String()] = finite(it.Value())
			}
			return object
		}
	case reflect.Invalid:
		return nil
	}
	return v.Interface()
}
