package ui

import (
	"encoding/json"
	"reflect"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Choice is one entry of a list to choose from: the name that the user sees, and
// the value that handlers get, a text or a number.
type Choice struct {
	Name  string
	Value any
}

// MarshalJSON writes the choice as Gradio does: [name, value].
func (c Choice) MarshalJSON() ([]byte, error) { return spec.Encode([2]any{c.Name, c.Value}) }

// ChoiceList is what a Radio, a CheckboxGroup or a Dropdown offers, in order. As
// JSON it is [[name, value], …].
type ChoiceList []Choice

// MarshalJSON writes [] for a list that is nil.
func (l ChoiceList) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return spec.Encode([]Choice(l))
}

// Scalar is what the value of a choice may be.
type Scalar interface {
	~string |
		~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 |
		~float32 | ~float64
}

// Values makes choices of values whose names are the values themselves.
func Values[T Scalar](values ...T) ChoiceList {
	list := make(ChoiceList, len(values))
	for i, v := range values {
		list[i] = Choice{Name: scalarName(v), Value: v}
	}
	return list
}

// EnumOf stands in a [ChoiceList] for the constants of a type, which a running
// program cannot list: the generator wrote them down for the runtime.
type EnumOf struct {
	Type string // package path and name: "example.com/calc.Op"
}

// MarshalJSON writes {"$enum": type}, for comparing trees; see [Encoder.Enum].
func (e EnumOf) MarshalJSON() ([]byte, error) {
	return spec.Encode(map[string]string{"$enum": e.Type})
}

// Enum makes choices of the constants of a type, in the order of their declaration.
// A constant of a string type is its own name; one of a number type is called like
// the constant, without the type's name before it.
//
//	type Op string
//
//	const (
//		Add      Op = "add"
//		Subtract Op = "subtract"
//	)
//
//	var op = ui.Radio().Choices(ui.Enum[Op]())
//
// The list that Enum returns holds one [EnumOf], which the runtime replaces by the
// constants.
func Enum[T Scalar]() ChoiceList {
	t := reflect.TypeFor[T]()
	return ChoiceList{{Value: EnumOf{Type: t.PkgPath() + "." + t.Name()}}}
}

// scalarName is the name of a value that has no other: the text itself, or the
// number as JSON writes it.
func scalarName(v any) string {
	if r := reflect.ValueOf(v); r.Kind() == reflect.String {
		return r.String()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "" // NaN and the infinities are no choices; encoding them fails too
	}
	return string(b)
}
