package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// Object is a JSON object that keeps the order of its members.
type Object []Member

// Member is one member of an Object.
type Member struct {
	Name  string
	Value json.RawMessage
}

// ParseObject reads a JSON object. It keeps repeated names.
func ParseObject(raw json.RawMessage) (Object, error) {
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

// Get is the value of a member; nil if there is none of that name.
func (o Object) Get(name string) json.RawMessage {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Set replaces the value of a member, or adds one at the end.
func (o *Object) Set(name string, v json.RawMessage) {
	for i := range *o {
		if (*o)[i].Name == name {
			(*o)[i].Value = v
			return
		}
	}
	*o = append(*o, Member{name, v})
}

// MarshalJSON writes the members in their order. It implements [json.Marshaler].
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(Quote(m.Name))
		b.WriteByte(':')
		if err := json.Compact(&b, m.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads an object. It implements [json.Unmarshaler].
func (o *Object) UnmarshalJSON(raw []byte) (err error) {
	*o, err = ParseObject(raw)
	return err
}

// Encode is json.Marshal without the escapes that only HTML needs.
func Encode(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Marshal is Encode for values that cannot fail: strings, numbers, and valid JSON.
func Marshal(v any) json.RawMessage {
	raw, err := Encode(v)
	if err != nil {
		panic("spec: " + err.Error())
	}
	return raw
}

// Quote writes a string in JSON.
func Quote(s string) json.RawMessage { return Marshal(s) }

// IsNull reports whether a JSON value is missing or null.
func IsNull(v json.RawMessage) bool { return len(v) == 0 || string(v) == "null" }

// Text reads a JSON string; ok is false for anything else.
func Text(v json.RawMessage) (s string, ok bool) {
	if len(v) == 0 || v[0] != '"' {
		return "", false
	}
	if inner := v[1:max(1, len(v)-1)]; v[len(v)-1] == '"' && len(v) > 1 && plainText(inner) {
		return string(inner), true
	}
	return s, json.Unmarshal(v, &s) == nil
}

// plainText reports whether the inside of a JSON string is the string. Most are, and
// encoding/json takes ten times as long to find out.
func plainText(inner []byte) bool {
	for _, c := range inner {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Number reads a JSON number; missing is the result for anything else.
func Number(v json.RawMessage, missing float64) float64 {
	var n *float64
	if json.Unmarshal(v, &n) != nil || n == nil {
		return missing
	}
	return *n
}

// Decimal writes a number as JSON does; 0 for the infinities, which JSON lacks.
func Decimal(n float64) string {
	b, err := json.Marshal(n)
	if err != nil {
		return "0"
	}
	return string(b)
}
