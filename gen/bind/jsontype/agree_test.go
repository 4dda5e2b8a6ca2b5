package jsontype_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestAgainstEncodingJSON compares shapes with what encoding/json writes for values of the
// same types.
func TestAgainstEncodingJSON(t *testing.T) {
	src, err := os.ReadFile("types_test.go")
	if err != nil {
		t.Fatal(err)
	}
	p := read(t, packageBody(src))
	for name, value := range tried {
		w := jsontype.New(nil)
		typ := p.Scope().Lookup(name).Type()
		raw, err := json.Marshal(value)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := matches(w.Of(typ, jsontype.Encoded), raw); err != nil {
			t.Errorf("%s: %v\n%s", name, err, raw)
		}
	}
}

// matches reports how JSON differs from a shape.
func matches(s *jsontype.Shape, raw json.RawMessage) error {
	kind := map[byte]jsontype.Kind{'"': jsontype.String, 't': jsontype.Bool, 'f': jsontype.Bool, '[': jsontype.Array, '{': jsontype.Object, 'n': jsontype.Nullable}[raw[0]]
	if kind == "" {
		kind = jsontype.Number
	}
	switch {
	case s.Kind == jsontype.Any:
		return nil
	case kind == jsontype.Nullable:
		if s.Kind != jsontype.Nullable && s.Kind != jsontype.Array && s.Kind != jsontype.Map {
			return fmt.Errorf("null is not %s", s.Kind)
		}
		return nil
	case s.Kind == jsontype.Nullable:
		return matches(s.Elem, raw)
	case !s.Holds(kind):
		return fmt.Errorf("%s is not %s", raw, s.Kind)
	}
	switch s.Kind {
	case jsontype.Array:
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return err
		}
		for i, e := range list {
			if err := matches(s.Elem, e); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
	case jsontype.Map, jsontype.Object:
		members, err := spec.ParseObject(raw)
		if err != nil {
			return err
		}
		if s.Kind == jsontype.Object {
			return fields(s, members)
		}
		for _, m := range members {
			if err := matches(s.Elem, m.Value); err != nil {
				return fmt.Errorf("%s: %w", m.Name, err)
			}
		}
	}
	return nil
}

// fields compares the members of an object with the fields, in their order.
func fields(s *jsontype.Shape, members spec.Object) error {
	var want, got []string
	for _, f := range s.Fields {
		if !f.Optional || members.Get(f.Name) != nil {
			want = append(want, f.Name)
		}
	}
	for _, m := range members {
		got = append(got, m.Name)
	}
	if fmt.Sprint(want) != fmt.Sprint(got) {
		return fmt.Errorf("fields %q, but encoding/json writes %q", want, got)
	}
	for _, f := range s.Fields {
		if m := members.Get(f.Name); m != nil {
			if err := matches(f.Shape, m); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	return nil
}

// packageBody is a file without its package clause.
func packageBody(src []byte) string {
	_, body, _ := strings.Cut(string(src), "package jsontype_test")
	return body
}
