// Package accordion is the block Accordion.
package accordion

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "accordion", Class: "Accordion", Wire: "accordion", Common: spec.Layout,
	Props: spec.Defaults{
		{"label", ""}, {"open", "true"}, {"height", ""}, {"max_height", ""},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Accordion",
		Doc:  "shows or hides its children. A click on the heading opens and closes it.",
		Args: []spec.Arg{{Name: "label", Type: spec.String, Param: "label"}, spec.Children},
		Params: []spec.Param{
			spec.P("label", "the heading.", spec.Set("Label", "label", spec.String)),
			spec.Open(),
			spec.Size("height", "Height", "the height of the accordion's content (larger content scrolls)"),
			spec.Size("max_height", "MaxHeight", "the maximum height of the accordion's content (larger content scrolls)"),
		},
		Events:    []spec.Event{spec.Expand, spec.Collapse},
		HasRender: true,
	}
}
