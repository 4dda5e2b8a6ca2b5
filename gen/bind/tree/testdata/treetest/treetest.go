// Package treetest holds the two readings of a page together: the tree that was
// read from the source, and the one that the program makes when it runs.
package treetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Compare fails the test unless a tree that was read is what the page variables
// of the running program are. Late values are compared in that there is one.
func Compare(t testing.TB, read *tree.Tree, pages ...ui.Node) {
	t.Helper()
	got, err := evaluate(read, pages)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(got), string(tree.Canonical(read))); d != "" {
		t.Errorf("the tree that was read differs from the one that runs (-runs +read):\n%s", d)
	}
}

// evaluate writes the running program's tree as tree.Canonical writes one.
func evaluate(read *tree.Tree, pages []ui.Node) ([]byte, error) {
	enums := map[string]json.RawMessage{}
	for _, e := range read.Enums {
		enums[e.Obj().Pkg().Path()+"."+e.Obj().Name()] = tree.EnumChoices(e)
	}
	walk, static := ui.Walk(pages...), tree.Walk(read)
	index := ui.Index(walk)
	encoder := ui.Encoder{Index: index, Enum: func(typ string) (json.RawMessage, bool) {
		choices, ok := enums[typ]
		return choices, ok
	}}
	type node struct {
		Kind     string                     `json:"kind"`
		Settings map[string]json.RawMessage `json:"settings"`
		Children []int                      `json:"children"`
	}
	nodes := make([]node, len(walk))
	for i, n := range walk {
		props, err := encoder.Props(n)
		if err != nil {
			return nil, fmt.Errorf("block %d of kind %s: %w", i, ui.Kind(n), err)
		}
		if i < len(static) {
			for name := range props {
				if s := static[i].Setting(name); s != nil && s.Late {
					props[name] = json.RawMessage(`{"$late":true}`)
				}
			}
		}
		nodes[i] = node{Kind: ui.Kind(n), Settings: props, Children: []int{}}
		for _, c := range ui.Children(n) {
			nodes[i].Children = append(nodes[i].Children, index(c))
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(nodes)
	return b.Bytes(), err
}
