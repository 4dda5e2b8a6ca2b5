package value

import (
	"encoding/json"
	"reflect"
	"strconv"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Scalar is the constraint of what a choice may be.
type Scalar interface{ ~string | Integer | Decimal }

// Choice decodes the chosen value of a Radio or Dropdown. Null, nothing chosen, is the
// empty string, and a number is the string of its digits.
func Choice[T ~string](in *In) T {
	if in.Null() {
		return ""
	}
	v, _ := scalar[T](in, in.Raw)
	return v
}

// PutChoice encodes the choice to select. The empty string selects nothing, unless
// it is a choice.
func PutChoice[T ~string](out *Out, v T) { out.Set(EncodeScalar(v)) }

// ChoiceInt decodes the chosen value of a Radio or Dropdown whose choices are
// whole numbers, or the position of the choice when the component's type is
// index. It refuses null: nothing chosen is not a number.
func ChoiceInt[T Integer](in *In) T { return required[T](in) }

// PutChoiceInt encodes the choice to select: its value, or its position when the
// component's type is index; a position outside the list selects nothing.
func PutChoiceInt[T Integer](out *Out, v T) {
	raw, _ := positions[T](out.Props).value(v)
	out.Set(raw)
}

// ChoiceFloat decodes the chosen value of a Radio or Dropdown whose choices are
// numbers. It refuses null.
func ChoiceFloat[T Decimal](in *In) T { return required[T](in) }

// PutChoiceFloat encodes the choice to select.
func PutChoiceFloat[T Decimal](out *Out, v T) { out.Set(EncodeScalar(v)) }

// Choices decodes the chosen values of a CheckboxGroup, or of a Dropdown that
// takes several; null is none. When the component's type is index, whole numbers are
// positions.
func Choices[T ~[]E, E Scalar](in *In) T {
	if in.Null() {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(in.Raw, &list) != nil {
		in.Failf("expected a list of choices")
		return nil
	}
	places := positions[E](in.Props)
	values := make(T, 0, len(list))
	for _, raw := range list {
		v, ok := places.decode(in, raw)
		if !ok {
			return nil
		}
		values = append(values, v)
	}
	return values
}

// PutChoices encodes the choices to select. When the component's type is index,
// whole numbers are positions, and those outside the list are left out.
func PutChoices[T ~[]E, E Scalar](out *Out, v T) {
	places := positions[E](out.Props)
	list := make([]json.RawMessage, 0, len(v))
	for _, e := range v {
		if raw, ok := places.value(e); ok {
			list = append(list, raw)
		}
	}
	out.Put(list)
}

// required decodes one choice where null is not a value, unless null is a choice that
// has a position.
func required[T Scalar](in *In) T {
	places := positions[T](in.Props)
	if in.Null() && (places == nil || places.Find(null) < 0) {
		in.Failf("nothing is chosen")
		return *new(T)
	}
	v, _ := places.decode(in, orNull(in.Raw))
	return v
}

// byPosition is the choices of a component whose handlers get positions in the place of
// values; nil for other components. T is what a handler gets.
type byPosition[T Scalar] struct{ spec.ChoiceSet }

// positions asks the component's type: only whole numbers can be positions.
func positions[T Scalar](p Props) *byPosition[T] {
	kind := reflect.TypeFor[T]().Kind()
	if string(p["type"]) != `"index"` || kind == reflect.String || kind == reflect.Float32 || kind == reflect.Float64 {
		return nil
	}
	return &byPosition[T]{spec.ChoiceSetOf(spec.Props(p))}
}

// decode gives the position of a choice, or the choice itself.
func (b *byPosition[T]) decode(in *In, raw json.RawMessage) (T, bool) {
	if b == nil {
		return scalar[T](in, raw)
	}
	at := b.Find(raw)
	if at < 0 {
		return *new(T), in.Failf("%s is not in the list of choices", spec.Brief(raw))
	}
	return scalar[T](in, strconv.AppendInt(nil, int64(at), 10))
}

// value gives the choice at a position, or the choice itself; ok is false outside the
// list.
func (b *byPosition[T]) value(v T) (raw json.RawMessage, ok bool) {
	raw = EncodeScalar(v)
	if b == nil {
		return raw, true
	}
	if i, err := strconv.Atoi(string(raw)); err == nil && i >= 0 && i < len(b.Values) {
		return b.Values[i], true
	}
	return null, false
}

var null = json.RawMessage("null")

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return null
	}
	return raw
}
