package catalog

import (
	"encoding/json"
	"strings"
)

// constSchema is a schema that no property changes.
func constSchema(schema, python, description, example string) func(map[string]json.RawMessage) Schema {
	return func(map[string]json.RawMessage) Schema {
		return Schema{JSON: raw(schema), PythonType: python, Description: description, Example: raw(example)}
	}
}

// enum is the schema of one value of a list, in the order of keys that Gradio's
// own descriptions have.
type enum struct {
	Enum  []json.RawMessage `json:"enum,omitempty"`
	Title string            `json:"title,omitempty"`
	Type  string            `json:"type,omitempty"`
}

// enumOf describes one value among a field's choices. A list that is empty, or
// that the user may go beyond, restricts nothing.
func enumOf(props map[string]json.RawMessage, title string) enum {
	e := enum{Enum: choiceValues(props), Title: title}
	e.Type = jsonType(e.Enum)
	if string(props["allow_custom_value"]) == "true" {
		e.Enum = nil
	}
	return e
}

// jsonType is the JSON type that all the values have; "" when they differ.
func jsonType(values []json.RawMessage) string {
	common := ""
	for _, v := range values {
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

// oneSchema describes the value of a field in which one choice is made.
func oneSchema(props map[string]json.RawMessage, title string) Schema {
	e := enumOf(props, title)
	s := Schema{JSON: mustMarshal(e), PythonType: e.python(), Example: raw("null")}
	if values := choiceValues(props); len(values) > 0 {
		s.Example = values[0]
	}
	return s
}

// listSchema describes the value of a field in which any number is chosen.
func listSchema(props map[string]json.RawMessage, title string) Schema {
	e := enumOf(props, "")
	s := Schema{
		JSON: mustMarshal(struct {
			Items enum   `json:"items"`
			Title string `json:"title,omitempty"`
			Type  string `json:"type"`
		}{e, title, "array"}),
		PythonType: "list[" + e.python() + "]",
		Example:    raw("[]"),
	}
	if values := choiceValues(props); len(values) > 0 {
		s.Example = raw("[" + string(values[0]) + "]")
	}
	return s
}

// pythonLiteral writes a JSON text, number or boolean as Python prints it: texts
// in single quotes, unless a single quote is all that they hold of quotes.
func pythonLiteral(v json.RawMessage) string {
	var s string
	if json.Unmarshal(v, &s) != nil {
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

// mustMarshal writes what cannot fail: texts and valid JSON, without HTML escapes.
func mustMarshal(v any) json.RawMessage {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // the values come from valid JSON
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n"))
}
