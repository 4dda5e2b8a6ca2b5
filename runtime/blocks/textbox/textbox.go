// Package textbox is the block Textbox.
package textbox

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
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

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Textbox",
		Doc: "is a field for text, of one line or several.",
		Params: []spec.Param{
			spec.P("value", "the initial text.", spec.Set("Value", "text", spec.String)),
			spec.P("type", "what the field is for: Text, Password (typed text is hidden) or Email.", spec.Set("Type", "kind", textType.Arg())),
			spec.P("lines", "the number of lines that the field shows at least.", spec.Set("Lines", "lines", spec.Int)),
			spec.P("max_lines", "the number of lines up to which the field grows before it scrolls. It is 20 when not set, and 1 for Password and Email.", spec.Set("MaxLines", "lines", spec.Int)),
			spec.Placeholder(),
			spec.P("autofocus", "whether the field takes the focus when the page opens.", spec.Set("Autofocus", "autofocus", spec.Bool)),
			spec.P("autoscroll", "whether the field stays at its end when text is added, unless the user scrolled up.", spec.Set("Autoscroll", "autoscroll", spec.Bool)),
			spec.P("text_align", "the side on which the text stands: Left or Right.", spec.Set("TextAlign", "side", spec.Side.Arg())),
			spec.RTL(),
			spec.Buttons("CopyButton"),
			spec.P("max_length", "the number of characters that the field takes at most.", spec.Set("MaxLength", "characters", spec.Int)),
			spec.P("submit_btn", "whether the field holds a button that submits, as Enter does.",
				spec.Set("SubmitBtn", "show", spec.Bool),
				spec.Set("SubmitBtnText", "text", spec.String).Says("shows a button with this text in the field, which submits.")),
			spec.P("stop_btn", "whether the field holds a button that fires stop.",
				spec.Set("StopBtn", "show", spec.Bool),
				spec.Set("StopBtnText", "text", spec.String).Says("shows a button with this text in the field, which fires stop.")),
			spec.P("html_attributes", "attributes of the input element, such as autocomplete.", spec.Set("HTMLAttributes", "attributes", attributes)),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "select", Doc: "the user selects a part of the text.", Payload: "select"},
			{Name: "submit", Doc: "the user presses Enter in a field of one line, Shift+Enter in one of several, or the submit button."},
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

var textType = &spec.Enum{Type: "TextType", Doc: "what a text field is for", Values: []spec.EnumValue{{Go: "Text", Wire: "text"}, {Go: "Password", Wire: "password"}, {Go: "Email", Wire: "email"}}}

var attributes = spec.Type{
	Go: "InputHTMLAttributes", TS: "Record<string, string | number | boolean>",
	Sample: `ui.InputHTMLAttributes{Lang: "en"}`, JSON: `{"lang":"en"}`,
}
