package model_test

import (
	"encoding/json"
	"testing"

	"github.com/blocksgen/blocksgen/gen/model"
)

func TestProps(t *testing.T) {
	b := model.Block{Props: model.Props{
		{Name: "label", Value: json.RawMessage(`"first"`)},
		{Name: "minimum", Value: json.RawMessage(`2.5`)},
		{Name: "visible", Value: json.RawMessage(`true`)},
		{Name: "label", Value: json.RawMessage(`"last"`)},
		{Name: "maximum", Value: json.RawMessage(`null`)},
	}}
	if p := b.Prop("label"); p != &b.Props[3] {
		t.Errorf("the last label is %+v", p)
	}
	if b.Prop("value") != nil || b.Raw("value") != nil || b.Text("value") != "" || b.Text("minimum") != "" {
		t.Error("a property that was not set, or is not a string, has a value")
	}
	if s := b.Text("label"); s != "last" {
		t.Errorf("the label is %q", s)
	}
	for name, want := range map[string]float64{"minimum": 2.5, "maximum": -1, "label": -1, "value": -1} {
		got, ok := b.Number(name)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	if !b.IsTrue("visible") || b.IsTrue("label") || b.IsTrue("value") {
		t.Error("visible alone is true")
	}
	if v := b.Values(); len(v) != 4 || string(v["label"]) != `"last"` {
		t.Errorf("values are %s", v)
	}
	raw, err := json.Marshal(b)
	var read struct{ Props []model.Prop }
	if err != nil || json.Unmarshal(raw, &read) != nil || len(read.Props) != 5 {
		t.Errorf("as JSON: %s, %v", raw, err)
	}
}
