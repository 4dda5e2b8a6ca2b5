package spec_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// numerals are JSON numbers, spelled in all ways.
var numerals = []string{
	"0", "-0", "0.0", "0e9", "1", "1.0", "10e-1", "-1", "0.1", "0.10", "1e-1", "100", "1e2", "1E+2", "-100", "99.99", "123.456", "1.5",
	"9007199254740992", "9007199254740993", "900719925474099300e-2", "12345678901234567890", "1e29", "1e30", "1e-30", "-1e30",
}

// TestNumerals compares numbers with exact arithmetic.
func TestNumerals(t *testing.T) {
	for _, a := range numerals {
		n, ok := spec.ParseNumeral(json.RawMessage(a))
		x, _ := new(big.Rat).SetString(a)
		if !ok || n.Whole() != x.IsInt() || n.Negative() != (x.Sign() < 0) {
			t.Errorf("%s: %v, %t, whole is %t, negative is %t", a, n, ok, n.Whole(), n.Negative())
		}
		if s, ok := n.Integer(); ok && s != x.RatString() || ok != (x.IsInt() && len(new(big.Int).Abs(x.Num()).String()) <= 30) {
			t.Errorf("%s: as an integer %q, %t", a, s, ok)
		}
		for _, b := range numerals {
			m, _ := spec.ParseNumeral(json.RawMessage(b))
			y, _ := new(big.Rat).SetString(b)
			if got, want := n.Compare(m), x.Cmp(y); got != want || (n.String() == m.String()) != (want == 0) {
				t.Errorf("%s and %s: compared %d, want %d; %s and %s", a, b, got, want, n, m)
			}
		}
	}
	for _, no := range []string{``, `null`, `"1"`, `true`, `[1]`} {
		if _, ok := spec.ParseNumeral(json.RawMessage(no)); ok {
			t.Errorf("%s is a number", no)
		}
	}
	small, _ := spec.ParseNumeral(json.RawMessage("1e-99999999999999999999"))
	large, _ := spec.ParseNumeral(json.RawMessage("1e99999999999999999999"))
	if _, ok := large.Integer(); ok || small.Compare(large) != -1 || small.Whole() {
		t.Errorf("%v and %v", small, large)
	}
}

// TestRounded has results of Python's round.
func TestRounded(t *testing.T) {
	for _, tt := range []struct {
		raw    string
		places int
		want   string
	}{
		{"2.675", 2, "2.67"},
		{"1.005", 2, "1"},
		{"0.125", 2, "0.12"},
		{"2.5", 0, "2"},
		{"3.5", 0, "4"},
		{"-0.4", 0, "0"},
		{"5.06", 1, "5.1"},
		{"1234", -2, "1200"},
		{"1250", -2, "1200"},
		{"0.1", 5, "0.1"},
		{"9007199254740993", 0, "9007199254740993"},
		{"9007199254740993", 2, "9007199254740993"},
		{"1e400", 2, "1e400"},
		{`"5.06"`, 1, `"5.06"`},
	} {
		if got := string(spec.Rounded(json.RawMessage(tt.raw), tt.places)); got != tt.want {
			t.Errorf("%s to %d places: got %s, want %s", tt.raw, tt.places, got, tt.want)
		}
	}
}

// TestDecode holds that numbers in an any are float64, wherever they are, but for those
// that a float64 cannot hold, and that other types are decoded as ever.
func TestDecode(t *testing.T) {
	type inner struct{ V any }
	type holder struct {
		inner
		A    any
		List []any
		Map  map[string]inner
		N    json.Number
		Raw  json.RawMessage
		I    int64
		P    *any
	}
	const long, short = `9007199254740993`, `1.5`
	object := `{"V":` + long + `,"A":[` + short + `,` + long + `],"List":[{"x":` + long + `}],"Map":{"k":{"V":` + long + `}},"N":` + long + `,"Raw":` + long + `,"I":` + long + `,"P":` + short + `}`
	var got holder
	if err := spec.Decode([]byte(object), &got); err != nil {
		t.Fatal(err)
	}
	half := any(1.5)
	want := holder{
		inner{json.Number(long)},
		[]any{1.5, json.Number(long)},
		[]any{map[string]any{"x": json.Number(long)}},
		map[string]inner{"k": {json.Number(long)}},
		long, json.RawMessage(long), 9007199254740993, &half,
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(holder{})); d != "" {
		t.Error(d)
	}
	for raw, want := range map[string]any{
		`9007199254740992`: float64(1 << 53), `10000000000000000000`: 1e19, `1000000000000000000000`: json.Number("1000000000000000000000"),
		`-9007199254740993`: json.Number("-9007199254740993"), `9007199254740993.5`: 9007199254740994.0, `"9007199254740993"`: "9007199254740993", `null`: nil,
	} {
		var got any
		if err := spec.Decode([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s: got %T %v, %v", raw, got, got, err)
		}
	}
	for _, bad := range []string{`9007199254740993 1`, `[9007199254740993`, `[9007199254740993,1e400]`} {
		var got any
		if err := spec.Decode([]byte(bad), &got); err == nil {
			t.Errorf("%s: got %v", bad, got)
		}
	}
}
