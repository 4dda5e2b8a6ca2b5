// Package row is the block Row.
package row

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "row", Class: "Row", Wire: "row", Common: spec.Layout,
	Props: spec.Defaults{
		{"variant", `"default"`},
		{"scale", ""},
		{"height", ""},
		{"max_height", ""},
		{"min_height", ""},
		{"equal_height", "false"},
		{"show_progress", "false"},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Row", SideBySide: true,
		Doc:  "puts its children side by side, as far as the width allows.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.Variant(),
			spec.P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.", spec.Set("Scale", "scale", spec.Int)),
			spec.Size("height", "Height", "the height of the row, which scrolls what does not fit,"),
			spec.Size("max_height", "MaxHeight", "the height up to which the row grows before it scrolls,"),
			spec.Size("min_height", "MinHeight", "the height that the row has at least,"),
			spec.P("equal_height", "whether all children are as high as the highest.", spec.Set("EqualHeight", "equal", spec.Bool)),
			spec.Progress(),
		},
		HasRender: true,
	}
}
