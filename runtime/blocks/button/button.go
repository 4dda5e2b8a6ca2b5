// Package button is the block Button.
package button

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "button", Class: "Button", Wire: "button", Common: spec.Button,
	Props:   spec.Defaults{{"value", `"Run"`}},
	SkipAPI: true,
	Value:   spec.TextValue,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Button",
		Doc:      "is a button. The handlers of its click define what it does.",
		Args:     []spec.Arg{{Name: "text", Type: spec.String, Param: "value"}},
		Events:   spec.ButtonEvents,
		Computed: true, HasRender: true,
	}
}
