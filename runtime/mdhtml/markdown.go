// Package mdhtml renders Markdown for apps that show some: the values of
// Markdown components and the info texts of fields. The generator adds it to an
// app that needs it; others do not link it.
package mdhtml

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// New returns the extension of an app that renders Markdown as GitHub does:
// tables, task lists, strikethrough, bare links. HTML in the text stays, as far as
// it is harmless; a component with sanitize_html=false keeps all of it.
func New() extend.Extension { return renderMarkdown{} }

type renderMarkdown struct{}

// Extend implements [extend.Extension].
func (renderMarkdown) Extend(r *extend.Registry) {
	r.Renderers = append(r.Renderers, extend.Renderer{
		Name: "mdhtml", Render: func(ctx context.Context, source string, props value.Props, inline bool) (string, error) {
			if inline {
				return Inline(ctx, source)
			}
			return Render(ctx, source, props)
		},
	})
}

// Inline renders a short text of the app's own: sanitized, and without a paragraph
// around it where it is one.
func Inline(ctx context.Context, source string) (string, error) {
	html, err := Render(ctx, source, nil)
	if inner, one := strings.CutPrefix(strings.TrimSpace(html), "<p>"); one && strings.Count(html, "<p>") == 1 {
		html = strings.TrimSuffix(inner, "</p>")
	}
	return html, err
}

// Render renders Markdown by the properties of its component: line_breaks makes
// each line end a break, header_links gives headings ids, sanitize_html, which is
// on unless it is set to false, removes what could run or disguise something. A text
// that would cost too much is shown as it is, in a <pre>. The error is ctx's.
func Render(ctx context.Context, source string, props value.Props) (string, error) {
	on := func(name string) bool { return string(props[name]) == "true" }
	html, err := convert(ctx, converter(on("line_breaks"), on("header_links")), source)
	switch {
	case errors.Is(err, errTooComplex):
		return plain(source), nil
	case err != nil:
		return "", err
	case string(props["sanitize_html"]) == "false":
		return string(html), nil
	}
	return string(policy().SanitizeBytes(html)), nil
}

// converter returns one of the four converters. They are safe for concurrent use.
func converter(lineBreaks, headerLinks bool) goldmark.Markdown {
	i := 0
	if lineBreaks {
		i |= 1
	}
	if headerLinks {
		i |= 2
	}
	return converters()[i]
}

var converters = sync.OnceValue(func() (list [4]goldmark.Markdown) {
	for i := range list {
		output := []renderer.Option{html.WithUnsafe()} // the policy decides about HTML
		if i&1 != 0 {
			output = append(output, html.WithHardWraps())
		}
		var input []parser.Option
		if i&2 != 0 {
			input = append(input, parser.WithAutoHeadingID())
		}
		list[i] = goldmark.New(
			goldmark.WithExtensions(
				// Alignment as an attribute: a style would need a looser policy.
				extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
				extension.Strikethrough, extension.Linkify, extension.TaskList,
				limits{},
			),
			goldmark.WithParserOptions(input...),
			goldmark.WithRendererOptions(output...),
		)
	}
	return list
})

// alignment is how a text may be set.
var alignment = regexp.MustCompile(`^(?:left|right|center|justify|start|end)$`)

// policy is what HTML may stay: that of texts which users write for each other,
// languages of code, the boxes of task lists, and how a text is aligned.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[\w+#.-]+$`)).OnElements("code")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").OnElements("input")
	p.AllowElements("center")
	p.AllowAttrs("align").Matching(alignment).OnElements("p", "div", "h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowStyles("text-align").Matching(alignment).Globally()
	p.AllowDataURIImages()
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
})
