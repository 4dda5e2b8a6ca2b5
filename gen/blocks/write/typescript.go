package main

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// typescript writes the property types of each block that has an element, beside
// the element.
func typescript() map[string][]byte {
	all := map[string][]byte{}
	for _, b := range blocks.Elements() {
		all["runtime/blocks/"+b.Kind+"/props_gen.ts"] = propTypes(b)
	}
	return all
}

// sharedType is a name that a property type takes from the modules that blocks share.
var sharedType = regexp.MustCompile(`\b(Choice|ToolbarButton)\b`)

// propTypes writes the properties of one block. One without a default may be
// missing, and a handler may set it to null.
func propTypes(b *spec.Entry) []byte {
	var s bytes.Buffer
	fmt.Fprintf(&s, "/** %s %s */\nexport interface %sProps {\n", b.Class, b.Doc, b.Class)
	writeProp(&s, "name", "The class in lower case, or the name of a user's own block.", "string", true)
	if b.Value != nil && b.Param("value") == nil {
		writeProp(&s, "value", "The value.", b.Value.TS, true)
	}
	for _, p := range b.Params {
		if b.IsProp(p.Name) {
			writeProp(&s, p.Name, upper(p.Doc), propType(b, p), b.Default(p.Name) == "")
		}
	}
	if b.Event("select") != nil {
		writeProp(&s, "_selectable", "Whether a listener waits for select.", "boolean", true)
	}
	for _, r := range b.Renders() {
		writeProp(&s, r.Into, fmt.Sprintf("The property %s as HTML, where the server has rendered it.", r.From), "string", true)
	}
	s.WriteString("}\n")
	head := header
	if names := sharedTypes(s.String()); len(names) > 0 {
		head += fmt.Sprintf("import type { %s } from \"../shared/props\";\n\n", strings.Join(names, ", "))
	}
	return append([]byte(head), s.Bytes()...)
}

func sharedTypes(source string) []string {
	names := map[string]bool{}
	for _, name := range sharedType.FindAllString(source, -1) {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func writeProp(s *bytes.Buffer, name, doc, ts string, optional bool) {
	mark, null := "", ""
	if optional {
		mark = "?"
	}
	if (optional || name == "value") && ts != "any" {
		null = " | null"
	}
	fmt.Fprintf(s, "  /** %s */\n  %s%s: %s%s;\n", doc, name, mark, ts, null)
}

// propType is the type of a property: what its setters store, of this block type and
// of the shapes of it. A value has the type of its family, unless a setter takes any
// data.
func propType(b *spec.Entry, p spec.Param) string {
	if p.Form != nil && p.Form.TS != "" {
		return p.Form.TS
	}
	setters := slices.Clone(p.Setters)
	values := []*spec.Value{b.TakesValue()}
	for _, shape := range b.Shapes {
		setters = append(setters, shape.Param(p.Name).Setters...)
		values = append(values, shape.TakesValue())
	}
	plain := slices.ContainsFunc(setters, func(m spec.Setter) bool { return m.Plain })
	var types []string
	add := func(t string) {
		if !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	switch {
	case p.Name == "value" && values[0] != nil && !plain:
		for _, v := range values {
			add(v.TS)
		}
	case len(setters) == 0: // only the generator sets it
		add(typeOf(b.Default(p.Name)))
	default:
		for _, m := range setters {
			if m.Arg == "" {
				add(m.Value)
			} else {
				add(m.Type.JSONType())
			}
		}
	}
	if slices.Contains(types, "any") {
		return "any"
	}
	if bare := slices.DeleteFunc(slices.Clone(types), isBool); len(bare) < len(types) {
		types = append(bare, "boolean")
	}
	return needless.ReplaceAllString(strings.Join(types, " | "), "$1[]")
}

// needless matches the brackets around the element of a list that is one name.
var needless = regexp.MustCompile(`\((\w+(?:\[\])*)\)\[\]`)

func isBool(ts string) bool { return ts == "boolean" || ts == "true" || ts == "false" }

// typeOf is the type of a default in JSON.
func typeOf(value string) string {
	if value == "" {
		return "any"
	}
	switch value[0] {
	case '[':
		return "any[]"
	case '{':
		return "Record<string, any>"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	}
	return "number"
}
