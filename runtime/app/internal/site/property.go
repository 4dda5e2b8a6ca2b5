package site

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// lateProp names a property that only the running program knows.
type lateProp struct {
	ID   int    `json:"id"`
	Prop string `json:"prop"`
}

// encoder encodes properties that name other blocks, or the constants of a type. The
// order gives the component's id of each node.
func encoder(nodes []ui.Node, order []int, enums map[string]json.RawMessage) ui.Encoder {
	index := ui.Index(nodes)
	return ui.Encoder{
		Index: func(n ui.Node) int {
			if i := index(n); i >= 0 {
				return order[i]
			}
			return -1
		},
		Enum: func(typ string) (json.RawMessage, bool) {
			raw, ok := enums[typ]
			return raw, ok
		},
	}
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

// fillLate sets the properties that only the running program knows.
func (s *Site) fillLate(list []lateProp) error {
	for _, late := range list {
		comp := s.components[late.ID]
		if comp == nil || comp.Node == nil {
			return fmt.Errorf("config.json: late property %s of component %d, which is not in the pages", late.Prop, late.ID)
		}
		for _, setting := range ui.Settings(comp.Node) {
			if setting.Name != late.Prop {
				continue
			}
			raw, err := s.property(setting)
			if err == nil {
				comp.props[late.Prop] = raw
				comp.element, err = comp.with(spec.Member{Name: late.Prop, Value: raw})
			}
			if err != nil {
				return fmt.Errorf("component %d: %w", late.ID, err)
			}
		}
	}
	return nil
}
