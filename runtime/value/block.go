package value

import (
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// PutBlock encodes what a handler set on a block since its page declared it: those
// properties change, and everything else stays as it is. What only a declaration
// can say, such as a value's function, is left out.
func PutBlock(out *Out, b ui.Node) {
	list := []Prop{}
	for _, s := range ui.Changes(b, out.Declared) {
		if s.Func() != nil {
			continue
		}
		raw, err := out.Encoder.Value(s.Value)
		if err != nil {
			out.fail(fmt.Errorf("property %s: %w", s.Name, err))
			return
		}
		list = setProp(list, Prop{s.Name, raw})
	}
	out.set(nil)
	out.Update = list
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
