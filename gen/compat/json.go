package compat

import (
	"encoding/json"
	"slices"
	"strings"
)

// What is here reads decoded JSON schemas.

func object(v any) map[string]any { m, _ := v.(map[string]any); return m }

// resolve finds the schema that a reference refers to, within its document. Of a chain of
// references that does not end, it returns an empty schema, which allows everything.
func resolve(root, schema any) map[string]any {
	m := object(schema)
	for range 100 {
		ref, ok := m["$ref"].(string)
		if !ok {
			return m
		}
		at := root
		for name := range strings.SplitSeq(strings.TrimPrefix(strings.TrimPrefix(ref, "#"), "/"), "/") {
			if name != "" {
				at = object(at)[strings.NewReplacer("~1", "/", "~0", "~").Replace(name)]
			}
		}
		m = object(at)
	}
	return nil
}

func list(m map[string]any, names ...string) []any {
	for _, name := range names {
		if l, ok := m[name].([]any); ok {
			return l
		}
	}
	return nil
}

func constants(m map[string]any) []any {
	if v, ok := m["const"]; ok {
		return []any{v}
	}
	return list(m, "enum")
}

// kinds lists the types of a schema; nil if it allows any.
func kinds(m map[string]any) []string {
	if s, ok := m["type"].(string); ok {
		return []string{s}
	}
	if l := words(m["type"]); l != nil {
		return l
	}
	var found []string
	for _, v := range constants(m) {
		k := map[bool]string{true: "null"}[v == nil]
		switch v.(type) {
		case string:
			k = "string"
		case float64:
			k = "number"
		case bool:
			k = "boolean"
		}
		if k != "" && !slices.Contains(found, k) {
			found = append(found, k)
		}
	}
	return found
}

// kind describes the type of a schema in messages.
func kind(m map[string]any) string {
	if k := kinds(m); k != nil {
		return strings.Join(k, " or ")
	}
	return "any value"
}

func words(v any) []string {
	var found []string
	if l, ok := v.([]any); ok {
		for _, x := range l {
			if s, ok := x.(string); ok {
				found = append(found, s)
			}
		}
	}
	return found
}

// show prints values as JSON, a few of them.
func show(values []any) string {
	var s []string
	for i, v := range values {
		if i == 5 {
			s = append(s, "…")
			break
		}
		raw, _ := json.Marshal(v) // it was JSON
		s = append(s, string(raw))
	}
	return strings.Join(s, ", ")
}
