// Package tree reads pages: which blocks package-level variables declare, how
// they nest, and which properties are set, from syntax and types alone.
//
// Structure must be constant, values may be late: an argument that is not constant is
// computed at startup.
package tree

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Tree holds the blocks that the package-level variables of an app's package declare.
type Tree struct {
	// Pages are the pages in source order of their variables. A page that is placed on
	// another one is a fragment, and not listed.
	Pages []*Node
	// Vars maps variables to blocks: those of the package, and those of other
	// packages that pages refer to. A block that is placed on a page has the settings
	// that it has there, whichever stage of its declaration the variable holds.
	Vars map[types.Object]*Node
	// Enums are the types that ui.Enum is used with, sorted by path and name. See
	// [EnumChoices].
	Enums []*types.Named
	// Incomplete is true if the structure of a page could not be read. Then blocks are
	// missing from the pages.
	Incomplete bool
}

// Node is one block as it is declared.
type Node struct {
	Kind     string // as in spec.Block: "textbox"
	Settings []Setting
	Children []*Node
	// Var is the variable that holds the block; nil if there is none.
	Var types.Object
	// Type is the block's Go type, such as ui.TextboxBlock or a type of the user's.
	Type     types.Type
	Pos, End token.Pos // of the constructor's call
	// Custom describes a block type of the user's own; nil for others.
	Custom *Custom
	Twice  bool // it is placed twice, which was reported
	id     *identity
	places []ast.Expr // where each child is mentioned
}

// identity is shared by all stages of one block's declaration, as in package ui.
type identity struct{ _ byte } // not empty, because values of size 0 can share an address

// Same reports whether two nodes are stages of the same block.
func (n *Node) Same(m *Node) bool { return n.id == m.id }

// Setting is one property that a setter set.
type Setting struct {
	Name   string // Gradio's name of the property
	Setter string // Go name of the setter; "" for an argument of a constructor
	// Value is the property in wire form, as runtime/ui encodes it: a block is
	// {"$block": index in Walk}, a function {"$go": true}. It is nil when Late.
	Value json.RawMessage
	Late  bool         // the value is computed at startup
	Nodes []*Node      // the blocks in the value: buttons, inputs, a timer
	Parts bool         // Nodes are placed in this block
	Func  types.Object // the value, if it is a function; nil for a function literal
	Expr  ast.Expr     // the argument; the call if there are none or several
	Pos   token.Pos    // of the setter's name
	End   token.Pos    // of the setter's call

	value  value      // source of Value, before blocks have numbers
	places []ast.Expr // where each of Nodes is mentioned
}

// Custom describes the Go type of a user's own block.
type Custom struct {
	Class  string     // the argument of NewCustom
	Value  types.Type // type argument of ui.Custom
	Events []string   // Gradio's names, sorted
}

// Setting returns the last setting of a property, which is the one that counts; nil if
// it was not set.
func (n *Node) Setting(name string) *Setting {
	for i := len(n.Settings) - 1; i >= 0; i-- {
		if n.Settings[i].Name == name {
			return &n.Settings[i]
		}
	}
	return nil
}

// Walk lists the blocks of the pages in the order of ui.Walk: a node, then the
// blocks that its settings place in it, then its children.
func Walk(t *Tree) []*Node {
	var list []*Node
	seen := map[*identity]bool{}
	var visit func(n *Node)
	visit = func(n *Node) {
		if seen[n.id] {
			return
		}
		seen[n.id] = true
		list = append(list, n)
		for _, s := range n.last() {
			if s.Parts {
				for _, part := range s.Nodes {
					visit(part)
				}
			}
		}
		for _, c := range n.Children {
			visit(c)
		}
	}
	for _, p := range t.Pages {
		visit(p)
	}
	return list
}

// last returns the last setting of each property, in source order.
func (n *Node) last() []*Setting {
	seen := map[string]bool{}
	var last []*Setting
	for i := len(n.Settings) - 1; i >= 0; i-- {
		if s := &n.Settings[i]; !seen[s.Name] {
			seen[s.Name] = true
			last = append(last, s)
		}
	}
	slices.Reverse(last)
	return last
}

// Canonical is the tree as JSON, in walk order, to compare it with that of the running
// program. A late value is {"$late": true}.
func Canonical(t *Tree) []byte {
	type node struct {
		Kind     string                     `json:"kind"`
		Settings map[string]json.RawMessage `json:"settings"`
		Children []int                      `json:"children"`
	}
	walk := Walk(t)
	index := make(map[*identity]int, len(walk))
	for i, n := range walk {
		index[n.id] = i
	}
	nodes := make([]node, len(walk))
	for i, n := range walk {
		nodes[i] = node{Kind: n.Kind, Settings: map[string]json.RawMessage{}, Children: []int{}}
		for _, s := range n.last() {
			nodes[i].Settings[s.Name] = s.Value
			if s.Late {
				nodes[i].Settings[s.Name] = json.RawMessage(`{"$late":true}`)
			}
		}
		for _, c := range n.Children {
			nodes[i].Children = append(nodes[i].Children, index[c.id])
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(nodes); err != nil {
		panic(err) // cannot happen: the maps contain JSON
	}
	return b.Bytes()
}
