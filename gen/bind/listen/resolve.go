package listen

import (
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// operand is the meaning of an element of in= or out=: a block, a property of a block, or
// a constant.
type operand struct {
	block    *layout.Block
	prop     string
	constant gotype.Constant
	span     diag.Span
}

// resolve finds the meaning of an element of in= or out=. If it has none, it reports why
// and returns false.
func (m *maker) resolve(home *types.Package, v directive.Value) (operand, bool) {
	op := operand{span: v.Span}
	if v.Quoted {
		op.constant = gotype.String(v.Text)
		return op, true
	}
	if c, ok := gotype.Literal(v.Text); ok {
		op.constant = c
		return op, true
	}
	// The longest prefix that is a name counts; the rest is a property.
	head, tail := v.Text, ""
	for {
		if o := gotype.Find(home, head); o != nil {
			if blk := m.layout.Of(o); blk != nil {
				op.block, op.prop = blk, tail
				return op, tail == "" || m.hasProp(blk, tail, v.Span)
			}
			if c, ok := o.(*types.Const); ok && tail == "" {
				op.constant = gotype.Constant{Value: c.Val(), Type: c.Type()}
				return op, true
			}
			m.layout.Refuse(home, o, head, v.Span)
			return op, false
		}
		next, prop := cutLast(head)
		if next == head {
			m.layout.Refuse(home, nil, head, v.Span)
			return op, false
		}
		head, tail = next, strings.TrimSuffix(prop+"."+tail, ".")
	}
}

// hasProp reports whether a block has a property. If not, it adds an error.
func (m *maker) hasProp(blk *layout.Block, prop string, at diag.Span) bool {
	if blk.Custom != nil && blk.IsSet(prop) || blk.Entry.IsProp(prop) {
		return true
	}
	var names []string
	for _, p := range blk.Entry.AllProps() {
		names = append(names, p.Name)
	}
	d := m.diags.Errorf(diag.UnknownProperty, at, "%s has no property %s", blk.Described(), prop)
	if blk.Span.IsValid() {
		d.Note(blk.Span, "%s is declared here", blk.Name())
	}
	d.Suggest(prop, names)
	return false
}
