package page_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// part is a component with Gradio's common defaults.
func part(id int, kind string, props obj) node {
	p := obj{"name": kind, "show_label": true, "container": true, "interactive": true, "elem_id": kind}
	maps.Copy(p, props)
	return node{id: id, kind: kind, props: p}
}

func quoted(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// at is a JavaScript expression for an element by selector.
func at(selector string) string { return `document.querySelector(` + quoted(selector) + `)` }

func TestTextboxEnter(t *testing.T) {
	p := show(t,
		part(1, "textbox", obj{"label": "One", "lines": 1}),
		part(2, "textbox", obj{"label": "Many", "lines": 3, "elem_id": "many"}),
		part(3, "textbox", obj{"label": "Line", "lines": 1, "max_lines": 1, "elem_id": "line"}),
		part(4, "textbox", obj{"label": "Secret", "type": "password", "elem_id": "secret"}))
	if got := browser.Eval[string](p.Page, `[...document.querySelectorAll("main .input")].map(e => e.tagName + "/" + e.dataset.testid + "/" + (e.rows ?? e.type)).join(" ")`); got !=
		"TEXTAREA/textbox/1 TEXTAREA/textbox/3 INPUT/textbox/text INPUT/password/password" {
		t.Errorf("fields are %s", got)
	}
	p.Fill("One", "a\r")
	wantReported(t, p, "a line", "change; input; submit")
	p.Fill("Many", "a\rb")
	wantReported(t, p, "lines", "change; input; change; input; change; input")
	wantValue(t, p, "many", `"a\nb"`)
	browser.Eval[bool](p.Page, browser.Field("Many")+`.dispatchEvent(new KeyboardEvent("keypress", {key: "Enter", shiftKey: true, bubbles: true}))`)
	wantReported(t, p, "Shift+Enter", "submit")
}

func TestTextboxFollowsAndKeepsSelection(t *testing.T) {
	p := show(t, part(1, "textbox", obj{"label": "Story", "lines": 2, "max_lines": 4, "value": "once"}))
	browser.Eval[bool](p.Page, `(() => { const e = `+browser.Field("Story")+`; e.focus(); e.setSelectionRange(1, 3); return true; })()`)
	p.set("textbox", obj{"value": "once upon"})
	if got := browser.Eval[[]int](p.Page, `[document.activeElement.selectionStart, document.activeElement.selectionEnd]`); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("the selection is %v, want [1 3]", got)
	}
	p.set("textbox", obj{"value": strings.Repeat("line\n", 50)})
	p.Wait(`(e => e.scrollTop > 100 && e.scrollTop + e.clientHeight >= e.scrollHeight - 24)(` + browser.Field("Story") + `)`)
	frames := `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))).then(() => null)`
	browser.Eval[any](p.Page, `(`+browser.Field("Story")+`.scrollTop = 0, `+frames+`)`)
	p.set("textbox", obj{"value": strings.Repeat("line\n", 60)})
	browser.Eval[any](p.Page, frames)
	if top := browser.Eval[int](p.Page, browser.Field("Story")+`.scrollTop`); top != 0 {
		t.Errorf("the field scrolled to %d although the user had scrolled up", top)
	}
}

