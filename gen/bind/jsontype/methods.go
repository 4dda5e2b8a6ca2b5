package jsontype

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/source"
)

// known sets the kind of types of the standard library that encode themselves in a known
// form.
func (s *Shape) known(m mode) bool {
	switch {
	case isNamed(s.Type, "time", "Time"):
		s.Kind, s.Format = String, "date-time"
	case isNamed(s.Type, "encoding/json", "Number"):
		s.Kind = Number
	case isNamed(s.Type, "math/big", "Int") && m != encode: // its methods are those of the pointer
		s.Kind = Integer
	default:
		return false
	}
	return true
}

// methods sets the kind of types that encode or decode themselves: any JSON with
// MarshalJSON or UnmarshalJSON, a string with MarshalText or UnmarshalText.
func (s *Shape) methods(m mode) bool {
	if _, pointer := s.Type.Underlying().(*types.Pointer); pointer {
		return false // it is null, or what its element is
	}
	if m == decode && types.IsInterface(s.Type) {
		return false // there is no value whose method could be called
	}
	any, text := decodes, decodesText
	if m != decode {
		any, text = encodes, encodesText
	}
	reached := m != encode
	switch {
	case any(s.Type, reached):
		s.Kind = Any
	case text(s.Type, reached):
		s.Kind = String
	default:
		return false
	}
	return true
}

// The methods of package encoding/json and encoding. pointer includes the methods of the
// pointer to the type.
func encodes(t types.Type, pointer bool) bool {
	return has(t, pointer, "MarshalJSON", gives)
}

func encodesText(t types.Type, pointer bool) bool {
	return has(t, pointer, "MarshalText", gives)
}

func decodes(t types.Type, pointer bool) bool {
	return has(t, pointer, "UnmarshalJSON", takes)
}

func decodesText(t types.Type, pointer bool) bool {
	return has(t, pointer, "UnmarshalText", takes)
}

func has(t types.Type, pointer bool, name string, fits func(*types.Signature) bool) bool {
	sig := gotype.Method(t, name)
	if sig == nil && pointer {
		sig = gotype.Method(types.NewPointer(t), name)
	}
	return sig != nil && fits(sig)
}

// gives reports whether a signature is func() ([]byte, error).
func gives(sig *types.Signature) bool {
	r := sig.Results()
	return sig.Params().Len() == 0 && r.Len() == 2 && isByteSlice(r.At(0).Type()) && gotype.IsError(r.At(1).Type())
}

// takes reports whether a signature is func([]byte) error.
func takes(sig *types.Signature) bool {
	p, r := sig.Params(), sig.Results()
	return p.Len() == 1 && r.Len() == 1 && isByteSlice(p.At(0).Type()) && gotype.IsError(r.At(0).Type())
}

func isByteSlice(t types.Type) bool { return types.Identical(t, types.NewSlice(types.Typ[types.Byte])) }

// isBytes reports whether a slice of elem is a string in base64.
func isBytes(elem types.Type, m mode) bool {
	b, ok := elem.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte && (m == decode || !encodes(elem, true) && !encodesText(elem, true))
}

// isKey reports whether a type can be the key of a map.
func isKey(t types.Type, m mode) bool {
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&(types.IsString|types.IsInteger) != 0 {
		return true
	}
	if m == decode {
		return decodesText(t, true)
	}
	return encodesText(t, false)
}

func isNamed(t types.Type, path, name string) bool { return gotype.Is(t, path, name) }

// optional is the T of a ui.Opt[T], which is a value or null; nil for other types.
func optional(t types.Type) types.Type {
	if elem := gotype.Opt(t); gotype.Is(t, source.UIPath, "Opt") {
		return elem
	}
	return nil
}
