package listen

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// connector makes a listener run a handler. It chooses the conversions between the
// handler's types and the blocks that they are bound to.
type connector struct {
	*maker
	bound
	*Listener
	sig   *gotype.Signature // of the instance, for a generic handler
	names gotype.Unique     // of the parameters in the API
}

// reservedNames are names that clients use for parameters of their own.
func reservedNames() gotype.Unique {
	return gotype.Unique{"api_name": true, "fn_index": true, "result_callbacks": true}
}

// connect makes a listener run a handler. If types do not match the blocks, it reports
// that and returns false.
func (m *maker) connect(l *Listener, b bound) bool {
	c := &connector{maker: m, bound: b, Listener: l, sig: b.handler.Sig, names: reservedNames()}
	typeArgs, ok := c.instantiate()
	if !ok {
		return false
	}
	before := m.diags.Len()
	l.Adapter = newAdapter(b.handler, c.sig, typeArgs)
	inputs := b.inputs
	for _, s := range c.sig.Params {
		p := model.Param{Name: s.Name, Kind: s.Kind, Type: gotype.Describe(s.Type)}
		switch s.Kind {
		case model.Input, model.InOut:
			c.input(s, inputs[0], &p)
			inputs = inputs[1:]
		case model.EventData:
			p.Codec = model.Codec{Name: "JSON", Type: p.Type}
		case model.Send:
			p.Sends = c.outputs(c.sig.Sends, b.sends, true)
		}
		l.Adapter.Params = append(l.Adapter.Params, p)
	}
	l.Adapter.Results = c.outputs(c.sig.Results, b.results, c.sig.Stream != "")
	l.Fn.Generator = c.sig.Streams()
	c.returns()
	return m.diags.Len() == before
}

// newAdapter starts the function that calls a handler.
func newAdapter(h *handler.Handler, sig *gotype.Signature, typeArgs []model.Type) *model.Adapter {
	return &model.Adapter{
		Name: gotype.LowerFirst(h.Name()), Func: gotype.Ref(h.Obj), Doc: h.Doc(), TypeArgs: typeArgs, Error: sig.IsError, Stream: sig.Stream,
	}
}

// instantiate infers the type arguments of a generic handler from its bindings.
func (c *connector) instantiate() ([]model.Type, bool) {
	if !c.handler.Generic() {
		return nil, true
	}
	bound := gotype.TypeArgs{}
	learn := func(slots []gotype.Slot, bindings []binding) {
		for i, s := range slots {
			switch b := bindings[i]; {
			case b.constant.Value != nil:
				bound.Learn(s.Type, types.Default(b.constant.Type))
			case b.block != nil && b.prop == "":
				if t := b.block.GoType(); t != nil {
					bound.Learn(s.Type, t)
				}
			}
		}
	}
	learn(c.sig.Inputs(), c.inputs)
	learn(c.sig.Results, c.results)
	learn(c.sig.Sends, c.sends)
	inst, args, err := bound.Instantiate(c.handler.Func().Signature())
	if err != nil {
		c.diags.Errorf(diag.BadTypeArgument, c.loaded.Span(c.handler.Decl.Name), "type arguments of %s cannot be inferred from its blocks: %v", c.handler.Name(), err)
		return nil, false
	}
	sig, problems := c.handlers.Signatures().Read(inst, c.handler.Decl)
	c.diags.Append(&problems)
	c.sig = sig
	var described []model.Type
	for _, t := range args {
		described = append(described, gotype.Describe(t))
	}
	return described, sig != nil
}

// input chooses the conversion from a binding to a parameter.
func (c *connector) input(s gotype.Slot, b binding, p *model.Param) {
	shown := func() string {
		t := gotype.Short(s.Type, c.handler.Home)
		if s.Kind == model.InOut {
			t = "*" + t
		}
		return diag.A(t)
	}
	switch {
	case b.fields != nil:
		p.Kind = model.Fields
		if s.Kind == model.InOut {
			c.diags.Errorf(diag.BadParameter, s.Span, "parameter %s is a pointer to a struct of several blocks, which is not supported", s.Name).
				Fix("take the struct by value, and return it")
			return
		}
		p.Fields = c.fieldParams(b.fields)
	case b.constant.Value != nil:
		p.Kind = model.Const
		expr, ok := b.constant.Expr(s.Type)
		if !ok || s.Kind == model.InOut {
			c.diags.Errorf(diag.BadConstant, b.span, "constant %s does not match parameter %s, which is %s", b.constant.Value, s.Name, shown()).
				Note(s.Span, "%s is declared here", s.Name)
			return
		}
		p.Const = expr
	case b.prop != "":
		p.In, p.Prop = len(c.Inputs), b.prop
		name, ok := c.codecs.Pick(spec.JSONValue.Codecs, s.Type, gotype.Decode)
		switch want := c.propertyMisfit(s, b); {
		case !ok || s.Kind == model.InOut:
			c.diags.Errorf(diag.TypeMismatch, s.Span, "parameter %s is %s, which cannot be bound to property %s of %s", s.Label(), shown(), b.prop, b.block.Described())
			return
		case want != "":
			c.diags.Errorf(diag.TypeMismatch, s.Span, "parameter %s is %s, but property %s of %s is %s", s.Label(), shown(), b.prop, b.block.Described(), want).
				Note(b.span, "bound here")
			return
		}
		p.Codec = model.Codec{Name: name, Type: p.Type}
		c.take(Input{b.block, true}, s, c.handler.ParamDocs[s.Name])
	default:
		d := gotype.Decode
		if s.Kind == model.InOut {
			d |= gotype.Encode
			p.Out = c.give(b.block)
		}
		p.In = len(c.Inputs)
		p.Codec = c.codec(s, b.block, d)
		c.take(Input{Block: b.block}, s, c.handler.ParamDocs[s.Name])
	}
}

