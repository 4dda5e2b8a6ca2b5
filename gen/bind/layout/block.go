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

// Block is a block of the app. The pointer is its identity; package number gives it its
// number.
type Block struct {
	Entry       *spec.Entry  // from its package
	Node        *tree.Node   // how it is declared; nil for a block that the generator adds
	Var         types.Object // the variable that declares it; nil when there is none
	Type        types.Type   // its Go type; nil for a block that the generator adds
	Custom      *tree.Custom // nil unless the block is the user's own
	model.Props              // those that are set
	Late        []string     // properties that are computed at startup
	Buttons     []*Block     // blocks that are placed in its toolbar
	Children    []*Block
	Page        *Block
	Span        diag.Span // where it is declared
	InToolbar   bool      // it is one of another block's Buttons
	// Fills are the blocks that the Clear button or the samples of an interface fill; nil
	// for others, whose settings name the blocks.
	Fills []*Block
	// Timer ticks for a block whose value is computed at an interval; nil for others.
	Timer *Block
	// Func is the handler that an interface's page is made for; "" for other blocks.
	Func string
}

// newBlock returns a block that the generator adds.
func newBlock(kind string, children ...*Block) *Block {
	return &Block{Entry: blocks.Lookup(kind), Children: children}
}

// set sets a property to a value that encoding/json can encode.
func (b *Block) set(name string, v any) *Block {
	b.Props = append(b.Props, model.Prop{Name: name, Value: spec.Marshal(v)})
	return b
}

// becomeColumn turns a page or an interface, which are not components, into a column.
func (b *Block) becomeColumn() { b.Entry, b.Props, b.Late = blocks.Lookup("column"), nil, nil }

// Name is the name of the block in messages: that of its variable, or "the Textbox".
func (b *Block) Name() string {
	if b.Var != nil {
		return b.Var.Name()
	}
	return "the " + b.component()
}

// Described is the name of the block with its component: "block size (Dropdown)".
func (b *Block) Described() string {
	if b.Var == nil {
		return b.Name()
	}
	return "block " + b.Name() + " (" + b.component() + ")"
}

// component is the name of the component in messages: Textbox, Custom.
func (b *Block) component() string {
	switch {
	case b.Custom != nil:
		return "Custom"
	case b.Wrapper(): // its entry may be that of a column now
		return blocks.Lookup(b.Node.Kind).Go
	}
	return b.Entry.Go
}

// TypeName is the Go type of the block as a user would write it: ui.TextboxBlock.
func (b *Block) TypeName() string {
	if b.Type != nil {
		return gotype.Short(b.Type, nil)
	}
	return "ui." + b.Entry.Type()
}

// Accepts reports whether a handler may return a block of type t to change this one: its
// type must be the same, or another shape of the same block.
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

// IsSet reports whether a property is set.
func (b *Block) IsSet(name string) bool { return b.Prop(name) != nil || b.IsLate(name) }

// IsLate reports whether a property is computed at startup.
func (b *Block) IsLate(name string) bool { return slices.Contains(b.Late, name) }

// Setting returns the setting of a property; nil if it is not set.
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

// Payload names the event data of one of the block's events; "" if it has none.
func (b *Block) Payload(event string) string {
	if e := b.Entry.Event(event); e != nil && b.Custom == nil {
		return e.Payload
	}
	return ""
}

// Value is the family of the values that handlers see; nil for layouts and States.
func (b *Block) Value() *spec.Value {
	if b.Custom != nil {
		return spec.JSONValue
	}
	return b.Entry.TakesValue()
}

// Initial is the value of the block when the page is opened, in wire form; nil if there
// is none, or if it is computed at startup.
func (b *Block) Initial() json.RawMessage {
	if b.IsLate("value") || b.Entry.Value == nil {
		return nil
	}
	if v := b.Entry.Fill(b.Values())["value"]; !spec.IsNull(v) {
		return v
	}
	return nil
}

// Refuses is the reason why a value in wire form cannot be the value of the block; "" if it
// can be, or if that depends on properties that are computed at startup.
func (b *Block) Refuses(value json.RawMessage) string {
	if b.Custom != nil || slices.ContainsFunc(b.Late, func(name string) bool { return !slices.Contains(cosmetic, name) }) {
		return ""
	}
	if _, err := b.Entry.Accept(b.Entry.Fill(b.Values()), value); err != nil {
		return err.Error()
	}
	return ""
}

// cosmetic are properties that do not decide which values a block accepts.
var cosmetic = []string{"value", "label", "info", "placeholder", "show_label", "visible", "elem_id", "elem_classes"}

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
