// Package json is the block JSON.
package json

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "json", Class: "JSON", Wire: "json", Common: spec.Component,
	Props: spec.Defaults{
		{"value", ""},
		{"open", "false"},
		{"show_indices", "false"},
		{"height", ""},
		{"max_height", "500"},
		{"min_height", ""},
		{"buttons", `["copy"]`},
	},
	Value: spec.JSONValue,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "JSON",
		Doc: "shows data as a tree of JSON whose branches open and close.",
		Params: []spec.Param{
			spec.P("value", "the data: anything that encoding/json can write.", spec.Set("Value", "value", spec.Any)),
			spec.P("open", "whether all branches are open at first. Otherwise the deep ones are closed.", spec.Set("Open", "open", spec.Bool)),
			spec.P("show_indices", "whether the items of lists show their place.", spec.Set("ShowIndices", "show", spec.Bool)),
			spec.Size("height", "Height", "the height of the block, which scrolls what does not fit,"),
			spec.Size("max_height", "MaxHeight", "the height up to which the block grows before it scrolls,"),
			spec.Size("min_height", "MinHeight", "the height that the block has at least,"),
			spec.Buttons("CopyButton"),
		},
		Events:    []spec.Event{spec.Change},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
		Asks:      []spec.Ask{{Go: spec.GoSlice}, {Go: spec.GoMap}, {Go: spec.GoStruct}, {Go: spec.GoArray}, {Go: spec.GoAny}},
	}
}
