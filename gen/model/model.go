// Package model describes an app: plain, sorted data that marshals to JSON (blocksgen
// inspect --json). bind writes it, check reads it, emit turns it into files. Slices are in
// source or tree order. Spans are for diagnostics and inspect; nothing else depends on
// time, host or absolute paths.
package model

import (
	"encoding/json"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// App is one app: an annotated package, for which a program is generated.
type App struct {
	Name     string    // of the binary: the package's name, or the last part of its path
	Package  Package   // the annotated package
	Dir      string    // directory of the package on disk, absolute; never emitted
	Options  Options   // of the app directive
	Pages    []Page    // in source order; the one with path "" is the main page
	Blocks   []Block   // all blocks, Blocks[i].ID == i; a page is a block too
	Order    []int     // ids of the declared blocks, in the order in which the page variables refer to them
	Fns      []Fn      // listeners and API endpoints, Fns[i].ID == i
	Adapters []Adapter // one per handler and binding, in source order
	Enums    []Enum    // types whose constants are choices, sorted by type
	Scripts  []Script  // JavaScript that becomes the app's module, by name
	Packs    []Pack    `json:",omitempty"` // asset packs that it bundles, by name
}

// Package names a Go package.
type Package struct{ Path, Name string }

// Options are the arguments of the app directive, with Gradio's names.
type Options struct {
	Title, Theme, CSS, JS, Head string
	Favicon                     string // a data URL
	ShowError                   bool
	MaxSize                     int // of the queue; 0: the runtime's default
	DefaultConcurrencyLimit     int // 0: 1
	MaxFileSize                 int64
	StateSessionCapacity        int     `json:",omitempty"` // 0: the runtime's default
	SessionLinger               float64 `json:",omitempty"` // seconds; 0: the runtime's default
	Emit                        string  // "main" or "package"
	FillHeight, FillWidth       bool
	Packs                       []Pack `json:",omitempty"` // that blocks need not show a need of; "none": nothing is bundled
}

// Pack is an asset pack that the app bundles.
type Pack struct {
	Name string
	Span diag.Span // what needs it: a block, or the app directive
}

// Page is one page of the app.
type Page struct {
	Block    int    // id of the page's block
	Path     string // "" for the main page
	Name     string // in the navigation bar
	InNavbar bool
	Var      Ref // exported Go variable; zero for a page made from an interface directive
}

// Ref is a package-level Go name.
type Ref struct {
	Pkg  Package
	Name string
}

// Block is one component or layout.
type Block struct {
	ID       int
	Kind     string // as in spec.Block: "textbox", "row", "html"
	Var      string // variable of the block, "" if it has none
	Props           // those that are set
	Children []int
	Page     int       // index in Pages
	Late     []string  // properties that are computed at startup
	Custom   *Custom   // a block type of the user's own
	Span     diag.Span // where it is declared
	Type     Type      // its Go type; zero for a block that the generator adds
	Toolbar  bool      // one of another block's buttons, and not in the layout
}

// Custom describes the Go type of a user's own block.
type Custom struct {
	Class  string
	Value  Type
	Events []string
}

// Fn is one entry of the config's dependencies.
type Fn struct {
	ID                                 int
	Targets                            []Target
	Inputs                             []int
	Outputs                            []int
	Adapter                            int    // index in Adapters; -1: no Go function
	Builtin                            string // function of the runtime, "example" or "reset_state"; "" for Adapter
	BuiltinArgs                        []int  // component ids
	Group                              string // default concurrency group: the handler's name
	ListenerID                         string // id= of the directive
	APIName                            string // unique in the app
	APIVisibility                      string // public, private, undocumented
	Description                        string
	Queue                              bool
	Params                             []APIParam // one per API parameter, index-aligned with Inputs that are visible to the API
	Returns                            []APIReturn
	ConcurrencyLimit                   *int // nil: the queue's default; 0: unlimited
	ConcurrencyID                      string
	ShowProgress                       string // full, minimal, hidden
	ShowProgressOn                     []int  // nil: the outputs
	ScrollToOutput                     bool
	TriggerMode                        string
	TriggerAfter                       *int
	TriggerOnSuccess, TriggerOnFailure bool
	Cancels                            []int
	TimeLimit                          float64 // seconds; 0: none
	StreamEvery                        float64
	Generator                          bool
	EventData                          bool
	JS                                 string // source of a function to run first in the browser, "" for none
	JSOnly                             bool   // JS runs, and no Go function
	Endpoint                           bool   // of an api directive: it has no components, and the schemas are in Params and Returns
	PropInputs                         []int  // positions of inputs that are properties, not values
	Span                               diag.Span
	ArgSpans                           map[string]diag.Span // of the directive's named arguments
}

// Target is what triggers a listener.
type Target struct {
	Block int // id; -1 for chained listeners
	Event string
	Span  diag.Span
}

// APIParam documents one parameter for API, MCP and clients.
type APIParam struct {
	Name       string
	Input      int // position in Inputs
	Doc        string
	Type       Type // Go type, for endpoints without components
	HasDefault bool
	Default    json.RawMessage
}

// APIReturn documents one result.
type APIReturn struct {
	Name   string
	Output int
	Doc    string
	Type   Type
}

// Type is a Go type as it is written in source.
type Type struct {
	Kind   TypeKind `json:",omitempty"`
	Pkg    Package  // Named
	Name   string   `json:",omitempty"` // Named, Basic, TypeParam
	Args   []Type   `json:",omitempty"` // Named: type arguments; Func: parameters
	Elem   *Type    `json:",omitempty"` // Slice, Array, Map, Pointer
	Key    *Type    `json:",omitempty"` // Map
	Len    int64    `json:",omitempty"` // Array
	Fields []Field  `json:",omitempty"` // Struct
	Clones bool     `json:",omitempty"` // Named, Pointer: it has a method Clone() of its own type
	// Choices are the constants of a Named type, [[name, value], …], where a schema needs
	// them.
	Choices json.RawMessage `json:",omitempty"`
	Under   *Type           `json:",omitempty"` // Named: the underlying type where emit needs the structure (clones of State); nil inside itself
}

// Identity is the name of a type, with packages by path. It is equal for identical types.
func (t Type) Identity() string {
	switch t.Kind {
	case Named:
		s := t.Pkg.Path + "." + t.Name
		for _, a := range t.Args {
			s += "[" + a.Identity() + "]"
		}
		return s
	case Slice:
		return "[]" + t.Elem.Identity()
	case Array:
		return "[" + strconv.Itoa(int(t.Len)) + "]" + t.Elem.Identity()
	case Map:
		return "map[" + t.Key.Identity() + "]" + t.Elem.Identity()
	case Pointer:
		return "*" + t.Elem.Identity()
	case Struct:
		s := "struct{"
		for _, f := range t.Fields {
			s += f.Name + " " + f.Type.Identity() + " " + f.Tag + ";"
		}
		return s + "}"
	case Interface:
		return "any"
	default:
		return t.Name
	}
}

// TypeKind determines which fields of a Type are used.
type TypeKind string

// The kinds of Go types in a handler's signature.
const (
	Named     TypeKind = "named"
	Basic     TypeKind = "basic"
	Slice     TypeKind = "slice"
	Array     TypeKind = "array"
	Map       TypeKind = "map"
	Pointer   TypeKind = "pointer"
	Struct    TypeKind = "struct"
	Interface TypeKind = "interface"
)

// Field is one field of a struct type.
type Field struct {
	Name string
	Type Type
	Tag  string `json:",omitempty"`
}

// Enum is a type whose constants are choices.
type Enum struct {
	Type    Ref
	Choices json.RawMessage // [[name, value], …]
}

// Script is one exported function of the app's JavaScript module.
type Script struct {
	Name   string // "fn3", "html12_template"
	Source string // a function expression
	Span   diag.Span
}

// Adapter is one function of handlers.go: decode, call, encode.
type Adapter struct {
	Name     string // wanted Go name; emit makes it unique
	Func     Ref
	TypeArgs []Type
	Doc      string
	Params   []Param  // in the order of the handler's parameters
	Results  []Result // in the order of the handler's results, error left out
	Error    bool     // the last result is an error
	Stream   string   // "", "seq" (iter.Seq), "seq2" (iter.Seq2 with error)
}

// Param is one parameter of a handler.
type Param struct {
	Name   string
	Kind   ParamKind
	In     int    // position in the listener's inputs (input, inout)
	Prop   string `json:",omitempty"` // input: the property that is read, not the value
	Out    int    // position in the listener's outputs (inout)
	Codec  Codec
	Type   Type
	Fields []Param  // fields: one per struct field that is bound, Name is the field's
	Const  string   // const: a Go expression
	Sends  []Result // send: the outputs of its parameters
}

// ParamKind is the source of a parameter.
type ParamKind string

// The kinds of parameters.
const (
	Context   ParamKind = "context"
	Input     ParamKind = "input"
	InOut     ParamKind = "inout"  // pointer: read and written
	Fields    ParamKind = "fields" // struct that binds its fields
	Const     ParamKind = "const"
	Send      ParamKind = "send"
	EventData ParamKind = "eventdata"
)

// Result is one result of a handler, or one parameter of its send function.
type Result struct {
	Name   string
	Out    int // position in the listener's outputs; -1 for a struct that binds its fields
	Codec  Codec
	Type   Type
	Token  bool     // ui.Token: append instead of replace
	Change bool     // a block type: the properties that the handler sets
	Fields []Result // struct that binds its fields
}

// Codec names the functions of runtime/value that convert: Name decodes,
// "Put"+Name encodes, "Append"+Name appends.
type Codec struct {
	Name  string // "Text", "Int", …, "State", "From" (users' FromBlock and ToBlock)
	Type  Type   // the type argument
	Opt   bool   // wrapped in ui.Opt
	Via   *Codec `json:",omitempty"` // From: codec of the type that FromBlock takes and ToBlock returns
	Clone *Clone `json:",omitempty"` // State: how to copy the type
}

// Clone describes how the value of a State is copied.
type Clone struct {
	Plain  bool // assignment copies it
	Method bool // it has a Clone method
	Type   Type // else: emit writes a function that copies its structure (Under is set at all levels)
}
