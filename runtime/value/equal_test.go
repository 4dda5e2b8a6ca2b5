package value_test

import (
	"math"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/value"
)

func TestEqual(t *testing.T) {
	type pair struct {
		a any
		b []float64
	}
	nan := math.NaN()
	same := func() []any {
		n := nan
		return []any{
			nil, 1, "a", 1.5, nan, float32(nan),
			[]float64{1, nan},
			[2]float64{nan, 1},
			map[string]any{"a": nan, "b": []any{nil, nan}},
			pair{nan, []float64{nan}},
			&pair{"a", nil}, (*pair)(nil), &n, []any(nil),
			[]any{},
			error(nil),
			pair{nil, []float64{}},
		}
	}
	for i, a := range same() {
		for j, b := range same() {
			// 0 and 15 are both nil.
			want := i == j || i+j == 15 && i*j == 0
			if got := value.Equal(a, b); got != want {
				t.Errorf("%#v and %#v: equal is %t", a, b, got)
			}
		}
	}
	for _, different := range [][2]any{
		{map[string]any{"a": nan}, map[string]any{"b": nan}},
		{map[string]any{"a": nan}, map[string]any{"a": nan, "b": 1}},
		{map[string]any{"a": nil, "n": nan}, map[string]any{"b": nil, "n": nan}},
		{[]any{nan}, []any{nan, nan}},
		{[]any{nan, 1}, []any{nan, "1"}},
		{[]any{nan, nil}, []any{nan, 0}},
		{pair{nan, nil}, pair{nan, []float64{}}},
		{func() {}, func() {}},
	} {
		if value.Equal(different[0], different[1]) {
			t.Errorf("%#v equals %#v", different[0], different[1])
		}
	}
}
