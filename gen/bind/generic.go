package bind

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// instantiate determines the type arguments of a generic handler from its
// blocks.
func (b *binder) instantiate(h *handler, ins, outs, sends []wire) (*signature, []model.Type, bool) {
	generic := h.function().Signature()
	if generic.TypeParams().Len() == 0 {
		return h.sig, nil, true
	}
	bound := map[*types.TypeParam]types.Type{}
	learn := func(slots []slot, wires []wire) {
		for i, s := range slots {
			switch w := wires[i]; {
			case w.value != nil:
				unify(s.typ, types.Default(w.typ), bound)
			case w.block != nil && w.prop == "":
				if t := b.natural(w.block); t != nil {
					unify(s.typ, t, bound)
				}
			}
		}
	}
	learn(h.sig.inputs(), ins)
	learn(h.sig.results, outs)
	learn(h.sig.sends, sends)
	var args []types.Type
	var targs []model.Type
	for p := range generic.TypeParams().TypeParams() {
		t := bound[p]
		if t == nil {
			b.diags.Errorf(diag.BadTypeArgument, b.span(h.decl.Name), "the blocks of %s do not determine its type parameter %s", h.goName(), p.Obj().Name())
			return nil, nil, false
		}
		args, targs = append(args, t), append(targs, modelType(t))
	}
	inst, err := types.Instantiate(nil, generic, args, true)
	if err != nil {
		b.diags.Errorf(diag.BadTypeArgument, b.span(h.decl.Name), "the blocks of %s give type arguments that do not fit: %v", h.goName(), err)
		return nil, nil, false
	}
	sig := readSignature(inst.(*types.Signature), h.decl, b.span, b.diags)
	return sig, targs, sig != nil
}

// natural is the Go type that stands for a block's value where the handler
// leaves it open; nil when nothing does.
func (b *binder) natural(blk *block) types.Type {
	if blk.kind == "state" {
		if _, args := namedIn(blk.typ, uiPath); len(args) == 1 {
			return args[0]
		}
		return nil
	}
	if blk.custom != nil {
		return blk.custom.Value
	}
	names := b.codecs.names(blk.component())
	if len(names) == 0 {
		return nil
	}
	switch names[0] {
	case "Text":
		return types.Typ[types.String]
	case "Choice", "Choices":
		t := blk.choiceType()
		if t == nil {
			t = types.Typ[types.String]
		}
		if names[0] == "Choices" {
			return types.NewSlice(t)
		}
		return t
	case "Int", "Duration":
		if string(blk.prop("precision")) == "0" {
			return types.Typ[types.Int]
		}
		return types.Typ[types.Float64]
	case "Bool":
		return types.Typ[types.Bool]
	}
	return types.Universe.Lookup("any").Type()
}
