package jsondoc

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// typeSchema describes the JSON of a Go type, for endpoints without components and for
// users' own blocks.
func typeSchema(t model.Type) *contract.Schema {
	s, python := describe(t, map[string]bool{})
	return &contract.Schema{JSON: spec.Marshal(s), Python: python, Example: example(s)}
}

// object makes an object of alternating names and values.
func object(members ...any) spec.Object {
	var o spec.Object
	for i := 0; i < len(members); i += 2 {
		o.Set(members[i].(string), spec.Marshal(members[i+1]))
	}
	return o
}

// describe returns the JSON schema of a type, and the type in the Python client. A type
// inside itself is any value.
func describe(t model.Type, within map[string]bool) (s spec.Object, python string) {
	switch t.Kind {
	case model.Named:
		if t.Pkg.Path == "time" && t.Name == "Time" {
			return object("type", "string", "format", "date-time"), "str"
		}
		k := t.Identity()
		if t.Under == nil || within[k] {
			return spec.Object{}, "Any"
		}
		within[k] = true
		defer delete(within, k)
		s, python = describe(*t.Under, within)
		if t.Choices != nil {
			props := spec.Props{"choices": t.Choices}
			s.Set("enum", spec.Marshal(spec.ChoiceValues(props)))
			python = spec.OneOf(props, "").Python
		}
		return s, python
	case model.Basic:
		return basic(t.Name)
	case model.Pointer:
		s, python = describe(*t.Elem, within)
		return object("anyOf", []spec.Object{s, object("type", "null")}), python + " | None"
	case model.Slice, model.Array:
		if t.Elem.Kind == model.Basic && (t.Elem.Name == "byte" || t.Elem.Name == "uint8") && t.Kind == model.Slice {
			return object("type", "string"), "str" // encoding/json writes base64
		}
		items, elem := describe(*t.Elem, within)
		return object("type", "array", "items", items), "list[" + elem + "]"
	case model.Map:
		values, elem := describe(*t.Elem, within)
		return object("type", "object", "additionalProperties", values), "dict(str, " + elem + ")"
	case model.Struct:
		return describeStruct(t, within)
	default:
		return spec.Object{}, "Any"
	}
}

func basic(name string) (spec.Object, string) {
	switch {
	case name == "string":
		return object("type", "string"), "str"
	case name == "bool":
		return object("type", "boolean"), "bool"
	case strings.HasPrefix(name, "float"):
		return object("type", "number"), "float"
	case strings.HasPrefix(name, "int"), strings.HasPrefix(name, "uint"), name == "byte", name == "rune":
		return object("type", "integer"), "int"
	default:
		return spec.Object{}, "Any"
	}
}

func describeStruct(t model.Type, within map[string]bool) (spec.Object, string) {
	properties := spec.Object{}
	required := []string{}
	var parts []string
	for _, f := range t.Fields {
		name, options, _ := strings.Cut(reflect.StructTag(f.Tag).Get("json"), ",")
		if name == "-" && options == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		s, python := describe(f.Type, within)
		if strings.Contains(","+options+",", ",string,") {
			s, python = basic("string") // the number or boolean in quotes
		}
		properties.Set(name, spec.Marshal(s))
		parts = append(parts, name+": "+python)
		if !strings.Contains(","+options+",", ",omitempty,") && !strings.Contains(","+options+",", ",omitzero,") {
			required = append(required, name)
		}
	}
	s := object("type", "object", "properties", properties)
	if len(required) > 0 {
		s.Set("required", spec.Marshal(required))
	}
	return s, "dict(" + strings.Join(parts, ", ") + ")"
}

// example is a value that matches a schema.
func example(s spec.Object) json.RawMessage {
	var constants []json.RawMessage
	if _ = json.Unmarshal(s.Get("enum"), &constants); len(constants) > 0 {
		return constants[0]
	}
	kind, _ := spec.Text(s.Get("type"))
	switch kind {
	case "boolean":
		return json.RawMessage("true")
	case "integer", "number":
		return json.RawMessage("1")
	case "array":
		return json.RawMessage("[]")
	case "object":
		return json.RawMessage("{}")
	}
	return json.RawMessage(`"..."`)
}
