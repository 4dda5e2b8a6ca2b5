package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Apply returns a value after lists of edits, in order, as clients apply them.
// The cost is linear in the value and the edits together, so that many appends
// may be folded at once.
func Apply(value json.RawMessage, edits ...json.RawMessage) (json.RawMessage, error) {
	var root any = json.RawMessage(trim(value))
	for _, list := range edits {
		var steps [][3]json.RawMessage
		if err := json.Unmarshal(list, &steps); err != nil {
			return nil, fmt.Errorf("wire: edits: %w", err)
		}
		for _, s := range steps {
			var op string
			var path []any
			dec := json.NewDecoder(bytes.NewReader(s[1]))
			dec.UseNumber()
			if err := errors.Join(json.Unmarshal(s[0], &op), dec.Decode(&path)); err != nil {
				return nil, fmt.Errorf("wire: edit: %w", err)
			}
			next, err := step(root, op, path, orNull(s[2]))
			if err != nil {
				return nil, fmt.Errorf("wire: edit %s at %s: %w", op, s[1], err)
			}
			root = next
		}
	}
	return Marshal(plain(root))
}

// A value under edit is raw JSON until a step goes into it. Then it is one of:
type (
	openArray  struct{ items []any }
	openObject struct{ members map[string]any }
	openText   struct{ text []byte }
)

// open decodes one level of a value.
func open(v any) (any, error) {
	raw, ok := v.(json.RawMessage)
	if !ok {
		return v, nil
	}
	raw = trim(raw)
	switch raw[0] {
	case '[':
		var items []json.RawMessage
		if err := json.Unmarshal(raw, &items); err != nil {
			return nil, err
		}
		a := &openArray{make([]any, len(items))}
		for i, item := range items {
			a.items[i] = item
		}
		return a, nil
	case '{':
		var members map[string]json.RawMessage
		if err := json.Unmarshal(raw, &members); err != nil {
			return nil, err
		}
		o := &openObject{make(map[string]any, len(members))}
		for k, m := range members {
			o.members[k] = m
		}
		return o, nil
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		return &openText{[]byte(s)}, nil
	}
	return v, nil
}

// plain puts encoding/json's own types in the place of opened values.
func plain(v any) any {
	switch v := v.(type) {
	case *openText:
		return string(v.text)
	case *openArray:
		for i, item := range v.items {
			v.items[i] = plain(item)
		}
		return v.items
	case *openObject:
		for k, m := range v.members {
			v.members[k] = plain(m)
		}
		return v.members
	}
	return v
}

var errPath = errors.New("no such place")

// step applies one edit to a value and returns what replaces it.
func step(v any, op string, path []any, value json.RawMessage) (any, error) {
	if len(path) == 0 {
		return here(v, op, value)
	}
	opened, err := open(v)
	if err != nil {
		return nil, err
	}
	last := len(path) == 1
	switch c := opened.(type) {
	case *openArray:
		number, _ := path[0].(json.Number)
		i, err := strconv.Atoi(string(number))
		switch {
		case err != nil || i < 0 || i > len(c.items):
			return nil, errPath
		case last && op == "add":
			c.items = slices.Insert(c.items, i, any(value))
			return c, nil
		case i == len(c.items):
			return nil, errPath
		case last && op == "delete":
			c.items = slices.Delete(c.items, i, i+1)
			return c, nil
		}
		c.items[i], err = step(c.items[i], op, path[1:], value)
		return c, err
	case *openObject:
		key, ok := path[0].(string)
		if !ok {
			return nil, errPath
		}
		_, there := c.members[key]
		switch {
		case last && op == "add":
			c.members[key] = value
			return c, nil
		case !there:
			return nil, errPath
		case last && op == "delete":
			delete(c.members, key)
			return c, nil
		}
		c.members[key], err = step(c.members[key], op, path[1:], value)
		return c, err
	}
	return nil, errPath
}

// here applies an edit to a value itself.
func here(v any, op string, value json.RawMessage) (any, error) {
	switch op {
	case "replace":
		return value, nil
	case "append":
		opened, err := open(v)
		if err != nil {
			return nil, err
		}
		t, ok := opened.(*openText)
		if !ok {
			return nil, errors.New("not a string")
		}
		var suffix string
		if err := json.Unmarshal(value, &suffix); err != nil {
			return nil, err
		}
		t.text = append(t.text, suffix...)
		return t, nil
	}
	return nil, errors.New("unknown operation")
}