func TestTextboxButtonsAndSelect(t *testing.T) {
	p := show(t, part(1, "textbox", obj{"label": "Ask", "value": "why not", "submit_btn": "Send", "stop_btn": true, "buttons": []any{"copy"}, "html_attributes": obj{"lang": "de", "onclick": "x"}}))
	p.Press("Send")
	p.Click(at(`[aria-label="Stop"]`))
	wantReported(t, p, "the buttons", "submit; stop")
	browser.Eval[bool](p.Page, `(() => { navigator.clipboard.writeText = async s => { window.copied = s; }; return true; })()`)
	p.Click(at(`[aria-label="Copy"]`))
	p.Wait(at(".icon-button.done"))
	wantReported(t, p, "copy", `copy {"value":"why not"}`)
	browser.Eval[bool](p.Page, `(() => { const e = `+browser.Field("Ask")+`; e.focus(); e.setSelectionRange(4, 7); return true; })()`)
	browser.Eval[any](p.Page, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))).then(() => null)`) // browsers tell of a selection later
	wantReported(t, p, "a selection", `select {"index":[4,7],"value":"not"}`)
	if got := browser.Eval[string](p.Page, browser.Field("Ask")+`.lang + `+browser.Field("Ask")+`.getAttribute("onclick")`); got != "denull" {
		t.Errorf("attributes are %q, want lang alone", got)
	}
}

func TestNumber(t *testing.T) {
	p := show(t, part(1, "number", obj{"label": "Age", "value": 20}))
	p.Fill("Age", "7\r")
	wantReported(t, p, "a number", "change; input; submit")
	wantValue(t, p, "number", "7")
	p.Fill("Age", "")
	wantValue(t, p, "number", "null")
}

func TestSlider(t *testing.T) {
	p := show(t, part(1, "slider", obj{"label": "Heat", "minimum": 0, "maximum": 2, "step": 0.01, "value": 0.5}))
	p.Click(browser.Field("range slider for Heat"))
	wantReported(t, p, "the track", "change; input; release 1")
	p.Fill("number input for Heat", "9\t")
	wantReported(t, p, "a number above the maximum", "change; input; release 2")
	wantValue(t, p, "slider", "2")
	p.WaitValue("number input for Heat", "2")
	p.Click(at(`[aria-label="Reset"]`))
	wantReported(t, p, "reset", "change; input; release 0.5")
}

func TestSliderRandomize(t *testing.T) {
	nodes := []node{}
	for i := range 20 {
		nodes = append(nodes, part(i+1, "slider", obj{"label": "S", "minimum": 10, "maximum": 20, "step": 0.5, "value": 10, "randomize": true}))
	}
	p := show(t, nodes...)
	var values []float64
	for _, v := range p.until("read", readFn).Data[:len(nodes)] {
		values = append(values, v.(float64))
	}
	slices.Sort(values)
	if values[0] < 10 || values[19] > 20 || values[0] == values[19] {
		t.Errorf("values drawn at random: %v", values)
	}
	for _, v := range values {
		if v*2 != float64(int(v*2)) {
			t.Errorf("%v is on no step", v)
		}
	}
}

func TestCheckboxes(t *testing.T) {
	p := show(t,
		part(1, "checkbox", obj{"label": "Agree", "value": false}),
		part(2, "checkboxgroup", obj{"label": "Toppings", "choices": [][]any{{"Cheese", "c"}, {"Ham", "h"}}, "show_select_all": true}))
	browser.Eval[bool](p.Page, `(`+browser.Field("Agree")+`.focus(), true)`)
	p.Keys("\r")
	wantReported(t, p, "Enter", `change; input; select {"index":0,"value":true,"selected":true}`)
	p.Click(at(`[data-testid="checkbox-group"] [title="h"]`))
	wantReported(t, p, "a box", `change; input; select {"index":1,"value":"h","selected":true}`)
	if !browser.Eval[bool](p.Page, browser.Field("Select all")+`.indeterminate`) {
		t.Error("some are chosen, and the box for all does not say so")
	}
	p.Click(browser.Field("Select all"))
	wantValue(t, p, "checkboxgroup", `["c","h"]`)
	p.Click(browser.Field("Select all"))
	wantValue(t, p, "checkboxgroup", `[]`)
}

func TestRadio(t *testing.T) {
	p := show(t, part(1, "radio", obj{"label": "Size", "choices": [][]any{{"Small", 1}, {"Large", 2}}}))
	p.Click(at(`[data-testid="2-radio-label"]`))
	wantReported(t, p, "a choice", `change; input; select {"index":1,"value":2,"selected":true}`)
	wantValue(t, p, "radio", "2")
	p.Keys(kb.ArrowLeft)
	wantValue(t, p, "radio", "1")
}

var drinks = [][]any{{"Tea", "t"}, {"Coffee", "c"}, {"Cocoa", "k"}}

func TestDropdown(t *testing.T) {
	p := show(t, part(1, "dropdown", obj{"label": "Drink", "choices": drinks, "value": "t", "filterable": true}))
	p.Click(browser.Field("Drink"))
	p.Keys("co")
	if got := browser.Eval[string](p.Page, `[...document.querySelectorAll("[role=option]")].map(o => o.ariaLabel).join()`); got != "Coffee,Cocoa" {
		t.Errorf("the list shows %s", got)
	}
	p.Keys("\r")
	wantReported(t, p, "Enter", `change; input; select {"index":1,"value":"c","selected":true}`)
	p.WaitValue("Drink", "Coffee")
	p.Keys("xyz" + kb.Escape)
	p.WaitValue("Drink", "Coffee")
	wantReported(t, p, "Escape", "")
	if browser.Eval[bool](p.Page, `!!document.querySelector("[role=listbox]")`) {
		t.Error("the list is still open")
	}
}

func TestDropdownCustomValue(t *testing.T) {
	p := show(t, part(1, "dropdown", obj{"label": "Drink", "choices": drinks, "allow_custom_value": true, "filterable": true}), part(2, "number", obj{"label": "Next"}))
	p.Fill("Drink", "Mate")
	p.Click(browser.Field("Next"))
	wantReported(t, p, "leaving", `change; input; select {"index":-1,"value":"Mate","selected":true}`)
	p.Fill("Drink", "Tea\r")
	wantValue(t, p, "dropdown", `"t"`)
}

func TestDropdownMany(t *testing.T) {
	p := show(t, part(1, "dropdown", obj{"label": "Drinks", "choices": drinks, "multiselect": true, "max_choices": 2, "value": []any{"t"}, "filterable": true}))
	p.Click(browser.Field("Drinks"))
	p.Keys("coc\r")
	wantReported(t, p, "a second", `change; input; select {"index":2,"value":"k","selected":true}`)
	p.Keys("coff\r")
	wantReported(t, p, "one too many", "")
	p.Keys("\b\b\b\b\b")
	wantReported(t, p, "Backspace", `change; input; select {"index":2,"value":"k","selected":false}`)
	p.Click(at(`[aria-label="Remove Tea"]`))
	wantReported(t, p, "the token's button", `change; input; select {"index":0,"value":"t","selected":false}`)
	wantValue(t, p, "dropdown", "[]")
}

func TestDropdownFlips(t *testing.T) {
	choices := [][]any{}
	for i := range 30 {
		choices = append(choices, []any{strings.Repeat("x", i+1), i})
	}
	p := show(t, part(1, "html", obj{"value": `<div style="height: 1200px"></div>`}), part(2, "dropdown", obj{"label": "Low", "choices": choices, "filterable": true}))
	browser.Eval[bool](p.Page, `(scrollTo(0, document.documentElement.scrollHeight), `+browser.Field("Low")+`.focus(), true)`)
	p.Keys(kb.ArrowDown)
	p.Wait(`(l => l && l.getBoundingClientRect().bottom <= ` + browser.Field("Low") + `.getBoundingClientRect().top)(document.querySelector("[role=listbox]"))`)
}

func TestJSONReads(t *testing.T) {
	p := show(t,
		part(1, "json", obj{"label": "Result", "value": []any{obj{"Covid": 0.25, "Lung Cancer": 0.5}}, "show_indices": true}),
		part(2, "json", obj{"elem_id": "deep", "value": obj{"a": obj{"b": obj{"c": obj{"d": 1}}}}}))
	reads := func(id string) string {
		return strings.Join(strings.Fields(browser.Eval[string](p.Page, at("#"+id+" [data-testid=json]")+`.textContent`)), " ")
	}
	if got, want := reads("json"), `[ "0": { "Covid": 0.25 , "Lung Cancer": 0.5 } ]`; got != want {
		t.Errorf("reads %s, want %s", got, want)
	}
	if got, want := reads("deep"), `{ "a": { "b": { "c": { } } } }`; got != want {
		t.Errorf("reads %s, want %s: the fourth level starts closed", got, want)
	}
	p.Click(at(`#deep .toggle[aria-expanded=false]`))
	if got, want := reads("deep"), `{ "a": { "b": { "c": { "d": 1 } } } }`; got != want {
		t.Errorf("reads %s, want %s", got, want)
	}
}

