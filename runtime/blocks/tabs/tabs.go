// Package tabs is the block Tabs.
package tabs

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "tabs", Class: "Tabs", Wire: "tabs", Common: spec.Layout,
	Props: spec.Defaults{
		{"selected", ""}, {"overflow_behavior", `"menu"`},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Tabs",
		Doc:  "shows one of its tabs at a time.",
		Args: []spec.Arg{{Name: "tabs", Type: spec.Nodes, Param: ""}},
		Params: []spec.Param{
			spec.P("selected", "the id of the tab that is shown. The default is the first tab.",
				spec.Set("Selected", "id", spec.String),
				spec.Set("SelectedInt", "id", spec.Int).Says("sets the tab that is shown by a number: see Selected.")),
			spec.P("overflow_behavior", "where tabs are shown for which there is no space: in a menu (OverflowMenu) or on more lines (OverflowWrap).", spec.Set("OverflowBehavior", "behavior", overflow.Arg())),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "another tab is shown."},
			{Name: "select", Doc: "the user selects a tab.", Payload: "select"},
		},
		HasRender:   true,
		Constructor: `ui.Tabs(ui.Tab("A").ID("sample"), ui.Tab("B").IDInt(7))`,
	}
}

var overflow = &spec.Enum{Type: "OverflowBehavior", Doc: "where tabs are shown for which there is no space", Values: []spec.EnumValue{{Go: "OverflowMenu", Wire: "menu"}, {Go: "OverflowWrap", Wire: "wrap"}}}
