package page_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// TestNothingForNothing: a block without a value that a handler gives none fires
// nothing.
func TestNothingForNothing(t *testing.T) {
	choices := [][]any{{"Tea", "t"}, {"Coffee", "c"}}
	for kind, props := range map[string]obj{
		"textbox": {}, "number": {}, "slider": {"minimum": 3}, "checkbox": {}, "json": {}, "label": {}, "html": {}, "markdown": {}, "button": {},
		"radio": {"choices": choices}, "dropdown": {"choices": choices}, "checkboxgroup": {"choices": choices},
	} {
		t.Run(kind, func(t *testing.T) {
			s := newServer(t, page([]node{part(1, kind, props)}))
			s.answer["component_server"] = func(obj) (int, any) { return 200, "" }
			p := follow(t, s)
			for _, nothing := range []any{nil, "", nil} {
				if nothing == "" && kind == "checkbox" {
					continue // "" is not a value of it
				}
				p.set(kind, obj{"value": nothing})
				wantReported(t, p, "nothing", "")
			}
		})
	}
}

// TestEmptyChoice: "" and null are values where they are choices.
func TestEmptyChoice(t *testing.T) {
	choices := [][]any{{"Tea", "t"}, {"Any", ""}, {"None", nil}}
	p := show(t,
		part(1, "radio", obj{"label": "Drink", "choices": choices}),
		part(2, "dropdown", obj{"label": "Later", "choices": choices, "elem_id": "later"}))
	if got := browser.Eval[string](p.Page, `document.querySelector("#radio input:checked").labels[0].innerText + " " + `+browser.Field("Later")+`.value`); got != "None None" {
		t.Errorf("chosen are %q, want the choice of null", got)
	}
	p.Click(at(`#radio label:nth-of-type(2)`))
	wantReported(t, p, "the empty string", `change; input; select {"index":1,"value":"","selected":true}`)
	wantValue(t, p, "radio", `""`)
	p.Click(at(`#radio label:nth-of-type(3)`))
	wantReported(t, p, "null", `change; input; select {"index":2,"value":null,"selected":true}`)
	wantValue(t, p, "radio", "null")
	p.set("later", obj{"value": ""})
	wantReported(t, p, "a handler's empty string", "change")
	p.WaitValue("Later", "Any")
	p.Fill("Later", "None\r")
	wantReported(t, p, "None", `change; input; select {"index":2,"value":null,"selected":true}`)
	wantValue(t, p, "later", "null")
}

func TestNumberWithoutValue(t *testing.T) {
	p := show(t,
		part(1, "number", obj{"label": "Count"}),
		part(2, "number", obj{"label": "Years", "placeholder": "how many?", "elem_id": "years"}))
	p.WaitValue("Count", "0")
	p.WaitValue("Years", "")
	wantValue(t, p, "number", "0")
	wantValue(t, p, "years", "null")
	p.set("number", obj{"value": 0})
	wantReported(t, p, "the 0 that is shown", "")
	p.set("number", obj{"value": 7})
	wantReported(t, p, "a number", "change")
	p.set("number", obj{"value": nil})
	wantReported(t, p, "null", "change")
	p.WaitValue("Count", "")
	wantValue(t, p, "number", "null")
	p.Fill("Count", "0")
	wantReported(t, p, "a typed 0", "change; input")
	p.set("number", obj{"value": nil})
	wantReported(t, p, "null for a typed 0", "change")
}

func TestCustomValueCanBeEmptied(t *testing.T) {
	p := show(t,
		part(1, "dropdown", obj{"label": "Drink", "choices": drinks, "value": "t", "allow_custom_value": true, "filterable": true}),
		part(2, "textbox", obj{"label": "Next"}))
	p.Fill("Drink", "")
	p.Keys("\t")
	wantReported(t, p, "leaving it empty", "change; input")
	wantValue(t, p, "dropdown", `""`)
	p.WaitValue("Drink", "")
	p.Fill("Drink", "Tea\r")
	p.reported()
	p.Fill("Drink", "")
	p.Keys("\r")
	wantReported(t, p, "Enter in an empty field", "change; input")
	wantValue(t, p, "dropdown", `""`)
	p.Fill("Drink", "T")
	p.Keys("\b" + kb.ArrowDown + "\r") // what the arrow has reached is taken
	wantValue(t, p, "dropdown", `"t"`)
}

