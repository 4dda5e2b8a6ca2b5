package listen

import (
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// notJSON is the reason why encoding/json refuses the type of a slot whose block holds
// JSON; "" if it does not.
func (c *connector) notJSON(t types.Type, d gotype.Direction) string {
	if d&gotype.Decode != 0 {
		if why := c.shapes.Of(t, jsontype.Decoded).Problem(); why != "" {
			return "holds JSON: " + why
		}
	}
	if d&gotype.Encode != 0 {
		if why := c.shapes.Of(t, jsontype.Encoded).Problem(); why != "" {
			return "holds JSON: " + why
		}
	}
	return ""
}

// propertyMisfit describes a property, as in "an integer", whose JSON never matches the type
// of a parameter; "" if it can match.
func (c *connector) propertyMisfit(s gotype.Slot, b binding) string {
	if b.block.Custom != nil {
		return ""
	}
	p := b.block.Entry.Param(b.prop)
	if p == nil {
		return ""
	}
	shape := c.shapes.Of(s.Type, jsontype.Decoded)
	var names []string
	for _, set := range p.Setters {
		kind, name := kindOf(p, &set)
		if shape.Holds(kind) {
			return ""
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or ")
}

// kindOf is the JSON that a setter makes of a property, and its name in messages.
func kindOf(p *spec.Param, set *spec.Setter) (jsontype.Kind, string) {
	ts := set.Type.JSONType()
	switch {
	case p.Form != nil && p.Form.TS != "" && !set.Plain:
		ts = p.Form.TS
	case set.Arg == "" && strings.HasPrefix(set.Value, `"`), set.Type.Enum != nil && !set.Type.Variadic:
		ts = "string"
	case set.Arg == "":
		ts = "any"
	}
	switch {
	case ts == "string":
		return jsontype.String, "a string"
	case ts == "boolean":
		return jsontype.Bool, "a boolean"
	case ts == "number" && set.Type.Go == spec.Int.Go:
		return jsontype.Number, "an integer"
	case ts == "number":
		return jsontype.Number, "a number"
	case strings.HasSuffix(ts, "[]"):
		return jsontype.Array, "a list"
	case strings.HasPrefix(ts, "Record<"):
		return jsontype.Object, "an object"
	}
	return jsontype.Any, "any JSON"
}
