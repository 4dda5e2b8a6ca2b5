package wire_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

func TestDiff(t *testing.T) {
	for _, c := range [][3]string{
		{`"0 "`, `"0 1 "`, `[["append",[],"1 "]]`},
		{`"a"`, `"a"`, `[]`},
		{`"\u00e9"`, `"é"`, `[]`},
		{`"ab"`, `"b"`, `[["replace",[],"b"]]`},
		{`1`, `2`, `[["replace",[],2]]`},
		{`1`, `null`, `[["replace",[],null]]`},
		{``, `[]`, `[["replace",[],[]]]`},
		{`{"a":1}`, `[1]`, `[["replace",[],[1]]]`},
		{`[1,2,3]`, `[1]`, `[["delete",[1],null],["delete",[1],null]]`},
		{`[1]`, `[1,2,[3]]`, `[["add",[1],2],["add",[2],[3]]]`},
		{`[]`, `[null]`, `[["add",[0],null]]`},
		{`[["a"],2]`, `[["ab"],2]`, `[["append",[0,0],"b"]]`},
		{`[[1,2,3],[4,5]]`, `[[1],[4]]`, `[["delete",[0,1],null],["delete",[0,1],null],["delete",[1,1],null]]`},
		{`[[[[1,2]]]]`, `[[[[3,4]]]]`, `[["replace",[0,0,0,0],3],["replace",[0,0,0,1],4]]`},
		{`[[[[[1,2]]]]]`, `[[[[[3,4]]]]]`, `[["replace",[0,0,0,0,0],3],["replace",[0,0,0,0,1],4]]`},
		{`{"b":1,"a":2}`, `{"a":2,"b":1}`, `[]`},
		{`{"a":1,"c":{"x":"y"}}`, `{"b":2,"c":{"x":"yz"}}`, `[["delete",["a"],null],["append",["c","x"],"z"],["add",["b"],2]]`},
	} {
		got := wire.Diff(json.RawMessage(c[0]), json.RawMessage(c[1]))
		if string(got) != c[2] {
			t.Errorf("%s to %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

// value makes small JSON values that often resemble each other.
func value(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Just[any](nil),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.IntRange(-2, 2), func(n int) any { return float64(n) }),
		rapid.Map(rapid.StringOfN(rapid.RuneFrom([]rune("ab\"\n\u2028é😀")), 0, 4, -1), func(s string) any { return s }),
	)
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf,
		rapid.Map(rapid.SliceOfN(value(depth-1), 0, 4), func(l []any) any { return l }),
		rapid.Map(rapid.MapOfN(rapid.StringMatching(`[abAB/]{0,2}`), value(depth-1), 0, 4), func(m map[string]any) any { return m }),
	)
}

func TestDiffRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(value(3), 2, 5).Draw(t, "values")
		raw := make([]json.RawMessage, len(values))
		for i, v := range values {
			raw[i], _ = wire.Marshal(v)
		}
		var edits []json.RawMessage
		for i := range raw[1:] {
			edits = append(edits, wire.Diff(raw[i], raw[i+1]))
			checkEdits(t, edits[i])
		}
		got, err := wire.Apply(raw[0], edits...)
		if err != nil {
			t.Fatal(err)
		}
		if !same(got, raw[len(raw)-1]) {
			t.Fatalf("%s with %s gives %s", raw[0], edits, got)
		}
	})
}

func same(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// checkEdits holds what clients rely on: known operations, and never an add or
// delete of the whole value.
func checkEdits(t *rapid.T, raw json.RawMessage) {
	var edits [][]any
	if err := json.Unmarshal(raw, &edits); err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		path := e[1].([]any)
		switch e[0] {
		case "replace", "append":
		case "add", "delete":
			if len(path) == 0 {
				t.Fatalf("%s: %v of the whole value", raw, e[0])
			}
		default:
			t.Fatalf("%s: unknown operation", raw)
		}
	}
}

// TestApply: edits that Diff does not make, but other servers may.
func TestApply(t *testing.T) {
	for _, c := range [][3]string{
		{`[1,3]`, `[["add",[1],2]]`, `[1,2,3]`},
		{`[1,3]`, `[["add",[0],0],["add",[3],4]]`, `[0,1,3,4]`},
		{`[1,2,3]`, `[["delete",[0],null]]`, `[2,3]`},
		{`{"a":[1]}`, `[["add",["a",0],0],["append",["b"],"x"]]`, ``},
	} {
		got, err := wire.Apply(json.RawMessage(c[0]), json.RawMessage(c[1]))
		if string(got) != c[2] || (err == nil) != (c[2] != "") {
			t.Errorf("%s with %s: got %s, %v, want %s", c[0], c[1], got, err, c[2])
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	for _, c := range [][2]string{
		{`[1]`, `x`},
		{`[1]`, `[["add",[2],1]]`},
		{`[1]`, `[["delete",[1],null]]`},
		{`[1]`, `[["delete",[-1],null]]`},
		{`[1]`, `[["replace",["a"],1]]`},
		{`{"a":1}`, `[["delete",["b"],null]]`},
		{`{"a":1}`, `[["replace",["a","b"],1]]`},
		{`{"a":1}`, `[["replace",[0],1]]`},
		{`1`, `[["append",[],"x"]]`},
		{`"a"`, `[["append",[],1]]`},
		{`1`, `[["add",[],1]]`},
		{`1`, `[["twist",[],1]]`},
	} {
		if got, err := wire.Apply(json.RawMessage(c[0]), json.RawMessage(c[1])); err == nil {
			t.Errorf("%s with %s: got %s, want an error", c[0], c[1], got)
		}
	}
}

// Appending n tokens must cost O(n) bytes and time.
func BenchmarkApplyTokens(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		edits := make([]json.RawMessage, n)
		for i := range edits {
			edits[i] = wire.Append("token ")
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				got, err := wire.Apply(json.RawMessage(`""`), edits...)
				if err != nil || len(got) != len(strings.Repeat("token ", n))+2 {
					b.Fatal(err, len(got))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/token")
		})
	}
}
