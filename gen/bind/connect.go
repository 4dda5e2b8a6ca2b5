package bind

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// connection is a handler's signature bound to blocks, as the adapter and the
// listener need it.
type connection struct {
	adapter model.Adapter
	inputs  []input
	outputs []*block
	params  []model.APIParam
	returns []model.APIReturn
}

type input struct {
	block *block
	prop  bool
}

// output gives the position of a block among the outputs.
func (c *connection) output(blk *block) int {
	if i := slices.Index(c.outputs, blk); i >= 0 {
		return i
	}
	c.outputs = append(c.outputs, blk)
	return len(c.outputs) - 1
}

// connect chooses the conversions between a handler's types and its blocks.
// Wires are given for the slots in order: ins for sig.inputs(), outs for
// sig.results, sends for sig.sends. nil when something was reported.
func (b *binder) connect(h *handler, ins, outs, sends []wire, call diag.Span) *connection {
	sig, targs, ok := b.instantiate(h, ins, outs, sends)
	if !ok {
		return nil
	}
	c := &connection{adapter: model.Adapter{Name: lowerFirst(h.goName()), Func: modelRef(h.obj), Doc: h.doc(), TypeArgs: targs, Error: sig.isError, Stream: sig.stream}}
	names := unique{"api_name": true, "fn_index": true, "result_callbacks": true}
	before := b.diags.Len()
	next := 0
	for _, s := range sig.params {
		p := model.Param{Name: s.name, Kind: s.kind, Type: modelType(s.typ)}
		switch s.kind {
		case model.Input, model.InOut:
			b.connectInput(h, c, s, ins[next], &p, names, call)
			next++
		case model.EventData:
			p.Codec = model.Codec{Name: "JSON", Type: p.Type}
		case model.Send:
			p.Sends = b.connectOutputs(h, c, sig.sends, sends, true, call)
		}
		c.adapter.Params = append(c.adapter.Params, p)
	}
	c.adapter.Results = b.connectOutputs(h, c, sig.results, outs, sig.stream != "", call)
	b.writtenTwice(h, sig, ins, outs, call)
	if b.diags.Len() > before {
		return nil
	}
	for i, blk := range c.outputs {
		if !blk.entry.SkipAPI {
			r := model.APIReturn{Output: i}
			r.Name, r.Doc = b.returnDoc(h, sig, blk, ins, outs, sends)
			c.returns = append(c.returns, r)
		}
	}
	return c
}

// returnDoc names and documents an output for the API: by the result that goes
// there.
func (b *binder) returnDoc(h *handler, sig *signature, blk *block, ins, outs, sends []wire) (name, doc string) {
	for i, w := range outs {
		if w.block == blk {
			return snake(sig.results[i].name), h.results[sig.results[i].name]
		}
		for _, f := range w.fields {
			if f.block == blk {
				return snake(f.name), ""
			}
		}
	}
	for i, w := range sends {
		if w.block == blk {
			return snake(sig.sends[i].name), h.results[sig.sends[i].name]
		}
	}
	for i, s := range sig.inputs() {
		if s.kind == model.InOut && ins[i].block == blk {
			return snake(s.name), h.params[s.name]
		}
	}
	return "", ""
}

