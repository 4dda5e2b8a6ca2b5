package bind

import (
	"encoding/json"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// block is a block while the app is being put together: the pointer is its
// identity, numbers come last.
type block struct {
	kind     string
	entry    *spec.Entry  // nil for an unknown kind only
	node     *tree.Node   // nil when the generator made the block
	obj      types.Object // the variable that declares it, nil when there is none
	typ      types.Type   // nil when the generator made the block
	custom   *tree.Custom
	props    []model.Prop
	late     []string
	toolbar  []*block // in its buttons
	children []*block
	page     *block
	span     diag.Span
	inBar    bool // stands in another block's buttons
	id       int
}

// name is what messages call the block.
func (b *block) name() string {
	if b.obj != nil {
		return b.obj.Name()
	}
	if b.entry != nil {
		return "the " + b.entry.Class
	}
	return "the block"
}

// wrapper reports whether the block was declared as a page or an interface, which
// are no components of the running page.
func (b *block) wrapper() bool {
	return b.node != nil && blocks.Lookup(b.node.Kind).Wrapper
}

// component is the name of the constructor whose codecs the block's value has.
func (b *block) component() string {
	if b.custom != nil {
		return "Custom"
	}
	if b.typ != nil {
		if name, _ := namedIn(b.typ, uiPath); len(name) > len("Block") {
			return name[:len(name)-len("Block")]
		}
	}
	return b.entry.Go
}

// prop gives a property's wire form as it was set last; nil when it was not set,
// or is known to the running program only.
func (b *block) prop(name string) json.RawMessage {
	for _, p := range slices.Backward(b.props) {
		if p.Name == name {
			return p.Value
		}
	}
	return nil
}

func (b *block) isSet(name string) bool {
	return slices.Contains(b.late, name) || b.prop(name) != nil
}

// set sets a property; v must be something that encoding/json takes.
func (b *block) set(name string, v any) *block {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // the binder's own values: always encodable
	}
	b.props = append(b.props, model.Prop{Name: name, Value: raw})
	return b
}

// made returns a block of the generator's own.
func made(kind string, children ...*block) *block {
	return &block{kind: kind, entry: blocks.Lookup(kind), children: children}
}

// hasEvent reports whether a block fires an event, and lists those that it does.
func (b *block) hasEvent(event string) (all []string, payload string, ok bool) {
	if b.custom != nil {
		return b.custom.Events, "", slices.Contains(b.custom.Events, event)
	}
	for _, e := range b.entry.Events {
		all = append(all, e.Name)
		if e.Name == event {
			payload, ok = e.Payload, true
		}
	}
	return all, payload, ok
}

// empty is the wire value that clears the block.
func (b *block) empty() json.RawMessage {
	set := b.values()
	delete(set, "value")
	if v := b.entry.Fill(set)["value"]; v != nil && b.kind != "dropdown" {
		return v
	}
	return json.RawMessage("null")
}

// walk visits a block, then the blocks in its buttons, then its children.
func (b *block) walk(visit func(*block)) {
	visit(b)
	for _, t := range b.toolbar {
		t.walk(visit)
	}
	for _, c := range b.children {
		c.walk(visit)
	}
}
