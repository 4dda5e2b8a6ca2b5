// Package ui holds the blocks of a page: immutable values that a package
// declares and that the generator reads.
//
// Every constructor (Textbox, Slider, Row, …) returns a block; every setter
// returns a changed copy. A block is never mutated, and the zero value of every
// block type works, so that a handler may write ui.TimerBlock{}.Active(true).
package ui

//go:generate go run ../../gen/blocks/write -root ../..

import (
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Node is anything that can stand in a page: a component, a layout, a page used
// as a fragment. Every block type of this package is a Node, and so is every
// type that embeds one of them or [Custom].
type Node interface {
	// base gives the shared part of a block. It is unexported so that only
	// blocks are nodes, and promoted so that embedding is enough to be one.
	base() Base
}

// Base is the part that all block types share: identity, what was set, in order,
// and children. It is embedded in the block types; users meet it through them.
type Base struct {
	id       *identity
	last     *setting // newest first; shared with the copies it was made from
	children []Node
}

// identity is given by a constructor and kept by the setters: two values with the
// same identity are the same block at different stages of its declaration.
type identity struct{ kind string }

// setting is one call of a setter. The chain of settings is immutable, so that
// copies share their common past, and what was set since is found by pointer.
type setting struct {
	name  string
	value any
	form  *spec.Form // how the value becomes the property; nil: as it is
	prev  *setting
}

// newBase starts a block of a kind, such as "textbox".
func newBase(kind string, children ...Node) Base {
	return Base{id: &identity{kind: kind}, children: slices.Clone(children)}
}

func (b Base) base() Base { return b }

// with returns a copy in which the property has the value.
func (b Base) with(name string, value any) Base {
	return b.withForm(name, value, nil)
}

// withForm is with for a value that becomes the property in a form.
func (b Base) withForm(name string, value any, form *spec.Form) Base {
	b.last = &setting{name: name, value: value, form: form, prev: b.last}
	return b
}

// Setting is one property as a setter left it: the name is Gradio's (elem_id), the
// value is the setter's argument. [Encoder.Setting] turns it into the property.
type Setting struct {
	Name  string
	Value any
	form  *spec.Form
}

// Kind returns the kind of a node: the constructor's name in lower case, such as
// "textbox" or "row". It is empty for the zero value of a block type.
func Kind(n Node) string {
	if b := n.base(); b.id != nil {
		return b.id.kind
	}
	return ""
}

// Children returns the nodes that were given to a layout's constructor.
func Children(n Node) []Node { return slices.Clone(n.base().children) }

// Settings returns everything that was set on a node, oldest first. A property
// that was set twice stands twice; the last one counts.
func Settings(n Node) []Setting { return since(n.base().last, nil) }

// Same reports whether two nodes are the same block: made by one call of a
// constructor. The zero value is the same as nothing.
func Same(a, b Node) bool {
	x, y := a.base().id, b.base().id
	return x != nil && x == y
}

// Changes returns what was set on changed since declared was declared, oldest
// first: the settings that are not part of declared's own past. For a block that
// is not the same as declared, that is everything that was set.
func Changes(changed, declared Node) []Setting {
	if !Same(changed, declared) {
		return Settings(changed)
	}
	past := map[*setting]bool{}
	for s := declared.base().last; s != nil; s = s.prev {
		past[s] = true
	}
	return since(changed.base().last, past)
}

func since(last *setting, past map[*setting]bool) []Setting {
	n := 0
	for s := last; s != nil && !past[s]; s = s.prev {
		n++
	}
	list := make([]Setting, n)
	for s := last; s != nil && !past[s]; s = s.prev {
		n--
		list[n] = Setting{Name: s.name, Value: s.value, form: s.form}
	}
	return list
}

// Trigger is one event of one block, as the event methods of block types return
// it: run.Click(). The generator learns which events a block type has from the
// methods of it that return a Trigger.
type Trigger struct {
	Block Node
	Event string // Gradio's name, such as "click" or "key_up"
}

// JS is JavaScript source: one function expression, such as
// "(name) => name.trim()". A constant of this type may carry an on directive and
// is then a listener that runs in the browser alone.
type JS string
