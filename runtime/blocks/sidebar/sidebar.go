// Package sidebar is the block Sidebar.
package sidebar

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "sidebar", Class: "Sidebar", Wire: "sidebar", Common: spec.Layout,
	Props: spec.Defaults{
		{"label", ""}, {"open", "true"}, {"width", "320"}, {"position", `"left"`},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Sidebar",
		Doc:  "is a panel at the side of the page that opens and closes.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.P("label", "the name of the sidebar.", spec.Set("Label", "label", spec.String)),
			spec.Open(),
			spec.Size("width", "Width", "the width of the open sidebar"),
			spec.P("position", "the side of the page: Left or Right.", spec.Set("Position", "side", spec.Side.Arg())),
		},
		Events:    []spec.Event{spec.Expand, spec.Collapse},
		HasRender: true,
	}
}
