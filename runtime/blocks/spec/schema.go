package spec

import (
	"encoding/json"
	"math"
	"strings"
)

// Schema describes a value in the API.
type Schema struct {
	JSON        json.RawMessage // the type field of /info: a JSON schema
	Python      string          // python_type.type
	Description string          // python_type.description of a return; a parameter's is its documentation
	Example     json.RawMessage // example_input
}

// TextSchema describes a string; the example is given as Go text.
func TextSchema(example string) Schema {
	return Schema{JSON: json.RawMessage(`{"type":"string"}`), Python: "str", Example: Quote(example)}
}

// numberSchema describes a number; the example, 3, is moved into its bounds.
func numberSchema(props Props) Schema {
	s := Schema{JSON: json.RawMessage(`{"type":"number"}`), Python: "float"}
	if Whole(props) {
		s = Schema{JSON: json.RawMessage(`{"type":"integer"}`), Python: "int"}
	}
	example := max(Number(props["minimum"], math.Inf(-1)), min(Number(props["maximum"], math.Inf(1)), 3))
	s.Example = json.RawMessage(Decimal(example))
	return s
}

// enum is the schema of one value of a list, in the order of keys that Gradio's
// own descriptions have.
type enum struct {
	Enum  []json.RawMessage `json:"enum,omitempty"`
	Title string            `json:"title,omitempty"`
	Type  string            `json:"type,omitempty"`
}

// enumOf describes one value among a field's choices. There is no restriction if the list
// is empty, or if the user can type other values.
func enumOf(props Props, title string) enum {
	e := enum{Enum: ChoiceValues(props), Title: title}
	e.Type = jsonType(e.Enum)
	if string(props["allow_custom_value"]) == "true" {
		e.Enum = nil
	}
	return e
}

// jsonType is the JSON type that all the values have; "" when they differ. Null, for no
// choice, is of every type.
func jsonType(values []json.RawMessage) string {
	common := ""
	for _, v := range values {
		if IsNull(v) {
			continue
		}
		t := "number"
		switch v[0] {
		case '"':
			t = "string"
		case 't', 'f':
			t = "boolean"
		}
		if common != "" && common != t {
			return ""
		}
		common = t
	}
	if common == "" {
		return "string"
	}
	return common
}

// python is the type as the Python client prints it.
func (e enum) python() string {
	if len(e.Enum) == 0 {
		return map[string]string{"string": "str", "number": "float", "boolean": "bool", "": "Any"}[e.Type]
	}
	literals := make([]string, len(e.Enum))
	for i, v := range e.Enum {
		literals[i] = pythonLiteral(v)
	}
	return "Literal[" + strings.Join(literals, ", ") + "]"
}

// OneOf describes the value of a field in which one choice is made.
func OneOf(props Props, title string) Schema {
	e := enumOf(props, title)
	s := Schema{JSON: Marshal(e), Python: e.python(), Example: json.RawMessage("null")}
	if values := ChoiceValues(props); len(values) > 0 {
		s.Example = values[0]
	}
	return s
}

// AnyOf describes the value of a field in which any number of choices is made.
func AnyOf(props Props, title string) Schema {
	e := enumOf(props, "")
	s := Schema{
		JSON: Marshal(struct {
			Items enum   `json:"items"`
			Title string `json:"title,omitempty"`
			Type  string `json:"type"`
		}{e, title, "array"}),
		Python:  "list[" + e.python() + "]",
		Example: json.RawMessage("[]"),
	}
	if values := ChoiceValues(props); len(values) > 0 {
		s.Example = Marshal(values[:1])
	}
	return s
}

// pythonLiteral writes a JSON string, number or boolean as Python prints it: strings
// in single quotes, unless they hold single quotes and no double ones.
func pythonLiteral(v json.RawMessage) string {
	s, ok := Text(v)
	if !ok {
		switch string(v) {
		case "true":
			return "True"
		case "false":
			return "False"
		case "null":
			return "None"
		}
		return string(v)
	}
	quote := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = `"`
	}
	return quote + strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`, quote, `\`+quote).Replace(s) + quote
}
