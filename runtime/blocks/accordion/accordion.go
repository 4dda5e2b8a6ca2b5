// Package accordion is the block Accordion.
package accordion

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "accordion", Class: "Accordion", Wire: "accordion", Common: spec.Layout,
	Props: spec.Defaults{
		{"label", ""}, {"open", "true"},
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
		},
		Events:    []spec.Event{spec.Expand, spec.Collapse},
		HasRender: true,
	}
}
