package value_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

func TestOpt(t *testing.T) {
	for raw, want := range map[string]string{`null`: "null", ``: "null", `5`: "5", `"x"`: "error"} {
		var err error
		v := value.Opt(value.NewIn(json.RawMessage(raw), nil, "F", &err), value.Int[int])
		got := "null"
		if n, ok := v.Get(); ok {
			got = fmt.Sprint(n)
		}
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", raw, got, want)
		}
	}
	for want, v := range map[string]ui.Opt[int]{`5`: ui.Some(5), `null`: ui.Null[int](), ``: {}} {
		var out value.Out
		value.PutOpt(&out, v, value.PutInt[int])
		if string(out.Raw) != want {
			t.Errorf("got %q, want %q", out.Raw, want)
		}
	}
}

func TestLabel(t *testing.T) {
	var err error
	in := value.NewIn(json.RawMessage(`{"label":"a","confidences":[{"label":"a","confidence":0.75}]}`), nil, "F", &err)
	if v := value.Label[ui.LabelData](in); v.Label != "a" || len(v.Confidences) != 1 || err != nil {
		t.Errorf("got %+v, %v", v, err)
	}
	var out value.Out
	data := ui.LabelData{Confidences: []ui.LabelConfidence{{Label: "x", Confidence: 0.25}, {Label: "y", Confidence: 0.5}}}
	value.PutLabel(&out, data)
	if want := `{"label":"y","confidences":[{"label":"y","confidence":0.5},{"label":"x","confidence":0.25}]}`; string(out.Raw) != want {
		t.Errorf("got %s", out.Raw)
	}
	if data.Confidences[0].Label != "x" {
		t.Error("the handler's own list was put in order")
	}
}

// TestPutBlock: what was set since the declaration is the change.
func TestPutBlock(t *testing.T) {
	declared := ui.Textbox().Label("Old").Lines(2)
	other := ui.Button("Other")
	encoder := ui.Encoder{
		Index: func(n ui.Node) int {
			if ui.Same(n, other) {
				return 7
			}
			return -1
		},
		Enum: func(string) (json.RawMessage, bool) { return json.RawMessage(`[["Add","add"]]`), true },
	}
	for _, tt := range []struct {
		name  string
		block ui.Node
		want  string
	}{
		{"nothing", declared, ``},
		{"changes", declared.Label("New").Value("v").Label("Newer"), `label="Newer" value="v" `},
		{"another block", ui.TextboxBlock{}.Label("New"), `label="New" `},
		{"zero block", ui.TextboxBlock{}, ``},
		{"toolbar", declared.Buttons(ui.CopyButton, other), `buttons=["copy",{"id":7}] `},
		{"enum", ui.RadioBlock{}.Choices(ui.Enum[op]()), `choices=[["Add","add"]] `},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := value.Out{Declared: declared, Encoder: encoder}
			value.PutBlock(&out, tt.block)
			got := ""
			for _, p := range out.Update {
				got += fmt.Sprintf("%s=%s ", p.Name, p.Value)
			}
			if got != tt.want || out.Err != nil || out.Update == nil {
				t.Errorf("got %q, %v, want %q", got, out.Err, tt.want)
			}
		})
	}
	out := value.Out{Declared: declared, Encoder: encoder}
	if value.PutBlock(&out, declared.Buttons(ui.Button("Nowhere"))); out.Err == nil {
		t.Error("a block that stands nowhere was encoded")
	}
}
