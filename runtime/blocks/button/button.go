// Package button is the block Button.
package button

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "button", Class: "Button", Wire: "button", Common: spec.Bare,
	Props: spec.Defaults{
		{"value", `"Run"`},
		{"variant", `"secondary"`},
		{"size", `"lg"`},
		{"icon", ""},
		{"link", ""},
		{"link_target", `"_self"`},
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
		Block: Block, Go: "Button",
		Doc:  "is a button. What it does is said by the handlers of its click.",
		Args: []spec.Arg{{Name: "text", Type: spec.String, Param: "value"}},
		Params: []spec.Param{
			spec.P("value", "the text on the button.", spec.Set("Value", "text", spec.String)),
			spec.P("variant", "the weight of the button: Primary for the main action of a page, Secondary, Stop, or Huggingface.", spec.Set("Variant", "variant", spec.ButtonVariant.Arg())),
			spec.P("size", "the size of the button: Small, Medium or Large.", spec.Set("Size", "size", spec.ButtonSize.Arg())),
			spec.P("icon", "the address of the image before the text: a path of this app, or a data URL.", spec.Set("Icon", "url", spec.String.Like(`"favicon.ico"`, `"favicon.ico"`))),
			spec.P("link", "the address that a click opens. The button is a link then.", spec.Set("Link", "url", spec.String)),
			spec.P("link_target", "where the link opens: TargetSelf, TargetBlank (a new tab), TargetParent or TargetTop.", spec.Set("LinkTarget", "target", spec.LinkTarget.Arg())),
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
