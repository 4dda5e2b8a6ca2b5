package ui_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

type op string

type level uint8

func TestWireForms(t *testing.T) {
	box, tick := ui.Textbox(), ui.Timer(1)
	nodes := ui.Walk(ui.Page(box, tick, ui.Textbox().Buttons(ui.Button("x").ElemID("x"))))
	enc := ui.Encoder{
		Index: ui.Index(nodes),
		Enum: func(typ string) (json.RawMessage, bool) {
			return json.RawMessage(`[["add","add"],["sub","sub"]]`), typ == "github.com/blocksgen/blocksgen/runtime/ui_test.op"
		},
	}
	tests := []struct {
		block      ui.Node
		name, want string
	}{
		{ui.Markdown("\n\t\t# Title\n\n\t\t\tcode <b>\n\t"), "value", `"# Title\n\n\tcode <b>"`},
		{ui.HTML("").ValueAny([]int(nil)), "value", `null`},
		{ui.Textbox().HTMLAttributes(ui.InputHTMLAttributes{Spellcheck: ui.Some(false), Lang: "en"}), "html_attributes", `{"spellcheck":false,"lang":"en"}`},
		{ui.Textbox().HTMLAttributes(ui.InputHTMLAttributes{}), "html_attributes", `{}`},
		{ui.Textbox().Type(ui.Password), "type", `"password"`},
		{ui.Textbox().SubmitBtn(true).SubmitBtnText("Go"), "submit_btn", `"Go"`},
		{ui.Textbox().Buttons(ui.CopyButton), "buttons", `["copy"]`},
		{ui.Textbox().Buttons(), "buttons", `[]`},
		{ui.Textbox().VisibleHidden(), "visible", `"hidden"`},
		{ui.Textbox().Inputs(box), "inputs", `[{"$block":1}]`},
		{ui.Textbox().Every(2.5), "every", `2.5`},
		{ui.Textbox().EveryTimer(tick), "every", `{"$block":2}`},
		{ui.Textbox().ValueFunc(func() string { return "" }), "value_func", `{"$go":true}`},
		{ui.Textbox().KeyOf("row", 3), "key", `["row",3]`},
		{ui.State(struct{ C chan int }{}), "value", `{"$go":true}`},
		{ui.Slider(0, 1e21), "maximum", `1e+21`},
		{ui.Radio("a", "b"), "choices", `[["a","a"],["b","b"]]`},
		{ui.Radio().Choices(nil), "choices", `[]`},
		{ui.Radio().Choices(ui.ChoiceList{{Name: "One", Value: 1}, {Name: "x", Value: op("<x>")}}), "choices", `[["One",1],["x","<x>"]]`},
		{ui.Radio().Choices(ui.Values[level](1, 2)), "choices", `[["1",1],["2",2]]`},
		{ui.Radio().Choices(ui.Values(0.5, 2)), "choices", `[["0.5",0.5],["2",2]]`},
		{ui.Radio().Choices(ui.Enum[op]()), "choices", `[["add","add"],["sub","sub"]]`},
		{ui.Radio().Choices(append(ui.Values("all"), ui.Enum[op]()...)), "choices", `[["all","all"],["add","add"],["sub","sub"]]`},
		{ui.Radio().Value(op("add")), "value", `"add"`},
		{ui.CheckboxGroup().Value(), "value", `[]`},
		{ui.CheckboxGroup().Value(1, "b"), "value", `[1,"b"]`},
		{ui.Dropdown().ValueNone(), "value", `null`},
		{ui.Dropdown("a").Multiselect(), "multiselect", `true`},
		{ui.Dropdown("a").Multiselect().Value("a"), "value", `["a"]`},
		{ui.Label().Value(ui.LabelData{Label: "cat"}), "value", `{"label":"cat","confidences":null}`},
		{ui.Label().ValueText("cat"), "value", `{"label":"cat","confidences":null}`},
		{ui.Label().ValueNumber(3), "value", `{"label":"3","confidences":null}`},
		{
			ui.Label().ValueScores(map[string]float64{"b": 0.25, "c": 0.5, "a": 0.25}), "value",
			`{"label":"c","confidences":[{"label":"c","confidence":0.5},{"label":"a","confidence":0.25},{"label":"b","confidence":0.25}]}`,
		},
		{ui.Label().ValueScores(nil), "value", `{"label":"","confidences":[]}`},
		{ui.Examples([]any{1, "a"}, []any{2, nil}), "samples", `[[1,"a"],[2,null]]`},
		{ui.Examples().Rows(), "samples", `[]`},
		{ui.Examples().PreloadNone(), "preload", `false`},
		{ui.Interface().ClearBtnNone(), "clear_btn", `null`},
		{ui.Interface().Inputs(box), "inputs", `[{"$block":1}]`},
		{ui.Tabs().SelectedInt(2), "selected", `2`},
		{ui.Sidebar().WidthCSS("20rem"), "width", `"20rem"`},
		{ui.Markdown("").LatexDelimiters(ui.LatexDelimiter{Left: "$", Right: "$"}), "latex_delimiters", `[{"left":"$","right":"$","display":false}]`},
		{ui.NewCustom[int]("Stars").With("max", 5).Value(3), "max", `5`},
		{ui.NewCustom[int]("Stars"), "component_class_name", `"Stars"`},
	}
	for _, test := range tests {
		props, err := enc.Props(test.block)
		if err != nil || string(props[test.name]) != test.want {
			t.Errorf("%s of %s is\n%s, want\n%s (%v)", test.name, ui.Kind(test.block), props[test.name], test.want, err)
		}
	}
	for _, n := range []ui.Node{ui.Radio(), ui.ClearButton(), ui.Examples()} {
		if got := ui.Settings(n); len(got) > 0 {
			t.Errorf("a constructor that is given nothing sets %v", got)
		}
	}
}

