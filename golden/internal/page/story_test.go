package page_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/chromedp/kb"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// causes are what may make an event happen, in the order of docs/events.md.
var causes = []string{"mouse", "keyboard", "typing", "handler", "itself"}

// scene is something that happens to a block, and the events that it makes.
type scene struct {
	cause string
	do    func(p *shown)
	want  string
}

// story is a block that waits for its scenes. The block has the id 1.
type story struct {
	nodes  []node
	module string // of the app, with the block's scripts
	scenes []scene
}

// click clicks an element of the page.
func click(selector string) func(p *shown) { return func(p *shown) { p.Click(at(selector)) } }

func keys(text string) func(p *shown) { return func(p *shown) { p.Keys(text) } }

// sets is what a handler does that sets properties.
func sets(props obj) func(p *shown) { return func(p *shown) { p.set("it", props) } }

// it is the block of a story.
func it(kind string, props obj, children ...node) node {
	n := part(1, kind, props)
	n.props["elem_id"], n.children = "it", children
	return n
}

// elsewhere is a place to click at that is no block's.
func elsewhere(p *shown) { p.Click("document.body") }

const changed = "change; input"

// stories has one for each block of the catalogue, by its name in package ui.
func stories() map[string]story {
	all := map[string]story{}
	for _, part := range []map[string]story{textStories(), choiceStories(), buttonStories(), layoutStories(), displayStories(), hiddenStories()} {
		for name, s := range part {
			all[name] = s
		}
	}
	return all
}

func textStories() map[string]story {
	box := it("textbox", obj{"label": "It", "value": "some words", "submit_btn": true, "stop_btn": true, "buttons": []any{"copy"}})
	number := it("number", obj{"label": "It", "value": 5})
	return map[string]story{
		"Textbox": {nodes: []node{box}, scenes: []scene{
			{"mouse", click("#it textarea"), "focus"},
			{"mouse", func(p *shown) { // as a drag over the words does
				browser.Eval[any](p.Page, `new Promise(done => { const e = `+at("#it textarea")+`; e.addEventListener("select", () => setTimeout(done)); e.setSelectionRange(0, 4); }).then(() => null)`)
			}, "select"},
			{"mouse", click("#it .submit-button"), "blur; submit"},
			{"mouse", click("#it .stop-button"), "stop"},
			{"mouse", func(p *shown) {
				browser.Eval[bool](p.Page, `(() => { navigator.clipboard.writeText = async () => {}; return true; })()`)
				p.Click(at("#it [aria-label=Copy]"))
				p.Wait(at("#it .icon-button.done"))
			}, "copy"},
			{"keyboard", func(p *shown) { browser.Eval[bool](p.Page, `(`+at("#it textarea")+`.focus(), true)`) }, "focus"},
			{"typing", keys("x"), changed},
			{"keyboard", keys("\r"), "submit"},
			{"keyboard", func(p *shown) { browser.Eval[bool](p.Page, `(`+at("#it .stop-button")+`.focus(), true)`) }, "blur"},
			{"keyboard", keys("\r"), "stop"},
			{"keyboard", func(p *shown) { browser.Eval[bool](p.Page, `(`+at("#it [aria-label=Copy]")+`.focus(), true)`) }, ""},
			{"keyboard", keys("\r"), "copy"},
			{"handler", sets(obj{"value": "other"}), "change"},
		}},
		"Number": {nodes: []node{number}, scenes: []scene{
			{"mouse", click("#it input"), "focus"},
			{"mouse", elsewhere, "blur"},
			{"keyboard", keys("\t"), "focus"},
			{"keyboard", keys(kb.ArrowUp), changed},
			{"keyboard", keys("\r"), "submit"},
			{"keyboard", keys("\t"), "blur"},
			{"typing", func(p *shown) { p.Fill("It", "7") }, "focus; " + changed},
			{"handler", sets(obj{"value": 9}), "change"},
		}},
		"Slider": {nodes: []node{it("slider", obj{"label": "It", "minimum": 0, "maximum": 100, "step": 1, "value": 5})}, scenes: []scene{
			{"mouse", func(p *shown) { p.Click(browser.Field("range slider for It")) }, changed + "; release"},
			{"keyboard", keys(kb.ArrowRight), changed + "; release"},
			{"typing", func(p *shown) { p.Fill("number input for It", "7") }, changed},
			{"typing", keys("\r"), "release"},
			{"handler", sets(obj{"value": 9}), "change"},
		}},
	}
}

