package listen

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// bound is a handler with the bindings of its slots: inputs for Sig.Inputs, results for
// Sig.Results, sends for Sig.Sends, in the same order.
type bound struct {
	handler                *handler.Handler
	at                     diag.Span // the directive or setting that binds the slots
	inputs, results, sends []binding
}

// binding is what a slot of a signature is bound to: an operand, or a block for each
// field of a struct.
type binding struct {
	operand
	fields []fieldBinding
}

type fieldBinding struct {
	gotype.Slot
	block  *layout.Block
	fields []fieldBinding // of an embedded struct, whose fields are bound
}

// toBlocks binds slots to blocks by position.
func toBlocks(blocks []*layout.Block) []binding {
	list := make([]binding, len(blocks))
	for i, b := range blocks {
		list[i].block = b
	}
	return list
}

// side is one side of a handler, inputs or outputs, before it is bound.
type side struct {
	handler *handler.Handler
	at      diag.Span // of the directive
	role
	slots []gotype.Slot
	arg   *directive.Arg // in= or out= of the directive; nil if it has none
}

// role names a side for messages.
type role struct{ what, argument string }

var (
	parameter = role{"parameter", "in"}
	result    = role{"result", "out"}
)

// attach binds slots: to the elements of in= or out= by position, to those that bind a
// name, or else to the blocks of the same name. If a slot cannot be bound, it reports why
// and returns false.
func (m *maker) attach(s side) ([]binding, bool) {
	positions, renamed := s.elements()
	if n := len(positions); n > 0 && (len(renamed) > 0 || n != len(s.slots)) {
		if len(renamed) > 0 {
			m.diags.Errorf(diag.CountMismatch, s.arg.Span, "%s= must either list values by position or bind names, not both", s.arg.Name)
		} else {
			d := m.diags.Errorf(diag.CountMismatch, s.arg.Span, "%s= lists %s, but %s has %s", s.arg.Name, diag.Count(n, "value"), s.handler.Name(), diag.Count(len(s.slots), s.what)).
				Note(m.loaded.Declaration(s.handler.Obj), "%s is declared here", s.handler.Name())
			m.withoutList(d, s.handler, s.slots, s.arg)
		}
		return nil, false
	}
	ok := true
	bindings := make([]binding, len(s.slots))
	var names []string
	for i, slot := range s.slots {
		v, given := renamed[slot.Name]
		if len(positions) > 0 {
			v, given = positions[i], true
		}
		delete(renamed, slot.Name)
		var found bool
		if given {
			bindings[i].operand, found = m.resolve(s.handler.Home, v)
		} else {
			bindings[i], found = m.attachByName(s, slot, renamed)
		}
		ok = ok && found
		if slot.Name != "" {
			names = append(names, slot.Name)
		}
	}
	unknown := slices.SortedFunc(maps.Values(renamed), func(a, b directive.Value) int {
		return cmp.Or(cmp.Compare(a.Span.Line, b.Span.Line), cmp.Compare(a.Span.Column, b.Span.Column))
	})
	for _, v := range unknown {
		m.diags.Errorf(diag.UnknownParameter, v.KeySpan, "%s has no %s %s", s.handler.Name(), s.what, v.Key).Suggest(v.Key, names)
	}
	return bindings, ok && len(unknown) == 0
}

// elements returns the values that the directive lists by position, and by name.
func (s side) elements() (positions []directive.Value, renamed map[string]directive.Value) {
	renamed = map[string]directive.Value{}
	if s.arg == nil {
		return nil, renamed
	}
	for _, v := range s.arg.Value.List {
		if v.Key == "" {
			positions = append(positions, v)
		} else {
			renamed[v.Key] = v
		}
	}
	return positions, renamed
}

