package event

import "encoding/json"

// Data is the payload of an event as T, for events of blocks of your own.
type Data[T any] struct{ Value T }

// UnmarshalJSON reads the payload.
func (d *Data[T]) UnmarshalJSON(raw []byte) error { return json.Unmarshal(raw, &d.Value) }

// Select is the payload of a select event: what was selected, and where.
type Select[T any] struct {
	// Index is the position of what was selected; the row in a table, the start
	// in a text. It is -1 for a custom choice.
	Index int
	// End is the column in a table, and the end in a text.
	End int
	// Value is what was selected.
	Value T
	// Selected is false when it was deselected.
	Selected bool
}

// UnmarshalJSON reads {index, value, selected}; index is a number or a pair.
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

// KeyUp is the payload of a key_up event.
type KeyUp struct {
	Key   string // as KeyboardEvent.key names it: "a", "ArrowDown"
	Input string // the text in the field
}

// UnmarshalJSON reads {key, input_value}.
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

// object reads an object whose keys are matched exactly, which encoding/json
// does not do for structs.
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
