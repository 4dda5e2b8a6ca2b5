package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Component is one block as its page declares it.
type Component struct {
	ID      int
	Type    string // "textbox"
	SkipAPI bool   // callers of the API leave it out
	Label   string // how the field is called in messages
	Node    ui.Node
	State   *State // nil for what is not a State

	props   value.Props
	element json.RawMessage // the whole of it as the config has it
}

// State is what a State component was declared with.
type State struct {
	Initial func() any    // makes the value of a session
	TTL     time.Duration // how long an unused value lives; 0 is without end
	Delete  func(any)     // gets the values that are dropped; may be nil
}

// Props are the properties of the component for a session that has changed some of
// them.
func (c *Component) Props(changed map[string]json.RawMessage) value.Props {
	if len(changed) == 0 {
		return c.props
	}
	props := maps.Clone(c.props)
	maps.Copy(props, changed)
	return props
}

// Component finds a component; nil when there is none.
func (s *Site) Component(id int) *Component { return s.components[id] }

// Components lists all components in the order of the config.
func (s *Site) Components() []*Component { return s.order }

// readComponents parses the components and gives each its node of the pages.
func (s *Site) readComponents(f *file, pages []ui.Node) error {
	nodes := ui.Walk(pages...)
	if len(nodes) != len(f.Order) {
		return fmt.Errorf("the pages hold %d blocks, but were generated with %d: run go tool blocksgen generate", len(nodes), len(f.Order))
	}
	var elements []json.RawMessage
	if err := s.member("components", &elements); err != nil {
		return err
	}
	for _, element := range elements {
		comp, err := readComponent(element)
		if err != nil {
			return err
		}
		s.components[comp.ID] = comp
		s.order = append(s.order, comp)
	}
	s.encoder = encoder(nodes, f.Order, f.Enums)
	for i, n := range nodes {
		comp := s.components[f.Order[i]]
		if comp == nil {
			continue // a page: its id stands for the root
		}
		comp.Node = n
		if initial, ttl, dropped, ok := ui.StateOf(n); ok {
			comp.State = &State{Initial: initial, TTL: ttl, Delete: dropped}
		}
	}
	if err := s.fillLate(f.Late); err != nil {
		return err
	}
	for i, comp := range s.order {
		comp.Label = f.Labels[strconv.Itoa(comp.ID)]
		if comp.Label == "" {
			comp.Label, _ = spec.Text(comp.props["label"]) // a label that is not a string is not used in messages
		}
		elements[i] = comp.element
	}
	s.object.Set("components", wire.List(elements))
	return nil
}

func readComponent(element json.RawMessage) (*Component, error) {
	var e struct {
		ID      int         `json:"id"`
		Type    string      `json:"type"`
		Props   value.Props `json:"props"`
		SkipAPI bool        `json:"skip_api"`
	}
	if err := json.Unmarshal(element, &e); err != nil {
		return nil, fmt.Errorf("config.json: component: %w", err)
	}
	return &Component{ID: e.ID, Type: e.Type, SkipAPI: e.SkipAPI, props: e.Props, element: element}, nil
}

// with returns the component's element with some properties set.
func (c *Component) with(changed ...spec.Member) (json.RawMessage, error) {
	var element, props spec.Object
	if err := json.Unmarshal(c.element, &element); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(element.Get("props"), &props); err != nil {
		return nil, err
	}
	for _, p := range changed {
		props.Set(p.Name, p.Value)
	}
	element.Set("props", spec.Marshal(props))
	return element.MarshalJSON()
}

func (s *Site) find(ids []int) ([]*Component, error) {
	found := make([]*Component, len(ids))
	for i, id := range ids {
		if found[i] = s.components[id]; found[i] == nil {
			return nil, fmt.Errorf("there is no component %d", id)
		}
	}
	return found, nil
}
