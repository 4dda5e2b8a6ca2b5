package compat

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// direction says whose values a schema describes, for messages.
type direction int

const (
	accepted direction = iota // those that clients send
	returned                  // those that clients get
)

// covers reports why not every value of schema narrow is a value of schema wide; "" if it
// is. A value that clients send must be accepted by the new type; one that they get must
// be of the old type. Removed properties are reported in both directions: what clients
// send there is ignored, and what they read there is gone.
func covers(wide, narrow any, d direction) string {
	c := coverage{d, wide, narrow, map[[2]uintptr]string{}}
	return c.schema(wide, narrow, "")
}

type coverage struct {
	direction
	wideRoot, narrowRoot any                   // which have the definitions
	known                map[[2]uintptr]string // the results for pairs of schemas, by their addresses
}

// change puts two descriptions in the order of time.
func (c *coverage) change(wide, narrow string) string {
	if c.direction == accepted {
		return fmt.Sprintf("%s, before %s", wide, narrow)
	}
	return fmt.Sprintf("%s, before %s", narrow, wide)
}

// schema compares two schemas. at is the path of the value, for messages.
func (c *coverage) schema(wide, narrow any, at string) string {
	w, n := resolve(c.wideRoot, wide), resolve(c.narrowRoot, narrow)
	if len(w) == 0 {
		return ""
	}
	pair := [2]uintptr{reflect.ValueOf(w).Pointer(), reflect.ValueOf(n).Pointer()}
	if why, ok := c.known[pair]; ok {
		return why
	}
	c.known[pair] = "" // holds while the parts are compared: a type can mention itself
	c.known[pair] = c.resolved(w, n, at)
	return c.known[pair]
}

// resolved compares two schemas that are not references.
func (c *coverage) resolved(w, n map[string]any, at string) string {
	if why := c.types(w, n, at); why != "" {
		return why
	}
	if alternatives := list(n, "anyOf", "oneOf"); alternatives != nil {
		for _, a := range alternatives {
			if why := c.schema(w, a, at); why != "" {
				return why
			}
		}
		return ""
	}
	if alternatives := list(w, "anyOf", "oneOf"); alternatives != nil {
		return c.oneOf(alternatives, n, at)
	}
	for _, part := range []func(w, n map[string]any, at string) string{c.values, c.properties, c.elements, c.limits} {
		if why := part(w, n, at); why != "" {
			return why
		}
	}
	return ""
}

// oneOf demands that one of several schemas covers the other one.
func (c *coverage) oneOf(alternatives []any, narrow any, at string) string {
	var reason string
	for _, a := range alternatives {
		why := c.schema(a, narrow, at)
		if why == "" {
			return ""
		}
		// The reason of the alternative with the same type is the one that helps.
		if reason == "" || kind(resolve(c.wideRoot, a)) == kind(resolve(c.narrowRoot, narrow)) {
			reason = why
		}
	}
	return reason
}

// values compares enumerations.
func (c *coverage) values(w, n map[string]any, at string) string {
	allowed := constants(w)
	if allowed == nil {
		return ""
	}
	given := constants(n)
	if given == nil {
		return where(at) + c.change("one of "+show(allowed), kind(n))
	}
	var missing []any
	for _, v := range given {
		if !slices.ContainsFunc(allowed, func(a any) bool { return reflect.DeepEqual(a, v) }) {
			missing = append(missing, v)
		}
	}
	switch {
	case missing == nil:
		return ""
	case c.direction == accepted:
		return where(at) + show(missing) + " is no longer a choice"
	default:
		return where(at) + show(missing) + " is a new value"
	}
}

// types compares the kinds of values.
func (c *coverage) types(w, n map[string]any, at string) string {
	wide, narrow := c.kinds(c.wideRoot, w), c.kinds(c.narrowRoot, n)
	if wide == nil {
		return ""
	}
	for _, k := range narrow {
		if !slices.Contains(wide, k) && !(k == "integer" && slices.Contains(wide, "number")) {
			return where(at) + c.change(strings.Join(wide, " or "), strings.Join(narrow, " or "))
		}
	}
	if narrow == nil {
		return where(at) + c.change(strings.Join(wide, " or "), "any value")
	}
	return ""
}

