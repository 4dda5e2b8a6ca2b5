// Package form is the block Form.
package form

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "form", Class: "Form", Wire: "form",
	Props: spec.Defaults{
		{"scale", "0"}, {"min_width", "0"}, {"key", ""}, {"preserved_by_key", "[]"},
	},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "", Role: spec.IsForm,
		Doc: "groups consecutive fields in one border. The generator adds it; it has no constructor.",
		Params: []spec.Param{
			spec.P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be."),
			spec.P("min_width", "the width in pixels below which the block moves to a line of its own."),
			spec.P("key", "the key that identifies the block. When it is rendered again with the same key, it keeps the properties that PreservedByKey lists."),
			spec.P("preserved_by_key", "the properties that a keyed block keeps when it is rendered again."),
		},
		HasRender: true,
	}
}
