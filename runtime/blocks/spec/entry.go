package spec

import "strings"

// Entry is the part of a block that the generator and the documentation need besides
// [Block]. The function Entry of the block's package returns it.
type Entry struct {
	*Block
	Go   string // constructor in package ui: "Textbox"; the type is Go+"Block"; "" for a block that only the generator makes
	Doc  string // what it is, a sentence without subject: "is a field for text, …"
	Args []Arg  // parameters of the constructor, in order
	// Params are the block's own parameters in the order of the reference. Those that
	// it shares (see Common) follow by themselves.
	Params []Param
	Events []Event
	// Computed adds ValueFunc, Every and Inputs: the value may be computed by a
	// function.
	Computed bool
	// HasRender adds the parameter render, which all components and layouts have.
	HasRender bool
	// Asks are the Go types for which an interface takes this block.
	Asks []Ask
	// Shapes are further Go types for the same component, which a setter of this one
	// makes: MultiDropdown is a shape of Dropdown. They have no constructor.
	Shapes []Entry
	// Of is the kind of the block that this is a shape of.
	Of string
	// Takes is the family of the values that handlers see, if it differs from Block's, as
	// that of a shape.
	Takes    *Value
	Form     bool // Gradio's FormComponent: consecutive ones share a form
	Wrapper  bool // not a component of its own: a page, an interface
	Hidden   bool // not drawn: State, Timer
	ReadOnly bool // only shows values: never interactive
	Generic  bool // its type in ui has a type parameter, and its code is handwritten: State
	// Edges are values for tests of a block that takes other values than its family does,
	// or takes them otherwise. When it is nil, the family's are tried.
	Edges []Edge
	// Role is what the generator does with the block besides placing it.
	Role Role
	// SideBySide marks a layout whose children share its width: forms in it take the
	// share of their fields.
	SideBySide bool
	// Packs lists the asset packs that a block needs for the properties that its author
	// set; late reports whether only the running program knows a property. May be nil.
	Packs func(set Props, late func(name string) bool) []string
	// Constructor is a Go expression for tests: a block with as little as possible, as
	// package ui's users write it. If it is empty, the constructor is called with samples.
	Constructor string
}

// Role is what the generator does with a block besides placing it.
type Role string

// The roles of blocks.
const (
	IsPage      Role = "page"      // one page of the app
	IsInterface Role = "interface" // the place for the blocks of an interface directive
	IsForm      Role = "form"      // a frame around fields, made by the generator
	KeepsState  Role = "state"     // keeps a Go value on the server
	Clears      Role = "clear"     // a click empties other blocks
	FillsInputs Role = "samples"   // a click fills other blocks from a sample
)

// Arg is a parameter of a constructor. It sets the property Param, as a setter
// does. A variadic one without arguments sets nothing.
type Arg struct {
	Name  string // Go name
	Type  Type
	Param string // property that it sets; "" for children
}

// Children is the parameter of a layout's constructor.
var Children = Arg{Name: "children", Type: Nodes}

// Param is one parameter of Gradio's constructor. One whose name is among the
// block's properties is a property of the component.
type Param struct {
	Name    string // Gradio's, as in the component's props: "elem_id"
	Alias   string // Gradio's other name: Examples' "examples" for the dataset's "samples"
	Doc     string // a full sentence without the leading name: "the text above the field."
	Setters []Setter
	Form    *Form
	// Default is in wire form, for a parameter that is not a property; a property's is
	// with the block.
	Default string
	// Constant marks a parameter whose argument must be constant, because the generator needs
	// it.
	Constant bool
	// Script is the suffix of the function's name in the app's module, for a parameter
	// whose text is JavaScript or a template: "template".
	Script string
	// Todo is the message of the diagnostic for a parameter that is not implemented.
	Todo string
}

// Setter is one Go method that sets a parameter. It takes one argument, or none.
type Setter struct {
	Name    string // "ElemID", "HeightCSS"
	Arg     string // name of the argument; "" for a setter without one
	Type    Type   // of the argument
	Value   string // fixed value of a setter without an argument, in wire form: `"hidden"`
	Doc     string // replaces that of the Param
	Becomes string // the block type that results, if the setter changes the shape of the value: "MultiDropdownBlock"
	Plain   bool   // the Param's Form does not apply
}

