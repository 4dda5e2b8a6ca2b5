package wire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// nested is an array of so many levels.
func nested(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }

// list is an array of so many zeros.
func list(n int) string { return "[" + strings.TrimSuffix(strings.Repeat("0,", n), ",") + "]" }

// TestShape: what JSON may be, at the limits and one beyond.
func TestShape(t *testing.T) {
	const depth, width, values = wire.MaxDepth, wire.MaxWidth, wire.MaxValues
	// Lists of 1000 zeros, one inside the other, so that none is too wide.
	many := func(n int) string {
		s := "0"
		for ; n > 1000; n -= 1000 {
			s = "[" + s + strings.Repeat(",0", 999) + "]"
		}
		return "[" + s + strings.Repeat(",0", n-1) + "]"
	}
	for _, tt := range []struct {
		name, raw, refused string
	}{
		{"depth", nested(depth), ""},
		{"too deep", nested(depth + 1), "nests deeper than 256 levels"},
		{"brackets in strings", `["` + nested(depth) + `\"[[["]`, ""},
		{"brackets after an escaped quote", `["\"` + nested(depth) + `"]`, ""},
		{"width", list(width), ""},
		{"too wide", list(width + 1), "holds more than 10000 members"},
		{"values", many(values), ""},
		{"too many values", many(values + 1), "holds more than 200000 values"},
		{"members are values, too", "[" + strings.TrimSuffix(strings.Repeat(`{"a":0,"b":0},`, width-1), ",") + "]", ""},
		{"too many members", "[" + strings.TrimSuffix(strings.Repeat(`{`+strings.Repeat(`"a":0,`, 10)+`"b":0},`, width-1), ",") + "]", "holds more than 200000 values"},
	} {
		_, err := wire.CheckShape([]byte(tt.raw))
		if tt.refused == "" && err != nil || tt.refused != "" && (err == nil || !strings.Contains(err.Error(), tt.refused)) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestDepth: what comes out may go in: the data of a call is two levels deep itself.
func TestDepth(t *testing.T) {
	for _, tt := range []struct {
		raw string
		ok  bool
	}{
		{nested(wire.MaxDepth - 2), true},
		{nested(wire.MaxDepth - 1), false},
		{`["` + nested(wire.MaxDepth) + `","\"[", "\\"]`, true},
		{`["[",` + nested(wire.MaxDepth-3) + `]`, true},
		{`["]",` + nested(wire.MaxDepth-2) + `]`, false},
	} {
		_, in := wire.ParseBody([]byte(`{"data":[` + tt.raw + `]}`))
		if out := wire.CheckDepth(json.RawMessage(tt.raw)); (out == nil) != tt.ok || (in == nil) != tt.ok {
			t.Errorf("%.20s…: out %v, in %v", tt.raw, out, in)
		}
	}
}