func TestLabelSelect(t *testing.T) {
	p := show(t, part(1, "label", obj{"label": "Verdict", "_selectable": true, "num_top_classes": 2, "value": obj{
		"label": "cat", "confidences": []obj{{"label": "cat", "confidence": 0.7}, {"label": "dog", "confidence": 0.2}, {"label": "fox", "confidence": 0.1}},
	}}))
	p.Click(at(`[data-testid="dog-confidence-set"]`))
	wantReported(t, p, "a class", `select {"index":1,"value":"dog"}`)
	if got := browser.Eval[string](p.Page, at("#label .output")+`.innerText.replace(/\s+/g, " ")`); got != "cat cat 70% dog 20%" {
		t.Errorf("reads %q", got)
	}
}

// TestMarkdownIsRendered: every text is seen at once, and rendered by one request
// at a time.
func TestMarkdownIsRendered(t *testing.T) {
	s := newServer(t, page([]node{part(1, "markdown", obj{"value": "*a*", "_html": "<p><em>a</em></p>"})}))
	release := make(chan struct{})
	s.answer["component_server"] = func(body obj) (int, any) {
		<-release
		text := body["data"].(obj)["value"].(string)
		return 200, "<p><em>" + strings.Trim(text, "*") + "</em></p><pre><code>x</code></pre>"
	}
	p := follow(t, s)
	prose := at("[data-testid=markdown]")
	p.Wait(prose + `.innerHTML === "<p><em>a</em></p>"`)
	for _, text := range []string{"*b*", "*c*", "*d*"} {
		p.set("markdown", obj{"value": text})
		if got := browser.Eval[string](p.Page, prose+`.innerText`); !strings.Contains(got, text) {
			t.Errorf("while it is being rendered, %s reads %q", text, got)
		}
	}
	close(release)
	p.Wait(prose + `.querySelector("em")?.textContent === "d"`)
	for _, want := range []string{"*b*", "*d*"} {
		if got := s.post("component_server")["data"].(obj)["value"]; got != want {
			t.Errorf("asked to render %v, want %s", got, want)
		}
	}
	p.Wait(at(`[aria-label="Copy code"]`))
}

