package wire_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// TestObject: members keep their order, and what was set takes the place of what was
// there or comes last.
func TestObject(t *testing.T) {
	o, err := wire.ParseOrdered([]byte(` {"z": [1, 2], "a": "<é>", "m": {"y": 1, "b": 2}} `))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(o.Get("m")); got != `{"y": 1, "b": 2}` || o.Get("x") != nil {
		t.Errorf("got %s and %s", got, o.Get("x"))
	}
	o = o.Set("a", wire.List([]json.RawMessage{[]byte("1"), []byte(`"b"`)})).Set("new", []byte("{ }"))
	if got, want := string(o.JSON()), `{"z":[1,2],"a":[1,"b"],"m":{"y":1,"b":2},"new":{}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(wire.Object(nil).JSON()); got != "{}" {
		t.Errorf("empty: got %s", got)
	}
	for _, raw := range []string{``, `[]`, `null`, `{"a":1`, `{"a":1} x`, `5`} {
		if o, err := wire.ParseOrdered([]byte(raw)); err == nil {
			t.Errorf("%q: got %v", raw, o)
		}
	}
}

// TestMarshalNaN: numbers that JSON lacks are null wherever they are, but for
// structs.
func TestMarshalNaN(t *testing.T) {
	one := math.Inf(-1)
	got, err := wire.Marshal(map[string]any{"a": math.NaN(), "b": [2]float64{1, math.Inf(1)}, "c": &one, "d": nil})
	if err != nil || string(got) != `{"a":null,"b":[1,null],"c":null,"d":null}` {
		t.Errorf("got %s, %v", got, err)
	}
	if got, err := wire.Marshal(struct{ F float64 }{math.NaN()}); err == nil {
		t.Errorf("a struct: got %s", got)
	}
}
