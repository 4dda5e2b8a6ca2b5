// Package mdhtml renders Markdown for apps that show some: the values of
// Markdown components and the info texts of fields. The generator adds it to an
// app that needs it; others do not link it.
package mdhtml

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"

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
// each line end a break, header_links gives headings ids, latex_delimiters says what
// is a formula, sanitize_html, which is on unless it is set to false, removes what
// could run or disguise something. A text that would cost too much is shown as it is,
// in a <pre>. The error is ctx's.
func Render(ctx context.Context, source string, props value.Props) (string, error) {
	on := func(name string) bool { return string(props[name]) == "true" }
	how := dialect{on("line_breaks"), on("header_links"), string(props["latex_delimiters"])}
	html, err := convert(ctx, converters.get(how), source)
	switch {
	case errors.Is(err, errTooComplex):
		return plain(source), nil
	case err != nil:
		return "", err
	case string(props["sanitize_html"]) == "false":
		return string(html), nil
	}
	return string(policy().SanitizeBytes(plainTags(html))), nil
}

// dialect is what converters differ by.
type dialect struct {
	lineBreaks, headerLinks bool
	delimiters              string // JSON
}

// pool keeps converters, which are safe for concurrent use. Apps have few.
type pool struct {
	mu  sync.Mutex
	all map[dialect]goldmark.Markdown
}

var converters pool

func (p *pool) get(how dialect) goldmark.Markdown {
	p.mu.Lock()
	defer p.mu.Unlock()
	m, ok := p.all[how]
	if !ok {
		m = converter(how)
		if p.all == nil || len(p.all) > 50 { // a handler made them up
			p.all = map[dialect]goldmark.Markdown{}
		}
		p.all[how] = m
	}
	return m
}

func converter(how dialect) goldmark.Markdown {
	output := []renderer.Option{html.WithUnsafe()} // the policy decides about HTML
	if how.lineBreaks {
		output = append(output, html.WithHardWraps())
	}
	var input []parser.Option
	if how.headerLinks {
		input = append(input, parser.WithAutoHeadingID())
	}
	return goldmark.New(
		goldmark.WithExtensions(
			// Alignment as an attribute: a style would need a looser policy.
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, extension.Linkify, extension.TaskList,
			formulas(delimiters(json.RawMessage(how.delimiters))),
			limits{},
		),
		goldmark.WithParserOptions(input...),
		goldmark.WithRendererOptions(output...),
	)
}
