package label_test

import (
	"encoding/json"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/label"
	"github.com/blocksgen/blocksgen/runtime/value"
)

func TestLabel(t *testing.T) {
	in := &value.In{Raw: json.RawMessage(`{"label":"a","confidences":[{"label":"a","confidence":0.75}]}`), Label: "F", Scope: new(value.Scope)}
	if v := label.Whole[label.Data](in); v.Label != "a" || len(v.Confidences) != 1 || in.Scope.Err() != nil {
		t.Errorf("got %+v, %v", v, in.Scope.Err())
	}
	var out value.Out
	data := label.Data{Confidences: []label.Confidence{{Label: "x", Confidence: 0.25}, {Label: "y", Confidence: 0.5}}}
	label.PutWhole(&out, data)
	if want := `{"label":"y","confidences":[{"label":"y","confidence":0.5},{"label":"x","confidence":0.25}]}`; string(out.Raw) != want {
		t.Errorf("got %s", out.Raw)
	}
	if data.Confidences[0].Label != "x" {
		t.Error("the handler's own list was put in order")
	}
}
