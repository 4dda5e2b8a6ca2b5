// Package html is the block HTML.
package html

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
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

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "HTML",
		Doc:    "shows your own HTML. Scripts in the HTML do not run; use JSOnLoad.",
		Args:   []spec.Arg{{Name: "markup", Type: spec.String, Param: "value"}},
		Params: params(),
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

func params() []spec.Param {
	return []spec.Param{
		spec.P("value", "the HTML, or the data for HTMLTemplate.",
			spec.Set("Value", "markup", spec.String),
			spec.Set("ValueAny", "value", spec.Any).Says("sets the value to any data that encoding/json supports, for HTMLTemplate.").AsIs()).As(spec.Dedent),
		spec.P("html_template", "the HTML with expressions in ${…}, which can use value and the names in Props.", spec.Set("HTMLTemplate", "template", spec.String)).Const(),
		spec.P("css_template", "the CSS of this block, with expressions in ${…} as in HTMLTemplate.", spec.Set("CSSTemplate", "template", spec.String)).Const(),
		spec.P("js_on_load", "the JavaScript that runs once, when the block is added to the page. It can use element, props and trigger(event, data).", spec.Set("JSOnLoad", "code", spec.String.Like(`"element.title = `+"`sample`"+`"`, `"element.title = `+"`sample`"+`"`))).Const(),
		spec.P("apply_default_css", "whether the default text styles apply inside the block.", spec.Set("ApplyDefaultCSS", "apply", spec.Bool)),
		spec.P("min_height", "the minimum height of the block in pixels.", spec.Set("MinHeight", "pixels", spec.Int)),
		spec.P("max_height", "the maximum height of the block in pixels. Larger content scrolls.", spec.Set("MaxHeight", "pixels", spec.Int)),
		spec.P("padding", "whether the block has padding.", spec.Set("Padding", "padding", spec.Bool)),
		spec.P("autoscroll", "whether the block scrolls to its end when the value changes.", spec.Set("Autoscroll", "autoscroll", spec.Bool)),
		spec.Buttons(""),
		spec.P("head", "HTML for the head of the page, such as scripts to load first.", spec.Set("Head", "markup", spec.String)).NotDone("head of an HTML block is not supported yet: use js= of the app directive"),
		spec.P("server_functions", "the Go functions that the block's JavaScript can call.", spec.Set("ServerFunctions", "fns", spec.Anys)).As(spec.GoValue).NotDone("server functions are not supported yet: trigger an event, and write a handler for it"),
		spec.P("props", "further values for the templates and JSOnLoad, by name.", spec.Set("Props", "props", spec.AnyMap)),
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
