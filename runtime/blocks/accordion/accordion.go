// Package accordion is the block Accordion.
package accordion

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "accordion", Class: "Accordion", Wire: "accordion", Common: spec.Layout,
	Props: spec.Defaults{
		{"label", ""}, {"open", "true"}, {"height", ""}, {"max_height", ""},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Accordion",
		Doc:  "hides its children behind a heading that opens and closes.",
		Args: []spec.Arg{{Name: "label", Type: spec.String, Param: "label"}, spec.Children},
		Params: []spec.Param{
			spec.P("label", "the heading.", spec.Set("Label", "label", spec.String)),
			spec.Open(),
			spec.Size("height", "Height", "the height of the accordion's content, which scrolls what does not fit,"),
			spec.Size("max_height", "MaxHeight", "the height up to which the accordion's content grows before it scrolls,"),
		},
		Events:    []spec.Event{spec.Expand, spec.Collapse},
		HasRender: true,
	}
}