func (b *binder) connectInput(h *handler, c *connection, s slot, w wire, p *model.Param, names unique, call diag.Span) {
	switch {
	case w.fields != nil:
		p.Kind = model.Fields
		if s.kind == model.InOut {
			b.diags.Errorf(diag.BadParameter, s.span, "parameter %s is a pointer to a struct that stands for several blocks; read it by value and return the struct", s.name)
			return
		}
		for _, f := range w.fields {
			fp := model.Param{Name: f.name, Kind: model.Input, In: len(c.inputs), Type: modelType(f.typ)}
			fp.Codec, _ = b.codec(h, f.slot, f.block, decode, call)
			b.take(h, c, f.block, false, f.name, "", names)
			p.Fields = append(p.Fields, fp)
		}
	case w.value != nil:
		p.Kind = model.Const
		expr, ok := constantFor(w.thing, s.typ)
		if !ok || s.kind == model.InOut {
			b.diags.Errorf(diag.BadConstant, w.span, "%s does not fit parameter %s, which is %s", w.value, s.name, article(shortType(s.typ, h.home))).
				Note(s.span, "%s is declared here", s.name)
			return
		}
		p.Const = expr
	case w.prop != "":
		p.In, p.Prop = len(c.inputs), w.prop
		name, ok := b.codecs.pick("Property", s.typ, decode)
		if !ok || s.kind == model.InOut {
			b.diags.Errorf(diag.TypeMismatch, s.span, "parameter %s is %s, which a property cannot be read into", s.name, article(shortType(s.typ, h.home)))
			return
		}
		p.Codec = model.Codec{Name: name, Type: p.Type}
		b.take(h, c, w.block, true, s.name, h.params[s.name], names)
	default:
		d := decode
		if s.kind == model.InOut {
			d |= encode
			p.Out = c.output(w.block)
		}
		p.In = len(c.inputs)
		p.Codec, _ = b.codec(h, s, w.block, d, call)
		b.take(h, c, w.block, false, s.name, h.params[s.name], names)
	}
}

// take appends an input and, where clients see it, the parameter of the API.
func (b *binder) take(h *handler, c *connection, blk *block, prop bool, name, doc string, names unique) {
	pos := len(c.inputs)
	c.inputs = append(c.inputs, input{block: blk, prop: prop})
	if blk.entry.SkipAPI {
		return
	}
	p := model.APIParam{Input: pos, Doc: doc, Name: snake(name)}
	if name == "" {
		p.Name = fmt.Sprintf("param_%d", pos)
	}
	p.Name = names.take(p.Name)
	if v := blk.initial(); v != nil && !prop {
		p.HasDefault, p.Default = true, v
	}
	c.params = append(c.params, p)
}

// codec chooses how a block's value becomes a slot's type, and reports a type
// that does not fit.
func (b *binder) codec(h *handler, s slot, blk *block, d direction, call diag.Span) (model.Codec, bool) {
	if blk.kind == "state" {
		return b.stateCodec(h, s, blk)
	}
	if blk.custom != nil && !types.Identical(blk.custom.Value, optOf(s.typ)) {
		b.mismatch(h, s, blk, "its value is "+article(shortType(blk.custom.Value, h.home)))
		return model.Codec{}, false
	}
	if blk.custom == nil && len(b.codecs.names(blk.component())) == 0 {
		b.mismatch(h, s, blk, article(blk.entry.Kind)+" has no value")
		return model.Codec{}, false
	}
	codec, why := b.codecs.codecFor(blk.component(), s.typ, d)
	if why != "" {
		b.mismatch(h, s, blk, why)
		return model.Codec{}, false
	}
	t := optOf(s.typ)
	if wire, ok := userCodec(t, d); ok {
		t = wire
	}
	if why := blk.misfit(t); why != "" {
		b.mismatch(h, s, blk, why)
		return model.Codec{}, false
	}
	return codec, true
}

func optOf(t types.Type) types.Type {
	if name, args := namedIn(t, uiPath); name == "Opt" && len(args) == 1 {
		return args[0]
	}
	return t
}

func (b *binder) stateCodec(h *handler, s slot, blk *block) (model.Codec, bool) {
	_, args := namedIn(blk.typ, uiPath)
	if len(args) != 1 || !types.Identical(args[0], s.typ) {
		holds := "another type"
		if len(args) == 1 {
			holds = article(shortType(args[0], h.home))
		}
		b.mismatch(h, s, blk, "it holds "+holds)
		return model.Codec{}, false
	}
	clone, why := cloneOf(s.typ)
	if why != "" {
		b.diags.Errorf(diag.BadState, blk.span, "the value of State %s cannot be copied: %s", blk.name(), why).
			Note(s.span, "used here").
			Fix("give " + shortType(s.typ, h.home) + " a method Clone() " + shortType(s.typ, h.home))
		return model.Codec{}, false
	}
	return model.Codec{Name: "State", Type: modelType(s.typ), Clone: clone}, true
}

