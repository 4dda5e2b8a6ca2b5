package spec_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestNumberOfChoices: how many may be chosen. A client cannot make a list longer than there
// are choices.
func TestNumberOfChoices(t *testing.T) {
	choices := func(more string) spec.Props {
		var p spec.Props
		if err := json.Unmarshal([]byte(`{"choices":[["A","a"],["B","b"],["C","c"]]`+more+`}`), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, tt := range []struct{ more, raw, refused string }{
		{"", `["a","b","c"]`, ""},
		{"", `["a","a","a","a"]`, "4 are chosen, there are only 3 choices"},
		{`,"max_choices":2`, `["a","b"]`, ""},
		{`,"max_choices":2`, `["a","b","c"]`, "3 are chosen, at most 2 may be"},
		{`,"allow_custom_value":true`, `["a","b","c","d"]`, ""},
		{`,"allow_custom_value":true,"max_choices":2`, `["a","b","d"]`, "3 are chosen, at most 2 may be"},
		{`,"max_choices":null`, `["a","b","c"]`, ""},
	} {
		got, err := spec.ChoicesValue.Accept(choices(tt.more), json.RawMessage(tt.raw))
		if tt.refused == "" && (err != nil || string(got) != tt.raw) || tt.refused != "" && (err == nil || !strings.Contains(err.Error(), tt.refused)) {
			t.Errorf("%s with %s: %s, %v", tt.raw, tt.more, got, err)
		}
	}
}