// TestLongIntegers: integers that a number of JavaScript does not hold keep their
// digits, from the document, from the stream and from the keyboard, and on their way
// back.
func TestLongIntegers(t *testing.T) {
	const a, b = json.Number("9007199254740993"), json.Number("12345678901234567891")
	choices := [][]any{{"A", a}, {"B", b}, {"C", 1}}
	p := show(t,
		part(1, "radio", obj{"label": "One", "choices": choices, "value": a}),
		part(2, "dropdown", obj{"label": "Two", "choices": choices, "filterable": true}),
		part(3, "checkboxgroup", obj{"label": "Three", "choices": choices, "value": []any{b}}),
		part(4, "json", obj{"label": "Four", "value": []any{a, obj{"x": json.Number("-9007199254740993")}, 1.5}}),
		part(5, "number", obj{"label": "Five"}),
		part(6, "dropdown", obj{"label": "Six", "choices": choices, "multiselect": true, "elem_id": "six"}))
	want := func(id, value string) {
		t.Helper()
		wantValue(t, p, id, value)
	}
	want("radio", "9007199254740993")
	want("checkboxgroup", "[12345678901234567891]")
	p.Click(at(`#radio label:nth-of-type(2)`))
	p.Fill("Two", "B\r")
	p.Click(at(`#checkboxgroup label:nth-of-type(1)`))
	p.Fill("Five", "9007199254740995")
	p.Fill("Six", "A\r")
	want("radio", "12345678901234567891")
	want("dropdown", "12345678901234567891")
	want("checkboxgroup", "[12345678901234567891,9007199254740993]")
	want("number", "9007199254740995")
	want("six", "[9007199254740993]")
	reads := func() string {
		return strings.Join(strings.Fields(browser.Eval[string](p.Page, at("#json [data-testid=json]")+`.textContent`)), " ")
	}
	if got := reads(); got != `[ 9007199254740993 , { "x": -9007199254740993 } , 1.5 ]` {
		t.Errorf("the tree reads %s", got)
	}
	p.reported()
	p.set("radio", obj{"value": a})
	wantReported(t, p, "a neighbour that a number does not tell apart", "change")
	p.set("number", obj{"value": json.Number("9007199254740997")})
	p.WaitValue("Five", "9007199254740997")
	p.set("json", obj{"value": obj{"y": b}})
	if got := reads(); got != `{ "y": 12345678901234567891 }` {
		t.Errorf("the tree reads %s", got)
	}
	want("json", `{"y":12345678901234567891}`)
	if got := browser.Eval[string](p.Page, `document.querySelector("#radio input:checked").labels[0].innerText`); got != "A" {
		t.Errorf("chosen is %s", got)
	}
}

func TestSliderStaysOnSteps(t *testing.T) {
	p := show(t,
		part(1, "slider", obj{"label": "Tenths", "minimum": 0, "maximum": 1, "step": 0.1, "value": 0.5}),
		part(2, "slider", obj{"label": "Threes", "minimum": 1, "maximum": 9, "step": 3, "value": 4, "elem_id": "threes"}))
	p.Fill("number input for Tenths", "0.16\t")
	wantValue(t, p, "slider", "0.2")
	p.WaitValue("number input for Tenths", "0.2")
	p.set("slider", obj{"value": 1 - 0.9})
	p.WaitValue("number input for Tenths", "0.1")
	wantValue(t, p, "slider", "0.1")
	p.Fill("number input for Threes", "9\t") // no step leads there
	wantValue(t, p, "threes", "7")
	p.set("slider", obj{"value": 0.3})
	p.reported()
	p.set("slider", obj{"value": 0.1 + 0.2})
	wantReported(t, p, "0.1 + 0.2 in place of 0.3", "")
}

// TestBoundsMoveTheValue: a bound that passes the value takes it along, with one
// event, and does not bring it back.
func TestBoundsMoveTheValue(t *testing.T) {
	p := show(t, part(1, "slider", obj{"label": "Heat", "minimum": 0, "maximum": 10, "step": 1, "value": 8}))
	p.set("slider", obj{"maximum": 5})
	wantReported(t, p, "a lower maximum", "change")
	wantValue(t, p, "slider", "5")
	p.WaitValue("number input for Heat", "5")
	p.set("slider", obj{"maximum": 10})
	wantReported(t, p, "a higher maximum", "")
	wantValue(t, p, "slider", "5")
	p.set("slider", obj{"minimum": 7, "value": 6})
	wantReported(t, p, "a value and a bound", "change")
	wantValue(t, p, "slider", "7")
}

// TestNoConfidence: what is no number is 0 %.
func TestNoConfidence(t *testing.T) {
	s := newServer(t, page([]node{
		part(1, "label", obj{"value": obj{"label": "cat", "confidences": []obj{{"label": "cat", "confidence": nil}}}}), button(2, "Run"),
	}, dep(0, 2, "click", []int{}, []int{1}, obj{"js": "…", "backend_fn": false, "queue": false})))
	s.config["script"], s.config["module"] = "app.js", `export const fn0 = () => ({label: "dog", confidences: [{label: "dog", confidence: NaN}]});`
	p := s.open("/")
	share := `document.querySelector(".confidence-share").innerText`
	p.Wait(share + ` === "0%"`)
	p.Press("Run")
	p.Wait(`document.querySelector(".confidence-label").innerText === "dog" && ` + share + ` === "0%"`)
}