func (b *binder) mismatch(h *handler, s slot, blk *block, why string) {
	name := s.name
	if name == "" {
		name = "this"
	}
	d := b.diags.Errorf(diag.TypeMismatch, s.span, "%s is %s, which does not fit %s: %s", name, article(shortType(s.typ, h.home)), blk.name(), why)
	if blk.span.IsValid() {
		d.Note(blk.span, "%s is declared here", blk.name())
	}
}

// connectOutputs chooses the conversions of results, or of a send function's
// parameters. streams says whether values come one after the other.
func (b *binder) connectOutputs(h *handler, c *connection, slots []slot, wires []wire, streams bool, call diag.Span) []model.Result {
	var list []model.Result
	for i, s := range slots {
		w := wires[i]
		if w.block == nil && w.fields == nil {
			b.diags.Errorf(diag.UnknownBlock, w.span, "an output is a block, not a constant")
			continue
		}
		if w.prop != "" {
			b.diags.Errorf(diag.UnknownProperty, w.span, "an output is a block, not a property of one").
				Fix("return a changed block: " + blockType(w.block) + "{}." + upperFirst(w.prop) + "(…)")
			continue
		}
		r := model.Result{Name: s.name, Type: modelType(s.typ), Out: -1}
		if w.fields != nil {
			for _, f := range w.fields {
				r.Fields = append(r.Fields, b.connectOutput(h, c, f.slot, f.block, false, call))
			}
		} else {
			r = b.connectOutput(h, c, s, w.block, streams, call)
		}
		list = append(list, r)
	}
	return list
}

func (b *binder) connectOutput(h *handler, c *connection, s slot, blk *block, streams bool, call diag.Span) model.Result {
	r := model.Result{Name: s.name, Type: modelType(s.typ), Out: c.output(blk)}
	switch {
	case isNamed(s.typ, uiPath, "Token"):
		r.Token = true
		name, ok := b.codecs.pick(blk.component(), s.typ, appendText)
		if !ok {
			b.mismatch(h, s, blk, "nothing can be appended to a "+blk.entry.Class)
		}
		if !streams {
			b.diags.Errorf(diag.BadResult, s.span, "a ui.Token is a piece of a stream; return iter.Seq[ui.Token], or a string")
		}
		r.Codec = model.Codec{Name: name, Type: r.Type}
	case isBlockType(s.typ):
		r.Change = true
		switch {
		case blk.wrapper():
			b.mismatch(h, s, blk, "a running page or interface cannot be changed, only the blocks in it")
		case !sameBlockType(blk, s.typ):
			b.mismatch(h, s, blk, "it is a "+blockType(blk))
		}
	default:
		r.Codec, _ = b.codec(h, s, blk, encode, call)
	}
	return r
}

// writtenTwice reports a block that two results of one listener write.
func (b *binder) writtenTwice(h *handler, sig *signature, ins, outs []wire, call diag.Span) {
	first := map[*block]slot{}
	write := func(blk *block, s slot) {
		if was, ok := first[blk]; ok && blk != nil {
			b.diags.Errorf(diag.WrittenTwice, s.span, "%s is written twice by %s", blk.name(), h.goName()).
				Note(was.span, "the other one").Note(call, "bound here")
		}
		first[blk] = s
	}
	for i, s := range sig.inputs() {
		if s.kind == model.InOut {
			write(ins[i].block, s)
		}
	}
	for i, s := range sig.results {
		for _, f := range outs[i].fields {
			write(f.block, f.slot)
		}
		if outs[i].fields == nil {
			write(outs[i].block, s)
		}
	}
}
