package layout

import (
	"go/types"
	"slices"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Interface holds the blocks of an interface directive: those for the parameters and
// results of a function, and buttons.
type Interface struct {
	Handler *handler.Handler
	Call    *directive.Call
	// Placed is the ui.Interface() that contains the blocks; nil for an interface with a page
	// of its own. Set are its settings.
	Placed *Block
	Set    model.Props

	Inputs, Additional, Outputs []*Block // for the parameters and results, in order
	Submit, Stop, Clear         *Block   // nil if there is none
}

// AllInputs are the blocks for the parameters.
func (i *Interface) AllInputs() []*Block { return slices.Concat(i.Inputs, i.Additional) }

// expand makes the blocks of the interface directives. It places them in the
// ui.Interface() that the directive names, or on a page of their own.
func (b *builder) expand(handlers *handler.Set) map[*directive.Call]*Interface {
	interfaces := map[*directive.Call]*Interface{}
	filled := map[*Block]*directive.Call{}
	for _, h := range handlers.List {
		for _, c := range h.Calls {
			if c.Name != "interface" || c.Broken {
				continue
			}
			i := &expansion{builder: b, Interface: Interface{Handler: h, Call: c}}
			if i.placed(filled) && i.possible() && i.choose() {
				i.arrange()
				interfaces[c] = &i.Interface
			}
		}
	}
	for _, page := range b.pages {
		page.Walk(func(blk *Block) {
			if IsInterface(blk.Entry) {
				b.unfilled(blk, handlers)
			}
		})
	}
	return interfaces
}

// unfilled turns a placed interface that no directive fills into a column. It reports the
// interface, unless a directive names it: then an error in that directive was reported.
func (b *builder) unfilled(blk *Block, handlers *handler.Set) {
	named := slices.ContainsFunc(handlers.Directives("interface"), func(c *directive.Call) bool {
		args := c.Positional()
		return len(args) > 0 && blk.Var != nil && args[0].Value.Text == blk.Var.Name()
	})
	if !named {
		b.diags.Errorf(diag.UnfilledInterface, blk.Span, "no function fills interface %s", blk.Name()).
			Fix("write //blocks:interface " + blk.Name() + " above a function")
	}
	blk.becomeColumn()
}

// expansion makes one Interface.
type expansion struct {
	*builder
	Interface
}

// placed finds the ui.Interface() that the directive names, if any.
func (x *expansion) placed(filled map[*Block]*directive.Call) bool {
	args := x.Call.Positional()
	if len(args) == 0 {
		return true
	}
	name := args[0].Value
	blk := x.names.Named(x.Handler.Home, name.Text, name.Span)
	if blk == nil {
		return false
	}
	if was := filled[blk]; was != nil {
		x.diags.Errorf(diag.BadInterface, name.Span, "two functions fill interface %s", blk.Name()).Note(was.Span, "the other directive")
		return false
	}
	if !IsInterface(blk.Entry) {
		x.diags.Errorf(diag.BadInterface, name.Span, "%s is not an interface", blk.Described()).
			Note(blk.Span, "%s is declared here", blk.Name())
		return false
	}
	filled[blk] = x.Call
	x.Placed, x.Set = blk, blk.Props
	return true
}

// possible reports handlers that cannot have an interface.
func (x *expansion) possible() bool {
	at := x.loaded.Span(x.Handler.Decl.Name)
	switch {
	case x.Handler.BrowserOnly():
		x.diags.Errorf(diag.BadInterface, at, "function %s has an empty body, so it cannot have an interface", x.Handler.Name())
		return false
	case x.Handler.Generic():
		x.diags.Errorf(diag.BadInterface, at, "function %s is generic, so the types of its parameters do not determine the blocks of an interface", x.Handler.Name())
		return false
	}
	return true
}

// choose uses the blocks that the placed interface sets, and makes the others from the
// signature.
func (x *expansion) choose() bool {
	given, extra, outs := x.nodes("inputs"), x.nodes("additional_inputs"), x.nodes("outputs")
	inputs, outputs := x.Handler.Sig.Inputs(), x.Handler.Sig.Outputs()
	if !x.enough(len(given)+len(extra), "input", len(inputs), "parameter") || !x.enough(len(outs), "output", len(outputs), "result") {
		return false
	}
	ok := true
	for i, s := range inputs {
		switch {
		case i < len(given):
			x.Inputs = append(x.Inputs, given[i])
		case i >= len(inputs)-len(extra):
			x.Additional = append(x.Additional, extra[i-(len(inputs)-len(extra))])
		default:
			blk := x.blockFor(s, parameter, s.Label())
			x.Inputs = append(x.Inputs, blk)
			ok = ok && blk != nil
		}
	}
	for i, s := range outputs {
		if i < len(outs) {
			x.Outputs = append(x.Outputs, outs[i])
			continue
		}
		name := s.Name
		if name == "" {
			if name = "output"; len(outputs) > 1 {
				name += " " + strconv.Itoa(i+1)
			}
		}
		blk := x.blockFor(s, result, name)
		x.Outputs = append(x.Outputs, blk)
		ok = ok && blk != nil
	}
	return ok
}

// enough reports a placed interface that sets more blocks than the signature needs.
func (x *expansion) enough(given int, block string, needed int, slot string) bool {
	if given <= needed {
		return true
	}
	x.diags.Errorf(diag.BadInterface, x.Placed.Span, "interface %s has %s, but %s has %s", x.Placed.Name(), diag.Count(given, block), x.Handler.Name(), diag.Count(needed, slot)).
		Note(x.loaded.Declaration(x.Handler.Obj), "%s is declared here", x.Handler.Name())
	return false
}

// nodes returns the blocks that a setting of the placed interface names.
func (x *expansion) nodes(setting string) []*Block {
	if x.Placed == nil {
		return nil
	}
	return x.names.Nodes(x.Placed.Setting(setting))
}

// role tells blocks for parameters from those for results.
type role struct {
	what   string
	setter string
	use    spec.Use
	docs   func(*handler.Handler) map[string]string
}

var (
	parameter = role{"parameter", "Inputs", spec.ForParams, func(h *handler.Handler) map[string]string { return h.ParamDocs }}
	result    = role{"result", "Outputs", spec.ForResults, func(h *handler.Handler) map[string]string { return h.ResultDocs }}
)

// blockFor makes the block for a parameter or result. If no block is registered for its
// type, it reports that and returns nil.
func (x *expansion) blockFor(s gotype.Slot, r role, name string) *Block {
	blk := forType(s.Type, r.use)
	if blk == nil {
		x.diags.Errorf(diag.BadInterface, s.Span, "there is no default block for %s %s of type %s", r.what, s.Label(), gotype.Short(s.Type, x.Handler.Home)).
			Fix("place ui.Interface()." + r.setter + "(…) with a block that accepts the type")
		return nil
	}
	if c := tree.NotUTF8(elemOf(gotype.Opt(s.Type))); c != nil {
		x.diags.Errorf(diag.BadEnum, s.Span, "the value of constant %s is not valid UTF-8, so it cannot be a choice of %s", c.Name(), s.Label()).
			Note(x.loaded.Declaration(c), "%s is declared here", c.Name())
		return nil
	}
	blk.set("label", gotype.Human(name))
	if doc := r.docs(x.Handler)[s.Name]; doc != "" && blk.Entry.Param("info") != nil {
		blk.set("info", doc)
	}
	blk.Span = s.Span
	return blk
}

// elemOf is the type of the elements of a slice; another type unchanged.
func elemOf(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// text reads a string option of the interface: the argument of the directive, or else
// the setter of the placed block.
func (x *expansion) text(name string) string {
	if a := x.Call.Arg(name); a != nil {
		text, _ := x.args.String(x.Handler.Home, a.Value)
		return text
	}
	return x.Set.Text(name)
}

// Live reports whether the function runs when an input changes, without a button.
func (i *Interface) Live() bool { return i.flag("live") }

func (i *Interface) flag(name string) bool {
	if a := i.Call.Arg(name); a != nil {
		return a.Value.Bool
	}
	return i.Set.IsTrue(name)
}
