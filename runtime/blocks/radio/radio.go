// Package radio is the block Radio.
package radio

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "radio", Class: "Radio", Wire: "radio", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""}, {"choices", "[]"}, {"type", `"value"`}, {"rtl", "false"}, {"buttons", "[]"},
	},
	Value: spec.ChoiceValue, Schema: schema,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Radio",
		Doc:  "is a list of which exactly one is chosen.",
		Args: []spec.Arg{{Name: "choices", Type: spec.Strings, Param: "choices"}},
		Params: []spec.Param{
			spec.P("value", "the value that is chosen at first.", spec.Set("Value", "value", spec.Any)),
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
