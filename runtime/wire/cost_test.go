package wire_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// allocated returns how many bytes a function allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// checkCost compares what reading a body allocates with what it is said to cost.
func checkCost(t *testing.T, raw []byte) {
	t.Helper()
	var b *wire.Body
	var err error
	const noise = 64 << 10 // of the runtime
	if got, most := allocated(func() { b, err = wire.ParseBody(raw) }), 40*wire.MaxWidth+30*wire.MaxValues+noise; got > most {
		t.Errorf("parsing %d bytes allocates %d, more than %d: %.60q", len(raw), got, most, raw)
	}
	if err != nil {
		return
	}
	var v any
	// Growing slices and maps leave some garbage behind.
	if got, most := allocated(func() { err = json.Unmarshal(b.List(), &v) }), 2*int(limit.CallCost(len(raw), b.Values))+noise; got > most || err != nil {
		t.Errorf("decoding %d bytes allocates %d, more than %d: %.60q, %v", len(raw), got, most, raw, err)
	}
}

// TestCost: the bodies that cost the most for their size, of 1 MB each.
func TestCost(t *testing.T) {
	for name, unit := range map[string]string{
		"objects": `{},`, "arrays": `[],`, "members": `{"a":1},`, "numbers": `0,`, "strings": `"",`, "nested": `[[[[[[[[]]]]]]]],`, "deep": strings.Repeat(`{"":`, 200) + "0" + strings.Repeat("}", 200) + ",",
	} {
		for _, n := range []int{1 << 10, 1 << 20, 150_000} {
			body := `{"data":[[` + strings.Repeat(unit, n/len(unit)) + `0]]}`
			t.Run(name, func(t *testing.T) { checkCost(t, []byte(body)) })
		}
	}
	for _, body := range []string{strings.Repeat("[", 1<<20), `"` + strings.Repeat(`\"`, 1<<19), strings.Repeat(`"`, 1<<20), `{"data":["` + strings.Repeat(`\\`, 1<<19) + `"]}`} {
		checkCost(t, []byte(body))
	}
}

// TestDiffCost: values that many edits lie between. Finding them, sending them and applying
// them takes no more than a few times what the values have.
func TestDiffCost(t *testing.T) {
	list := func(element string, n int) string { return "[" + strings.Repeat(element+",", n) + element + "]" }
	deep := func(inner string) string { return strings.Repeat("[", 200) + inner + strings.Repeat("]", 200) }
	object := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format+",", i)
		}
		return "{" + b.String() + `"":0}`
	}
	const n = 100_000
	for name, pair := range map[string][2]string{
		"shorter":          {list("1", n), "[1]"},
		"longer":           {"[1]", list("1", n)},
		"other elements":   {list("1", n), list("2", n)},
		"deep":             {deep(list("1", n)), deep(list("2", n))},
		"deep and shorter": {deep(list("1", n)), deep("[1]")},
		"deep and equal":   {deep(list("1", n)), deep(list("1", n) + ",2")},
		"members":          {object(`"k%d":0`, n/2), object(`"k%d":1`, n/2)},
		"other members":    {object(`"k%d":0`, n/2), object(`"l%d":0`, n/2)},
		"no members":       {object(`"k%d":0`, n/2), "{}"},
		"long names":       {`{"` + strings.Repeat("k", 10_000) + `":` + list("1", 500) + "}", `{"` + strings.Repeat("k", 10_000) + `":` + list("2", 500) + "}"},
		"one in many":      {list("1", n), list("1", n-1)[:2*n-1] + "2]"},
	} {
		before, after := json.RawMessage(pair[0]), json.RawMessage(pair[1])
		size := len(before) + len(after)
		var edits, got json.RawMessage
		var err error
		// encoding/json takes 24 bytes for an element of a list, and more for a member.
		if b := allocated(func() { edits = wire.Diff(before, after) }); b > 100*size {
			t.Errorf("%s: finding edits between %d bytes allocates %d", name, size, b)
		}
		if len(edits) > 2*len(after)+2000 {
			t.Errorf("%s: %d bytes become %d bytes of edits", name, len(after), len(edits))
		}
		if b := allocated(func() { got, err = wire.Apply(before, edits) }); b > 200*size || err != nil || !same(got, after) {
			t.Errorf("%s: applying edits to %d bytes allocates %d, %v", name, size, b, err)
		}
	}
}

// FuzzCost repeats what the fuzzer finds, to see what a large body of the kind costs.
func FuzzCost(f *testing.F) {
	f.Add([]byte(`{"data":[`), []byte(`{"a":[]},`), []byte(`0]}`))
	f.Fuzz(func(t *testing.T, head, unit, tail []byte) {
		if n := len(unit); n > 0 && len(head)+len(tail)+n < 100_000 {
			checkCost(t, []byte(string(head)+strings.Repeat(string(unit), 100_000/n)+string(tail)))
		}
	})
}
