// Package checkboxgroup is the block CheckboxGroup.
package checkboxgroup

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "checkboxgroup", Class: "CheckboxGroup", Wire: "checkboxgroup", Common: spec.Field,
	Props: spec.Defaults{
		{"value", "[]"}, {"choices", "[]"}, {"type", `"value"`}, {"show_select_all", "false"}, {"buttons", "[]"},
	},
	Value: spec.ChoicesValue, Schema: schema,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "CheckboxGroup",
		Doc:  "is a group of checkboxes, of which any number can be checked.",
		Args: []spec.Arg{{Name: "choices", Type: spec.Strings, Param: "choices"}},
		Params: []spec.Param{
			spec.P("value", "the values that are checked initially.", spec.Set("Value", "values", spec.Anys)),
			spec.ChoicesOf(),
			spec.TypeOf(),
			spec.P("show_select_all", "whether there is a checkbox beside the label that checks or unchecks all.", spec.Set("ShowSelectAll", "show", spec.Bool)),
			spec.Buttons(""),
		},
		Events:      []spec.Event{spec.Change, spec.Input, spec.SelectItem},
		Computed:    true,
		HasRender:   true,
		Form:        true,
		Asks:        []spec.Ask{{Go: spec.GoEnumList, Choose: true}},
		Constructor: `ui.CheckboxGroup("one", "two")`,
	}
}

func schema(p spec.Props) spec.Schema { return spec.AnyOf(p, "Checkbox Group") }
