package emit

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDocument holds that a document is laid out by lines and says what it was
// given, whatever stands in its strings.
func TestDocument(t *testing.T) {
	long := "a string that is long enough to keep its container from standing on one line, <&>"
	v := object{
		{"empty", object{}},
		{"none", []int{}},
		{"list", []int{1, 2}},
		{"text", `a "quoted" \ brace { and [ and , and : ` + "\n\u2028"},
		{"deep", object{{"a", object{{"b", []string{long, `"`}}, {"c", nil}}}, {"z", -1.5e300}}},
		{"text", "again"},
	}
	v.set("text", "changed")
	for depth := range 6 {
		got, err := document(v, depth)
		if err != nil {
			t.Fatal(err)
		}
		var want, back any
		compact, err := marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(compact, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("depth %d: %v\n%s", depth, err, got)
		}
		if d := cmp.Diff(want, back); d != "" {
			t.Errorf("depth %d says something else:\n%s", depth, d)
		}
	}
	got, err := document(object{{"a", []any{object{{"b", long}}, object{{"b", long}}}}, {"c", []int{1, 2}}}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "a": [
    {"b": "` + long + `"},
    {"b": "` + long + `"}
  ],
  "c": [1, 2]
}
`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("layout (-want +got):\n%s", d)
	}
}
