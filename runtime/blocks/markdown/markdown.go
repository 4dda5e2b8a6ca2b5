// Package markdown is the block Markdown.
package markdown

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Block is the part of the block that a running app needs.
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
	Value: spec.TextValue, Schema: schema, Presents: dedented,
	Render: []spec.Render{{From: "value", Into: "_html", By: "mdhtml"}},
	Marks:  []spec.Mark{{Pack: "latex", Text: "data-tex="}, {Pack: "highlight", Text: "language-"}},
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Markdown",
		Doc:  "shows Markdown: headings, lists, tables, links and code.",
		Args: []spec.Arg{{Name: "text", Type: spec.String, Param: "value"}},
		Params: []spec.Param{
			spec.P("value", "the Markdown text. Common indentation is removed, so the text can be indented like the Go code.", spec.Set("Value", "text", spec.String)).As(spec.Dedent),
			spec.RTL(),
			spec.P("latex_delimiters", "the delimiters of formulas. Formulas are drawn in a constant text, and in any text if LatexDelimiters is set.", spec.Set("LatexDelimiters", "delimiters", delimiters)),
			spec.P("sanitize_html", "whether unsafe HTML is removed from the text: everything that can run scripts or load something. Turn it off only for text that you wrote yourself.", spec.Set("SanitizeHTML", "sanitize", spec.Bool)),
			spec.P("line_breaks", "whether a line break in the text is a line break on the page.", spec.Set("LineBreaks", "breaks", spec.Bool)),
			spec.P("header_links", "whether each heading has a link to itself.", spec.Set("HeaderLinks", "links", spec.Bool)),
			spec.Size("height", "Height", "the height of the block (larger content scrolls)"),
			spec.Size("max_height", "MaxHeight", "the maximum height of the block (larger content scrolls)"),
			spec.Size("min_height", "MinHeight", "the minimum height of the block"),
			spec.P("buttons", "the buttons in the block's toolbar: CopyButton, or none.", spec.Set("Buttons", "items", spec.Toolbar)).As(spec.BlockParts),
			spec.P("padding", "whether the block has padding.", spec.Set("Padding", "padding", spec.Bool)),
		},
		Events:    []spec.Event{spec.Change, spec.Copy},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
		Packs:     packs,
		Edges: append([]spec.Edge{
			{Name: "gives an indented text", Gives: "`\n    # Title\n      text\n    `", Shows: `"# Title\n  text"`},
		}, spec.Edges(spec.TextValue)...),
	}
}

// dedented removes the indentation that a string has in the source of a handler.
func dedented(_ spec.Props, raw json.RawMessage) json.RawMessage {
	if text, ok := spec.Text(raw); ok {
		return spec.Quote(spec.Dedented(text))
	}
	return raw
}

func schema(spec.Props) spec.Schema { return spec.TextSchema("# Hello!") }

var delimiters = spec.Type{
	Go: "LatexDelimiter", TS: "{ left: string; right: string; display: boolean }", Variadic: true,
	Sample: `ui.LatexDelimiter{Left: "$", Right: "$"}`, JSON: `[{"left":"$","right":"$","display":false}]`,
}
