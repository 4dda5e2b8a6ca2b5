package check

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// scripts checks that the JavaScript of an app is valid: an error in one function would
// prevent the whole module from loading.
func (c *checker) scripts() {
	for i := range c.app.Scripts {
		s := &c.app.Scripts[i]
		if !c.parses(s) || !s.Written || isFunction(s) {
			continue
		}
		d := c.list.Errorf(diag.BadScript, s.Span, "this JavaScript is not a function: it would run once, when the page is loaded")
		body := s.Expression()
		if verbatim(s) && !strings.ContainsAny(body, "\n") {
			at := s.Span
			at.Column, at.EndColumn = at.Column+1, at.EndColumn-1
			d.Fix("write a function", diag.Edit{Span: at, NewText: "() => { " + body + " }"})
		} else {
			d.Fix("write a function: () => { … }")
		}
	}
}

// parses reports JavaScript that is not an expression.
func (c *checker) parses(s *model.Script) bool {
	result := api.Transform("export const f = (\n"+s.Expression()+"\n)", api.TransformOptions{Loader: api.LoaderJS, LogLevel: api.LogLevelSilent})
	if len(result.Errors) == 0 {
		return true
	}
	e := result.Errors[0] // the others are often consequences
	at := s.Span
	if e.Location != nil && verbatim(s) && e.Location.Line == 2 { // the first line is added above
		at = at.Tail(1 + len(s.Source) - len(strings.TrimLeft(s.Source, " \t")) + min(e.Location.Column, len(s.Source))).Head(max(1, e.Location.Length))
	}
	d := c.list.Errorf(diag.BadScript, at, "this JavaScript is not valid: %s", e.Text)
	if e.Location != nil && e.Location.LineText != ")" { // the closing parenthesis is added above
		d.Detail = e.Location.LineText
	}
	return false
}

// verbatim reports whether the span of a script is a string literal that has the source as
// it is, so that positions in one are positions in the other.
func verbatim(s *model.Script) bool {
	return s.Span.Line == s.Span.EndLine && s.Span.EndColumn-s.Span.Column == len(s.Source)+2
}

// isFunction reports whether a script is a function, or the name of one. The
// transformation replaces typeof of an expression whose type is certain.
func isFunction(s *model.Script) bool {
	if s.IsName() {
		return true
	}
	result := api.Transform("export const f = typeof (\n"+s.Expression()+"\n)", api.TransformOptions{Loader: api.LoaderJS, LogLevel: api.LogLevelSilent, MinifySyntax: true})
	return strings.HasPrefix(string(result.Code), `export const f = "function"`)
}
