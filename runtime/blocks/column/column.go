// Package column is the block Column.
package column

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "column", Class: "Column", Wire: "column", Common: spec.Layout,
	Props: spec.Defaults{
		{"scale", "1"}, {"min_width", "320"}, {"variant", `"default"`}, {"show_progress", "false"},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Column",
		Doc:  "puts its children below each other.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.", spec.Set("Scale", "scale", spec.Int)),
			spec.P("min_width", "the width in pixels below which the block moves to a line of its own.", spec.Set("MinWidth", "pixels", spec.Int)),
			spec.Variant(),
			spec.Progress(),
		},
		HasRender: true,
	}
}
