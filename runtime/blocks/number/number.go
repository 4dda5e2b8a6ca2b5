// Package number is the block Number.
package number

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "number", Class: "Number", Wire: "number", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""},
		{"placeholder", ""},
		{"buttons", "[]"},
		{"precision", ""},
		{"minimum", ""},
		{"maximum", ""},
		{"step", "1"},
	},
	Value: spec.NumberValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Number",
		Doc: "is a field for a number.",
		Params: []spec.Param{
			spec.P("value", "the initial number. A handler whose type is not ui.Opt gets 0 for none.", spec.Set("Value", "number", spec.Float)),
			spec.Placeholder(),
			spec.Buttons(""),
			spec.Precision(),
			spec.P("minimum", "the minimum of the value.", spec.Set("Minimum", "number", spec.Float)),
			spec.P("maximum", "the maximum of the value.", spec.Set("Maximum", "number", spec.Float)),
			spec.P("step", "the amount by which the arrows of the field change the value.", spec.Set("Step", "step", spec.Float)),
		},
		Events:    []spec.Event{spec.Change, spec.Input, spec.Submit, spec.Focus, spec.Blur},
		Computed:  true,
		HasRender: true,
		Form:      true,
		Asks:      []spec.Ask{{Go: spec.GoInteger, Set: map[string]string{"precision": "0"}}, {Go: spec.GoFloat}, {Named: "time.Duration"}},
	}
}
