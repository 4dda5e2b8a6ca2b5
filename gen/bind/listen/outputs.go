package listen

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// streamTokens is how to fix a ui.Token that is not streamed.
const streamTokens = "return iter.Seq[ui.Token], or a string"

// outputs chooses the conversions of results, or of the parameters of a send function, to
// the blocks that they are bound to. streams tells whether the handler streams them.
func (c *connector) outputs(slots []gotype.Slot, bindings []binding, streams bool) []model.Result {
	var list []model.Result
	for i, s := range slots {
		b := bindings[i]
		if b.block == nil && b.fields == nil {
			c.diags.Errorf(diag.UnknownBlock, b.span, "an output must be a block, not a constant")
			continue
		}
		if b.prop != "" {
			c.diags.Errorf(diag.UnknownProperty, b.span, "an output must be a block, not a property").
				Fix("to change a property, return a block: " + b.block.TypeName() + "{}." + gotype.UpperFirst(b.prop) + "(…)")
			continue
		}
		if b.fields == nil {
			list = append(list, c.output(s, b.block, streams))
			continue
		}
		list = append(list, c.structOutput(s, b.fields))
	}
	return list
}

// structOutput chooses the conversions of the fields of a struct.
func (c *connector) structOutput(s gotype.Slot, fields []fieldBinding) model.Result {
	r := model.Result{Name: s.Name, Type: gotype.Describe(s.Type), Out: -1}
	for _, f := range fields {
		if f.fields != nil {
			r.Fields = append(r.Fields, c.structOutput(f.Slot, f.fields))
		} else {
			r.Fields = append(r.Fields, c.output(f.Slot, f.block, false))
		}
	}
	return r
}

func (c *connector) output(s gotype.Slot, blk *layout.Block, streams bool) model.Result {
	r := model.Result{Name: s.Name, Type: gotype.Describe(s.Type), Out: c.give(blk)}
	switch {
	case gotype.Is(s.Type, source.UIPath, "Token"):
		r.Token = true
		var ok bool
		if v := blk.Value(); v != nil {
			r.Codec.Name, ok = c.codecs.Pick(v.Codecs, s.Type, gotype.AppendText)
		}
		if !ok {
			c.mismatch(s, blk, "does not support appending")
		}
		if !streams {
			c.diags.Errorf(diag.BadResult, s.Span, "result %s is one ui.Token, but tokens must be streamed", s.Label()).Fix(streamTokens)
		}
		r.Codec.Type = r.Type
	case gotype.IsBlock(s.Type):
		r.Change = true
		switch {
		case blk.Wrapper():
			c.mismatch(s, blk, "cannot be changed by a handler; change the blocks in it")
		case !blk.Accepts(s.Type):
			c.mismatch(s, blk, "is "+diag.A(blk.TypeName()))
		}
	default:
		r.Codec = c.codec(s, blk, gotype.Encode)
	}
	return r
}

// codec chooses the conversion between a block's value and a slot's type, and reports a
// type that does not match.
func (c *connector) codec(s gotype.Slot, blk *layout.Block, d gotype.Direction) model.Codec {
	if layout.IsState(blk.Entry) {
		return c.stateCodec(s, blk)
	}
	t := gotype.Opt(s.Type)
	v := blk.Value()
	switch {
	case v == nil:
		c.mismatch(s, blk, "has no value")
		return model.Codec{}
	case blk.Custom != nil && !types.Identical(blk.Custom.Value, t):
		c.mismatch(s, blk, "has a value of type "+gotype.Short(blk.Custom.Value, c.handler.Home))
		return model.Codec{}
	}
	codec, why := c.codecs.Choose(v.Codecs, s.Type, d)
	if converted, ok := gotype.Converted(t, d); ok {
		t = converted
	}
	if why == "" {
		why = blk.Misfit(t)
	}
	if why == "" && codec.Name == "JSON" {
		why = c.notJSON(s.Type, d)
	}
	if why != "" {
		c.mismatch(s, blk, why)
	}
	return codec
}

// stateCodec is the codec of a State, whose value is copied and never encoded.
func (c *connector) stateCodec(s gotype.Slot, blk *layout.Block) model.Codec {
	if t := blk.GoType(); t == nil || !types.Identical(t, s.Type) {
		why := "has a value of another type"
		if t != nil {
			why = "has a value of type " + gotype.Short(t, c.handler.Home)
		}
		c.mismatch(s, blk, why)
		return model.Codec{}
	}
	clone, why := c.copier.Clone(s.Type)
	if why != "" {
		shown := gotype.Short(s.Type, c.handler.Home)
		c.diags.Errorf(diag.BadState, blk.Span, "the value of State %s cannot be copied: %s", blk.Name(), why).
			Note(s.Span, "used here").
			Fix("give " + shown + " a method Clone() " + shown)
		return model.Codec{}
	}
	return model.Codec{Name: "State", Type: gotype.Describe(s.Type), Clone: clone}
}

// mismatch reports a slot whose type does not match its block. why describes the block:
// "has numeric choices".
func (c *connector) mismatch(s gotype.Slot, blk *layout.Block, why string) {
	d := c.diags.Errorf(diag.TypeMismatch, s.Span, "%s %s is %s, but %s %s", s.What(), s.Label(), diag.A(gotype.Short(s.Type, c.handler.Home)), blk.Described(), why)
	if blk.Span.IsValid() {
		d.Note(blk.Span, "%s is declared here", blk.Name())
	}
	c.correctType(d, s, blk)
	if s.Kind == "" && changes(s.Type) && !blk.Wrapper() {
		d.Fix("to change properties, return " + blk.TypeName())
	}
}

// changes reports whether the type of a result is one with which other libraries change the
// properties of a component.
func changes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Map, *types.Interface:
		return true
	case *types.Pointer:
		return gotype.IsBlock(u.Elem())
	}
	return false
}
