// Package radio is the block Radio.
package radio

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "radio", Class: "Radio", Wire: "radio", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""}, {"choices", "[]"}, {"type", `"value"`}, {"rtl", "false"}, {"buttons", "[]"},
	},
	Value: spec.ChoiceValue, Schema: schema,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Radio",
		Doc:  "is a group of radio buttons, of which the user chooses one.",
		Args: []spec.Arg{{Name: "choices", Type: spec.Strings, Param: "choices"}},
		Params: []spec.Param{
			spec.P("value", "the value that is chosen initially.", spec.Set("Value", "value", spec.Any)),
			spec.ChoicesOf(),
			spec.TypeOf(),
			spec.RTL(),
			spec.Buttons(""),
		},
		Events:      []spec.Event{spec.SelectItem, spec.Change, spec.Input},
		Computed:    true,
		HasRender:   true,
		Form:        true,
		Constructor: `ui.Radio("one", "two")`,
	}
}

func schema(p spec.Props) spec.Schema { return spec.OneOf(p, "Radio") }
