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

// bound is a handler with what its slots are bound to, slot by slot: inputs for
// Sig.Inputs, results for Sig.Results, sends for Sig.Sends.
type bound struct {
	handler                *handler.Handler
	at                     diag.Span // the directive or setting that binds them
	inputs, results, sends []binding
}

// binding is what one slot of a signature is bound to: an operand, or the blocks of a
// struct's fields.
type binding struct {
	operand
	fields []fieldBinding
}

type fieldBinding struct {
	gotype.Slot
	block *layout.Block
}

// toBlocks binds slots to blocks by position.
func toBlocks(blocks []*layout.Block) []binding {
	list := make([]binding, len(blocks))
	for i, b := range blocks {
		list[i].block = b
	}
	return list
}

// side is one side of a handler on the way to its bindings.
type side struct {
	handler *handler.Handler
	at      diag.Span // of the directive
	role
	slots []gotype.Slot
	arg   *directive.Arg // what the directive says about them; nil when it says nothing
}

// role names a side for messages.
type role struct{ what, argument string }

var (
	parameter = role{"parameter", "in"}
	result    = role{"result", "out"}
)

// attach finds what slots are bound to: the elements of in= or out= by position, those
// that rebind a name, and else the blocks of the slots' names. It reports false when
// something is bound to nothing, after it has said why.
func (m *maker) attach(s side) ([]binding, bool) {
	positions, renamed := s.elements()
	if n := len(positions); n > 0 && (len(renamed) > 0 || n != len(s.slots)) {
		if len(renamed) > 0 {
			m.diags.Errorf(diag.CountMismatch, s.arg.Span, "%s= lists values by position or rebinds names, not both", s.arg.Name)
		} else {
			m.diags.Errorf(diag.CountMismatch, s.arg.Span, "%s= lists %s, but %s has %s", s.arg.Name, diag.Count(n, "value"), s.handler.Name(), diag.Count(len(s.slots), s.what)).
				Note(m.loaded.Declaration(s.handler.Obj), "%s is declared here", s.handler.Name())
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

// elements gives what the directive lists: values by position, and by name.
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

// attachByName binds a slot to the block of its name, or a struct's fields to those of
// theirs.
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
			m.diags.Errorf(diag.Unbound, slot.Span, "field %s of %s %s has no block %s", missing, s.what, slot.Label(), gotype.LowerFirst(missing)).
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

// unbound reports a slot that is bound to nothing.
func (m *maker) unbound(s side, slot gotype.Slot) {
	if slot.Name == "" {
		m.diags.Errorf(diag.Unbound, slot.Span, "%s %s of %s has no name, so no block can be found for it", s.what, slot.Label(), s.handler.Name()).
			Note(s.at, "bound here").
			Fix(fmt.Sprintf("name it after a block, or list the blocks: %s=block", s.argument))
		return
	}
	m.diags.Errorf(diag.Unbound, slot.Span, "%s %s of %s has no block of that name", s.what, slot.Name, s.handler.Name()).
		Note(s.at, "bound here").
		Suggest(slot.Name, m.layout.All(s.handler.Home)).
		Fix(fmt.Sprintf("declare a block %s, or bind another one: %s=%s:block", slot.Name, s.argument, slot.Name))
}

// attachFields binds the exported fields of a struct; missing names the first that has
// no block.
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
		if blk == nil {
			missing = cmp.Or(missing, f.Name())
			continue
		}
		fields = append(fields, fieldBinding{gotype.Slot{Name: f.Name(), Kind: model.Input, Type: f.Type(), Span: m.loaded.Declaration(f)}, blk})
	}
	return fields, missing
}
