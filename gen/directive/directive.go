// Package directive reads //blocks: comments. One table ([All]) says which
// directives exist, where they may stand and which arguments they take; the
// scanner, the checks, the help text and docs/directives.md all follow it.
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
	// Positional describes the arguments without a name, in order; the last may
	// repeat if Variadic.
	Positional []Param
	Variadic   bool
	Params     []Param // arguments by name
	Any        *Param  // what an argument of any other name is: the names are the user's
	Once       bool    // at most once on its target
	Todo       string  // not there yet: the text of the diagnostic
}

// Target is what a directive may stand on.
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
	Words    []string // Word: what may be written
	Doc      string   // a full sentence without the leading name
	Example  string   // a value
	Default  string   // "" when there is none worth saying
	Min      float64  // Int, Float, Limit: the least value
	Required bool     // positional: must be there
	Todo     string   // not there yet: the text of the diagnostic
}

// Kind says how an argument is written, and what of its [Value] counts.
type Kind string

// The kinds of arguments. Where Text is expected, a quoted word is the text and a
// bare one names a Go constant, variable or embedded file.
const (
	Text     Kind = "text"     // "text" or a Go name
	JS       Kind = "js"       // "a function expression" or the Go name of a ui.JS constant
	Texts    Kind = "texts"    // list of Text
	Ident    Kind = "name"     // a word, taken as it is
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

// Call is one directive as it was written, checked against the table. Arguments
// that were refused are left out.
type Call struct {
	Def    *Def
	Name   string
	Args   []Arg // in source order, those of blocks:with lines included
	File   *ast.File
	Target Target
	Node   ast.Node   // *ast.File, *ast.FuncDecl or *ast.ValueSpec
	Ident  *ast.Ident // the package's, function's or constant's name
	Span   diag.Span  // of the directive's own line, "//blocks:on …"
	// Broken says that the directive has an error of its own, so that nothing is
	// blamed on what it lacks.
	Broken bool
}

// Arg is one argument; Name is empty for a positional one.
type Arg struct {
	Name     string
	Param    *Param
	Value    Value
	Span     diag.Span // name and value
	NameSpan diag.Span
}

// Value is the value of an argument, or an element of one that is a list.
type Value struct {
	Text    string // without quotes
	Quoted  bool
	Key     string  // Bindings: the name before the colon, "" if none
	List    []Value // kinds that are lists: the elements
	Bool    bool
	Int     int64
	Float   float64
	Span    diag.Span // of the value, without its key
	KeySpan diag.Span
}

// Arg returns the argument of a name, nil when it was not given.
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

// Lookup finds a directive in the table, nil when there is none.
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

// param finds a named argument, nil when there is none.
func (d *Def) param(name string) *Param {
	for i := range d.Params {
		if d.Params[i].Name == name {
			return &d.Params[i]
		}
	}
	return nil
}

// at returns the description of the i-th positional argument, nil when that is
// one too many.
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

// targets joins targets as prose: "a function or a constant".
func (d *Def) targets() string {
	list := make([]string, len(d.Targets))
	for i, t := range d.Targets {
		list[i] = string(t)
	}
	return strings.Join(list, " or ")
}
