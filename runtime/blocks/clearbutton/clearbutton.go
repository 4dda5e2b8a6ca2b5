// Package clearbutton is the block ClearButton.
package clearbutton

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "clearbutton", Class: "ClearButton", Wire: "button", Common: spec.Bare,
	Props: spec.Defaults{
		{"value", `"Clear"`},
		{"variant", `"secondary"`},
		{"size", `"lg"`},
		{"icon", ""},
		{"link", ""},
		{"link_target", `"_self"`},
		{"api_name", ""},
		{"api_visibility", `"undocumented"`},
		{"interactive", "true"},
		{"scale", ""},
		{"min_width", ""},
	},
	SkipAPI: true,
	Value:   spec.TextValue,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "ClearButton",
		Doc:  "is a button that empties other blocks.",
		Args: []spec.Arg{{Name: "components", Type: spec.Nodes, Param: "components"}},
		Params: []spec.Param{
			spec.P("value", "the text on the button.", spec.Set("Value", "text", spec.String)),
			spec.P("variant", "the weight of the button: Primary for the main action of a page, Secondary, Stop, or Huggingface.", spec.Set("Variant", "variant", spec.ButtonVariant.Arg())),
			spec.P("size", "the size of the button: Small, Medium or Large.", spec.Set("Size", "size", spec.ButtonSize.Arg())),
			spec.P("icon", "the address of the image before the text: a path of this app, or a data URL.", spec.Set("Icon", "url", spec.String.Like(`"favicon.ico"`, `"favicon.ico"`))),
			spec.P("link", "the address that a click opens. The button is a link then.", spec.Set("Link", "url", spec.String)),
			spec.P("link_target", "where the link opens: TargetSelf, TargetBlank (a new tab), TargetParent or TargetTop.", spec.Set("LinkTarget", "target", spec.LinkTarget.Arg())),
			spec.P("components", "the blocks that a click empties. States return to their initial value.", spec.Set("Components", "blocks", spec.Nodes)).As(spec.BlockRefs),
			spec.P("api_name", "the name of the click in the API.", spec.Set("APIName", "name", spec.String)),
			spec.P("api_visibility", "who may call the click by name: Public, Private or Undocumented.", spec.Set("APIVisibility", "visibility", spec.APIVisibility.Arg())),
			spec.P("interactive", "whether the button can be pressed.", spec.Set("Interactive", "interactive", spec.Bool)),
			spec.P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.", spec.Set("Scale", "scale", spec.Int)),
			spec.P("min_width", "the width in pixels below which the block moves to a line of its own.", spec.Set("MinWidth", "pixels", spec.Int)),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "the text on the button changes."},
			{Name: "click", Doc: "the user presses the button."},
		},
		Computed:  true,
		HasRender: true,
	}
}