func TestHTMLTemplates(t *testing.T) {
	s := newServer(t, page([]node{part(1, "html", obj{
		"value": "one", "html_template": "…", "css_template": "…", "js_on_load": "…", "props": obj{"max": 5},
	})}))
	s.config["script"] = "app.js"
	s.config["module"] = "export const html1_template = (p) => `<input aria-label=Note><b>${p.value}</b><i>${p.max}</i>`;" +
		"export const html1_css = (p) => `b { color: rgb(1, 2, 3); }`;" +
		"export const html1_on_load = (element, trigger, props, server, upload, watch) => { window.props = props; " +
		"watch('value', () => { window.watched = props.value; }); element.querySelector('b').onclick = () => trigger('pick', {a: 1}); };"
	p := follow(t, s)
	p.Wait(`document.querySelector("#html b")?.innerText === "one" && window.props`)
	if got := browser.Eval[string](p.Page, `getComputedStyle(document.querySelector("#html b")).color`); got != "rgb(1, 2, 3)" {
		t.Errorf("its style gives %s", got)
	}
	p.reported()
	p.Fill("Note", "kept")
	browser.Eval[bool](p.Page, `(() => { props.max = 9; props.value = "two"; return true; })()`)
	wantReported(t, p, "a new value", "change")
	if got := browser.Eval[string](p.Page, at("#html .html-content")+`.innerText + watched + document.activeElement.value`); got != "two9twokept" {
		t.Errorf("after a change it reads %q", got)
	}
	p.Click(at("#html b"))
	wantReported(t, p, "the script", `pick {"a":1}`)
}

func TestHTMLStylesMove(t *testing.T) {
	p := show(t, part(1, "html", obj{"value": `<style>.own { color: rgb(4, 5, 6); }</style><p class="own">x</p>`}))
	p.Wait(`getComputedStyle(document.querySelector(".own")).color === "rgb(4, 5, 6)"`)
	p.set("html", obj{"value": "<p class=own>y</p>"})
	p.Wait(`getComputedStyle(document.querySelector(".own")).color !== "rgb(4, 5, 6)"`)
}

func TestDatasetPages(t *testing.T) {
	samples := [][]any{}
	for i := range 7 {
		samples = append(samples, []any{i, "word"})
	}
	p := show(t,
		part(1, "dataset", obj{"label": "Guests", "components": []obj{{"name": "number"}, {"name": "textbox"}}, "headers": []any{"n", "w"}, "samples": samples, "samples_per_page": 5}),
		part(2, "dataset", obj{"elem_id": "words", "components": []obj{{"name": "textbox"}}, "samples": [][]any{{"a"}, {"b"}}, "sample_labels": []any{"First", "Second"}}))
	p.Click(at(".page-number:nth-child(2)"))
	p.Click(at("#dataset tr.tr-body:nth-child(2)"))
	wantReported(t, p, "a row", `change; click 6; select {"index":6,"value":[6,"word"]}`)
	p.Press("Second")
	wantReported(t, p, "a sample", `change; click 1; select {"index":1,"value":["b"]}`)
	wantValue(t, p, "words", "1")
}

