package spec

import (
	"bytes"
	"encoding/json"
)

// Value is a family of values, such as strings, numbers or choices. Blocks with values of
// one kind share it. A block package can have its own.
type Value struct {
	Name string // "text"
	// Codecs name the functions that convert between the wire value and Go types, in
	// the order in which they are tried: the first whose type constraint is satisfied is
	// used. A codec C has the functions C, which decodes, PutC, which encodes, and AppendC if
	// text can be appended. A codec that only decodes or only encodes has one of them. "Text" is in
	// runtime/value, "label.Scores" in runtime/blocks/label.
	Codecs []string
	TS     string // TypeScript type of the wire value
	// Natural returns the default Go type of the value, for generic handlers, as Go source:
	// "string", "[]int". If it is nil, the type is any; see GoType.
	Natural func(p Props) string
	// Exact is the Go type that preserves every wire value, if the natural one does not:
	// "ui.LabelData".
	Exact string
	// Misfit describes why a Go type does not match the properties of the block although its
	// codec accepts it, as in "has numeric choices"; "" if it matches. text tells whether the
	// type is that of strings rather than of numbers. May be nil.
	Misfit func(p Props, text bool) string
	// Accepts and Presents are the rules of [Value.Accept] and [Value.Present]. A nil rule
	// leaves the value as it is.
	Accepts  func(p Props, raw json.RawMessage) (json.RawMessage, error)
	Presents func(p Props, raw json.RawMessage) json.RawMessage
	// Zero is what null is for a handler whose type cannot hold it, in wire form; "" where
	// the type says it (an empty string, false), or where null is refused.
	Zero string
	// Schema describes the value in the API.
	Schema func(p Props) Schema
	// Samples are values for tests, in wire form, for a block whose choices, if it has
	// any, are "one" and "two".
	Samples []string
}

// The families of values.
var (
	TextValue = &Value{
		Name: "text", Codecs: []string{"Text"}, TS: "string",
		Natural: func(Props) string { return "string" },
		Accepts: acceptText,
		Schema:  func(Props) Schema { return TextSchema("Hello!!") },
		Samples: []string{`"one"`, `"three\n\tlines üñ <b>&amp;\nof text"`, `""`},
	}
	NumberValue = &Value{
		Name: "number", Codecs: []string{"Duration", "Int", "Float"}, TS: "number | bigint",
		Natural: naturalNumber,
		Accepts: AcceptNumber, Presents: PresentNumber, Zero: "0",
		Schema:  numberSchema,
		Samples: []string{`3`, `5`},
	}
	SecondsValue = &Value{
		Name: "seconds", Codecs: []string{"Duration", "Float", "Int"}, TS: "number",
		Natural: naturalNumber,
		Accepts: acceptSeconds,
		Schema: func(Props) Schema {
			return Schema{JSON: json.RawMessage(`{"type":"number"}`), Python: "float", Example: json.RawMessage("1")}
		},
		Samples: []string{`30`, `60.5`},
	}
	BoolValue = &Value{
		Name: "boolean", Codecs: []string{"Bool"}, TS: "boolean",
		Natural: func(Props) string { return "bool" },
		Accepts: acceptBool, Presents: presentBool,
		Schema: func(Props) Schema {
			return Schema{JSON: json.RawMessage(`{"type":"boolean"}`), Python: "bool", Example: json.RawMessage("true")}
		},
		Samples: []string{`true`, `false`},
	}
	ChoiceValue = &Value{
		Name: "choice", Codecs: []string{"Choice", "ChoiceInt", "ChoiceFloat"}, TS: "string | number | bigint",
		Natural: naturalChoice, Misfit: misfitChoice,
		Accepts: acceptChoice, Presents: presentChoice,
		Schema:  func(p Props) Schema { return OneOf(p, "") },
		Samples: []string{`"two"`, `"one"`},
	}
	ChoicesValue = &Value{
		Name: "choices", Codecs: []string{"Choices"}, TS: "(string | number | bigint | null)[]",
		Natural: func(p Props) string { return "[]" + naturalChoice(p) }, Misfit: misfitChoice,
		Accepts: acceptChoices, Presents: presentChoices,
		Schema:  func(p Props) Schema { return AnyOf(p, "") },
		Samples: []string{`["two"]`, `["two","one"]`, `[]`},
	}
	JSONValue = &Value{
		Name: "JSON", Codecs: []string{"JSON"}, TS: "any",
		Schema: func(Props) Schema {
			return Schema{
				JSON:   json.RawMessage(`{"type":{},"description":"any valid json"}`),
				Python: "str | float | bool | list | dict", Description: "any valid json", Example: json.RawMessage(`{"foo":"bar"}`),
			}
		},
		Samples: []string{`{"a":[1,true,null,"x"]}`, `[]`},
	}
)

// GoType is the default Go type of the value for generic handlers, given the properties
// of the block.
func (v *Value) GoType(p Props) string {
	if v.Natural == nil {
		return "any"
	}
	return v.Natural(p)
}

// naturalNumber is int for numbers without decimal places.
func naturalNumber(p Props) string {
	if Whole(p) {
		return "int"
	}
	return "float64"
}

// Whole reports whether a number has no decimal places.
func Whole(p Props) bool { return !IsNull(p["precision"]) && Number(p["precision"], 1) == 0 }

// naturalChoice is the type of the values of the choices; string if they have several
// types or are not known.
func naturalChoice(p Props) string {
	if t := choiceType(p); t != "" {
		return t
	}
	return "string"
}

// choiceType is "string", "int", or "float64" when one of the values has decimal
// places; "" when there are none or they are of several kinds. Null, for no choice, is of
// every kind.
func choiceType(p Props) string {
	texts, numbers, fractions, others := 0, 0, 0, 0
	for _, raw := range ChoiceValues(p) {
		switch {
		case IsNull(raw):
		case raw[0] == '"':
			texts++
		case IsNumber(raw):
			numbers++
			if bytes.ContainsAny(raw, ".eE") {
				fractions++
			}
		default:
			others++
		}
	}
	switch {
	case texts > 0 && numbers > 0 || texts+numbers == 0 || others > 0:
		return ""
	case texts > 0:
		return "string"
	case fractions > 0:
		return "float64"
	}
	return "int"
}

// misfitChoice compares the values of the choices with a type of strings or numbers.
// Custom values are strings, and indexes are numbers.
func misfitChoice(p Props, text bool) string {
	kind := choiceType(p)
	switch {
	case kind == "" || text == (kind == "string"):
		return ""
	case text && string(p["allow_custom_value"]) == "true":
		return ""
	case !text && string(p["type"]) == `"index"`:
		return ""
	case kind == "string":
		return "has string choices"
	}
	return "has numeric choices"
}

// ChoiceValues are the values of the property choices, in wire form.
func ChoiceValues(p Props) (values []json.RawMessage) {
	var pairs [][]json.RawMessage
	if json.Unmarshal(p["choices"], &pairs) != nil {
		return nil
	}
	for _, pair := range pairs {
		if len(pair) == 2 {
			values = append(values, pair[1])
		}
	}
	return values
}
