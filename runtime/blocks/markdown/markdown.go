// Package markdown is the block Markdown.
package markdown

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "markdown", Class: "Markdown", Wire: "markdown", Common: spec.Component,
	Props: spec.Defaults{
		{"value", ""},
		{"rtl", "false"},
		{"latex_delimiters", `[{"left":"$$","right":"$$","display":true}]`},
		{"sanitize_html", "true"},
		{"line_breaks", "false"},
		{"header_links", "false"},
		{"height", ""},
		{"max_height", ""},
		{"min_height", ""},
		{"buttons", ""},
		{"padding", "false"},
		{"show_label", "false"},
		{"container", "false"},
		{"min_width", ""},
	},
	Value: spec.TextValue, Schema: schema,
	Render: []spec.Render{{From: "value", Into: "_html", By: "mdhtml"}},
	Marks:  []spec.Mark{{Pack: "latex", Text: "data-tex="}, {Pack: "highlight", Text: "language-"}},
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Markdown",
		Doc:  "shows a text in Markdown: headings, lists, tables, links and code.",
		Args: []spec.Arg{{Name: "text", Type: spec.String, Param: "value"}},
		Params: []spec.Param{
			spec.P("value", "the text. Its common indentation is removed, so that it can be indented with the code around it.", spec.Set("Value", "text", spec.String)).As(spec.Dedent),
			spec.RTL(),
			spec.P("latex_delimiters", "the marks around formulas. Formulas are drawn in a text that is constant, and in any text of a block for which LatexDelimiters is set.", spec.Set("LatexDelimiters", "delimiters", delimiters)),
			spec.P("sanitize_html", "whether HTML in the text is cleaned of what could run or load something. Turn it off only for texts that you wrote yourself.", spec.Set("SanitizeHTML", "sanitize", spec.Bool)),
			spec.P("line_breaks", "whether a line break in the text is one in the page.", spec.Set("LineBreaks", "breaks", spec.Bool)),
			spec.P("header_links", "whether headings get a link to themselves.", spec.Set("HeaderLinks", "links", spec.Bool)),
			spec.Size("height", "Height", "the height of the block, which scrolls what does not fit,"),
			spec.Size("max_height", "MaxHeight", "the height up to which the block grows before it scrolls,"),
			spec.Size("min_height", "MinHeight", "the height that the block has at least,"),
			spec.P("buttons", "the buttons in the block's toolbar: CopyButton, or none.", spec.Set("Buttons", "items", spec.Toolbar)).As(spec.BlockParts),
			spec.P("padding", "whether there is space around the text.", spec.Set("Padding", "padding", spec.Bool)),
		},
		Events:    []spec.Event{spec.Change, spec.Copy},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
		Packs:     packs,
	}
}

func schema(spec.Props) spec.Schema { return spec.TextSchema("# Hello!") }

var delimiters = spec.Type{
	Go: "LatexDelimiter", TS: "{ left: string; right: string; display: boolean }", Variadic: true,
	Sample: `ui.LatexDelimiter{Left: "$", Right: "$"}`, JSON: `[{"left":"$","right":"$","display":false}]`,
}
