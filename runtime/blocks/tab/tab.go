// Package tab is the block Tab.
package tab

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
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

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Tab",
		Doc:  "is one of several Tabs.",
		Args: []spec.Arg{{Name: "label", Type: spec.String, Param: "label"}, spec.Children},
		Params: []spec.Param{
			spec.P("label", "the text on the tab.", spec.Set("Label", "label", spec.String)),
			spec.P("interactive", "whether the tab can be selected.", spec.Set("Interactive", "interactive", spec.Bool)),
			spec.P("id", "the name by which Selected finds the tab.",
				spec.Set("ID", "id", spec.String),
				spec.Set("IDInt", "id", spec.Int).Says("sets the number by which SelectedInt finds the tab.")),
			spec.P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.", spec.Set("Scale", "scale", spec.Int)),
			spec.P("render_children", "whether the children are built before the tab is shown for the first time.", spec.Set("RenderChildren", "render", spec.Bool)),
			spec.Size("height", "Height", "the height of the tab's content, which scrolls what does not fit,"),
			spec.Size("max_height", "MaxHeight", "the height up to which the tab's content grows before it scrolls,"),
			spec.P("alignment", "the side of the tab bar: Left or Right. Tabs on the right are grouped in their order.", spec.Set("Alignment", "side", spec.Side.Arg())),
		},
		Events: []spec.Event{
			{Name: "select", Doc: "the user selects the tab.", Payload: "select"},
		},
		HasRender: true,
	}
}
