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
// object keys and the escapes in strings. Both values must be valid JSON. Where edits
// would be no shorter than the value, or cost more to find or to apply than they are
// worth, the only edit replaces the value.
func Diff(before, after json.RawMessage) json.RawMessage {
	before, after = trim(before), trim(after)
	d := differ{room: len(after) + 1024, work: 8 * (len(before) + len(after) + 1024)}
	d.diff(nil, before, after)
	if d.over() {
		return Replace(after)
	}
	return encodeEdits(d.edits)
}

// maxEdits bounds a list of edits: each is applied by itself.
const maxEdits = 1000

// differ collects edits as long as they are worth it.
type differ struct {
	edits []edit
	room  int // bytes that edits may still take, about
	work  int // bytes of values that may still be looked at: deep values are read at each level
}

// over reports whether there is no use in looking further.
func (d *differ) over() bool { return d.room < 0 || d.work < 0 || len(d.edits) > maxEdits }

// add adds an edit. The path is copied: callers go on with it.
func (d *differ) add(op string, path []any, value json.RawMessage) {
	d.room -= len(op) + len(value) + 8
	for _, step := range path {
		key, _ := step.(string)
		d.room -= len(key) + 3
	}
	if !d.over() {
		d.edits = append(d.edits, edit{op, slices.Clone(path), value})
	}
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
func (d *differ) diff(path []any, before, after json.RawMessage) {
	if bytes.Equal(before, after) || d.over() {
		return
	}
	d.work -= len(before) + len(after)
	if before[0] != after[0] {
		d.add("replace", path, after)
		return
	}
	switch before[0] {
	case '"':
		x, y := text(before), text(after)
		switch {
		case x == y:
		case strings.HasPrefix(y, x):
			d.add("append", path, MustMarshal(y[len(x):]))
		default:
			d.add("replace", path, after)
		}
	case '[':
		d.arrays(path, array(before), array(after))
	case '{':
		d.objects(path, object(before), object(after))
	default:
		d.add("replace", path, after)
	}
}

// arrays compares element by element. Surplus elements are deleted at one
// index, because each delete moves the rest up before the next is applied.
func (d *differ) arrays(path []any, before, after []json.RawMessage) {
	common := min(len(before), len(after))
	if max(len(before), len(after))-common > maxEdits {
		d.work = -1
		return
	}
	for i := 0; i < common && !d.over(); i++ {
		d.diff(append(path, i), before[i], after[i])
	}
	for range before[common:] {
		d.add("delete", append(path, common), nil)
	}
	for i, v := range after[common:] {
		d.add("add", append(path, common+i), v)
	}
}

func (d *differ) objects(path []any, before, after map[string]json.RawMessage) {
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if v, ok := after[key]; ok {
			d.diff(append(path, key), before[key], v)
		} else {
			d.add("delete", append(path, key), nil)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if _, ok := before[key]; !ok {
			d.add("add", append(path, key), after[key])
		}
	}
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
