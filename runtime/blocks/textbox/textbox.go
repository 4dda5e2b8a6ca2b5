// Package textbox is the block Textbox.
package textbox

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "textbox", Class: "Textbox", Wire: "textbox", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""},
		{"type", `"text"`},
		{"lines", "1"},
		{"max_lines", ""},
		{"placeholder", ""},
		{"autofocus", "false"},
		{"autoscroll", "true"},
		{"text_align", ""},
		{"rtl", "false"},
		{"buttons", "[]"},
		{"max_length", ""},
		{"submit_btn", "false"},
		{"stop_btn", "false"},
		{"html_attributes", ""},
	},
	Value: spec.TextValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Textbox",
		Doc: "is a text field with one or more lines.",
		Params: []spec.Param{
			spec.P("value", "the initial text.", spec.Set("Value", "text", spec.String)),
			spec.P("type", "the kind of the field: Text, Password (the text is hidden) or Email.", spec.Set("Type", "kind", textType.Arg())),
			spec.P("lines", "the minimum number of lines of the field.", spec.Set("Lines", "lines", spec.Int)),
			spec.P("max_lines", "the maximum number of lines of the field. More lines scroll. The default is 20, or 1 for Password and Email.", spec.Set("MaxLines", "lines", spec.Int)),
			spec.Placeholder(),
			spec.P("autofocus", "whether the field has the focus when the page is opened.", spec.Set("Autofocus", "autofocus", spec.Bool)),
			spec.P("autoscroll", "whether the field scrolls to its end when text is added, unless the user scrolled up.", spec.Set("Autoscroll", "autoscroll", spec.Bool)),
			spec.P("text_align", "the alignment of the text: Left or Right.", spec.Set("TextAlign", "side", spec.Side.Arg())),
			spec.RTL(),
			spec.Buttons("CopyButton"),
			spec.P("max_length", "the maximum number of characters.", spec.Set("MaxLength", "characters", spec.Int)),
			spec.P("submit_btn", "whether the field has a button that submits, like Enter.",
				spec.Set("SubmitBtn", "show", spec.Bool),
				spec.Set("SubmitBtnText", "text", spec.String).Says("shows a submit button with this text in the field.")),
			spec.P("stop_btn", "whether the field has a button with the event stop.",
				spec.Set("StopBtn", "show", spec.Bool),
				spec.Set("StopBtnText", "text", spec.String).Says("shows a stop button with this text in the field.")),
			spec.P("html_attributes", "attributes of the input element, such as autocomplete.", spec.Set("HTMLAttributes", "attributes", attributes)),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "select", Doc: "the user selects a part of the text.", Payload: "select"},
			{Name: "submit", Doc: "the user presses Enter in a field with one line, Shift+Enter in a field with several lines, or the submit button."},
			spec.Focus, spec.Blur,
			{Name: "stop", Doc: "the user presses the stop button in the field."},
			spec.Copy,
		},
		Computed:  true,
		HasRender: true,
		Form:      true,
		Asks:      []spec.Ask{{Go: spec.GoString}, {Go: spec.GoTextEnum, Use: spec.ForResults}, {Named: "ui.Token"}},
	}
}

var textType = &spec.Enum{Type: "TextType", Doc: "the kind of a text field", Values: []spec.EnumValue{{Go: "Text", Wire: "text"}, {Go: "Password", Wire: "password"}, {Go: "Email", Wire: "email"}}}

var attributes = spec.Type{
	Go: "InputHTMLAttributes", TS: "Record<string, string | number | boolean>",
	Sample: `ui.InputHTMLAttributes{Lang: "en"}`, JSON: `{"lang":"en"}`,
}
