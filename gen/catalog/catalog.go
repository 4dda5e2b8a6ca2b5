// Package catalog is the table of built-in blocks: parameters with Go type,
// default and documentation, events with their payloads, value and wire facts.
// From it are generated the setters of runtime/ui, the TypeScript prop types and
// defaults of the page, and the reference in docs/. The reader, the checks and
// the emitter look blocks up here and nowhere else.
package catalog

import (
	"encoding/json"
	"slices"
	"strings"
)

// Block describes one built-in block.
type Block struct {
	Kind     string // ours and ui.Kind's: "textbox", "tab"
	Class    string // Gradio's class, as API descriptions print it: "Textbox"
	Wire     string // components[].type: "textbox", "tabitem"
	Name     string // props.name: the class in lower case
	Go       string // constructor: "Textbox"; the type is Go+"Block"; "" for the implicit Form
	Of       string // kind whose setter makes this shape of it: MultiDropdown's is "dropdown"; it has no constructor
	Doc      string // what it is, a sentence without subject: "is a field for text, …"
	Args     []Arg  // parameters of the constructor, in order
	Params   []Param
	Events   []Event
	Layout   bool // has children
	Form     bool // Gradio's FormComponent: consecutive ones share a form
	SkipAPI  bool // left out of /info
	NoValue  bool // carries no value on the wire (State's is the server's)
	Wrapper  bool // no component of its own: Page, Interface
	Hidden   bool // not drawn: State, Timer
	ReadOnly bool // shows values only: never interactive (Label, JSON)
	Generic  bool // ui type has one type parameter, its code is handwritten: State
	// Derive adds the properties that follow from others (a slider's step and
	// value) to props, which holds what was set and the defaults. May be nil.
	Derive func(props map[string]json.RawMessage)
	// Schema gives the API's JSON schema and example for the component's value,
	// from its properties in wire form.
	Schema func(props map[string]json.RawMessage) Schema
}

// Schema is what /info says about a component's value.
type Schema struct {
	JSON        json.RawMessage // the type field of /info
	PythonType  string          // python_type.type
	Description string          // python_type.description of a return; a parameter's is empty
	Example     json.RawMessage // example_input
}

// Arg is a parameter of a constructor. It sets the property Param, as a setter
// would; a variadic one that is given nothing sets nothing.
type Arg struct {
	Name  string // Go name
	Type  string // Go type as in package ui, "...string" for variadic; "...Node" without Param: children
	Param string // property that it sets; "" for children
}

// Variadic reports whether the argument takes any number of values.
func (a Arg) Variadic() bool { return strings.HasPrefix(a.Type, "...") }

// Param is one parameter of Gradio's constructor.
type Param struct {
	Name    string          // Gradio's, as in the component's props: "elem_id"
	Alias   string          // Gradio's other name: Examples' "examples" for the dataset's "samples"
	Doc     string          // a full sentence without the leading name: "the text above the field."
	Default json.RawMessage // wire form; nil: null, which is left out of the config
	Setters []Setter        // one per Go type of a union; none if the constructor alone sets it
	Todo    string          // not done yet: the diagnostic's text; setters still exist
	NotProp bool            // not part of the component's props (value functions, every, inputs, render)
	Form    Form            // how an argument becomes the property
}

// Form says how the argument of a setter becomes the property in wire form.
type Form string

// The forms of a property.
const (
	Plain  Form = ""       // as encoding/json writes it
	Dedent Form = "dedent" // a text, with its indentation removed: see [Dedented]
	Pairs  Form = "pairs"  // choices: [[name, value], …]; a string is name and value at once
	Labels Form = "labels" // Label's value: a text or number is {label, confidences: null}, scores are sorted
	Refs   Form = "refs"   // blocks in it are {"$block": index}, whatever else is plain
	Parts  Form = "parts"  // as Refs, and the blocks stand in this block
	Opaque Form = "opaque" // {"$go": true}: a value that only the running program has
)

// Setter is one Go method that sets a parameter.
type Setter struct {
	Name    string // "ElemID", "HeightCSS"
	Args    []SetterArg
	Value   string // fixed value of a setter without arguments, in wire form: `"hidden"`
	Doc     string // replaces the Param's when the setter needs its own
	Becomes string // the block type that results, when the setter changes the value's shape: "MultiDropdownBlock"
}

// SetterArg is one parameter of a setter.
type SetterArg struct {
	Name, Type string // Go, as in package ui; "...string" for variadic
}

// Event is one event of a block.
type Event struct {
	Name    string // Gradio's: "key_up"; the method is KeyUp
	Doc     string // when it fires: "the user presses Enter in the field."
	Payload string // event data: "", "select", "key_up", "like", …
}

// Lookup finds a block by kind; nil when there is none.
func Lookup(kind string) *Block { return byKind[kind] }

// LookupType finds a block by the name of its Go type in package ui, such as
// "TextboxBlock"; nil when there is none.
func LookupType(name string) *Block { return byType[name] }

// LookupFunc finds a block by the name of its constructor in package ui, such as
// "Textbox"; nil when there is none.
func LookupFunc(name string) *Block {
	if b := byType[name+"Block"]; b != nil && b.Of == "" {
		return b
	}
	return nil
}

// Blocks returns all blocks in the order of the reference.
func Blocks() []*Block { return slices.Clone(blocks) }

// Type is the name of the block's Go type in package ui; "" for the implicit Form.
func (b *Block) Type() string {
	if b.Go == "" {
		return ""
	}
	return b.Go + "Block"
}

// Param finds a parameter of a block by Gradio's name; nil when there is none.
func (b *Block) Param(name string) *Param {
	for i := range b.Params {
		if p := &b.Params[i]; p.Name == name || p.Alias == name && name != "" {
			return p
		}
	}
	return nil
}

// Setter finds a setter of a block, and the parameter that it sets, by the Go
// name of the method; nil when there is none.
func (b *Block) Setter(method string) (*Param, *Setter) {
	for i := range b.Params {
		for j := range b.Params[i].Setters {
			if b.Params[i].Setters[j].Name == method {
				return &b.Params[i], &b.Params[i].Setters[j]
			}
		}
	}
	return nil, nil
}

// Event finds an event of a block by Gradio's name; nil when there is none.
func (b *Block) Event(name string) *Event {
	for i := range b.Events {
		if b.Events[i].Name == name {
			return &b.Events[i]
		}
	}
	return nil
}

var (
	blocks = slices.Concat(texts, numbers, choices, buttonBlocks, displays, invisibles, layouts, wrappers)
	byKind = index(func(b *Block) string { return b.Kind })
	byType = index(func(b *Block) string { return b.Type() })
)

// index maps the blocks by a name of theirs. The first of a name stays: a shape
// comes after the block that it is a shape of.
func index(name func(*Block) string) map[string]*Block {
	m := map[string]*Block{}
	for _, b := range blocks {
		if name(b) != "" && m[name(b)] == nil {
			m[name(b)] = b
		}
	}
	return m
}

// Payload reports whether any block's event carries event data of that name.
func Payload(name string) bool {
	return name != "" && slices.ContainsFunc(blocks, func(b *Block) bool {
		return slices.ContainsFunc(b.Events, func(e Event) bool { return e.Payload == name })
	})
}
