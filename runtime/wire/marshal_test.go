package wire_test

import (
	"math"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

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
