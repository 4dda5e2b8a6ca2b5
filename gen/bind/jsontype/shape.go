// Package jsontype tells what encoding/json makes of Go types. Endpoints, JSON blocks,
// properties and schemas ask it. It follows encoding/json exactly: embedded fields, tags,
// and methods by which a type encodes itself.
package jsontype

import (
	"encoding/json"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// Kind is a kind of JSON.
type Kind string

// The kinds. A Nullable is its element or null.
const (
	Any      Kind = "any"
	Bool     Kind = "boolean"
	Integer  Kind = "integer"
	Number   Kind = "number"
	String   Kind = "string"
	Array    Kind = "array"
	Map      Kind = "map"
	Object   Kind = "object"
	Nullable Kind = "nullable"
	Never    Kind = "never" // encoding/json refuses the type; Why says so
)

// Shape is the JSON of a Go type. Shapes of recursive types refer to themselves.
type Shape struct {
	Type    types.Type
	Kind    Kind
	Format  string          // of a string: "date-time"
	Elem    *Shape          // of an Array, Map or Nullable
	Fields  []Field         // of an Object, in order
	Choices json.RawMessage // the constants of the type, [[name, value], …]; nil if it has none
	Why     string          // of Never
	Own     bool            // it has methods by which it encodes or decodes itself
}

// Field is a member of an object.
type Field struct {
	Name     string // in JSON
	Go       string // name of the Go field
	Shape    *Shape
	Optional bool // omitempty or omitzero
}

// Direction tells whether a type is decoded or encoded. They differ for types with methods.
type Direction int

// The directions.
const (
	Decoded Direction = iota
	Encoded
)

// mode is a direction, with what encoding/json needs to know of the value: a method of the
// pointer is called only if the value is addressable.
type mode int

const (
	decode mode = iota
	encode
	encodeAddressable
)

// Walker finds the shapes of types. It visits each type once.
type Walker struct {
	// Enum gives the constants of a type as choices; nil for a type without constants.
	enum   func(types.Type) json.RawMessage
	shapes [3]typeutil.Map // *Shape by type, for each mode
}

// New returns a Walker. enum gives the constants of a type as choices, [[name, value], …],
// or nil.
func New(enum func(types.Type) json.RawMessage) *Walker { return &Walker{enum: enum} }

// Of returns the shape of a type.
func (w *Walker) Of(t types.Type, d Direction) *Shape {
	if d == Encoded {
		return w.shape(t, encode) // a handler's result is not addressable
	}
	return w.shape(t, decode)
}

func (w *Walker) shape(t types.Type, m mode) *Shape {
	if s, ok := w.shapes[m].At(t).(*Shape); ok {
		return s
	}
	s := &Shape{Type: t}
	w.shapes[m].Set(t, s)
	w.fill(s, m)
	return s
}

// fill finds the kind of a shape. Types with methods of encoding/json are first.
func (w *Walker) fill(s *Shape, m mode) {
	if elem := optional(s.Type); elem != nil {
		s.Kind, s.Elem = Nullable, w.shape(elem, m)
		return
	}
	if s.known(m) || s.methods(m) {
		s.Own = true
		return
	}
	switch u := s.Type.Underlying().(type) {
	case *types.Basic:
		s.basic(u)
		if w.enum != nil && s.Kind != Never && !isNamed(s.Type, "time", "Duration") { // its constants are units
			s.Choices = w.enum(s.Type)
		}
	case *types.Pointer:
		s.Kind, s.Elem = Nullable, w.shape(u.Elem(), addressable(m))
	case *types.Slice:
		if isBytes(u.Elem(), m) {
			s.Kind = String // base64
			return
		}
		s.Kind, s.Elem = Array, w.shape(u.Elem(), addressable(m))
	case *types.Array:
		s.Kind, s.Elem = Array, w.shape(u.Elem(), m)
	case *types.Map:
		s.Kind, s.Elem = Map, w.shape(u.Elem(), notAddressable(m))
		if !isKey(u.Key(), m) {
			s.Kind, s.Why = Never, "the keys of an object must be strings"
		}
	case *types.Struct:
		s.Kind = Object
		w.fields(s, u, m)
	case *types.Interface:
		s.Kind = Any
		if m == decode && !u.Empty() {
			s.Kind, s.Why = Never, "an interface with methods does not tell which type to decode"
		}
	case *types.Chan:
		s.Kind, s.Why = Never, "channels are not supported"
	case *types.Signature:
		s.Kind, s.Why = Never, "functions are not supported"
	default:
		s.Kind = Any
	}
}

func (s *Shape) basic(b *types.Basic) {
	switch info := b.Info(); {
	case info&types.IsString != 0:
		s.Kind = String
	case info&types.IsBoolean != 0:
		s.Kind = Bool
	case info&types.IsInteger != 0:
		s.Kind = Integer
	case info&types.IsFloat != 0:
		s.Kind = Number
	case info&types.IsComplex != 0:
		s.Kind, s.Why = Never, "complex numbers are not supported"
	case b.Kind() == types.UnsafePointer:
		s.Kind, s.Why = Never, "unsafe pointers are not supported"
	default:
		s.Kind = Any
	}
}

// addressable is the mode for what a value points to.
func addressable(m mode) mode {
	if m == encode {
		return encodeAddressable
	}
	return m
}

// notAddressable is the mode for the values of a map.
func notAddressable(m mode) mode {
	if m == encodeAddressable {
		return encode
	}
	return m
}

// Problem is the reason why encoding/json refuses a type or a part of it, such as "field
// In: channels are not supported"; "" if there is none.
func (s *Shape) Problem() string { return s.problem(map[*Shape]bool{}) }

func (s *Shape) problem(seen map[*Shape]bool) string {
	if s == nil || seen[s] {
		return ""
	}
	seen[s] = true
	if s.Kind == Never {
		return s.Why
	}
	if why := s.Elem.problem(seen); why != "" {
		return why
	}
	for _, f := range s.Fields {
		if f.Optional && f.Shape.Kind == Never && types.IsInterface(f.Shape.Type) {
			continue // it can be left out
		}
		if why := f.Shape.problem(seen); why != "" {
			return "field " + f.Go + ": " + why
		}
	}
	return ""
}

// Scalar reports whether a value is a string, number or boolean that encoding/json writes as
// it is.
func (s *Shape) Scalar() bool {
	return !s.Own && (s.Kind == String || s.Kind == Bool || s.Kind == Integer || s.Kind == Number) && s.isBasic()
}

func (s *Shape) isBasic() bool {
	_, ok := s.Type.Underlying().(*types.Basic)
	return ok
}

// Holds reports whether a value of the shape can be JSON of a kind: an integer is a number,
// and everything is any.
func (s *Shape) Holds(k Kind) bool {
	switch {
	case k == Any || s.Kind == Any:
		return true
	case s.Kind == Nullable:
		return s.Elem.Holds(k)
	case k == Object || k == Map:
		return s.Kind == Object || s.Kind == Map
	case k == Number || k == Integer:
		return s.Kind == Number || s.Kind == Integer
	}
	return s.Kind == k
}
