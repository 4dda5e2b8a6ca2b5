// Package column is the block Column.
package column

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "column", Class: "Column", Wire: "column", Common: spec.Layout,
	Props: spec.Defaults{
		{"scale", "1"}, {"min_width", "320"}, {"variant", `"default"`}, {"show_progress", "false"},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Column",
		Doc:  "places its children below each other.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.P("scale", "the width of the block relative to its neighbours in a row. 0 makes it as narrow as its content.", spec.Set("Scale", "scale", spec.Int)),
			spec.P("min_width", "the minimum width in pixels. If there is less space, the block wraps to the next line.", spec.Set("MinWidth", "pixels", spec.Int)),
			spec.Variant(),
			spec.Progress(),
		},
		HasRender: true,
	}
}
