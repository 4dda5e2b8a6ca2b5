package catalog

import (
	"encoding/json"
	"slices"
)

var (
	choicesParam = param("choices", "[]", "what the user can choose from: names to show and values that handlers get.",
		setter("Choices", "choices", "ChoiceList")).form(Pairs)
	choiceType = param("type", `"value"`, "what handlers get: the chosen value (TypeValue) or its place in the list, from 0 (TypeIndex).", setter("Type", "kind", "ChoiceType"))
	choiceArgs = []Arg{{Name: "choices", Type: "...string", Param: "choices"}}
)

// choices are the fields in which the user ticks or picks.
var choices = []*Block{
	{
		Kind: "checkbox", Class: "Checkbox", Wire: "checkbox", Name: "checkbox", Go: "Checkbox",
		Doc:    "is a box to tick: a yes or no.",
		Form:   true,
		Params: field(append(valueFunc(param("value", "false", "whether the box is ticked at first.", setter("Value", "ticked", "bool"))), buttons("[]", ""))...),
		Events: []Event{change, input, {Name: "select", Doc: "the user ticks or unticks the box.", Payload: "select"}},
		Schema: constSchema(`{"type":"boolean"}`, "bool", "", "true"),
	},
	{
		Kind: "checkboxgroup", Class: "CheckboxGroup", Wire: "checkboxgroup", Name: "checkboxgroup", Go: "CheckboxGroup",
		Doc:  "is a list of boxes to tick: any number of the choices.",
		Args: choiceArgs,
		Form: true,
		Params: field(slices.Concat(
			valueFunc(param("value", "[]", "the values that are ticked at first.", setter("Value", "values", "...any"))),
			[]Param{
				choicesParam, choiceType,
				param("show_select_all", "false", "whether a box beside the label ticks or unticks all.", setter("ShowSelectAll", "show", "bool")),
				buttons("[]", ""),
			})...),
		Events: []Event{change, input, selectItem},
		Schema: func(props map[string]json.RawMessage) Schema { return listSchema(props, "Checkbox Group") },
	},
	{
		Kind: "radio", Class: "Radio", Wire: "radio", Name: "radio", Go: "Radio",
		Doc:  "is a list of which exactly one is chosen.",
		Args: choiceArgs,
		Form: true,
		Params: field(slices.Concat(
			valueFunc(param("value", "", "the value that is chosen at first.", setter("Value", "value", "any"))),
			[]Param{choicesParam, choiceType, rtl, buttons("[]", "")})...),
		Events: []Event{selectItem, change, input},
		Schema: func(props map[string]json.RawMessage) Schema { return oneSchema(props, "Radio") },
	},
	{
		Kind: "dropdown", Class: "Dropdown", Wire: "dropdown", Name: "dropdown", Go: "Dropdown",
		Doc:  "is a list that opens, of which one is chosen. Typing filters it.",
		Args: choiceArgs,
		Form: true,
		Params: dropdown(param("value", "", "the value that is chosen at first. When it is not set, that is the first choice.",
			setter("Value", "value", "any"),
			fixed("ValueNone", "null", "leaves the choice open at first."))),
		Events: dropdownEvents,
		Derive: deriveDropdown,
		Schema: dropdownSchema,
	},
	{
		Kind: "dropdown", Of: "dropdown", Class: "Dropdown", Wire: "dropdown", Name: "dropdown", Go: "MultiDropdown",
		Doc:    "is a dropdown of which any number is chosen: what Multiselect makes of a Dropdown.",
		Form:   true,
		Params: dropdown(param("value", "", "the values that are chosen at first.", setter("Value", "values", "...any"))),
		Events: dropdownEvents,
		Derive: deriveDropdown,
		Schema: dropdownSchema,
	},
}

var dropdownEvents = []Event{
	change, input, selectItem, focus, blur,
	{Name: "key_up", Doc: "the user releases a key in the field.", Payload: "key_up"},
}

func dropdown(value Param) []Param {
	multiselect := fixed("Multiselect", "true", "lets the user choose any number of values. Handlers get a list then.")
	multiselect.Becomes = "MultiDropdownBlock"
	return field(slices.Concat(
		valueFunc(value),
		[]Param{
			choicesParam, choiceType,
			param("multiselect", "", "whether any number of values can be chosen.", multiselect),
			param("allow_custom_value", "false", "whether the user may type a value that is not in the list.", setter("AllowCustomValue", "allow", "bool")),
			param("max_choices", "", "the number of values that can be chosen at most. It counts with Multiselect alone.", setter("MaxChoices", "n", "int")),
			param("filterable", "true", "whether typing filters the list.", setter("Filterable", "filterable", "bool")),
			buttons("[]", ""),
		})...)
}

// deriveDropdown fills the value that was not set: the first choice, or none of
// many. A value that was set to null stays: nothing is chosen.
func deriveDropdown(props map[string]json.RawMessage) {
	if _, set := props["value"]; set {
		return
	}
	if string(props["multiselect"]) == "true" {
		props["value"] = raw("[]")
	} else if values := choiceValues(props); len(values) > 0 {
		props["value"] = values[0]
	}
}

func dropdownSchema(props map[string]json.RawMessage) Schema {
	if string(props["multiselect"]) == "true" {
		return listSchema(props, "")
	}
	return oneSchema(props, "")
}

// choiceValues reads the values of the property choices.
func choiceValues(props map[string]json.RawMessage) (values []json.RawMessage) {
	var pairs [][]json.RawMessage
	if json.Unmarshal(props["choices"], &pairs) != nil {
		return nil
	}
	for _, p := range pairs {
		if len(p) == 2 {
			values = append(values, p[1])
		}
	}
	return values
}