// attachByName binds a slot to the block of the same name, or the fields of a struct to
// the blocks of their names.
func (m *maker) attachByName(s side, slot gotype.Slot, renamed map[string]directive.Value) (binding, bool) {
	home := s.handler.Home
	if blk := m.layout.Like(home, slot.Name); blk != nil {
		return binding{operand: operand{block: blk, span: slot.Span}}, true
	}
	if str, ok := slot.Type.Underlying().(*types.Struct); ok && !gotype.IsBlock(slot.Type) {
		if fields, missing := m.attachFields(home, str, renamed); len(fields) > 0 {
			if missing == "" {
				return binding{operand: operand{span: slot.Span}, fields: fields}, true
			}
			m.diags.Errorf(diag.Unbound, slot.Span, "there is no block %s for field %s of %s %s", gotype.LowerFirst(missing), missing, s.what, slot.Label()).
				Note(s.at, "bound here")
			return binding{}, false
		}
	}
	if o := home.Scope().Lookup(slot.Name); o != nil && gotype.IsBlock(o.Type()) {
		m.layout.RefuseUnplaced(o, slot.Span)
		return binding{}, false
	}
	m.unbound(s, slot)
	return binding{}, false
}

// unbound reports a slot that is not bound.
func (m *maker) unbound(s side, slot gotype.Slot) {
	if slot.Name == "" {
		m.diags.Errorf(diag.Unbound, slot.Span, "%s %s of %s has no name, so it is not bound to a block", s.what, slot.Label(), s.handler.Name()).
			Note(s.at, "bound here").
			Fix(fmt.Sprintf("name it after a block, or list the blocks: %s=block", s.argument))
		return
	}
	d := m.diags.Errorf(diag.Unbound, slot.Span, "there is no block %s for %s %[1]s of %[3]s", slot.Name, s.what, s.handler.Name()).
		Note(s.at, "bound here")
	if near := diag.Nearest(slot.Name, m.layout.All(s.handler.Home)); near != "" {
		d.Fix("did you mean "+near+"?", m.rename(s.handler, slot, near)...)
	}
	d.Fix(fmt.Sprintf("declare a block %s, or bind another one: %s=%s:block", slot.Name, s.argument, slot.Name))
}

// rename returns the edits that rename a parameter or result, and its uses.
func (m *maker) rename(h *handler.Handler, slot gotype.Slot, name string) []diag.Edit {
	if f := h.Func(); f != nil {
		for _, vars := range []*types.Tuple{f.Signature().Params(), f.Signature().Results()} {
			for v := range vars.Variables() {
				if v.Name() == slot.Name && m.loaded.Declaration(v) == slot.Span {
					return m.loaded.Rename(v, name)
				}
			}
		}
	}
	return []diag.Edit{{Span: slot.Span, NewText: name}}
}

// attachFields binds the exported fields of a struct, and those of structs that it embeds;
// missing names the first that has no block.
func (m *maker) attachFields(home *types.Package, s *types.Struct, renamed map[string]directive.Value) (fields []fieldBinding, missing string) {
	for f := range s.Fields() {
		if !f.Exported() {
			continue
		}
		name := gotype.LowerFirst(f.Name())
		blk := m.layout.Like(home, name)
		if v, ok := renamed[name]; ok {
			delete(renamed, name)
			if op, ok := m.resolve(home, v); ok {
				blk = op.block
			}
		}
		slot := gotype.Slot{Name: f.Name(), Kind: model.Fields, Type: f.Type(), Span: m.loaded.Declaration(f)}
		if inner, ok := f.Type().Underlying().(*types.Struct); ok && blk == nil && f.Embedded() {
			promoted, lacks := m.attachFields(home, inner, renamed)
			if missing = cmp.Or(missing, lacks); len(promoted) > 0 {
				fields = append(fields, fieldBinding{Slot: slot, fields: promoted})
			}
			continue
		}
		if blk == nil {
			missing = cmp.Or(missing, f.Name())
			continue
		}
		fields = append(fields, fieldBinding{Slot: slot, block: blk})
	}
	return fields, missing
}
