// Package directive reads //blocks: comments. One table ([All]) defines the
// directives, what they can be attached to, and their arguments. The parser, the
// checks, the help text and docs/directives.md all use the table.
package directive

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Def describes one directive.
type Def struct {
	Name    string
	Doc     string // one sentence
	Detail  string // more, for the reference
	Example string
	Targets []Target
	// Positional describes the arguments without a name, in order. The last one can
	// be repeated if Variadic is set.
	Positional []Param
	Variadic   bool
	Params     []Param // arguments by name
	Any        *Param  // describes arguments with names that the user chooses; may be nil
	Once       bool    // whether it must not be repeated on its target
	Todo       string  // the error message if it is not supported yet
}

// Target is a kind of declaration that a directive can be attached to.
type Target string

// The targets of directives.
const (
	OnPackage Target = "a package clause"
	OnFunc    Target = "a function"
	OnConst   Target = "a constant"
)

// Param describes one argument.
type Param struct {
	Name     string
	Kind     Kind
	Words    []string // Word: the allowed values
	Doc      string   // a phrase with a full stop; starts in lower case
	Example  string   // a value
	Default  string   // "" if it need not be documented
	Min      float64  // Int, Float, Limit: the minimum
	Required bool     // only for positional arguments
	Todo     string   // the error message if it is not supported yet
}

// Kind defines how an argument is written, and which fields of its [Value] are set.
type Kind string

// The kinds of arguments. A Text is a string in quotes, or the name of a Go
// constant, variable or embedded file without quotes.
const (
	Text     Kind = "text"     // "string" or a Go name
	JS       Kind = "js"       // "a function expression" or the Go name of a ui.JS constant
	Texts    Kind = "texts"    // list of Text
	Ident    Kind = "name"     // a word, taken literally
	Word     Kind = "word"     // one of Words
	Bool     Kind = "bool"     // true or false
	Int      Kind = "int"      // Value.Int
	Float    Kind = "number"   // Value.Float
	Size     Kind = "size"     // bytes in Value.Int: 1048576, 5mb
	Limit    Kind = "limit"    // Value.Int: a number, none (0) or default (-1)
	Func     Kind = "function" // name of a Go function
	Block    Kind = "block"    // name of a block
	Blocks   Kind = "blocks"   // list of Block
	Bindings Kind = "bindings" // list of block, name:block, constant or name:constant
	Names    Kind = "names"    // list of handlers and listener ids
	Trigger  Kind = "trigger"  // block.event, Page.load, Handler.then
)

func (k Kind) list() bool { return k == Texts || k == Blocks || k == Bindings || k == Names }

// NamesBlocks reports whether values of the kind can be names of blocks.
func (k Kind) NamesBlocks() bool {
	return k == Trigger || k == Bindings || k == Block || k == Blocks
}

// Call is one directive in the source, checked against the table. Invalid arguments
// are left out.
type Call struct {
	Def    *Def
	Name   string
	Args   []Arg // in source order, those of blocks:with lines included
	File   *ast.File
	Target Target
	Node   ast.Node   // *ast.File, *ast.FuncDecl or *ast.ValueSpec
	Ident  *ast.Ident // the package's, function's or constant's name
	Span   diag.Span  // of the directive's own line, "//blocks:on …"
	// Broken is set if the directive has an error that was reported. Errors that
	// follow from it should not be reported.
	Broken bool

	line diag.Span // with its indentation and its end
}

// Arg is one argument; Name is empty for a positional one.
type Arg struct {
	Name     string
	Param    *Param
	Value    Value
	Span     diag.Span // name and value
	NameSpan diag.Span
}

// Value is the value of an argument, or one element of a list.
type Value struct {
	Text    string // without quotes
	Quoted  bool
	Key     string  // Bindings: the name before the colon, or ""
	List    []Value // the elements, for kinds that are lists
	Bool    bool
	Int     int64
	Float   float64
	Span    diag.Span // of the value, without its key
	KeySpan diag.Span
}

// Arg returns the argument with a name, or nil if it was not given.
func (c *Call) Arg(name string) *Arg {
	for i := range c.Args {
		if c.Args[i].Name == name {
			return &c.Args[i]
		}
	}
	return nil
}

// Positional returns the arguments without a name.
func (c *Call) Positional() []Arg {
	var list []Arg
	for _, a := range c.Args {
		if a.Name == "" {
			list = append(list, a)
		}
	}
	return list
}

// Lookup returns a directive's entry in the table, or nil.
func Lookup(name string) *Def {
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// All returns the table, in the order of the reference.
func All() []Def { return slices.Clone(all) }

// param returns the description of a named argument, or nil.
func (d *Def) param(name string) *Param {
	for i := range d.Params {
		if d.Params[i].Name == name {
			return &d.Params[i]
		}
	}
	return nil
}

// at returns the description of the i-th positional argument, or nil if that is one
// too many.
func (d *Def) at(i int) *Param {
	if i >= len(d.Positional) && d.Variadic {
		i = len(d.Positional) - 1
	}
	if i >= len(d.Positional) {
		return nil
	}
	return &d.Positional[i]
}

func (d *Def) paramNames() []string {
	names := make([]string, len(d.Params))
	for i, p := range d.Params {
		names[i] = p.Name
	}
	return names
}

func names() []string {
	list := make([]string, len(all))
	for i, d := range all {
		list[i] = d.Name
	}
	return list
}

// targets joins the targets: "a function or a constant".
func (d *Def) targets() string {
	list := make([]string, len(d.Targets))
	for i, t := range d.Targets {
		list[i] = string(t)
	}
	return strings.Join(list, " or ")
}
