package value

import (
	"encoding/json"
	"reflect"
	"strconv"
)

// Scalar is the constraint of what a choice may be.
type Scalar interface{ ~string | Integer | Decimal }

// Choice decodes the chosen value of a Radio or Dropdown. It must be one of the
// component's choices unless custom values are allowed; null, nothing chosen, is
// the empty text.
func Choice[T ~string](in *In) T {
	if in.Null() {
		return ""
	}
	return choice[T](in, in.Props.choices(), in.Raw)
}

// PutChoice encodes the choice to select. The empty text selects nothing, unless
// it is a choice.
func PutChoice[T ~string](out *Out, v T) {
	raw := encodeScalar(v)
	if v == "" && position(out.Props.choices(), raw) < 0 {
		raw = json.RawMessage("null")
	}
	out.set(raw)
}

// ChoiceInt decodes the chosen value of a Radio or Dropdown whose choices are
// whole numbers, or the position of the choice when the component's type is
// index. It refuses null: nothing chosen is no number.
func ChoiceInt[T Integer](in *In) T { return required[T](in) }

// PutChoiceInt encodes the choice to select: its value, or its position when the
// component's type is index; a position outside the list selects nothing.
func PutChoiceInt[T Integer](out *Out, v T) { out.set(pick(out.Props, v)) }

// ChoiceFloat decodes the chosen value of a Radio or Dropdown whose choices are
// numbers. It refuses null.
func ChoiceFloat[T Decimal](in *In) T { return required[T](in) }

// PutChoiceFloat encodes the choice to select.
func PutChoiceFloat[T Decimal](out *Out, v T) { out.set(encodeScalar(v)) }

// Choices decodes the chosen values of a CheckboxGroup, or of a Dropdown that
// takes several. Each must be a choice, unless custom values are allowed, and
// they may be no more than max_choices; null is none. When the component's type
// is index, whole numbers are positions.
func Choices[T ~[]E, E Scalar](in *In) T {
	if in.Null() {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(in.Raw, &list) != nil {
		in.Failf("expected a list of choices")
		return nil
	}
	if limit, ok := in.Props.number("max_choices"); ok && limit > 0 && len(list) > int(limit) {
		in.Failf("%d are chosen, at most %d may be", len(list), int(limit))
		return nil
	}
	choices := in.Props.choices()
	values := make(T, 0, len(list))
	for _, raw := range list {
		values = append(values, choice[E](in, choices, raw))
	}
	return values
}

// PutChoices encodes the choices to select. When the component's type is index,
// whole numbers are positions, and those outside the list are left out.
func PutChoices[T ~[]E, E Scalar](out *Out, v T) {
	list := make([]json.RawMessage, 0, len(v))
	for _, e := range v {
		if raw := pick(out.Props, e); string(raw) != "null" {
			list = append(list, raw)
		}
	}
	out.put(list)
}

func required[T Scalar](in *In) T {
	if in.Null() {
		in.Failf("nothing is chosen")
		return *new(T)
	}
	return choice[T](in, in.Props.choices(), in.Raw)
}

// choice decodes one choice and checks that it is one.
func choice[T Scalar](in *In, choices []json.RawMessage, raw json.RawMessage) T {
	var v T
	at := position(choices, raw)
	custom := string(in.Props["allow_custom_value"]) == "true"
	byIndex := in.Props.byIndex(v)
	if at < 0 && (!custom || byIndex) {
		in.Failf("%s is not in the list of choices", brief(raw))
		return v
	}
	if byIndex {
		raw = strconv.AppendInt(nil, int64(at), 10)
	}
	target := reflect.ValueOf(&v).Elem()
	plain := reflect.New(plainType(target.Kind())).Elem()
	if err := json.Unmarshal(raw, plain.Addr().Interface()); err != nil {
		in.Failf("%s", mismatch(err))
		return v
	}
	target.Set(plain.Convert(target.Type()))
	return v
}

// pick is the wire value of a choice to select.
func pick[T Scalar](p Props, v T) json.RawMessage {
	raw := encodeScalar(v)
	if !p.byIndex(v) {
		return raw
	}
	choices := p.choices()
	if i, err := strconv.Atoi(string(raw)); err == nil && i >= 0 && i < len(choices) {
		return choices[i]
	}
	return json.RawMessage("null")
}

// byIndex reports whether choices travel as values but are seen by handlers as
// positions, which only whole numbers can be.
func (p Props) byIndex(v any) bool {
	return string(p["type"]) == `"index"` && (reflect.ValueOf(v).CanInt() || reflect.ValueOf(v).CanUint())
}

// choices returns the values of the component's choices.
func (p Props) choices() []json.RawMessage {
	var pairs [][2]json.RawMessage
	if json.Unmarshal(p["choices"], &pairs) != nil {
		return nil
	}
	values := make([]json.RawMessage, len(pairs))
	for i, pair := range pairs {
		values[i] = pair[1]
	}
	return values
}

// position finds a value among choices, whatever way it is spelt; -1 when it is
// none of them. Only texts, numbers and truth values are compared.
func position(choices []json.RawMessage, raw json.RawMessage) int {
	var want any
	if json.Unmarshal(raw, &want) != nil {
		return -1
	}
	switch want.(type) {
	case string, float64, bool:
	default:
		return -1
	}
	for i, c := range choices {
		var have any
		if string(c) == string(raw) || json.Unmarshal(c, &have) == nil && have == want {
			return i
		}
	}
	return -1
}