func choiceStories() map[string]story {
	const picked = changed + "; select"
	drop := obj{"label": "It", "choices": drinks, "filterable": true}
	many := obj{"label": "It", "choices": drinks, "filterable": true, "multiselect": true}
	dropdown := func(props obj) []scene {
		value := any("k")
		if props["multiselect"] == true {
			value = []any{"k"}
		}
		return []scene{
			{"mouse", click("#it input"), "focus"},
			{"mouse", click("#it [role=option]"), picked},
			{"mouse", elsewhere, "blur"},
			{"keyboard", func(p *shown) { browser.Eval[bool](p.Page, `(`+at("#it input")+`.focus(), true)`) }, "focus"},
			{"keyboard", keys(kb.ArrowDown), "key_up"},
			{"keyboard", keys(kb.ArrowDown), "key_up"},
			{"keyboard", keys("\r"), picked + "; key_up"},
			{"keyboard", keys("\t"), "blur"},
			{"typing", func(p *shown) { p.Fill("It", "coc") }, "focus; key_up; key_up; key_up"},
			{"typing", keys("\r"), picked + "; key_up"},
			{"handler", sets(obj{"value": nil}), "change"},
			{"handler", sets(obj{"value": value}), "change"},
		}
	}
	return map[string]story{
		"Dropdown":      {nodes: []node{it("dropdown", drop)}, scenes: dropdown(drop)},
		"MultiDropdown": {nodes: []node{it("dropdown", many)}, scenes: dropdown(many)},
		"Checkbox": {nodes: []node{it("checkbox", obj{"label": "It"})}, scenes: []scene{
			{"mouse", click("#it input"), picked},
			{"keyboard", keys(" "), picked},
			{"handler", sets(obj{"value": true}), "change"},
		}},
		"CheckboxGroup": {nodes: []node{it("checkboxgroup", obj{"label": "It", "choices": drinks})}, scenes: []scene{
			{"mouse", click("#it label"), picked},
			{"keyboard", keys(" "), picked},
			{"handler", sets(obj{"value": []any{"k"}}), "change"},
		}},
		"Radio": {nodes: []node{it("radio", obj{"label": "It", "choices": drinks})}, scenes: []scene{
			{"mouse", click("#it label"), picked},
			{"keyboard", keys(kb.ArrowDown), picked},
			{"handler", sets(obj{"value": "k"}), "change"},
		}},
	}
}

func buttonStories() map[string]story {
	press := []scene{
		{"mouse", click("#it"), "click"},
		{"keyboard", keys("\r"), "click"},
		{"handler", sets(obj{"value": "Other"}), "change"},
	}
	return map[string]story{
		"Button":      {nodes: []node{it("button", obj{"value": "It"})}, scenes: press},
		"ClearButton": {nodes: []node{it("button", obj{"value": "Clear"})}, scenes: press},
		"Examples": {nodes: []node{it("dataset", obj{"label": "It", "components": []obj{{"name": "textbox"}}, "samples": [][]any{{"a"}, {"b"}, {"c"}}})}, scenes: []scene{
			{"mouse", click("#it .gallery-item"), "change; click; select"},
			{"keyboard", keys("\t\r"), "change; click; select"},
			{"handler", sets(obj{"value": 2}), "change"},
		}},
	}
}

