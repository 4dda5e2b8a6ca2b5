package spec_test

import (
	"encoding/json"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestText: strings are read as encoding/json reads them, and nothing else is.
func TestText(t *testing.T) {
	for _, raw := range []string{
		`""`, `"a"`, `"a b"`, `"é"`, "\"\xff\"", `"\u0041\n\""`, `"\\"`, "\"a\u2028\"", `"a" `, `"`, `"a`, `"a"b"`, "\"a\nb\"", `"\ud800"`,
		`1`, `null`, `["a"]`, ` "a"`, ``,
	} {
		var want string
		ok := len(raw) > 0 && raw[0] == '"' && json.Unmarshal([]byte(raw), &want) == nil
		if got, is := spec.Text(json.RawMessage(raw)); is != ok || ok && got != want {
			t.Errorf("%q: got %q, %t, want %q, %t", raw, got, is, want, ok)
		}
	}
}
