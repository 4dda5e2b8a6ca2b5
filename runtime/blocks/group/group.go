// Package group is the block Group.
package group

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "group", Class: "Group", Wire: "group", Common: spec.Layout,
	Props:   spec.Defaults{},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Group",
		Doc:       "groups its children in one panel, without gaps.",
		Args:      []spec.Arg{spec.Children},
		Params:    []spec.Param{},
		HasRender: true,
	}
}
