package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"unicode/utf8"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Marshal encodes a value as compact JSON on one line of valid UTF-8: HTML is not
// escaped, NaN and the infinities, which JSON lacks, are null, and the characters
// that some readers take for the end of a line (U+0085, U+2028, U+2029) are always
// escaped. It fails where encoding/json fails, and for a struct that holds NaN.
func Marshal(v any) (json.RawMessage, error) {
	raw, err := spec.Encode(v)
	var unsupported *json.UnsupportedValueError
	if errors.As(err, &unsupported) {
		raw, err = spec.Encode(withoutNaN(reflect.ValueOf(v)))
	}
	return oneLine(raw), err
}

// MustMarshal encodes a value of the runtime's own types. Those fail only if a raw
// value inside is not JSON, which is a mistake of the program, and panics.
func MustMarshal(v any) json.RawMessage {
	b, err := Marshal(v)
	if err != nil {
		panic("wire: " + err.Error())
	}
	return b
}

// oneLine makes JSON valid UTF-8, because encoding/json lets raw values pass as they
// are, and writes the line ends that JSON allows inside strings as escapes: in
// valid JSON their bytes occur nowhere else.
func oneLine(b []byte) []byte {
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	if bytes.IndexByte(b, 0xc2) < 0 && bytes.IndexByte(b, 0xe2) < 0 {
		return b
	}
	for _, e := range [...][2]string{{"\u0085", `\u0085`}, {"\u2028", `\u2028`}, {"\u2029", `\u2029`}} {
		if bytes.Contains(b, []byte(e[0])) {
			b = bytes.ReplaceAll(b, []byte(e[0]), []byte(e[1]))
		}
	}
	return b
}

// withoutNaN copies maps, slices and numbers with nil in the place of NaN and the
// infinities. It is the slow way, for values that encoding/json refused; a struct
// that holds such a number stays refused, because its tags are not read here.
func withoutNaN(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil
		}
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			return withoutNaN(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = withoutNaN(v.Index(i))
		}
		return list
	case reflect.Map:
		if v.Type().Key().Kind() == reflect.String {
			object := make(map[string]any, v.Len())
			for it := v.MapRange(); it.Next(); {
				object[it.Key().String()] = withoutNaN(it.Value())
			}
			return object
		}
	case reflect.Invalid:
		return nil
	}
	return v.Interface()
}

// List encodes values that are JSON already as an array.
func List(elements []json.RawMessage) json.RawMessage {
	b := []byte{'['}
	for i, e := range elements {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, e...)
	}
	return append(b, ']')
}