func layoutStories() map[string]story {
	section := func(kind, button string) story {
		return story{nodes: []node{it(kind, obj{"label": "It", "open": true})}, scenes: []scene{
			{"mouse", click("#it " + button), "collapse"},
			{"mouse", click("#it " + button), "expand"},
			{"keyboard", keys("\r"), "collapse"},
			{"keyboard", keys("\r"), "expand"},
			{"handler", sets(obj{"open": false}), "collapse"},
			{"handler", sets(obj{"open": true}), "expand"},
		}}
	}
	tab := func(kind string, props obj, id int) node {
		n := part(id, kind, props)
		delete(n.props, "elem_id")
		return n
	}
	one, two := tab("tabitem", obj{"label": "One"}, 2), it("tabitem", obj{"label": "Two"})
	tabs := it("tabs", obj{}, one, tab("tabitem", obj{"label": "Two"}, 3))
	around := tab("tabs", obj{}, 3)
	around.children = []node{one, two}
	second := "[role=tab]:nth-child(2)"
	return map[string]story{
		"Accordion": section("accordion", ".label-wrap"),
		"Sidebar":   section("sidebar", ".toggle-button"),
		"Tabs": {nodes: []node{tabs}, scenes: []scene{
			{"mouse", click(second), "select; change"},
			{"keyboard", keys(kb.ArrowLeft), "select; change"},
			{"handler", sets(obj{"selected": 1}), "change"},
		}},
		"Tab": {nodes: []node{around}, scenes: []scene{
			{"mouse", click(second), "select"},
			{"keyboard", keys(kb.ArrowLeft + kb.ArrowRight), "select"},
		}},
	}
}

func displayStories() map[string]story {
	label := obj{"label": "It", "_selectable": true, "value": obj{"label": "cat", "confidences": []obj{{"label": "cat", "confidence": 0.7}}}}
	var triggers strings.Builder
	names := []string{}
	for _, e := range blocks.Lookup("html").Events {
		if e.Name != "change" && e.Name != "load" {
			names = append(names, e.Name)
			fmt.Fprintf(&triggers, "trigger(%q);", e.Name)
		}
	}
	return map[string]story{
		"JSON": {nodes: []node{it("json", obj{"label": "It", "value": obj{"a": 1}})}, scenes: []scene{{"handler", sets(obj{"value": 2}), "change"}}},
		"Label": {nodes: []node{it("label", label)}, scenes: []scene{
			{"mouse", click("#it .confidence"), "select"},
			{"keyboard", keys("\r"), "select"},
			{"handler", sets(obj{"value": obj{"label": "dog"}}), "change"},
		}},
		"Markdown": {nodes: []node{it("markdown", obj{"value": "x", "_html": "x", "buttons": []any{"copy"}})}, scenes: []scene{
			{"mouse", func(p *shown) {
				browser.Eval[bool](p.Page, `(() => { navigator.clipboard.writeText = async () => {}; return true; })()`)
				p.Click(at("#it [aria-label=Copy]"))
			}, "copy"},
			{"keyboard", keys("\r"), "copy"},
			{"handler", sets(obj{"value": "y", "_html": "y"}), "change"},
		}},
		"HTML": {
			nodes:  []node{it("html", obj{"value": "x", "js_on_load": "…"})},
			module: "export const html1_on_load = (element, trigger) => { window.all = () => {" + triggers.String() + "}; };",
			scenes: []scene{
				{"itself", func(p *shown) { p.Wait("window.all") }, "load"},
				{"itself", func(p *shown) { browser.Eval[bool](p.Page, `(all(), true)`) }, strings.Join(names, "; ")},
				{"handler", sets(obj{"value": "y"}), "change"},
			},
		},
	}
}

func hiddenStories() map[string]story {
	return map[string]story{
		"State": {nodes: []node{it("state", obj{})}, scenes: []scene{
			{"handler", func(p *shown) {
				m := completed(p.until("write", writeFn).Event, nil)
				m["output"].(obj)["changed_state_ids"] = []int{1}
				p.server.say(m)
				p.await(writtenFn)
			}, "change"},
		}},
		"Timer": {nodes: []node{it("timer", obj{"value": 0.01, "active": false})}, scenes: []scene{
			{"handler", sets(obj{"value": 0.02}), "change"},
			{"itself", func(p *shown) {
				p.set("it", obj{"active": true})
				for len(p.events) == 0 {
					p.until("read", readFn)
				}
				p.set("it", obj{"active": false})
				p.events = slices.Compact(p.events)
			}, "tick"},
		}},
	}
}
