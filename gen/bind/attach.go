package bind

import (
	"fmt"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// wire is what one slot of a signature is bound to: a block, a property of one,
// a constant, or the blocks of a struct's fields.
type wire struct {
	thing
	fields []fieldWire
}

type fieldWire struct {
	slot
	block *block
}

// attach finds what the slots of a handler are bound to: the elements of in= or
// out= by position, those that rebind a name, and else the blocks of the slots'
// names. false when something was reported.
func (b *binder) attach(h *handler, slots []slot, arg *directive.Arg, call diag.Span, what string) ([]wire, bool) {
	ok := true
	var positions []directive.Value
	renamed := map[string]directive.Value{}
	if arg != nil {
		for _, v := range arg.Value.List {
			if v.Key == "" {
				positions = append(positions, v)
			} else {
				renamed[v.Key] = v
			}
		}
	}
	if n := len(positions); n > 0 && (len(renamed) > 0 || n != len(slots)) {
		if len(renamed) > 0 {
			b.diags.Errorf(diag.CountMismatch, arg.Span, "%s= lists values by position or rebinds names, not both", arg.Name)
		} else {
			b.diags.Errorf(diag.CountMismatch, arg.Span, "%s= lists %s, but %s has %s", arg.Name, count(n, "value"), h.goName(), count(len(slots), what)).
				Note(b.spanOf(h.obj), "%s is declared here", h.goName())
		}
		return nil, false
	}
	wires := make([]wire, len(slots))
	for i, s := range slots {
		v, given := renamed[s.name]
		if len(positions) > 0 {
			v, given = positions[i], true
		}
		delete(renamed, s.name)
		switch {
		case given:
			var found bool
			wires[i].thing, found = b.resolve(h.home, v)
			ok = ok && found
		default:
			w, found := b.attachByName(h, s, renamed, call, what, label(s.name, i))
			wires[i] = w
			ok = ok && found
		}
	}
	for _, v := range sortedValues(renamed) {
		ok = false
		d := b.diags.Errorf(diag.UnknownParameter, v.KeySpan, "%s has no %s %s", h.goName(), what, v.Key)
		b.suggest(d, v.KeySpan, v.Key, slotNames(slots))
	}
	return wires, ok
}

// attachByName binds a slot to the block of its name, or a struct's fields to
// those of theirs.
func (b *binder) attachByName(h *handler, s slot, renamed map[string]directive.Value, call diag.Span, what, shown string) (wire, bool) {
	if blk := b.byName(h.home, s.name); blk != nil {
		return wire{thing: thing{block: blk, span: s.span}}, true
	}
	if str, isStruct := s.typ.Underlying().(*types.Struct); isStruct && !isBlockType(s.typ) {
		if _, own := userCodec(s.typ, 0); !own {
			if fields, missing := b.attachFields(h, str, renamed); len(fields) > 0 {
				if missing == "" {
					return wire{thing: thing{span: s.span}, fields: fields}, true
				}
				b.diags.Errorf(diag.Unbound, s.span, "field %s of %s %s has no block %s", missing, what, shown, lowerFirst(missing)).
					Note(call, "bound here")
				return wire{}, false
			}
		}
	}
	if o := h.home.Scope().Lookup(s.name); o != nil && isBlockType(o.Type()) {
		b.strayed(o, s.span)
		return wire{}, false
	}
	var d *diag.Diagnostic
	if s.name == "" {
		d = b.diags.Errorf(diag.Unbound, s.span, "%s %s of %s has no name, so no block can be found for it", what, shown, h.goName())
	} else {
		d = b.diags.Errorf(diag.Unbound, s.span, "%s %s of %s has no block of that name", what, s.name, h.goName())
	}
	d.Note(call, "bound here")
	if near := diag.Nearest(s.name, b.blockNames(h.home)); near != "" && s.name != "" {
		d.Fix("did you mean "+near+"?", diag.Edit{Span: s.span, NewText: near})
	}
	arg := map[string]string{"parameter": "in", "result": "out"}[what]
	if s.name != "" {
		d.Fix(fmt.Sprintf("declare a block %s, or bind another one: %s=%s:block", s.name, arg, s.name))
	} else {
		d.Fix(fmt.Sprintf("name it after a block, or list the blocks: %s=block", arg))
	}
	return wire{}, false
}

// attachFields binds the exported fields of a struct; missing names the first
// that has no block.
func (b *binder) attachFields(h *handler, s *types.Struct, renamed map[string]directive.Value) (fields []fieldWire, missing string) {
	for f := range s.Fields() {
		if !f.Exported() {
			continue
		}
		name := lowerFirst(f.Name())
		blk := b.byName(h.home, name)
		if v, ok := renamed[name]; ok {
			delete(renamed, name)
			if t, ok := b.resolve(h.home, v); ok {
				blk = t.block
			}
		}
		if blk == nil {
			if missing == "" {
				missing = f.Name()
			}
			continue
		}
		fields = append(fields, fieldWire{slot: slot{name: f.Name(), kind: model.Input, typ: f.Type(), span: b.spanOf(f)}, block: blk})
	}
	return fields, missing
}
