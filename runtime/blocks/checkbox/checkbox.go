// Package checkbox is the block Checkbox.
package checkbox

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "checkbox", Class: "Checkbox", Wire: "checkbox", Common: spec.Field,
	Props: spec.Defaults{
		{"value", "false"}, {"buttons", "[]"},
	},
	Value: spec.BoolValue,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Checkbox",
		Doc: "is a box to tick: a yes or no.",
		Params: []spec.Param{
			spec.P("value", "whether the box is ticked at first.", spec.Set("Value", "ticked", spec.Bool)),
			spec.Buttons(""),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "select", Doc: "the user ticks or unticks the box.", Payload: "select"},
		},
		Computed:  true,
		HasRender: true,
		Form:      true,
		Asks:      []spec.Ask{{Go: spec.GoBool}},
	}
}
