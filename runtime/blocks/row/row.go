// Package row is the block Row.
package row

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
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

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Row", SideBySide: true,
		Doc:  "places its children side by side. If there is not enough space, they wrap to the next line.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.Variant(),
			spec.P("scale", "the width of the block relative to its neighbours in a row. 0 makes it as narrow as its content.", spec.Set("Scale", "scale", spec.Int)),
			spec.Size("height", "Height", "the height of the row (larger content scrolls)"),
			spec.Size("max_height", "MaxHeight", "the maximum height of the row (larger content scrolls)"),
			spec.Size("min_height", "MinHeight", "the minimum height of the row"),
			spec.P("equal_height", "whether all children have the height of the highest one.", spec.Set("EqualHeight", "equal", spec.Bool)),
			spec.Progress(),
		},
		HasRender: true,
	}
}
