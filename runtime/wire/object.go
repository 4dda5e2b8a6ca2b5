package wire

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Member is one member of an [Object], or one property of a component.
type Member struct {
	Name  string
	Value json.RawMessage
}

// Object is a JSON object whose members keep their order, so that what the
// generator wrote is served in the same order.
type Object []Member

// ParseOrdered reads an object. It does not bound the shape: what clients send goes
// through [CheckShape] before.
func ParseOrdered(raw []byte) (Object, error) {
	if !json.Valid(raw) {
		return nil, errors.New("not valid JSON")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("not a JSON object"), err)
	}
	var o Object
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		m := Member{Name: t.(string)}
		if err := dec.Decode(&m.Value); err != nil {
			return nil, err
		}
		o = append(o, m)
	}
	return o, nil
}

// Get returns the first member of a name; nil when there is none.
func (o Object) Get(name string) json.RawMessage {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Set returns the object with a member replaced, or added at the end. It writes into
// the object's own memory.
func (o Object) Set(name string, v json.RawMessage) Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
			return o
		}
	}
	return append(o, Member{name, v})
}

// JSON encodes the object, compact. A member whose value is not JSON is a mistake
// of the program, and panics.
func (o Object) JSON() json.RawMessage {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, MustMarshal(m.Name)...)
		b = append(b, ':')
		b = appendRaw(b, m.Value)
	}
	return append(b, '}')
}

// List encodes values that are JSON already as an array.
func List(elements []json.RawMessage) json.RawMessage {
	b := []byte{'['}
	for i, e := range elements {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, e...)
	}
	return append(b, ']')
}
