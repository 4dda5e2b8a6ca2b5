package emit

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// typeSchema describes a Go type as JSON carries it, for endpoints without
// components and for users' own blocks.
func typeSchema(t model.Type) spec.Schema {
	s, python := describe(t, map[string]bool{})
	raw, err := marshal(s)
	if err != nil {
		raw = json.RawMessage("{}") // strings and maps of them always marshal
	}
	return spec.Schema{JSON: raw, Python: python, Example: example(s)}
}

// describe gives the JSON schema of a type and how the Python client prints it.
// A type within itself is any value.
func describe(t model.Type, within map[string]bool) (s object, python string) {
	switch t.Kind {
	case model.Named:
		if t.Pkg.Path == "time" && t.Name == "Time" {
			return object{{"type", "string"}, {"format", "date-time"}}, "str"
		}
		k := key(t)
		if t.Under == nil || within[k] {
			return object{}, "Any"
		}
		within[k] = true
		defer delete(within, k)
		return describe(*t.Under, within)
	case model.Basic:
		return basic(t.Name)
	case model.Pointer:
		s, python = describe(*t.Elem, within)
		return object{{"anyOf", []object{s, {{"type", "null"}}}}}, python + " | None"
	case model.Slice, model.Array:
		if t.Elem.Kind == model.Basic && (t.Elem.Name == "byte" || t.Elem.Name == "uint8") && t.Kind == model.Slice {
			return object{{"type", "string"}}, "str" // encoding/json writes base64
		}
		items, elem := describe(*t.Elem, within)
		return object{{"type", "array"}, {"items", items}}, "list[" + elem + "]"
	case model.Map:
		values, elem := describe(*t.Elem, within)
		return object{{"type", "object"}, {"additionalProperties", values}}, "dict(str, " + elem + ")"
	case model.Struct:
		return describeStruct(t, within)
	default:
		return object{}, "Any"
	}
}

func basic(name string) (object, string) {
	switch {
	case name == "string":
		return object{{"type", "string"}}, "str"
	case name == "bool":
		return object{{"type", "boolean"}}, "bool"
	case strings.HasPrefix(name, "float"):
		return object{{"type", "number"}}, "float"
	case strings.HasPrefix(name, "int"), strings.HasPrefix(name, "uint"), name == "byte", name == "rune":
		return object{{"type", "integer"}}, "int"
	default:
		return object{}, "Any"
	}
}

func describeStruct(t model.Type, within map[string]bool) (object, string) {
	properties := object{}
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
		properties = append(properties, member{name, s})
		parts = append(parts, name+": "+python)
		if !strings.Contains(","+options+",", ",omitempty,") && !strings.Contains(","+options+",", ",omitzero,") {
			required = append(required, name)
		}
	}
	s := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		s = append(s, member{"required", required})
	}
	return s, "dict(" + strings.Join(parts, ", ") + ")"
}

// example is a value of the shape that a schema describes.
func example(s object) json.RawMessage {
	for _, m := range s {
		if m.name != "type" {
			continue
		}
		switch m.value {
		case "string":
			return json.RawMessage(`"..."`)
		case "boolean":
			return json.RawMessage("true")
		case "integer", "number":
			return json.RawMessage("1")
		case "array":
			return json.RawMessage("[]")
		case "object":
			return json.RawMessage("{}")
		}
	}
	return json.RawMessage(`"..."`)
}
