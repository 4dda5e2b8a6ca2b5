// Package button is the block Button.
package button

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "button", Class: "Button", Wire: "button", Common: spec.Button,
	Props:   spec.Defaults{{"value", `"Run"`}},
	SkipAPI: true,
	Value:   spec.TextValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Button",
		Doc:      "is a button. Its click event runs handlers.",
		Args:     []spec.Arg{{Name: "text", Type: spec.String, Param: "value"}},
		Events:   spec.ButtonEvents,
		Computed: true, HasRender: true,
	}
}
