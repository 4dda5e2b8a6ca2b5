package value

import (
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// State gives a handler a copy of the session's value, so that handlers never
// share memory.
func State[T any](in *In, clone func(T) T) T {
	if in.state == nil {
		var zero T // what an interface or pointer type holds when it was never set
		return zero
	}
	v, ok := in.state.(T)
	if !ok {
		in.fail(fmt.Errorf("state holds a %T, not a %T", in.state, *new(T)))
		return v
	}
	return clone(v)
}

// PutState keeps a copy of v as the session's new value.
func PutState[T any](out *Out, v T, clone func(T) T) {
	kept := any(clone(v))
	out.State = &kept
}

// Copy copies a value of a type that assignment copies in depth.
func Copy[T any](v T) T { return v }

// PutBlock encodes what a handler set on a block since its page declared it: the
// properties change, and everything else stays as it is.
func PutBlock(out *Out, b ui.Node) {
	var list []Prop
	for _, s := range ui.Changes(b, out.Declared) {
		raw, err := Marshal(s.Value)
		if err != nil {
			out.fail(fmt.Errorf("property %s: %w", s.Name, err))
			return
		}
		list = setProp(list, Prop{s.Name, raw})
	}
	out.set(nil)
	out.Update, out.Changed = list, true
}

// setProp sets a property in a list; the last of a name counts.
func setProp(list []Prop, p Prop) []Prop {
	for i := range list {
		if list[i].Name == p.Name {
			list[i] = p
			return list
		}
	}
	return append(list, p)
}
