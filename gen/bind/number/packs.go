package number

import (
	"cmp"
	"slices"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// packs lists the asset packs that the app directive names, and those that blocks need,
// each with the first place that needs it.
func (n *numbering) packs() {
	list := slices.Clone(n.app.Options.Packs)
	if slices.ContainsFunc(list, func(p model.Pack) bool { return p.Name == "none" }) {
		return
	}
	for i := range n.app.Blocks {
		b := &n.app.Blocks[i]
		entry := blocks.Lookup(b.Kind)
		if entry.Packs == nil {
			continue
		}
		set := spec.Props{}
		for _, p := range b.Props {
			set[p.Name] = p.Value
		}
		for _, name := range entry.Packs(set, func(name string) bool { return slices.Contains(b.Late, name) }) {
			list = append(list, model.Pack{Name: name, Span: b.Span})
		}
	}
	slices.SortStableFunc(list, func(a, b model.Pack) int { return cmp.Compare(a.Name, b.Name) })
	n.app.Packs = slices.CompactFunc(list, func(a, b model.Pack) bool { return a.Name == b.Name })
}
