package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// Component is one block as its page declares it.
type Component struct {
	contract.Component
	Block *spec.Block // nil for a parameter of an endpoint without blocks
	Label string      // how the field is called in messages
	Node  ui.Node     // nil for what the generator made itself
	State *State      // nil for what is not a State

	props value.Props
	// shape describes the value where a Go type does it, not the block: a parameter of an
	// endpoint, or a block of the user's own.
	shape *spec.Shape
}

// Accept turns what a client sent for the component into a value that it can have, or says
// for the user why it cannot. props are the component's as the session sees them.
func (c *Component) Accept(props value.Props, raw json.RawMessage) (json.RawMessage, error) {
	if c.shape != nil {
		return c.shape.Accept(raw)
	}
	return c.Block.Accept(spec.Props(props), raw)
}

// Present turns what a handler gave into the value that the page shows.
func (c *Component) Present(props value.Props, raw json.RawMessage) json.RawMessage {
	if c.shape != nil {
		return raw
	}
	return c.Block.Present(spec.Props(props), raw)
}

// Zero is what null is for a handler whose type cannot hold it; nil where the type says it.
func (c *Component) Zero() json.RawMessage {
	switch {
	case c.shape != nil:
		return c.shape.Zero()
	case c.Block.Value == nil || c.Block.Value.Zero == "":
		return nil
	}
	return json.RawMessage(c.Block.Value.Zero)
}

// State is what a State component was declared with.
type State struct {
	Initial func() any    // makes the value of a session
	TTL     time.Duration // how long an unused value lives; 0 is without end
	Delete  func(any)     // gets the values that are dropped; may be nil
}

// PropsWith are the properties of the component for a session that has changed some of
// them.
func (c *Component) PropsWith(changed map[string]json.RawMessage) value.Props {
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

// readComponents gives each component its block and its node of the pages.
func (s *Site) readComponents(nodes map[int]ui.Node) {
	said := make(map[int]*contract.Block, len(s.file.Blocks))
	for i := range s.file.Blocks {
		said[s.file.Blocks[i].ID] = &s.file.Blocks[i]
	}
	for _, served := range s.served.Components {
		comp := &Component{Component: served, Node: nodes[served.ID], props: make(value.Props, len(served.Props))}
		for _, m := range served.Props {
			comp.props[m.Name] = m.Value
		}
		if b := said[served.ID]; b != nil {
			comp.Block, comp.Label = s.block(b.Kind), b.Label
			if b.Value != nil {
				comp.shape = spec.ParseShape(b.Value.JSON)
			}
		} else {
			comp.shape = spec.ParseShape(served.APIInfo)
		}
		if comp.Label == "" {
			comp.Label, _ = spec.Text(comp.props["label"]) // a label that is not a string is not used in messages
		}
		if comp.Node != nil {
			if initial, ttl, dropped, ok := ui.StateOf(comp.Node); ok {
				comp.State = &State{Initial: initial, TTL: ttl, Delete: dropped}
			}
		}
		s.components[comp.ID] = comp
		s.order = append(s.order, comp)
	}
}

// with returns the component as clients see it, with some properties set.
func (c *Component) with(changed spec.Object) contract.Component {
	served := c.Component
	served.Props = slices.Clone(served.Props)
	for _, p := range changed {
		served.Props.Set(p.Name, p.Value)
	}
	return served
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
