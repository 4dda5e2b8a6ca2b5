package wire

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// edit is one step from a value to the next, encoded as [op, path, value].
type edit struct {
	op    string // replace, append, add or delete
	path  []any  // object keys and array indices
	value json.RawMessage
}

// Diff returns the list of edits that turns one JSON value into another; it is
// [] when they are equal. Equal means equal text, apart from the order of
// object keys and the escapes in strings. Both values must be valid JSON.
func Diff(before, after json.RawMessage) json.RawMessage {
	return encodeEdits(diff(nil, nil, trim(before), trim(after)))
}

// Replace returns the list of edits that sets a whole value.
func Replace(value json.RawMessage) json.RawMessage {
	return encodeEdits([]edit{{op: "replace", value: value}})
}

// Append returns the list of edits that appends to a value that is a string.
func Append(text string) json.RawMessage {
	if text == "" {
		return json.RawMessage("[]")
	}
	b := append([]byte(`[["append",[],`), MustMarshal(text)...)
	return append(b, "]]"...)
}

func encodeEdits(edits []edit) json.RawMessage {
	list := make([][3]any, len(edits))
	for i, e := range edits {
		if e.path == nil {
			e.path = []any{}
		}
		list[i] = [3]any{e.op, e.path, orNull(e.value)}
	}
	return MustMarshal(list)
}

// diff adds the edits between two values at a path.
func diff(edits []edit, path []any, before, after json.RawMessage) []edit {
	if bytes.Equal(before, after) {
		return edits
	}
	replace := edit{"replace", path, after}
	if before[0] != after[0] {
		return append(edits, replace)
	}
	switch before[0] {
	case '"':
		x, y := text(before), text(after)
		switch {
		case x == y:
			return edits
		case strings.HasPrefix(y, x):
			return append(edits, edit{"append", path, MustMarshal(y[len(x):])})
		}
	case '[':
		return diffArrays(edits, path, array(before), array(after))
	case '{':
		return diffObjects(edits, path, object(before), object(after))
	}
	return append(edits, replace)
}

// diffArrays compares element by element. Surplus elements are deleted at one
// index, because each delete moves the rest up before the next is applied.
func diffArrays(edits []edit, path []any, before, after []json.RawMessage) []edit {
	common := min(len(before), len(after))
	for i := range common {
		edits = diff(edits, join(path, i), before[i], after[i])
	}
	for range before[common:] {
		edits = append(edits, edit{"delete", join(path, common), nil})
	}
	for i, v := range after[common:] {
		edits = append(edits, edit{"add", join(path, common+i), v})
	}
	return edits
}

func diffObjects(edits []edit, path []any, before, after map[string]json.RawMessage) []edit {
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if v, ok := after[key]; ok {
			edits = diff(edits, join(path, key), before[key], v)
		} else {
			edits = append(edits, edit{"delete", join(path, key), nil})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if _, ok := before[key]; !ok {
			edits = append(edits, edit{"add", join(path, key), after[key]})
		}
	}
	return edits
}

// join extends a path in memory of its own: edits keep their paths.
func join(path []any, step any) []any {
	return append(slices.Clip(path), step)
}

func trim(raw json.RawMessage) json.RawMessage {
	return orNull(bytes.TrimSpace(raw))
}

// orNull makes the JSON of a value out of none.
func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

func text(raw json.RawMessage) (s string) {
	must(json.Unmarshal(raw, &s))
	return s
}

func array(raw json.RawMessage) (list []json.RawMessage) {
	must(json.Unmarshal(raw, &list))
	return list
}

func object(raw json.RawMessage) (m map[string]json.RawMessage) {
	must(json.Unmarshal(raw, &m))
	return m
}

// must holds for values that valid JSON of the right kind decodes to.
func must(err error) {
	if err != nil {
		panic("wire: " + err.Error())
	}
}
