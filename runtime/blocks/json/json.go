// Package json is the block JSON.
package json

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
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

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "JSON",
		Doc: "shows JSON data as a tree. The user can open and close its branches.",
		Params: []spec.Param{
			spec.P("value", "the data: any value that encoding/json supports.", spec.Set("Value", "value", spec.Any)),
			spec.P("open", "whether all branches are open initially. Otherwise deep branches are closed.", spec.Set("Open", "open", spec.Bool)),
			spec.P("show_indices", "whether the items of arrays show their indexes.", spec.Set("ShowIndices", "show", spec.Bool)),
			spec.Size("height", "Height", "the height of the block (larger content scrolls)"),
			spec.Size("max_height", "MaxHeight", "the maximum height of the block (larger content scrolls)"),
			spec.Size("min_height", "MinHeight", "the minimum height of the block"),
			spec.Buttons("CopyButton"),
		},
		Events:    []spec.Event{spec.Change},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
		Asks:      []spec.Ask{{Go: spec.GoSlice}, {Go: spec.GoMap}, {Go: spec.GoStruct}, {Go: spec.GoArray}, {Go: spec.GoAny}},
	}
}
