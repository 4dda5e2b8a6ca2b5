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
	v, _ := choice[T](in, in.Props.choices(), in.Raw)
	return v
}

// PutChoice encodes the choice to select. The empty text selects nothing, unless
// it is a choice.
func PutChoice[T ~string](out *Out, v T) {
	raw := EncodeScalar(v)
	if v == "" && out.Props.choices().position(raw) < 0 {
		raw = json.RawMessage("null")
	}
	out.Set(raw)
}

// ChoiceInt decodes the chosen value of a Radio or Dropdown whose choices are
// whole numbers, or the position of the choice when the component's type is
// index. It refuses null: without a choice there is no number.
func ChoiceInt[T Integer](in *In) T { return required[T](in) }

// PutChoiceInt encodes the choice to select: its value, or its position when the
// component's type is index; a position outside the list selects nothing.
func PutChoiceInt[T Integer](out *Out, v T) { out.Set(pick(out.Props, v)) }

// ChoiceFloat decodes the chosen value of a Radio or Dropdown whose choices are
// numbers. It refuses null.
func ChoiceFloat[T Decimal](in *In) T { return required[T](in) }

// PutChoiceFloat encodes the choice to select.
func PutChoiceFloat[T Decimal](out *Out, v T) { out.Set(EncodeScalar(v)) }

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
	if limit := len(choices.values); len(list) > limit && !in.Props.custom() {
		in.Failf("%d are chosen, there are only %d choices", len(list), limit)
		return nil
	}
	values := make(T, 0, len(list))
	for _, raw := range list {
		v, ok := choice[E](in, choices, raw)
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
	list := make([]json.RawMessage, 0, len(v))
	for _, e := range v {
		if raw := pick(out.Props, e); string(raw) != "null" {
			list = append(list, raw)
		}
	}
	out.Put(list)
}

func required[T Scalar](in *In) T {
	if in.Null() {
		in.Failf("nothing is chosen")
		return *new(T)
	}
	v, _ := choice[T](in, in.Props.choices(), in.Raw)
	return v
}

// choice decodes one choice and checks that it is one.
func choice[T Scalar](in *In, choices choiceList, raw json.RawMessage) (v T, ok bool) {
	at := choices.position(raw)
	byIndex := in.Props.byIndex(v)
	if at < 0 && (byIndex || !in.Props.custom()) {
		in.Failf("%s is not in the list of choices", brief(raw))
		return v, false
	}
	if byIndex {
		raw = strconv.AppendInt(nil, int64(at), 10)
	}
	target := reflect.ValueOf(&v).Elem()
	plain := reflect.New(plainType(target.Kind())).Elem()
	if err := json.Unmarshal(raw, plain.Addr().Interface()); err != nil {
		in.Failf("%s", mismatch(err))
		return v, false
	}
	target.Set(plain.Convert(target.Type()))
	return v, true
}

// pick is the wire value of a choice to select.
func pick[T Scalar](p Props, v T) json.RawMessage {
	raw := EncodeScalar(v)
	if !p.byIndex(v) {
		return raw
	}
	values := p.choices().values
	if i, err := strconv.Atoi(string(raw)); err == nil && i >= 0 && i < len(values) {
		return values[i]
	}
	return json.RawMessage("null")
}

// byIndex reports whether choices travel as values but are seen by handlers as
// positions, which only whole numbers can be.
func (p Props) byIndex(v any) bool {
	return string(p["type"]) == `"index"` && (reflect.ValueOf(v).CanInt() || reflect.ValueOf(v).CanUint())
}

// custom reports whether values may be chosen that are not in the list.
func (p Props) custom() bool { return string(p["allow_custom_value"]) == "true" }

// choiceList is the values of a component's choices, and the position of each. It is
// made once for a call, so that many chosen values cost no more than they are.
type choiceList struct {
	values []json.RawMessage
	places map[any]int
}

func (p Props) choices() choiceList {
	var pairs [][2]json.RawMessage
	if json.Unmarshal(p["choices"], &pairs) != nil {
		return choiceList{}
	}
	c := choiceList{make([]json.RawMessage, len(pairs)), make(map[any]int, len(pairs))}
	for i, pair := range pairs {
		c.values[i] = pair[1]
		if key := scalarOf(pair[1]); key != nil {
			if _, known := c.places[key]; !known {
				c.places[key] = i
			}
		}
	}
	return c
}

// position finds a value among the choices, whatever way it is spelt; -1 when it is
// none of them.
func (c choiceList) position(raw json.RawMessage) int {
	if key := scalarOf(raw); key != nil {
		if i, ok := c.places[key]; ok {
			return i
		}
	}
	return -1
}

// scalarOf decodes a text, number or truth value; nil is anything else, which is
// no choice.
func scalarOf(raw json.RawMessage) any {
	var v any
	if len(raw) == 0 || raw[0] == '[' || raw[0] == '{' || json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return v
}