// kinds lists the types of a schema, with those of its alternatives; nil if it allows any.
func (c *coverage) kinds(root any, m map[string]any) []string {
	alternatives := list(m, "anyOf", "oneOf")
	if alternatives == nil {
		return kinds(m)
	}
	var found []string
	for _, a := range alternatives {
		k := kinds(resolve(root, a))
		if k == nil {
			return nil
		}
		found = append(found, k...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// properties compares objects.
func (c *coverage) properties(w, n map[string]any, at string) string {
	wide, narrow := object(w["properties"]), object(n["properties"])
	old, now := narrow, wide
	if c.direction == returned {
		old, now = wide, narrow
	}
	open := object(w["additionalProperties"])
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, still := now[name]; !still && open == nil {
			return where(at) + "property " + name + " is gone"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wide)) {
		if _, both := narrow[name]; both {
			if why := c.schema(wide[name], narrow[name], at+"."+name); why != "" {
				return why
			}
		}
	}
	for _, name := range words(w["required"]) {
		switch {
		case slices.Contains(words(n["required"]), name):
		case c.direction == accepted:
			return where(at) + "property " + name + " is required now"
		default:
			return where(at) + "property " + name + " can be missing now"
		}
	}
	if open != nil {
		if closed, ok := n["additionalProperties"]; ok {
			return c.schema(open, closed, at+".*")
		}
		for _, name := range slices.Sorted(maps.Keys(narrow)) {
			if why := c.schema(open, narrow[name], at+"."+name); why != "" {
				return why
			}
		}
	}
	if w["additionalProperties"] == false && n["additionalProperties"] != false && c.direction == accepted && slices.Contains(kinds(n), "object") {
		return where(at) + "other properties are not accepted any more"
	}
	return ""
}

// elements compares arrays.
func (c *coverage) elements(w, n map[string]any, at string) string {
	if items, ok := w["items"]; ok {
		if why := c.schema(items, n["items"], at+"[]"); why != "" {
			return why
		}
	}
	if w["prefixItems"] != nil && !reflect.DeepEqual(w["prefixItems"], n["prefixItems"]) {
		wide, narrow := list(w, "prefixItems"), list(n, "prefixItems")
		if len(wide) != len(narrow) {
			return where(at) + c.change(fmt.Sprintf("%d elements", len(wide)), fmt.Sprintf("%d", len(narrow)))
		}
		for i := range wide {
			if why := c.schema(wide[i], narrow[i], fmt.Sprintf("%s[%d]", at, i)); why != "" {
				return why
			}
		}
	}
	return ""
}

// limits compares what is demanded of numbers, strings and arrays.
func (c *coverage) limits(w, n map[string]any, at string) string {
	for _, name := range []string{"minimum", "minLength", "minItems", "exclusiveMinimum", "maximum", "maxLength", "maxItems", "exclusiveMaximum"} {
		limit, ok := w[name].(float64)
		other, limited := n[name].(float64)
		atLeast := strings.Contains(strings.ToLower(name), "min")
		if ok && (!limited || atLeast && other < limit || !atLeast && other > limit) {
			before := "none"
			if limited {
				before = fmt.Sprint(other)
			}
			return where(at) + name + " is " + c.change(fmt.Sprint(limit), before)
		}
	}
	for _, name := range []string{"pattern", "format"} {
		if w[name] != nil && !reflect.DeepEqual(w[name], n[name]) {
			return where(at) + name + " is " + c.change(fmt.Sprint(w[name]), fmt.Sprint(n[name]))
		}
	}
	return ""
}

// where starts a message about a value inside of another one.
func where(at string) string {
	if at == "" {
		return ""
	}
	return strings.TrimPrefix(at, ".") + ": "
}
