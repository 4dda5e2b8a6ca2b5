// Package tab is the block Tab.
package tab

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "tab", Class: "Tab", Wire: "tabitem", Common: spec.Layout,
	Props: spec.Defaults{
		{"label", ""},
		{"interactive", "true"},
		{"id", ""},
		{"scale", ""},
		{"render_children", "false"},
		{"height", ""},
		{"max_height", ""},
		{"alignment", `"left"`},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Tab",
		Doc:  "is a tab of Tabs.",
		Args: []spec.Arg{{Name: "label", Type: spec.String, Param: "label"}, spec.Children},
		Params: []spec.Param{
			spec.P("label", "the text on the tab.", spec.Set("Label", "label", spec.String)),
			spec.P("interactive", "whether the tab can be selected.", spec.Set("Interactive", "interactive", spec.Bool)),
			spec.P("id", "the id of the tab, for Selected.",
				spec.Set("ID", "id", spec.String),
				spec.Set("IDInt", "id", spec.Int).Says("sets a number as the id of the tab, for SelectedInt.")),
			spec.P("scale", "the width of the block relative to its neighbours in a row. 0 makes it as narrow as its content.", spec.Set("Scale", "scale", spec.Int)),
			spec.P("render_children", "whether the children are rendered before the tab is first shown.", spec.Set("RenderChildren", "render", spec.Bool)),
			spec.Size("height", "Height", "the height of the tab's content (larger content scrolls)"),
			spec.Size("max_height", "MaxHeight", "the maximum height of the tab's content (larger content scrolls)"),
			spec.P("alignment", "the side of the tab bar: Left or Right. Tabs on the right keep their order.", spec.Set("Alignment", "side", spec.Side.Arg())),
		},
		Events: []spec.Event{
			{Name: "select", Doc: "the user selects the tab.", Payload: "select"},
		},
		HasRender: true,
	}
}