func TestTimerTicks(t *testing.T) {
	p := show(t, part(1, "timer", obj{"value": 0.01, "active": false}), part(2, "timer", obj{"value": 0.01, "active": true, "elem_id": "clock"}))
	tick := func(id int) int { return (id-1)*len(recorded) + slices.Index(recorded, "tick") }
	for range 5 {
		if j := p.server.next(); j.Fn != tick(2) {
			t.Fatalf("ran %+v: the first timer is not active", j)
		}
	}
	p.set("clock", obj{"active": false})
	p.set("timer", obj{"active": true})
	for range 3 {
		if j := p.server.next(); j.Fn != tick(1) {
			t.Fatalf("ran %+v: the second timer is not active any more", j)
		}
	}
}

// TestToolbarHoldsButtons: a button of a toolbar stands there and nowhere else.
func TestToolbarHoldsButtons(t *testing.T) {
	config := page([]node{part(1, "number", obj{"label": "Price", "buttons": []obj{{"id": 2}}})})
	config["components"] = append(config["components"].([]obj), obj{"id": 2, "type": "button", "props": obj{"name": "button", "value": "Convert", "elem_id": "convert"}})
	p := follow(t, newServer(t, config))
	p.Press("Convert")
	wantReported(t, p, "the button", "click")
	if got := browser.Eval[int](p.Page, `document.querySelectorAll("#number .toolbar button#convert").length + 10 * [...document.querySelectorAll("main button")].filter(b => b.checkVisibility()).length`); got != 11 {
		t.Errorf("the button stands elsewhere too: %d", got)
	}
}

func TestComponentsAreAccessible(t *testing.T) {
	choices := [][]any{{"Tea", "t"}, {"Coffee", "c"}}
	s := newServer(t, page([]node{
		part(1, "textbox", obj{"label": "Name", "info": "As in your passport", "lines": 2, "buttons": []any{"copy"}, "submit_btn": true}),
		part(2, "textbox", obj{"label": "Reply", "interactive": false, "value": "hello", "elem_id": "reply"}),
		part(3, "number", obj{"label": "Age", "placeholder": "years"}),
		part(4, "slider", obj{"label": "Heat", "minimum": 0, "maximum": 1, "step": 0.1, "value": 0.3}),
		part(5, "checkbox", obj{"label": "Agree"}),
		part(6, "checkboxgroup", obj{"label": "Toppings", "choices": choices, "value": []any{"t"}, "show_select_all": true}),
		part(7, "radio", obj{"label": "Size", "choices": choices, "value": "t"}),
		part(8, "dropdown", obj{"label": "Drink", "choices": choices, "value": "t"}),
		part(9, "dropdown", obj{"label": "Several", "choices": choices, "value": []any{"t"}, "multiselect": true, "elem_id": "several"}),
		part(10, "json", obj{"label": "Tree", "value": obj{"a": []any{1, nil, true, "x"}}}),
		part(11, "label", obj{"label": "Verdict", "_selectable": true, "value": obj{"label": "cat", "confidences": []obj{{"label": "cat", "confidence": 0.7}}}}),
		part(12, "markdown", obj{"value": "x", "_html": `<h1 id="x">Title</h1><p>Text with <a href="#x">a link</a> and <code>code</code>.</p><pre><code>x := 1</code></pre><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>`, "header_links": true, "buttons": []any{"copy"}}),
		part(13, "html", obj{"value": "<p>Plain</p>"}),
		part(14, "dataset", obj{"label": "Guests", "components": []obj{{"name": "number"}, {"name": "textbox"}}, "samples": [][]any{{1, "a"}, {2, "b"}}}),
		part(15, "button", obj{"value": "Go", "variant": "primary", "size": "lg"}),
		part(16, "button", obj{"value": "Halt", "variant": "stop", "size": "md", "elem_id": "halt"}),
		part(17, "button", obj{"value": "Off", "interactive": false, "size": "sm", "elem_id": "off"}),
		part(18, "button", obj{"value": "Elsewhere", "link": "/x", "size": "lg", "elem_id": "link"}),
	}))
	s.answer["queue/join"] = func(body obj) (int, any) {
		verdicts := make([]obj, len(body["data"].([]any)))
		for i := range verdicts {
			verdicts[i] = obj{"is_valid": i != 2, "message": "Nobody is that old."}
		}
		return 422, obj{"detail": verdicts}
	}
	p := follow(t, s)
	browser.Eval[bool](p.Page, `(document.getElementById("read").click(), true)`)
	p.Wait(browser.Field("Age") + `.ariaInvalid === "true"`)
	p.Allow("422")
	p.Axe("components")
	p.Click(browser.Field("Drink"))
	p.Axe("components-open")
}
