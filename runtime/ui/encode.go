package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Nodes is a setting's value: blocks that the block refers to, such as the inputs
// of a value's function. They stand elsewhere in the page.
type Nodes []Node

// Parts is a setting's value: blocks and other things that stand in the block, such
// as the buttons of its toolbar.
type Parts []any

// opaque is a setting's value that only the running program has: a function, or the
// initial value of a State.
type opaque struct{ value any }

// Func returns the function that a setting holds, such as the one of ValueFunc; nil
// when it holds none.
func (s Setting) Func() any {
	if o, ok := s.Value.(opaque); ok {
		return o.value
	}
	return nil
}

// Walk lists the blocks of some pages in the order in which they stand: a node,
// then the blocks that stand in its settings (the buttons of its toolbar, the inputs
// of an Interface; a setting counts once, where it was set last), then its children.
// A block that stands in several places is listed at the first.
func Walk(pages ...Node) []Node {
	var list []Node
	seen := map[*identity]bool{}
	var visit func(n Node)
	visit = func(n Node) {
		if n == nil {
			return
		}
		b := n.base()
		if b.id != nil && seen[b.id] {
			return
		}
		seen[b.id] = true
		list = append(list, n)
		for _, s := range lastSettings(n) {
			if parts, ok := s.Value.(Parts); ok {
				for _, p := range parts {
					if part, ok := p.(Node); ok {
						visit(part)
					}
				}
			}
		}
		for _, c := range b.children {
			visit(c)
		}
	}
	for _, p := range pages {
		visit(p)
	}
	return list
}

// lastSettings returns the settings that count, in the order in which they were
// made: the last one of each name.
func lastSettings(n Node) []Setting {
	all := Settings(n)
	seen := map[string]bool{}
	last := make([]Setting, 0, len(all))
	for _, s := range slices.Backward(all) {
		if !seen[s.Name] {
			seen[s.Name] = true
			last = append(last, s)
		}
	}
	slices.Reverse(last)
	return last
}

// Index returns a function that gives the position of a block in a list such as
// [Walk] returns, whatever was set on it since; -1 when it is not there.
func Index(nodes []Node) func(Node) int {
	at := make(map[*identity]int, len(nodes))
	for i, n := range nodes {
		if id := n.base().id; id != nil {
			if _, known := at[id]; !known {
				at[id] = i
			}
		}
	}
	return func(n Node) int {
		if i, ok := at[n.base().id]; ok {
			return i
		}
		return -1
	}
}

// Encoder turns settings into the wire form of properties. The zero Encoder does
// for values that name neither blocks nor constants.
//
// A block in a setting is written as {"$block": index}, a function or the initial
// value of a State as {"$go": true}: the generator writes the same for what it read
// from the source, so that the two can be compared.
type Encoder struct {
	// Index gives the number of a block; see [Index]. Negative: unknown, an error.
	Index func(Node) int
	// Enum gives the choices of a type, [[name, value], …], for its [EnumOf]. When
	// it is nil, the EnumOf is written as ["", {"$enum": type}].
	Enum func(typ string) (json.RawMessage, bool)
}

// Props encodes what was set on a node, by Gradio's names; of a property that was
// set twice, the last value.
func (e Encoder) Props(n Node) (map[string]json.RawMessage, error) {
	return e.Settings(Settings(n))
}

// Settings encodes settings such as [Changes] returns.
func (e Encoder) Settings(settings []Setting) (map[string]json.RawMessage, error) {
	props := make(map[string]json.RawMessage, len(settings))
	for _, s := range settings {
		v, err := e.Setting(s)
		if err != nil {
			return nil, err
		}
		props[s.Name] = v
	}
	return props, nil
}

// Setting encodes one setting as the property.
func (e Encoder) Setting(s Setting) (json.RawMessage, error) {
	v, err := e.Value(s.Value)
	if err == nil {
		v, err = s.form.Convert(v)
	}
	if err != nil {
		return nil, fmt.Errorf("property %s: %w", s.Name, err)
	}
	return v, nil
}

// Value encodes the argument of a setter.
func (e Encoder) Value(v any) (json.RawMessage, error) {
	switch v := v.(type) {
	case opaque:
		return json.RawMessage(`{"$go":true}`), nil
	case Node:
		return e.block(v)
	case Nodes:
		return encodeList(e, v)
	case Parts:
		return encodeList(e, v)
	case ChoiceList:
		return e.choices(v)
	}
	return spec.Encode(v)
}

func (e Encoder) block(n Node) (json.RawMessage, error) {
	if e.Index == nil {
		return nil, errors.New("a block cannot be a value here")
	}
	i := e.Index(n)
	if i < 0 {
		return nil, fmt.Errorf("the block of kind %q stands nowhere in the pages", Kind(n))
	}
	return fmt.Appendf(nil, `{"$block":%d}`, i), nil
}

// choices encodes a list of choices, in which the choices of a type take the place
// of its EnumOf.
func (e Encoder) choices(list ChoiceList) (json.RawMessage, error) {
	pairs := make([]json.RawMessage, 0, len(list))
	for _, c := range list {
		enum, ok := c.Value.(EnumOf)
		if !ok || e.Enum == nil {
			pair, err := c.MarshalJSON()
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, pair)
			continue
		}
		constants, ok := e.Enum(enum.Type)
		if !ok {
			return nil, fmt.Errorf("the constants of %s are not known: no page declares it as choices", enum.Type)
		}
		var more []json.RawMessage
		if err := json.Unmarshal(constants, &more); err != nil {
			return nil, fmt.Errorf("the constants of %s: %w", enum.Type, err)
		}
		pairs = append(pairs, more...)
	}
	return spec.Encode(pairs)
}

func encodeList[T any](e Encoder, list []T) (json.RawMessage, error) {
	items := make([]json.RawMessage, 0, len(list))
	for _, v := range list {
		item, err := e.Value(v)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return spec.Encode(items)
}

// copied protects a block from a caller who changes a slice after giving it to a
// setter. It is never nil, so that it is written as [].
func copied[S ~[]T, T any](list S) S { return append(make(S, 0, len(list)), list...) }

// parts collects what stands in a block.
func parts[T any](items []T) Parts {
	list := make(Parts, len(items))
	for i, item := range items {
		list[i] = item
	}
	return list
}

// copiedMap does for a map what copied does for a slice.
func copiedMap[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m))
	maps.Copy(c, m)
	return c
}
