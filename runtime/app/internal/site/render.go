package site

import (
	"encoding/json"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// renders says which properties of a component hold a source that an extension
// renders: those of its type, and those that every component may have.
var renders = map[string][]spec.Render{
	"markdown": {{From: "value", Into: "_html", By: "markdown"}},
	"":         {{From: "info", Into: "_info_html", By: "markdown", Inline: true}},
}

// rendered is a component's element with what extensions render of it, so that the
// page shows it at once.
func (s *Site) rendered(comp *Component) (json.RawMessage, error) {
	var changed []spec.Member
	for _, typ := range [...]string{comp.Type, ""} {
		for _, r := range renders[typ] {
			html, err := s.render(comp, r)
			if err != nil {
				return nil, err
			}
			if html != nil {
				changed = append(changed, spec.Member{Name: r.Into, Value: html})
			}
		}
	}
	if changed == nil {
		return comp.element, nil
	}
	return comp.with(changed...)
}

// render renders one property; nil when there is nothing to render. An inline text is
// not a component's own value: it goes by no property, so that it is always sanitized.
func (s *Site) render(comp *Component, r spec.Render) (json.RawMessage, error) {
	source, _ := spec.Text(comp.props[r.From])
	by, ok := s.renderers[r.By]
	if source == "" || !ok {
		return nil, nil
	}
	if !r.Inline {
		html, err := by.Render(source, comp.props)
		return spec.Quote(html), err
	}
	html, err := by.Render(source, nil)
	if inner, one := strings.CutPrefix(strings.TrimSpace(html), "<p>"); one && strings.Count(html, "<p>") == 1 {
		html = strings.TrimSuffix(inner, "</p>")
	}
	return spec.Quote(html), err
}
