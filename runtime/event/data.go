package event

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Data is the data of any event, decoded as T. Use it for events of your own blocks. An
// event without data gives the zero value.
type Data[T any] struct{ Value T }

// UnmarshalJSON decodes the event data.
func (d *Data[T]) UnmarshalJSON(raw []byte) error { return spec.Decode(raw, &d.Value) }

// Select is the data of a select event: what was selected, and where. A call that brings
// no such data, such as one by the API, fails.
type Select[T any] struct {
	// Index is the position of the selected item: the row in a table, the start of
	// the selection in a text. It is -1 for a custom choice.
	Index int
	// End is the column in a table, and the end of the selection in a text.
	End int
	// Value is the selected item.
	Value T
	// Selected is false if the item was deselected.
	Selected bool
}

// UnmarshalJSON decodes {index, value, selected}. The index is a number or a pair.
func (s *Select[T]) UnmarshalJSON(raw []byte) error {
	members, err := object(raw)
	if err != nil {
		return err
	}
	s.Selected = true
	if members["index"] == nil {
		return missing("index")
	}
	if pair := [2]*int{&s.Index, &s.End}; json.Unmarshal(members["index"], &pair) != nil {
		if err := member(members, "index", &s.Index); err != nil {
			return err
		}
	}
	if err := member(members, "value", &s.Value); err != nil {
		return err
	}
	return member(members, "selected", &s.Selected)
}

// KeyUp is the data of a key_up event. A call that brings no such data fails.
type KeyUp struct {
	Key   string // as in KeyboardEvent.key: "a", "ArrowDown"
	Input string // the text in the field
}

// UnmarshalJSON decodes {key, input_value}.
func (k *KeyUp) UnmarshalJSON(raw []byte) error {
	members, err := object(raw)
	if err != nil {
		return err
	}
	if members["key"] == nil {
		return missing("key")
	}
	if err := member(members, "key", &k.Key); err != nil {
		return err
	}
	return member(members, "input_value", &k.Input)
}

// object decodes an object into a map, which matches keys exactly. For structs,
// encoding/json ignores case.
func object(raw []byte) (map[string]json.RawMessage, error) {
	if string(raw) == "null" {
		return nil, errors.New("the event has no data")
	}
	var members map[string]json.RawMessage
	err := json.Unmarshal(raw, &members)
	return members, err
}

func missing(member string) error { return fmt.Errorf("the data of the event has no %q", member) }

func member(members map[string]json.RawMessage, name string, target any) error {
	if raw, ok := members[name]; ok {
		return spec.Decode(raw, target)
	}
	return nil
}
