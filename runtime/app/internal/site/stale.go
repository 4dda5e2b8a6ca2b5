package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Stale names what the page variables say otherwise than config.json, because the program was
// not generated again after the source changed.
func (s *Site) Stale() []string { return s.stale }

// compare finds the properties that differ, before late ones are filled in.
func (s *Site) compare(nodes map[int]ui.Node) []string {
	var stale []string
	for i := range s.file.Blocks {
		b := &s.file.Blocks[i]
		n := nodes[b.ID]
		if n == nil || s.block(b.Kind) == nil || ui.Kind(n) != b.Kind {
			continue // it is not declared, or it was turned into a column
		}
		for _, name := range s.differing(b, n) {
			stale = append(stale, name+" of "+describe(b))
		}
	}
	for i := range s.file.Pages {
		p := &s.file.Pages[i]
		if n := nodes[p.ID]; n != nil && ui.Kind(n) == "page" {
			set := s.constants(n)
			for name, was := range map[string]string{"title": p.Title, "css": p.CSS, "head": p.Head} {
				if now, _ := spec.Text(set[name]); now != was {
					stale = append(stale, name+" of page "+p.Name)
				}
			}
		}
	}
	slices.Sort(stale)
	return stale
}

// differing lists the properties of a block that differ.
func (s *Site) differing(b *contract.Block, n ui.Node) []string {
	set := s.constants(n)
	known := s.block(b.Kind).AllProps()
	var names []string
	for name, now := range set {
		was := b.Props.Get(name)
		isProp := slices.ContainsFunc(known, func(p spec.Prop) bool { return p.Name == name })
		if slices.Contains(b.Late, name) || was == nil && !isProp || same(was, now) {
			continue
		}
		names = append(names, name)
	}
	for _, name := range []string{"label", "info", "placeholder", "choices"} { // others may be the generator's own
		if _, ok := set[name]; !ok && b.Props.Get(name) != nil && !slices.Contains(b.Late, name) {
			names = append(names, name)
		}
	}
	return names
}

// constants are the properties of a node that contain only data, each with its last value.
func (s *Site) constants(n ui.Node) spec.Props {
	props := spec.Props{}
	for _, setting := range ui.Settings(n) {
		delete(props, setting.Name)
		if setting.Func() != nil {
			continue
		}
		raw, err := s.property(setting)
		if err != nil || bytes.Contains(raw, []byte(`"$block"`)) || bytes.Contains(raw, []byte(`"$go"`)) || bytes.Contains(raw, []byte(`{"id":`)) {
			continue
		}
		props[setting.Name] = raw
	}
	return props
}

// same reports whether two values are the same JSON.
func same(a, b json.RawMessage) bool {
	if spec.IsNull(a) || spec.IsNull(b) {
		return spec.IsNull(a) && spec.IsNull(b)
	}
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

// describe names a block for whoever starts the program.
func describe(b *contract.Block) string {
	for _, name := range []string{"label", "value"} {
		if text, ok := spec.Text(b.Props.Get(name)); ok && text != "" {
			return fmt.Sprintf("%s %q", b.Kind, spec.Brief(json.RawMessage(text)))
		}
	}
	if b.Label != "" {
		return b.Kind + " " + b.Label
	}
	return fmt.Sprintf("%s %d", b.Kind, b.ID)
}
