package value

import (
	"bytes"
	"encoding/json"

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
		raw, err := Property(out.Encoder, s)
		if err != nil {
			out.fail(err)
			return
		}
		list = setProp(list, Prop{s.Name, raw})
	}
	out.set(nil)
	out.Update = list
}

// Property encodes one setting. The encoder's Index gives component ids: a block
// in a toolbar is {"id": id}.
func Property(e ui.Encoder, s ui.Setting) (json.RawMessage, error) {
	raw, err := e.Setting(s)
	if err != nil {
		return nil, err
	}
	if _, ok := s.Value.(ui.Parts); ok {
		raw = bytes.ReplaceAll(raw, []byte(`{"$block":`), []byte(`{"id":`))
	}
	return raw, nil
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
