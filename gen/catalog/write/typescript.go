package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/catalog"
)

// typescript writes the property types of every component, and their defaults by
// component type.
func typescript() []byte {
	var s bytes.Buffer
	s.WriteString(strings.TrimSuffix(header, "\n"))
	s.WriteString(`// The properties of each component in wire form, and their defaults.

import type { Props } from "./block";

/** A choice: the name that the user sees, and the value. */
export type Choice = [name: string, value: string | number];

/** A button of the app in the toolbar of a block. */
export interface ToolbarButton {
  id: number;
  value: string | null;
  icon: string | null;
}

/** The value of a label. */
export interface LabelData {
  label?: string | number | null;
  confidences?: { label: string | number | null; confidence: number | null }[] | null;
}
`)
	seen := map[string]bool{}
	for _, b := range catalog.Blocks() {
		if b.Wrapper || seen[b.Class] {
			continue
		}
		seen[b.Class] = true
		writeInterface(&s, b)
	}
	s.WriteString("\n/** What every component of a type has when nothing was set, by type. */\nexport const defaults: Record<string, Props> = {\n")
	for _, b := range catalog.Blocks() {
		if b.Wrapper || seen[b.Wire+" defaults"] {
			continue
		}
		seen[b.Wire+" defaults"] = true
		props := b.Props(nil)
		delete(props, "name") // two components of one type differ in it
		fmt.Fprintf(&s, "  %s: {\n", b.Wire)
		for _, name := range slices.Sorted(maps.Keys(props)) {
			fmt.Fprintf(&s, "    %s: %s,\n", name, props[name])
		}
		s.WriteString("  },\n")
	}
	s.WriteString("};\n")
	return s.Bytes()
}

// writeInterface writes the properties of one component. Those without a default
// are left out of the config when they are not set.
func writeInterface(s *bytes.Buffer, b *catalog.Block) {
	fmt.Fprintf(s, "\n/** %s %s */\nexport interface %sProps extends Props {\n", b.Class, b.Doc, b.Class)
	for _, p := range b.Params {
		if p.NotProp {
			continue
		}
		optional := "?"
		if p.Default != nil {
			optional = ""
		}
		fmt.Fprintf(s, "  /** %s */\n  %s%s: %s;\n", upper(p.Doc), p.Name, optional, strings.Join(tsTypes(b, p), " | "))
	}
	s.WriteString("}\n")
}

// tsTypes gives the alternatives for a property: what its setters store, of this
// block type and of the shapes of it.
func tsTypes(b *catalog.Block, p catalog.Param) []string {
	switch p.Form {
	case catalog.Pairs:
		return []string{"Choice[]"}
	case catalog.Labels:
		return []string{"LabelData"}
	case catalog.Parts:
		return []string{"(string | ToolbarButton)[]"}
	}
	var types []string
	add := func(t string) {
		if !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	setters := slices.Clone(p.Setters)
	for _, shape := range catalog.Blocks() {
		if shape.Of == b.Kind {
			setters = append(setters, shape.Param(p.Name).Setters...)
		}
	}
	for _, m := range setters {
		if len(m.Args) == 0 {
			add(m.Value)
		} else {
			add(tsType(m.Args[0].Type))
		}
	}
	if len(types) == 0 { // only the generator sets it
		add(tsOf(p.Default))
	}
	switch {
	case slices.Contains(types, "any"):
		return []string{"any"}
	case slices.Contains(types, "boolean"):
		types = slices.DeleteFunc(types, func(t string) bool { return t == "true" || t == "false" })
	}
	return types
}

// tsType gives the type of what a Go argument becomes in JSON.
func tsType(goType string) string {
	if elem, list := strings.CutPrefix(goType, "..."); list {
		return tsType(elem) + "[]"
	}
	if elem, list := strings.CutPrefix(goType, "[]"); list {
		return tsType(elem) + "[]"
	}
	switch goType {
	case "string", "bool", "JS":
		return map[string]string{"string": "string", "bool": "boolean", "JS": "string"}[goType]
	case "int", "float64":
		return "number"
	case "map[string]any":
		return "Record<string, any>"
	case "InputHTMLAttributes":
		return "Record<string, string | number | boolean>"
	case "LatexDelimiter":
		return "{ left: string; right: string; display: boolean }"
	}
	for _, e := range catalog.Enums {
		if e.Type == goType {
			var values []string
			for _, v := range e.Values {
				values = append(values, fmt.Sprintf("%q", v.Wire))
			}
			return strings.Join(values, " | ")
		}
	}
	return "any"
}

// tsOf gives the type of a default.
func tsOf(value json.RawMessage) string {
	switch {
	case len(value) == 0:
		return "any"
	case value[0] == '[':
		return "any[]"
	case value[0] == '{':
		return "Record<string, any>"
	case value[0] == '"':
		return "string"
	case value[0] == 't' || value[0] == 'f':
		return "boolean"
	}
	return "number"
}

// upper makes a sentence of a doc text.
func upper(doc string) string { return strings.ToUpper(doc[:1]) + doc[1:] }
