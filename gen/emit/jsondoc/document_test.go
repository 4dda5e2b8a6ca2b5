package jsondoc

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestDocument checks the line breaks of documents, and that formatting does not change
// the data.
func TestDocument(t *testing.T) {
	long := "a string that is long enough to keep its container from being on one line, <&>; it goes on and on, so that nobody wants to read it in one line"
	v := object(
		"empty", spec.Object{},
		"none", []int{},
		"list", []int{1, 2},
		"text", `a "quoted" \ brace { and [ and , and : `+"\n\u2028",
		"deep", object("a", object("b", []string{long, `"`}, "c", nil), "z", -1.5e300),
	)
	got, err := document(v)
	if err != nil {
		t.Fatal(err)
	}
	var want, back any
	if err := json.Unmarshal(spec.Marshal(v), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	if d := cmp.Diff(want, back); d != "" {
		t.Errorf("it says something else:\n%s", d)
	}
	got, err = document(object("a", []any{object("b", long), object("b", 1)}, "c", []int{1, 2}))
	if err != nil {
		t.Fatal(err)
	}
	layout := `{
  "a": [
    {
      "b": "` + long + `"
    },
    {"b": 1}
  ],
  "c": [1, 2]
}
`
	if d := cmp.Diff(layout, string(got)); d != "" {
		t.Errorf("layout (-want +got):\n%s", d)
	}
}
