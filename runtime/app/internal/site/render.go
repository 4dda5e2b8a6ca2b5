package site

import (
	"context"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// rendered is a component as clients see it, with what extensions render of it, so
// that the page shows it at once.
func (s *Site) rendered(comp *Component) (contract.Component, error) {
	if comp.Block == nil {
		return comp.Component, nil
	}
	var changed spec.Object
	for _, r := range comp.Block.Renders() {
		source, _ := spec.Text(comp.props[r.From])
		by, ok := s.renderers[r.By]
		if source == "" || !ok {
			continue
		}
		html, err := by.Render(context.Background(), source, comp.props, r.Inline)
		if err != nil {
			return comp.Component, err
		}
		changed.Set(r.Into, spec.Quote(html))
	}
	if changed == nil {
		return comp.Component, nil
	}
	return comp.with(changed), nil
}

// ValueRenderer is how an extension renders the value of a component; nil when it does
// not.
func (s *Site) ValueRenderer(comp *Component) func(ctx context.Context, source string, props value.Props) (string, error) {
	if comp.Block == nil {
		return nil
	}
	for _, r := range comp.Block.Renders() {
		if by, ok := s.renderers[r.By]; ok && r.From == "value" {
			return func(ctx context.Context, source string, props value.Props) (string, error) {
				return by.Render(ctx, source, props, r.Inline)
			}
		}
	}
	return nil
}