func TestWithoutResolving(t *testing.T) {
	var enc ui.Encoder
	props, err := enc.Props(ui.Radio().Choices(ui.Enum[op]()))
	if want := `[["",{"$enum":"github.com/blocksgen/blocksgen/runtime/ui_test.op"}]]`; err != nil || string(props["choices"]) != want {
		t.Errorf("choices are %s, want %s (%v)", props["choices"], want, err)
	}
	stranger := ui.Encoder{
		Index: ui.Index(nil),
		Enum:  func(string) (json.RawMessage, bool) { return nil, false },
	}
	for _, n := range []ui.Node{
		ui.Textbox().Inputs(ui.Textbox()),
		ui.Radio().Choices(ui.Enum[op]()),
		ui.Number().Value(math.NaN()),
		ui.JSON().Value(func() {}),
	} {
		if props, err := stranger.Props(n); err == nil {
			t.Errorf("%s gives %s and no error", ui.Kind(n), props)
		}
	}
	if _, err := enc.Props(ui.ClearButton(ui.Textbox())); err == nil {
		t.Error("a block is no value without an index")
	}
}

func TestFunc(t *testing.T) {
	block := ui.Textbox().Lines(2).ValueFunc(func() string { return "now" })
	settings := ui.Settings(block)
	if settings[0].Func() != nil {
		t.Error("a number of lines is no function")
	}
	if fn, ok := settings[1].Func().(func() string); !ok || fn() != "now" {
		t.Error("the function is not the one that was set")
	}
}

func TestDedent(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"one", "one"},
		{"  one\n    two\n      three", "one\ntwo\n  three"},
		{"\n\tone\n\n\t\ttwo\n\t", "one\n\n\ttwo"},
		{"\n  one\n two\n", " one\ntwo"},
		{"one\n\ttwo\n  three", "one\n\ttwo\n  three"},
		{"\r\n  one\r\n  two", "one\ntwo"},
		{"\n   \n\n", ""},
	} {
		if got := ui.Dedent(test.text); got != test.want {
			t.Errorf("Dedent(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
