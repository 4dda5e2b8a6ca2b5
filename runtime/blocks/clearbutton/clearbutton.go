// Package clearbutton is the block ClearButton.
package clearbutton

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "clearbutton", Class: "ClearButton", Wire: "button", Common: spec.Button,
	Props:   spec.Defaults{{"value", `"Clear"`}, {"api_name", ""}, {"api_visibility", `"undocumented"`}},
	SkipAPI: true,
	Value:   spec.TextValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "ClearButton", Role: spec.Clears,
		Doc:  "is a button that clears other blocks.",
		Args: []spec.Arg{{Name: "components", Type: spec.Nodes, Param: "components"}},
		Params: []spec.Param{
			spec.P("components", "the blocks that a click clears. States return to their initial values.", spec.Set("Components", "blocks", spec.Nodes)).As(spec.BlockRefs),
			spec.P("api_name", "the name of the endpoint in the API.", spec.Set("APIName", "name", spec.String)),
			spec.P("api_visibility", "who can call the endpoint of the click by name: Public, Private or Undocumented.", spec.Set("APIVisibility", "visibility", spec.APIVisibility.Arg())),
		},
		Events:   spec.ButtonEvents,
		Computed: true, HasRender: true,
	}
}
