package spec_test

import (
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestShapeReferences proves that the rules apply in schemas that refer to their $defs, also
// in recursive ones.
func TestShapeReferences(t *testing.T) {
	s := spec.ParseShape([]byte(`{"type":"object","properties":{"n":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]},
		"list":{"type":"array","items":{"$ref":"#/$defs/Node"}},"gone":{"$ref":"#/$defs/Gone"}},
		"$defs":{"Node":{"type":"object","properties":{"on":{"type":"boolean"},"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}}}}}`))
	for _, c := range []struct{ in, want string }{
		{`{"n":1,"next":{"on":1,"next":{"on":0,"next":null}}}`, `{"n":1,"next":{"on":true,"next":{"on":false,"next":null}}}`},
		{`{"list":[{"on":1},{"next":{"on":0}}],"gone":[1]}`, `{"list":[{"on":true},{"next":{"on":false}}],"gone":[1]}`},
		{`{"next":{"next":{"on":"yes"}}}`, "next: next: on: expected true or false"},
		{`{"list":[{"on":[]}]}`, "list: on: expected true or false"},
		{`{"next":5}`, "next: expected an object"},
	} {
		got, err := s.Accept([]byte(c.in))
		text := string(got)
		if err != nil {
			text = err.Error()
		}
		if text != c.want {
			t.Errorf("%s: %s, want %s", c.in, text, c.want)
		}
	}
}
