package app

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/blocksgen/blocksgen/runtime/value"
)

// object is a JSON object whose members keep their order, so that what the
// generator wrote is served as it stands in its file.
type object []value.Prop

// parseObject reads an object.
func parseObject(raw json.RawMessage) (object, error) {
	if !json.Valid(raw) {
		return nil, errors.New("not valid JSON")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("not a JSON object"), err)
	}
	var o object
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		p := value.Prop{Name: t.(string)}
		if err := dec.Decode(&p.Value); err != nil {
			return nil, err
		}
		o = append(o, p)
	}
	return o, nil
}

func (o object) get(name string) json.RawMessage {
	for _, p := range o {
		if p.Name == name {
			return p.Value
		}
	}
	return nil
}

// set returns the object with a member replaced or added at the end.
func (o object) set(name string, v json.RawMessage) object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
			return o
		}
	}
	return append(o, value.Prop{Name: name, Value: v})
}

// bytes encodes the object, compact.
func (o object) bytes() []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(quote(p.Name))
		b.WriteByte(':')
		if err := json.Compact(&b, p.Value); err != nil {
			panic("app: a member was parsed before: " + err.Error())
		}
	}
	b.WriteByte('}')
	return b.Bytes()
}

// quote encodes a text.
func quote(s string) json.RawMessage { return encode(s) }

// encode encodes a value of the runtime's own types, which cannot fail.
func encode(v any) json.RawMessage {
	raw, err := value.Marshal(v)
	if err != nil {
		panic("app: " + err.Error())
	}
	return raw
}

// list encodes raw elements as an array.
func list(elements []json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, e := range elements {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(e)
	}
	b.WriteByte(']')
	return b.Bytes()
}
