package catalog

import "slices"

// texts are the blocks for text: what the user writes and what the app says.
var texts = []*Block{
	{
		Kind: "markdown", Class: "Markdown", Wire: "markdown", Name: "markdown", Go: "Markdown",
		Doc:      "shows a text in Markdown: headings, lists, tables, links and code.",
		Args:     []Arg{{Name: "text", Type: "string", Param: "value"}},
		ReadOnly: true,
		Params: with(component(slices.Concat(
			valueFunc(param("value", "", "the text. Its common indentation is removed, so that it can be indented with the code around it.", setter("Value", "text", "string")).form(Dedent)),
			[]Param{
				rtl,
				param("latex_delimiters", `[{"left":"$$","right":"$$","display":true}]`, "the marks between which a formula stands.",
					setter("LatexDelimiters", "delimiters", "...LatexDelimiter")).todo("formulas are not drawn yet: LaTeX needs a library in the page"),
				param("sanitize_html", "true", "whether HTML in the text is cleaned of what could run or load something. Turn it off only for texts that you wrote yourself.",
					setter("SanitizeHTML", "sanitize", "bool")),
				param("line_breaks", "false", "whether a line break in the text is one in the page.", setter("LineBreaks", "breaks", "bool")),
				param("header_links", "false", "whether headings get a link to themselves.", setter("HeaderLinks", "links", "bool")),
				size("height", "", "Height", "the height of the block, which scrolls what does not fit,"),
				size("max_height", "", "MaxHeight", "the height up to which the block grows before it scrolls,"),
				size("min_height", "", "MinHeight", "the height that the block has at least,"),
				param("buttons", "", "the buttons in the block's toolbar: CopyButton, or none.", setter("Buttons", "items", "...ToolbarItem")).form(Parts),
				param("padding", "false", "whether there is space around the text.", setter("Padding", "padding", "bool")),
			})...),
			dflt(container, "false"), dflt(minWidth, "")),
		Events: []Event{change, copyText},
		Schema: constSchema(`{"type":"string"}`, "str", "", `"# Hello!"`),
	},
	{
		Kind: "html", Class: "HTML", Wire: "html", Name: "html", Go: "HTML",
		Doc:      "shows markup of your own. It runs no script from the markup; what it does is said by JSOnLoad.",
		Args:     []Arg{{Name: "markup", Type: "string", Param: "value"}},
		ReadOnly: true,
		Params: with(component(slices.Concat(
			valueFunc(param("value", "", "the markup, or the data that HTMLTemplate shows.",
				setter("Value", "markup", "string"),
				setter("ValueAny", "value", "any").documented("sets the value to any data that JSON can hold, for HTMLTemplate to show.")).form(Dedent)),
			[]Param{
				param("html_template", `"${value}"`, "the markup with expressions in ${…} that may use value and every name in Props.", setter("HTMLTemplate", "template", "string")),
				param("css_template", `""`, "the style of the block alone, with expressions in ${…} as in HTMLTemplate.", setter("CSSTemplate", "template", "string")),
				param("js_on_load", `"element.addEventListener('click', function() { trigger('click') });"`,
					"the JavaScript that runs once, when the block is in the page. It has element, props and trigger(event, data).", setter("JSOnLoad", "code", "string")),
				param("apply_default_css", "true", "whether the app's style for text applies inside the block.", setter("ApplyDefaultCSS", "apply", "bool")),
				param("min_height", "", "the height in pixels that the block has at least.", setter("MinHeight", "pixels", "int")),
				param("max_height", "", "the height in pixels up to which the block grows before it scrolls.", setter("MaxHeight", "pixels", "int")),
				param("padding", "false", "whether there is space around the markup.", setter("Padding", "padding", "bool")),
				param("autoscroll", "false", "whether the block stays at its end when markup is added.", setter("Autoscroll", "autoscroll", "bool")),
				buttons("[]", ""),
				param("head", "", "markup for the head of the page, such as scripts to load first.", setter("Head", "markup", "string")).
					todo("an HTML block cannot add to the head of the page yet: bring the script along with the app directive's js"),
				param("server_functions", "", "the Go functions that the block's JavaScript may call.", setter("ServerFunctions", "fns", "...any")).form(Opaque).notProp().
					todo("functions that a block's JavaScript calls are not supported yet: trigger an event and listen to it"),
				param("props", "{}", "the names, besides value, that the templates and JSOnLoad may use, with their values.", setter("Props", "props", "map[string]any")),
			})...),
			dflt(container, "false"), dflt(minWidth, ""), dflt(showLabel, "false")),
		Events: htmlEvents,
		Schema: constSchema(`{"type":"string"}`, "str", "", `"<p>Hello</p>"`),
	},
	{
		Kind: "textbox", Class: "Textbox", Wire: "textbox", Name: "textbox", Go: "Textbox",
		Doc:  "is a field for text, of one line or several.",
		Form: true,
		Params: field(slices.Concat(
			valueFunc(param("value", "", "the initial text.", setter("Value", "text", "string"))),
			[]Param{
				param("type", `"text"`, "what the field is for: Text, Password (typed text is hidden) or Email.", setter("Type", "kind", "TextType")),
				param("lines", "1", "the number of lines that the field shows at least.", setter("Lines", "lines", "int")),
				param("max_lines", "", "the number of lines up to which the field grows before it scrolls. It is 20 when not set, and 1 for Password and Email.", setter("MaxLines", "lines", "int")),
				param("placeholder", "", "the hint in the empty field.", setter("Placeholder", "text", "string")),
				param("autofocus", "false", "whether the field takes the focus when the page opens.", setter("Autofocus", "autofocus", "bool")),
				param("autoscroll", "true", "whether the field stays at its end when text is added, unless the user scrolled up.", setter("Autoscroll", "autoscroll", "bool")),
				param("text_align", "", "the side on which the text stands: Left or Right.", setter("TextAlign", "side", "Side")),
				rtl,
				buttons("[]", "CopyButton"),
				param("max_length", "", "the number of characters that the field takes at most.", setter("MaxLength", "characters", "int")),
				param("submit_btn", "false", "whether the field holds a button that submits, as Enter does.",
					setter("SubmitBtn", "show", "bool"),
					setter("SubmitBtnText", "text", "string").documented("shows a button with this text in the field, which submits.")),
				param("stop_btn", "false", "whether the field holds a button that fires stop.",
					setter("StopBtn", "show", "bool"),
					setter("StopBtnText", "text", "string").documented("shows a button with this text in the field, which fires stop.")),
				param("html_attributes", "", "attributes of the input element, such as autocomplete.", setter("HTMLAttributes", "attributes", "InputHTMLAttributes")),
			})...),
		Events: []Event{
			change, input,
			{Name: "select", Doc: "the user selects a part of the text.", Payload: "select"},
			{Name: "submit", Doc: "the user presses Enter in a field of one line, Shift+Enter in one of several, or the submit button."},
			focus, blur,
			{Name: "stop", Doc: "the user presses the stop button in the field."},
			copyText,
		},
		Schema: constSchema(`{"type":"string"}`, "str", "", `"Hello!!"`),
	},
}

// htmlEvents are all the events there are: what they mean is up to the block's
// JavaScript, which fires them with trigger(event, data).
var htmlEvents = func() (list []Event) {
	for _, name := range []string{
		"change", "input", "click", "double_click", "submit", "stop", "edit", "clear", "play", "pause", "end",
		"start_recording", "pause_recording", "stop_recording", "focus", "blur", "upload", "release", "select", "stream", "like",
		"example_select", "option_select", "load", "key_up", "apply", "delete", "tick", "undo", "retry", "expand", "collapse", "download", "copy",
	} {
		payload := "data"
		switch name {
		case "select", "like", "key_up", "edit", "copy":
			payload = name
		case "change":
			payload = ""
		}
		doc := "the block's JavaScript triggers it."
		if name == "change" {
			doc = change.Doc
		}
		list = append(list, Event{Name: name, Doc: doc, Payload: payload})
	}
	return list
}()
