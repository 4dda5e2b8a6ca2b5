// Package html is the block HTML.
package html

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "html", Class: "HTML", Wire: "html", Common: spec.Component,
	Props: spec.Defaults{
		{"value", ""},
		{"html_template", `"${value}"`},
		{"css_template", `""`},
		{"js_on_load", `"element.addEventListener('click', function() { trigger('click') });"`},
		{"apply_default_css", "true"},
		{"min_height", ""},
		{"max_height", ""},
		{"padding", "false"},
		{"autoscroll", "false"},
		{"buttons", "[]"},
		{"head", ""},
		{"props", "{}"},
		{"show_label", "false"},
		{"container", "false"},
		{"min_width", ""},
	},
	Value: spec.TextValue, Schema: schema, Extra: "props",
	Derive: derive,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "HTML",
		Doc:  "shows markup of your own. It runs no script from the markup; what it does is said by JSOnLoad.",
		Args: []spec.Arg{{Name: "markup", Type: spec.String, Param: "value"}},
		Params: []spec.Param{
			spec.P("value", "the markup, or the data that HTMLTemplate shows.",
				spec.Set("Value", "markup", spec.String),
				spec.Set("ValueAny", "value", spec.Any).Says("sets the value to any data that JSON can hold, for HTMLTemplate to show.").AsIs()).As(spec.Dedent),
			spec.P("html_template", "the markup with expressions in ${…} that may use value and every name in Props.", spec.Set("HTMLTemplate", "template", spec.String)).Const(),
			spec.P("css_template", "the style of the block alone, with expressions in ${…} as in HTMLTemplate.", spec.Set("CSSTemplate", "template", spec.String)).Const(),
			spec.P("js_on_load", "the JavaScript that runs once, when the block is in the page. It has element, props and trigger(event, data).", spec.Set("JSOnLoad", "code", spec.String.Like(`"element.title = `+"`sample`"+`"`, `"element.title = `+"`sample`"+`"`))).Const(),
			spec.P("apply_default_css", "whether the app's style for text applies inside the block.", spec.Set("ApplyDefaultCSS", "apply", spec.Bool)),
			spec.P("min_height", "the height in pixels that the block has at least.", spec.Set("MinHeight", "pixels", spec.Int)),
			spec.P("max_height", "the height in pixels up to which the block grows before it scrolls.", spec.Set("MaxHeight", "pixels", spec.Int)),
			spec.P("padding", "whether there is space around the markup.", spec.Set("Padding", "padding", spec.Bool)),
			spec.P("autoscroll", "whether the block stays at its end when markup is added.", spec.Set("Autoscroll", "autoscroll", spec.Bool)),
			spec.Buttons(""),
			spec.P("head", "markup for the head of the page, such as scripts to load first.", spec.Set("Head", "markup", spec.String)).NotDone("an HTML block cannot add to the head of the page yet: bring the script along with the app directive's js"),
			spec.P("server_functions", "the Go functions that the block's JavaScript may call.", spec.Set("ServerFunctions", "fns", spec.Anys)).As(spec.GoValue).NotDone("functions that a block's JavaScript calls are not supported yet: trigger an event and listen to it"),
			spec.P("props", "the names, besides value, that the templates and JSOnLoad may use, with their values.", spec.Set("Props", "props", spec.AnyMap)),
		},
		Events: []spec.Event{
			spec.Change,
			{Name: "input", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "click", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "double_click", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "submit", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "stop", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "edit", Doc: "the block's JavaScript triggers it.", Payload: "edit"},
			{Name: "clear", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "play", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "pause", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "end", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "start_recording", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "pause_recording", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "stop_recording", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "focus", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "blur", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "upload", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "release", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "select", Doc: "the block's JavaScript triggers it.", Payload: "select"},
			{Name: "stream", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "like", Doc: "the block's JavaScript triggers it.", Payload: "like"},
			{Name: "example_select", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "option_select", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "load", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "key_up", Doc: "the block's JavaScript triggers it.", Payload: "key_up"},
			{Name: "apply", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "delete", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "tick", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "undo", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "retry", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			spec.Expand, spec.Collapse,
			{Name: "download", Doc: "the block's JavaScript triggers it.", Payload: "data"},
			{Name: "copy", Doc: "the block's JavaScript triggers it.", Payload: "copy"},
		},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
	}
}

func schema(spec.Props) spec.Schema { return spec.TextSchema("<p>Hello</p>") }

// derive names the class of the block: a user's own block has the name that it was
// given.
func derive(p spec.Props) {
	if spec.IsNull(p["component_class_name"]) {
		p["component_class_name"] = spec.Quote("HTML")
	}
}
