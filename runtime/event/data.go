package event

import "encoding/json"

// Data is the data of any event, decoded as T. Use it for events of your own blocks.
type Data[T any] struct{ Value T }

// UnmarshalJSON decodes the event data.
func (d *Data[T]) UnmarshalJSON(raw []byte) error { return json.Unmarshal(raw, &d.Value) }

// Select is the data of a select event: what was selected, and where.
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

// KeyUp is the data of a key_up event.
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
	if err := member(members, "key", &k.Key); err != nil {
		return err
	}
	return member(members, "input_value", &k.Input)
}

// object decodes an object into a map, which matches keys exactly. For structs,
// encoding/json ignores case.
func object(raw []byte) (map[string]json.RawMessage, error) {
	var members map[string]json.RawMessage
	err := json.Unmarshal(raw, &members)
	return members, err
}

func member(members map[string]json.RawMessage, name string, target any) error {
	if raw, ok := members[name]; ok {
		return json.Unmarshal(raw, target)
	}
	return nil
}
