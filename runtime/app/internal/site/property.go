package site

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// readPages gives the nodes of the pages by the ids of their blocks, and sets the
// properties that only they know.
func (s *Site) readPages(pages []ui.Node) (map[int]ui.Node, error) {
	nodes := ui.Walk(pages...)
	if len(nodes) != len(s.file.Order) {
		return nil, fmt.Errorf("the pages hold %d blocks, but were generated with %d: run go tool blocksgen generate", len(nodes), len(s.file.Order))
	}
	s.encoder = s.newEncoder(nodes)
	byID := make(map[int]ui.Node, len(nodes))
	for i, n := range nodes {
		byID[s.file.Order[i]] = n
	}
	s.stale = s.compare(byID)
	return byID, s.fillLate(byID)
}

// newEncoder makes an encoder of properties that name other blocks, or the constants
// of a type.
func (s *Site) newEncoder(nodes []ui.Node) ui.Encoder {
	index := ui.Index(nodes)
	return ui.Encoder{
		Index: func(n ui.Node) int {
			if i := index(n); i >= 0 {
				return s.file.Order[i]
			}
			return -1
		},
		Enum: func(typ string) (json.RawMessage, bool) {
			raw := s.file.Enums.Get(typ)
			return raw, raw != nil
		},
	}
}

// fillLate sets the properties that only the running program knows.
func (s *Site) fillLate(nodes map[int]ui.Node) error {
	for i := range s.file.Blocks {
		b := &s.file.Blocks[i]
		if len(b.Late) > 0 && nodes[b.ID] == nil {
			return fmt.Errorf("config.json: block %d is not in the pages: run go tool blocksgen generate", b.ID)
		}
		for _, late := range b.Late {
			for _, setting := range ui.Settings(nodes[b.ID]) {
				if setting.Name != late {
					continue
				}
				raw, err := s.property(setting)
				if err != nil {
					return fmt.Errorf("block %d: %w", b.ID, err)
				}
				b.Props.Set(late, raw)
			}
		}
	}
	return nil
}

// Changes encodes what was set on a block since its page declared it, one property
// each. What only a declaration can say, such as a value's function, is left out.
func (s *Site) Changes(b, declared ui.Node) (spec.Object, error) {
	var props spec.Object
	for _, setting := range ui.Changes(b, declared) {
		if setting.Func() != nil {
			continue
		}
		raw, err := s.property(setting)
		if err != nil {
			return nil, err
		}
		props.Set(setting.Name, raw)
	}
	return props, nil
}

// property encodes one setting. A block in a toolbar is {"id": id}.
func (s *Site) property(setting ui.Setting) (json.RawMessage, error) {
	raw, err := s.encoder.Setting(setting)
	if err != nil {
		return nil, err
	}
	if _, ok := setting.Value.(ui.Parts); ok {
		raw = bytes.ReplaceAll(raw, []byte(`{"$block":`), []byte(`{"id":`))
	}
	return raw, nil
}
