package slider_test

import (
	"encoding/json"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/slider"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestLastStep: where the maximum is between two steps, the last one before it is the
// greatest value.
func TestLastStep(t *testing.T) {
	for _, tt := range []struct{ props, sent, want string }{
		{`{"minimum":0,"maximum":10,"step":4}`, "10", "8"},
		{`{"minimum":0,"maximum":10,"step":4}`, "9", "8"},
		{`{"minimum":1,"maximum":10,"step":4}`, "10", "9"},
		{`{"minimum":0,"maximum":0.9,"step":0.2}`, "0.9", "0.8"},
	} {
		var p spec.Props
		if err := json.Unmarshal([]byte(tt.props), &p); err != nil {
			t.Fatal(err)
		}
		if got, err := slider.Block.Accept(p, json.RawMessage(tt.sent)); err != nil || string(got) != tt.want {
			t.Errorf("%s with %s: got %s, %v, want %s", tt.sent, tt.props, got, err, tt.want)
		}
		if got := slider.Block.Present(p, json.RawMessage(tt.sent)); string(got) != tt.want {
			t.Errorf("%s with %s: shows %s, want %s", tt.sent, tt.props, got, tt.want)
		}
	}
}
