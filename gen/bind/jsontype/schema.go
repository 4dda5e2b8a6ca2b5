package jsontype

import (
	"encoding/json"
	"go/types"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Schema describes a shape as a JSON schema. Named types that it mentions more than once
// are in its $defs, so that its size grows with the number of types.
func (s *Shape) Schema() *contract.Schema {
	d := definer{names: map[*Shape]string{}, taken: map[string]bool{}}
	d.count(s, map[*Shape]bool{})
	schema, python := d.describe(s)
	defs := spec.Object{}
	for i := 0; i < len(d.order); i++ { // describing one does not add others: count found all
		def, _ := d.describe(d.order[i])
		defs.Set(d.names[d.order[i]], spec.Marshal(def))
	}
	if len(defs) > 0 {
		schema.Set("$defs", spec.Marshal(defs))
	}
	return &contract.Schema{JSON: spec.Marshal(schema), Python: python, Example: example(schema)}
}

// definer writes one schema.
type definer struct {
	names map[*Shape]string // of the shapes in $defs
	taken map[string]bool
	order []*Shape
}

// count finds the shapes that are mentioned more than once, and names them. Shapes without
// a name, such as pointers, are written at each mention.
func (d *definer) count(s *Shape, seen map[*Shape]bool) {
	if s == nil {
		return
	}
	if seen[s] {
		if d.names[s] == "" {
			d.names[s] = d.name(s.Type)
			d.order = append(d.order, s)
		}
		return
	}
	seen[s] = d.shared(s)
	d.count(s.Elem, seen)
	for _, f := range s.Fields {
		d.count(f.Shape, seen)
	}
}

// shared reports whether a shape that is mentioned again is not written again: it is
// a named type with parts or choices.
func (d *definer) shared(s *Shape) bool {
	_, named := types.Unalias(s.Type).(*types.Named)
	return named && (s.Elem != nil || s.Kind == Object || s.Choices != nil)
}

// name is the name of a type in $defs.
func (d *definer) name(t types.Type) string {
	text := types.TypeString(t, func(*types.Package) string { return "" })
	base := strings.Trim(strings.Map(func(r rune) rune {
		if r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '_' // a name in $ref is part of a URI
	}, text), "_")
	name := base
	for i := 2; d.taken[name] || name == ""; i++ {
		name = base + "_" + strconv.Itoa(i)
	}
	d.taken[name] = true
	return name
}

// part is the schema of a part, and its type in the Python client: a reference if it is in
// $defs.
func (d *definer) part(s *Shape) (spec.Object, string) {
	if name := d.names[s]; name != "" {
		return object("$ref", "#/$defs/"+name), pythonOf(s)
	}
	return d.describe(s)
}

// describe is the schema of a shape, and its type in the Python client.
func (d *definer) describe(s *Shape) (o spec.Object, python string) {
	switch s.Kind {
	case String, Bool, Integer, Number:
		o, python = object("type", string(s.Kind)), pythonOf(s)
		if s.Format != "" {
			o.Set("format", spec.Quote(s.Format))
		}
		if s.Choices != nil {
			props := spec.Props{"choices": s.Choices}
			o.Set("enum", spec.Marshal(spec.ChoiceValues(props)))
			python = spec.OneOf(props, "").Python
		}
		return o, python
	case Nullable:
		elem, python := d.part(s.Elem)
		return object("anyOf", []spec.Object{elem, object("type", "null")}), python + " | None"
	case Array:
		items, elem := d.part(s.Elem)
		return object("type", "array", "items", items), "list[" + elem + "]"
	case Map:
		values, elem := d.part(s.Elem)
		return object("type", "object", "additionalProperties", values), "dict(str, " + elem + ")"
	case Object:
		return d.object(s)
	default:
		return spec.Object{}, "Any"
	}
}

func (d *definer) object(s *Shape) (spec.Object, string) {
	properties, required := spec.Object{}, []string{}
	parts := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		o, python := d.part(f.Shape)
		properties.Set(f.Name, spec.Marshal(o))
		parts[i] = f.Name + ": " + python
		if !f.Optional {
			required = append(required, f.Name)
		}
	}
	o := object("type", "object", "properties", properties)
	if len(required) > 0 {
		o.Set("required", spec.Marshal(required))
	}
	return o, "dict(" + strings.Join(parts, ", ") + ")"
}

// pythonOf is the type of a shape in the Python client, without its parts.
func pythonOf(s *Shape) string {
	switch s.Kind {
	case String:
		return "str"
	case Bool:
		return "bool"
	case Integer:
		return "int"
	case Number:
		return "float"
	case Array:
		return "list"
	case Map, Object:
		return "dict"
	}
	return "Any"
}

// object makes an object of alternating names and values.
func object(members ...any) spec.Object {
	var o spec.Object
	for i := 0; i < len(members); i += 2 {
		o.Set(members[i].(string), spec.Marshal(members[i+1]))
	}
	return o
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
