// Package checkbox is the block Checkbox.
package checkbox

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "checkbox", Class: "Checkbox", Wire: "checkbox", Common: spec.Field,
	Props: spec.Defaults{
		{"value", "false"}, {"buttons", "[]"},
	},
	Value: spec.BoolValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Checkbox",
		Doc: "is a checkbox for a boolean value.",
		Params: []spec.Param{
			spec.P("value", "whether the box is checked initially.", spec.Set("Value", "ticked", spec.Bool)),
			spec.Buttons(""),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "select", Doc: "the user checks or unchecks the box.", Payload: "select"},
		},
		Computed:  true,
		HasRender: true,
		Form:      true,
		Asks:      []spec.Ask{{Go: spec.GoBool}},
	}
}
