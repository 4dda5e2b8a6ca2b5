package layout

import (
	"encoding/json"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Block is a block while the app is put together. The pointer is its identity; it gets
// a number last.
type Block struct {
	Entry       *spec.Entry  // what its package says of it
	Node        *tree.Node   // how it is declared; nil for a block that the generator made
	Var         types.Object // the variable that declares it; nil when there is none
	Type        types.Type   // its Go type; nil for a block that the generator made
	Custom      *tree.Custom // nil unless it is a block of the user's own
	model.Props              // what was set
	Late        []string     // properties that only the running program knows
	Buttons     []*Block     // blocks that are placed in its toolbar
	Children    []*Block
	Page        *Block
	Span        diag.Span // where it is declared
	InToolbar   bool      // it is one of another block's Buttons
	// Fills are the blocks that a Clear button or the samples of an interface fill; nil for
	// others, whose settings say it.
	Fills []*Block
	// Timer ticks for a block whose value is computed again after an interval; nil for
	// others.
	Timer *Block
	// Func is the handler that an interface's page is made for; "" for other blocks.
	Func string
}

// newBlock returns a block that the generator makes.
func newBlock(kind string, children ...*Block) *Block {
	return &Block{Entry: blocks.Lookup(kind), Children: children}
}

// set sets a property, to what encoding/json can write.
func (b *Block) set(name string, v any) *Block {
	b.Props = append(b.Props, model.Prop{Name: name, Value: spec.Marshal(v)})
	return b
}

// becomeColumn makes a plain layout of a page or an interface, which is not a component
// by itself.
func (b *Block) becomeColumn() { b.Entry, b.Props, b.Late = blocks.Lookup("column"), nil, nil }

// Name is what messages call the block.
func (b *Block) Name() string {
	if b.Var != nil {
		return b.Var.Name()
	}
	return "the " + b.Entry.Class
}

// TypeName is the Go type of the block as a user would write it: ui.TextboxBlock.
func (b *Block) TypeName() string {
	if b.Type != nil {
		return gotype.Short(b.Type, nil)
	}
	return "ui." + b.Entry.Type()
}

// Accepts reports whether a handler may return a block of type t to change this one: it
// is of the same type, or of another shape of the same block.
func (b *Block) Accepts(t types.Type) bool {
	if b.Type != nil && types.Identical(b.Type, t) {
		return true
	}
	entry := entryOf(t)
	return b.Custom == nil && entry != nil && entry.Kind == b.Entry.Kind
}

// Wrapper reports whether the block was declared as a page or an interface, which are
// not components of the running page.
func (b *Block) Wrapper() bool { return b.Node != nil && blocks.Lookup(b.Node.Kind).Wrapper }

// IsSet reports whether a property was set.
func (b *Block) IsSet(name string) bool { return b.Prop(name) != nil || b.IsLate(name) }

// IsLate reports whether only the running program knows a property.
func (b *Block) IsLate(name string) bool { return slices.Contains(b.Late, name) }

// Setting is what a setter left for a property; nil when it was not called.
func (b *Block) Setting(name string) *tree.Setting {
	if b.Node == nil {
		return nil
	}
	return b.Node.Setting(name)
}

// Events lists the events that the block fires.
func (b *Block) Events() []string {
	if b.Custom != nil {
		return b.Custom.Events
	}
	var names []string
	for _, e := range b.Entry.Events {
		names = append(names, e.Name)
	}
	return names
}

// Fires reports whether the block fires an event.
func (b *Block) Fires(event string) bool { return slices.Contains(b.Events(), event) }

// Payload names the event data of one of the block's events; "" when it has none.
func (b *Block) Payload(event string) string {
	if e := b.Entry.Event(event); e != nil && b.Custom == nil {
		return e.Payload
	}
	return ""
}

// Value is the family of the values that handlers see; nil when the block has no value
// of that kind: a layout, a State.
func (b *Block) Value() *spec.Value {
	if b.Custom != nil {
		return spec.JSONValue
	}
	return b.Entry.TakesValue()
}

// ComponentName is what messages call the component: Textbox, Custom.
func (b *Block) ComponentName() string {
	if b.Custom != nil {
		return "Custom"
	}
	return b.Entry.Go
}

// Initial is the value of the block when the page is opened, in wire form; nil when
// there is none, or only the running program knows it.
func (b *Block) Initial() json.RawMessage {
	if b.IsLate("value") || b.Entry.Value == nil {
		return nil
	}
	if v := b.Entry.Fill(b.Values())["value"]; !spec.IsNull(v) {
		return v
	}
	return nil
}

// Walk visits a block, then its buttons, then its children.
func (b *Block) Walk(visit func(*Block)) {
	visit(b)
	for _, t := range b.Buttons {
		t.Walk(visit)
	}
	for _, c := range b.Children {
		c.Walk(visit)
	}
}
