// Package catalog is the table of built-in blocks: parameters with Go type,
// default and documentation, events with their payloads, value and wire facts.
// From it are generated the setters of runtime/ui, the TypeScript prop types and
// defaults of the page, and the reference in docs/. The reader, the checks and
// the emitter look blocks up here and nowhere else.
package catalog

import "encoding/json"

// Block describes one built-in block.
type Block struct {
	Kind     string // ours and ui.Kind's: "textbox", "tab"
	Class    string // Gradio's class, as API descriptions print it: "Textbox"
	Wire     string // components[].type: "textbox", "tabitem"
	Name     string // props.name: the class in lower case
	Go       string // constructor: "Textbox"; the type is Go+"Block"
	Doc      string // first sentence of the constructor's documentation
	Args     []Arg  // parameters of the constructor, in order
	Params   []Param
	Events   []Event
	Layout   bool            // has children
	Form     bool            // Gradio's FormComponent: consecutive ones share a form
	SkipAPI  bool            // left out of /info
	NoValue  bool            // carries no value on the wire (State's is the server's)
	Hidden   bool            // not drawn: State, Timer
	Default  json.RawMessage // value when none is set, wire form; nil: null
	ReadOnly bool            // shows values only: never interactive (Label, JSON)
	Generic  bool            // ui type has one type parameter: State
	// Schema gives the API's JSON schema and example for the component's value,
	// from its properties in wire form.
	Schema func(props map[string]json.RawMessage) Schema
}

// Schema is what /info says about a component's value.
type Schema struct {
	JSON        json.RawMessage // the type field of /info
	PythonType  string          // python_type.type
	Description string          // python_type.description
	Example     json.RawMessage // example_input
}

// Arg is a parameter of a constructor. It sets the property Param.
type Arg struct {
	Name     string // Go name
	Type     string // Go type as in package ui; "...Node" for children
	Param    string // property that it sets; "" for children
	Variadic bool
}

// Param is one parameter of Gradio's constructor.
type Param struct {
	Name    string          // Gradio's: "elem_id"
	Doc     string          // a full sentence without the leading name: "the text above the field."
	Default json.RawMessage // wire form; nil: null, which is left out of the config
	Setters []Setter        // one per Go type of a union; none if the constructor alone sets it
	Todo    string          // not done yet: the diagnostic's text; setters still exist
	NotProp bool            // not part of the component's props (value functions, every, inputs, render)
}

// Setter is one Go method that sets a parameter.
type Setter struct {
	Name    string // "ElemID", "HeightCSS"
	Args    []SetterArg
	Value   string // fixed value for a setter without arguments, as a Go expression: "true"
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

// Blocks returns all blocks in the order of the reference.
func Blocks() []*Block { return blocks }

// Param finds a parameter of a block by Gradio's name; nil when there is none.
func (b *Block) Param(name string) *Param {
	for i := range b.Params {
		if b.Params[i].Name == name {
			return &b.Params[i]
		}
	}
	return nil
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
	blocks []*Block
	byKind = map[string]*Block{}
)
