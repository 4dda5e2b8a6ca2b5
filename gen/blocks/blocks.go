// Package blocks lists the built-in blocks, which the packages below runtime/blocks
// describe. Each has a generated file here that adds it, so two changes that each add a
// block do not change a common file.
package blocks

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

//go:generate go run ./list -root ../..

// entries are the functions that the generated files add.
var entries []func() spec.Entry

func add(e func() spec.Entry) { entries = append(entries, e) }

// table is every block, by its names.
type table struct {
	all    []*spec.Entry // by kind; a shape follows the block that it is a shape of
	byKind map[string]*spec.Entry
	byType map[string]*spec.Entry
}

var read = sync.OnceValue(func() *table {
	t := &table{byKind: map[string]*spec.Entry{}, byType: map[string]*spec.Entry{}}
	for _, entry := range entries {
		e := entry().Complete()
		t.add(&e)
		for i := range e.Shapes {
			t.add(&e.Shapes[i])
		}
	}
	slices.SortStableFunc(t.all, func(a, b *spec.Entry) int { return cmp.Compare(a.Kind, b.Kind) })
	return t
})

func (t *table) add(e *spec.Entry) {
	t.all = append(t.all, e)
	if e.Of == "" {
		t.byKind[e.Kind] = e
	}
	if e.Type() != "" {
		t.byType[e.Type()] = e
	}
}

// All returns all blocks by kind. A shape follows the block that it is a shape of.
func All() []*spec.Entry { return slices.Clone(read().all) }

// Lookup finds a block by kind; nil when there is none.
func Lookup(kind string) *spec.Entry { return read().byKind[kind] }

// LookupType finds a block by the name of its Go type in package ui, such as
// "TextboxBlock"; nil when there is none.
func LookupType(name string) *spec.Entry { return read().byType[name] }

// LookupFunc finds a block by the name of its constructor in package ui, such as
// "Textbox"; nil when there is none.
func LookupFunc(name string) *spec.Entry {
	if e := read().byType[name+"Block"]; e != nil && e.Of == "" {
		return e
	}
	return nil
}

// Elements lists the blocks that have their own element in the page: all except pages,
// interfaces, and those that use the element of another block, such as ClearButton.
func Elements() []*spec.Entry {
	return slices.DeleteFunc(All(), func(e *spec.Entry) bool {
		other := Lookup(e.Wire)
		return e.Wire == "" || e.Of != "" || other != nil && other.Kind != e.Kind
	})
}

// Payload reports whether any block's event carries event data of that name.
func Payload(name string) bool {
	return name != "" && slices.ContainsFunc(read().all, func(e *spec.Entry) bool {
		return slices.ContainsFunc(e.Events, func(ev spec.Event) bool { return ev.Payload == name })
	})
}

// CodecPackages lists the packages of blocks, by name below runtime/blocks, that have
// codecs of their own.
func CodecPackages() []string {
	var names []string
	for _, e := range read().all {
		if v := e.TakesValue(); v != nil {
			for _, codec := range v.Codecs {
				if pkg, _, own := strings.Cut(codec, "."); own && !slices.Contains(names, pkg) {
					names = append(names, pkg)
				}
			}
		}
	}
	return names
}

// Enums returns the named string types of package ui, by name, each with the kind of
// the block that uses it; "" for shared ones.
func Enums() map[*spec.Enum]string {
	owners := map[*spec.Enum]string{}
	for _, e := range spec.SharedEnums() {
		owners[e] = ""
	}
	for _, b := range read().all {
		for _, p := range b.Params {
			for _, s := range p.Setters {
				if e := s.Type.Enum; e != nil && !e.Shared {
					owners[e] = b.Kind
				}
			}
		}
	}
	return owners
}
