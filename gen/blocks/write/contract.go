package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// contractTypes writes the TypeScript types of the documents that the page reads:
// the config that runtime/contract defines.
func contractTypes() []byte {
	var s strings.Builder
	s.WriteString(strings.TrimSuffix(header, "\n"))
	s.WriteString("// The config of a page, as runtime/contract defines it.\n\nimport type { Props } from \"../../../blocks/shared/block\";\n")
	for _, t := range []reflect.Type{
		reflect.TypeFor[contract.Served](), reflect.TypeFor[contract.PageShare](), reflect.TypeFor[contract.LayoutNode](),
		reflect.TypeFor[contract.Component](), reflect.TypeFor[contract.Dependency](), reflect.TypeFor[contract.DependencyTypes](),
	} {
		fmt.Fprintf(&s, "\nexport interface %s {\n", t.Name())
		for f := range t.Fields() {
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			optional := ""
			if strings.Contains(options, "omit") {
				optional = "?"
			}
			fmt.Fprintf(&s, "  %s%s: %s;\n", name, optional, tsOf(f.Type))
		}
		s.WriteString("}\n")
	}
	return []byte(s.String())
}

// tsOf is the TypeScript type of a Go type in JSON.
func tsOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[spec.Object]():
		return "Props"
	case reflect.TypeFor[json.RawMessage]():
		return "unknown"
	case reflect.TypeFor[contract.Target]():
		return "[block: number | null, event: string]"
	case reflect.TypeFor[[3]any]():
		return "[path: string, name: string, listed: boolean]"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "string"
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Float64:
		return "number"
	case reflect.Pointer:
		return tsOf(t.Elem()) + " | null"
	case reflect.Slice:
		if elem := tsOf(t.Elem()); !strings.Contains(elem, "|") || strings.HasPrefix(elem, "[") {
			return elem + "[]"
		}
		return "(" + tsOf(t.Elem()) + ")[]"
	case reflect.Map:
		return "Record<string, " + tsOf(t.Elem()) + ">"
	}
	return t.Name()
}
