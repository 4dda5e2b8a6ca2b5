package value

import (
	"encoding/json"
	"reflect"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// EncodeScalar encodes the bare text or number: methods of the type, such as a
// MarshalText that is meant for other places, do not matter to the wire. NaN and the
// infinities are null.
func EncodeScalar[T Scalar](v T) json.RawMessage {
	rv := reflect.ValueOf(v)
	return wire.MustMarshal(rv.Convert(plainType(rv.Kind())).Interface())
}

// scalar decodes a string or a number into any scalar type: methods of the type do not
// matter. A string type takes the digits of a number, and a number type a string of digits,
// which users type where they may choose what is not in the list.
func scalar[T Scalar](in *In, raw json.RawMessage) (v T, ok bool) {
	target := reflect.ValueOf(&v).Elem()
	text, isText := spec.Text(raw)
	if target.Kind() == reflect.String {
		switch {
		case isText:
			target.SetString(text)
		case raw[0] == '[' || raw[0] == '{':
			return v, in.Failf("expected a string")
		case !spec.IsNull(raw):
			target.SetString(string(raw))
		}
		return v, true
	}
	if isText && json.Valid([]byte(text)) {
		raw = json.RawMessage(text)
	}
	if target.CanFloat() {
		return v, in.setFloat(target, raw)
	}
	return v, in.setInteger(target, raw)
}

// plainType returns the predeclared type of a scalar kind.
func plainType(k reflect.Kind) reflect.Type { return plainTypes[k] }

var plainTypes = map[reflect.Kind]reflect.Type{
	reflect.String: reflect.TypeFor[string](),
	reflect.Int:    reflect.TypeFor[int](), reflect.Uint: reflect.TypeFor[uint](),
	reflect.Int8: reflect.TypeFor[int8](), reflect.Uint8: reflect.TypeFor[uint8](),
	reflect.Int16: reflect.TypeFor[int16](), reflect.Uint16: reflect.TypeFor[uint16](),
	reflect.Int32: reflect.TypeFor[int32](), reflect.Uint32: reflect.TypeFor[uint32](),
	reflect.Int64: reflect.TypeFor[int64](), reflect.Uint64: reflect.TypeFor[uint64](),
	reflect.Float32: reflect.TypeFor[float32](), reflect.Float64: reflect.TypeFor[float64](),
}