// fieldParams chooses the conversions from blocks to the fields of a struct.
func (c *connector) fieldParams(fields []fieldBinding) []model.Param {
	var list []model.Param
	for _, f := range fields {
		p := model.Param{Name: f.Name, Kind: model.Input, In: len(c.Inputs), Type: gotype.Describe(f.Type)}
		if f.fields != nil {
			p.Kind, p.In, p.Fields = model.Fields, 0, c.fieldParams(f.fields)
		} else {
			p.Codec = c.codec(f.Slot, f.block, gotype.Decode)
			c.take(Input{Block: f.block}, f.Slot, "")
		}
		list = append(list, p)
	}
	return list
}

// take appends an input and, where clients see it, the parameter of the API. Its default
// is the block's value, or null, which is not a value, for a ui.Opt.
func (c *connector) take(in Input, s gotype.Slot, doc string) {
	i := len(c.Inputs)
	c.Inputs = append(c.Inputs, in)
	if in.Block.Entry.SkipAPI {
		return
	}
	p := model.APIParam{Input: i, Doc: doc, Name: gotype.Snake(s.Name), HasDefault: gotype.Opt(s.Type) != s.Type}
	if s.Name == "" {
		p.Name = fmt.Sprintf("param_%d", i)
	}
	p.Name = c.names.Take(p.Name)
	if v := in.Block.Initial(); v != nil && !in.Prop {
		p.HasDefault, p.Default = true, v
	}
	c.Fn.Params = append(c.Fn.Params, p)
}

// give returns the position of a block among the outputs, and appends it if needed.
func (c *connector) give(blk *layout.Block) int {
	if i := slices.Index(c.Outputs, blk); i >= 0 {
		return i
	}
	c.Outputs = append(c.Outputs, blk)
	return len(c.Outputs) - 1
}

// write is a slot that writes a block.
type write struct {
	gotype.Slot
	block *layout.Block
	doc   string
}

// writes lists the blocks that slots write.
func writes(slots []gotype.Slot, bindings []binding, docs map[string]string) []write {
	var list []write
	for i, s := range slots {
		list = append(list, fieldWrites(bindings[i].fields)...)
		if bindings[i].block != nil {
			list = append(list, write{s, bindings[i].block, docs[s.Name]})
		}
	}
	return list
}

// fieldWrites lists the blocks that the fields of a struct write.
func fieldWrites(fields []fieldBinding) []write {
	var list []write
	for _, f := range fields {
		if f.fields != nil {
			list = append(list, fieldWrites(f.fields)...)
		} else {
			list = append(list, write{f.Slot, f.block, ""})
		}
	}
	return list
}

// returns describes the outputs for the API, each by the slot that writes it, and reports
// a block that two slots write. A result may write a block that the send function writes.
func (c *connector) returns() {
	h := c.handler
	pointers := slices.DeleteFunc(writes(c.sig.Inputs(), c.inputs, h.ParamDocs), func(w write) bool { return w.Kind != model.InOut })
	results, sends := writes(c.sig.Results, c.results, h.ResultDocs), writes(c.sig.Sends, c.sends, h.ResultDocs)
	first := map[*layout.Block]write{}
	for _, w := range slices.Concat(pointers, results) {
		if was, ok := first[w.block]; ok {
			c.diags.Errorf(diag.WrittenTwice, w.Span, "%s writes %s twice", h.Name(), w.block.Described()).
				Note(was.Span, "the other output").Note(c.at, "bound here")
		}
		first[w.block] = w
	}
	all := slices.Concat(results, sends, pointers)
	for i, blk := range c.Outputs {
		if j := slices.IndexFunc(all, func(w write) bool { return w.block == blk }); j >= 0 && !blk.Entry.SkipAPI {
			c.Fn.Returns = append(c.Fn.Returns, model.APIReturn{Output: i, Name: gotype.Snake(all[j].Name), Doc: all[j].doc})
		}
	}
}
