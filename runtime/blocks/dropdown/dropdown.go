// Package dropdown is the block Dropdown, and MultiDropdown, its shape for several
// values.
package dropdown

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "dropdown", Class: "Dropdown", Wire: "dropdown", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""},
		{"choices", "[]"},
		{"type", `"value"`},
		{"multiselect", ""},
		{"allow_custom_value", "false"},
		{"max_choices", ""},
		{"filterable", "true"},
		{"num_choices_shown", "100"},
		{"buttons", "[]"},
	},
	Value: spec.ChoiceValue, Schema: schema, Derive: derive, Empty: "null",
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Dropdown",
		Doc:  "is a dropdown list, from which the user chooses one value. Typing filters the list.",
		Args: []spec.Arg{{Name: "choices", Type: spec.Strings, Param: "choices"}},
		Params: params(spec.P("value", "the value that is chosen initially. The default is the first choice.",
			spec.Set("Value", "value", spec.Any),
			spec.Fixed("ValueNone", "null", "sets no initial value."))),
		Events:   events(),
		Computed: true, HasRender: true, Form: true,
		Asks:        []spec.Ask{{Go: spec.GoTextEnum, Use: spec.ForParams, Choose: true}, {Go: spec.GoNumberEnum, Choose: true}},
		Constructor: `ui.Dropdown("one", "two")`,
		Edges: append([]spec.Edge{
			{Name: "custom", With: custom, Send: `"three"`, Gets: `string three`},
			{Name: "custom emptied", With: custom, Send: `""`, Gets: `string `},
			{Name: "custom null", With: custom, Send: `null`, Gets: `string `, Shows: `""`},
			{Name: "custom number", With: custom, Send: `9007199254740993`, Gets: `string 9007199254740993`, Shows: `"9007199254740993"`},
			{Name: "custom numeral", With: `.Choices(ui.Values(1, 2))` + custom, Go: "int", Send: `"7"`, Gets: `int 7`, Shows: `7`},
			{Name: "custom list", With: custom, Send: `["three"]`, Fails: `["three"] is not in the list of choices`},
			{Name: "gives an empty custom", With: custom, Gives: `""`, Shows: `""`},
		}, spec.Edges(spec.ChoiceValue)...),
		Shapes: []spec.Entry{multi()},
	}
}

const custom = ".AllowCustomValue(true)"

func multi() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "MultiDropdown",
		Doc:      "is a dropdown list from which the user chooses any number of values. Multiselect turns a Dropdown into one.",
		Params:   params(spec.P("value", "the values that are chosen initially.", spec.Set("Value", "values", spec.Anys))),
		Events:   events(),
		Computed: true, HasRender: true, Form: true,
		Takes:       spec.ChoicesValue,
		Constructor: `ui.Dropdown("one", "two").Multiselect()`,
	}
}

func params(value spec.Param) []spec.Param {
	return []spec.Param{
		value,
		spec.ChoicesOf(),
		spec.TypeOf(),
		spec.P("multiselect", "whether any number of values can be chosen.",
			spec.Fixed("Multiselect", "true", "lets the user choose any number of values. Handlers then receive a list.").Makes("MultiDropdownBlock")),
		spec.P("allow_custom_value", "whether the user can type a value that is not in the list.", spec.Set("AllowCustomValue", "allow", spec.Bool)),
		spec.P("max_choices", "the maximum number of values that can be chosen. It needs Multiselect.", spec.Set("MaxChoices", "n", spec.Int)),
		spec.P("filterable", "whether typing filters the list.", spec.Set("Filterable", "filterable", spec.Bool)),
		spec.P("num_choices_shown", "the number of matching choices that are shown initially. Scrolling shows more.",
			spec.Set("NumChoicesShown", "n", spec.Int),
			spec.Fixed("NumChoicesShownAll", "null", "shows all matching choices.")),
		spec.Buttons(""),
	}
}

func events() []spec.Event {
	return []spec.Event{
		spec.Change, spec.Input, spec.SelectItem, spec.Focus, spec.Blur,
		{Name: "key_up", Doc: "the user releases a key in the field.", Payload: "key_up"},
	}
}

// derive fills the value that was not set: the first choice, or none of many. A
// value that was set to null stays: nothing is chosen.
func derive(p spec.Props) {
	if _, set := p["value"]; set {
		return
	}
	if string(p["multiselect"]) == "true" {
		p["value"] = json.RawMessage("[]")
	} else if values := spec.ChoiceValues(p); len(values) > 0 {
		p["value"] = values[0]
	}
}

func schema(p spec.Props) spec.Schema {
	if string(p["multiselect"]) == "true" {
		return spec.AnyOf(p, "")
	}
	return spec.OneOf(p, "")
}