// Event is one event of a block.
type Event struct {
	Name    string // Gradio's: "key_up"; the method is KeyUp
	Doc     string // when it fires: "the user presses Enter in the field."
	Payload string // event data: "", "select", "key_up", "like", …
}

// Type is the name of the block's Go type in package ui; "" for a block that only
// the generator adds.
func (e *Entry) Type() string {
	if e.Go == "" {
		return ""
	}
	return e.Go + "Block"
}

// TakesValue is the family of the values that handlers see; nil if there is none.
func (e *Entry) TakesValue() *Value {
	if e.Takes != nil {
		return e.Takes
	}
	return e.Value
}

// Param finds a parameter by Gradio's name; nil if there is none.
func (e *Entry) Param(name string) *Param {
	for i := range e.Params {
		if p := &e.Params[i]; name != "" && (p.Name == name || p.Alias == name) {
			return p
		}
	}
	return nil
}

// IsProp reports whether a parameter is a property of the component.
func (e *Entry) IsProp(name string) bool {
	for _, p := range e.AllProps() {
		if p.Name == name {
			return true
		}
	}
	return false
}

// Default is the default of a parameter in wire form; "" if it is null.
func (e *Entry) Default(name string) string {
	for _, p := range e.AllProps() {
		if p.Name == name {
			return p.Default
		}
	}
	if p := e.Param(name); p != nil {
		return p.Default
	}
	return ""
}

// Setter finds a setter, and the parameter that it sets, by the Go name of the
// method; nil if there is none.
func (e *Entry) Setter(method string) (*Param, *Setter) {
	for i := range e.Params {
		for j := range e.Params[i].Setters {
			if e.Params[i].Setters[j].Name == method {
				return &e.Params[i], &e.Params[i].Setters[j]
			}
		}
	}
	return nil, nil
}

// Event finds an event by Gradio's name; nil if there is none.
func (e *Entry) Event(name string) *Event {
	for i := range e.Events {
		if e.Events[i].Name == name {
			return &e.Events[i]
		}
	}
	return nil
}

// FormOf is the form of a parameter for one of its setters.
func (p *Param) FormOf(s *Setter) *Form {
	if s != nil && s.Plain {
		return nil
	}
	return p.Form
}

// P describes a parameter.
func P(name, doc string, setters ...Setter) Param {
	return Param{Name: name, Doc: doc, Setters: setters}
}

// As sets the form of the parameter.
func (p Param) As(f *Form) Param {
	p.Form = f
	return p
}

// Also sets the second name of the parameter.
func (p Param) Also(alias string) Param {
	p.Alias = alias
	return p
}

// Def sets the default of a parameter that is not a property, in wire form.
func (p Param) Def(value string) Param {
	p.Default = value
	return p
}

// Const marks a parameter whose argument must be constant.
func (p Param) Const() Param {
	p.Constant = true
	return p
}

// Runs marks a parameter whose text becomes a function of the app's module.
func (p Param) Runs(suffix string) Param {
	p.Script = suffix
	p.Constant = true
	return p
}

// NotDone marks a parameter that is not implemented, with the message of the diagnostic.
func (p Param) NotDone(why string) Param {
	p.Todo = why
	return p
}

// Set describes a setter with one argument.
func Set(name, arg string, t Type) Setter { return Setter{Name: name, Arg: arg, Type: t} }

// Fixed describes a setter without an argument, which sets a value in wire form.
func Fixed(name, value, doc string) Setter { return Setter{Name: name, Value: value, Doc: doc} }

// Makes sets the block type that the setter returns, if it differs.
func (s Setter) Makes(block string) Setter {
	s.Becomes = block
	return s
}

// Says sets the documentation of a setter.
func (s Setter) Says(doc string) Setter {
	s.Doc = doc
	return s
}

// AsIs makes a setter ignore the form of the parameter.
func (s Setter) AsIs() Setter {
	s.Plain = true
	return s
}

// Method is the Go name of an event's method: key_up is KeyUp.
func (e *Event) Method() string { return Camel(e.Name) }

// Camel turns one of Gradio's names into a Go name: key_up is KeyUp.
func Camel(name string) string {
	var s strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		if part != "" {
			s.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return s.String()
}
