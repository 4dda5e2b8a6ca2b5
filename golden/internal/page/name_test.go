package page_test

import (
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// TestAppsSizesWin: what an app says of a block's size is a property of the block. Its
// css has the last word over that too.
func TestAppsSizesWin(t *testing.T) {
	sized := func(props obj) obj {
		for k, v := range (obj{"scale": 7, "min_width": 333, "height": 222, "min_height": 111, "max_height": 444}) {
			props[k] = v
		}
		return props
	}
	config := page([]node{
		layout(1, "row", sized(obj{}), part(2, "textbox", sized(obj{"label": "A", "text_align": "right"})), part(3, "button", sized(obj{"value": "B"}))),
		layout(4, "column", sized(obj{}), part(5, "markdown", sized(obj{"value": "x", "_html": "x"})), part(6, "html", sized(obj{"value": "x"})), part(7, "json", sized(obj{"value": 1}))),
		layout(8, "accordion", sized(obj{"label": "C", "open": true})),
		layout(9, "tabs", nil, layout(10, "tabitem", sized(obj{"label": "D"}))),
	})
	sizes := `[...document.querySelectorAll("main, main *")].flatMap(e => {
		const own = getComputedStyle(e);
		return [["flexGrow", "7"], ["minWidth", "333px"], ["height", "222px"], ["minHeight", "111px"], ["maxHeight", "444px"], ["textAlign", "right"]].filter(([k, v]) => own[k].includes(v)).map(([k]) => k);
	})`
	seen := func(style string) (kinds map[string]int) {
		s := newServer(t, config)
		s.config["style"] = style
		p := s.open("/")
		kinds = map[string]int{}
		for _, k := range browser.Eval[[]string](p, sizes) {
			kinds[k]++
		}
		return kinds
	}
	for _, k := range []string{"flexGrow", "minWidth", "height", "minHeight", "maxHeight", "textAlign"} {
		if seen := seen(""); seen[k] == 0 {
			t.Errorf("without css, nothing has its %s: %v", k, seen)
		}
	}
	if left := seen("* { flex-grow: 3; min-width: 5px; height: 33px; min-height: 22px; max-height: 44px; text-align: left }"); len(left) > 0 {
		t.Errorf("the app's css lost against %v", left)
	}
}

// TestButtonIsItsButton: id and classes of a Button are on what looks like one.
func TestButtonIsItsButton(t *testing.T) {
	s := newServer(t, page([]node{
		{id: 1, kind: "button", props: obj{"name": "button", "value": "Go", "variant": "primary", "size": "md", "elem_id": "special", "elem_classes": []any{"mine", "round corners"}}},
		button(2, "Link"),
	}, dep(0, 2, "click", []int{}, []int{1}, nil)))
	s.config["style"] = "#special { background: rgb(1, 2, 3); padding: 30px } button#special.mine { color: rgb(4, 5, 6) }"
	p := s.open("/")
	looks := func(selector, want string) {
		t.Helper()
		p.Wait(`document.querySelectorAll("#special").length === 1 && document.querySelectorAll(".mine.round.corners").length === 1 && ` + at(selector))
		if got := browser.Eval[string](p, `(s => [s.backgroundColor, s.paddingTop, s.color].join(" "))(getComputedStyle(`+at(selector)+`))`); got != want {
			t.Errorf("%s looks like %s, want %s", selector, got, want)
		}
	}
	looks("button#special.mine.primary.md", "rgb(1, 2, 3) 30px rgb(4, 5, 6)")
	p.Press("Link")
	j := s.next()
	s.say(completed(j.Event, update(obj{"link": "/x", "variant": "secondary", "size": "lg", "interactive": true})), closeStream)
	p.Wait(at("a#special.mine.secondary.lg"))
	if browser.Eval[bool](p, `!!document.querySelector("button#special, #special.primary, #special.md")`) {
		t.Error("the old look is still there")
	}
}

// TestProseHasTheClasses: rules for text go by the classes of its block, on the element
// with the text too.
func TestProseHasTheClasses(t *testing.T) {
	p := show(t,
		part(1, "markdown", obj{"value": "x", "_html": "<p>x</p>", "elem_classes": []any{"note"}}),
		part(2, "html", obj{"value": "<p>x</p>", "elem_classes": "note big"}),
		part(3, "textbox", obj{"label": "A", "elem_classes": []any{"note"}}))
	count := func(selector string, want int) {
		t.Helper()
		if n := browser.Eval[int](p.Page, `document.querySelectorAll("`+selector+`").length`); n != want {
			t.Errorf("%d elements are %s, want %d", n, selector, want)
		}
	}
	count(".prose.note", 2)
	count("#markdown.note, #html.note.big, #textbox.note", 3)
	count(".note .note > p", 2)
	count(".note", 5)
	count(".markdown", 1) // where the DOM contract has it, and nowhere else
	p.set("html", obj{"elem_classes": []any{"other"}})
	count(".prose.other", 1)
	count(".note", 3)
}

// TestShownPanelIsNamed: a tab names its panel while that is shown. A hidden panel
// might be taken for the field that is searched by its label.
func TestShownPanelIsNamed(t *testing.T) {
	tab := func(id int, label string) node {
		return layout(id, "tabitem", obj{"label": label, "render_children": true}, textbox(id+1, label+" field", nil))
	}
	p := newServer(t, page([]node{layout(1, "tabs", nil, tab(2, "One"), tab(4, "Two"), tab(6, "Three"))})).open("/")
	named := `[...document.querySelectorAll("[role=tabpanel]")].map(e => document.getElementById(e.getAttribute("aria-labelledby"))?.innerText ?? "-").join()`
	if got := browser.Eval[string](p, named); got != "One,-,-" {
		t.Errorf("panels are named %s", got)
	}
	p.Press("Two")
	p.Wait(named + ` === "-,Two,-"`)
}

// TestChoicesReadAsWords: between the names of choices is white space, for those who
// read or copy the text.
func TestChoicesReadAsWords(t *testing.T) {
	choices := [][]any{{"Tea", "t"}, {"Coffee", "c"}, {"Cocoa", "k"}}
	p := show(t, part(1, "radio", obj{"label": "One", "choices": choices}), part(2, "checkboxgroup", obj{"label": "Some", "choices": choices}))
	for _, kind := range []string{"radio", "checkboxgroup"} {
		if got := strings.TrimSpace(browser.Eval[string](p.Page, at("#"+kind+" .choices")+`.textContent`)); got != "Tea Coffee Cocoa" {
			t.Errorf("%s reads %q", kind, got)
		}
	}
}

// TestEqualNoticesMerge: a notice that comes again is counted.
func TestEqualNoticesMerge(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	notice := func(text string) obj {
		return obj{"msg": "log", "event_id": j.Event, "log": text, "level": "info", "duration": 60, "visible": true, "title": "Info"}
	}
	s.say(notice("saved"), notice("other"), notice("saved"), notice("saved"))
	reads := `[...document.querySelectorAll(".toast-line")].map(e => e.innerText.replace(/\s+/g, " ")).join("; ")`
	p.Wait(reads + ` === "saved ×3; other"`)
	if got := browser.Eval[string](p, `[...document.querySelectorAll("[data-testid=toast-text]")].map(e => e.innerText).join("; ")`); got != "saved; other" {
		t.Errorf("the messages are %q", got)
	}
	p.Screenshot("toast-count")
	s.say(failed(j.Event, obj{"error": "no"}))
	p.WaitText("no")
	p.Press("Run")
	s.say(failed(s.next().Event, obj{"error": "no"}), closeStream)
	p.Wait(`[...document.querySelectorAll(".toast-body.error .toast-line")].map(e => e.innerText.replace(/\s+/g, " ")).join() === "no ×2"`)
	p.Axe("toast-count")
	p.Click(`document.querySelector(".toast-body.error [data-testid=toast-close]")`)
	p.Wait(`!document.querySelector(".toast-body.error")`)
}

// TestMarkupLeadsNowhere: unsanitised markup cannot take the page elsewhere by itself.
func TestMarkupLeadsNowhere(t *testing.T) {
	for _, away := range []string{
		`<meta http-equiv="refresh" content="0; url=/away">`,
		`<META HTTP-EQUIV=Refresh CONTENT="0;URL=/away">`,
		`<noscript><meta http-equiv="refresh" content="0; url=/away"></noscript>`,
		`<div><svg><foreignObject><meta http-equiv="refresh" content="0; url=/away"></foreignObject></svg></div>`,
	} {
		s := newServer(t, page([]node{
			part(1, "html", obj{"value": "x" + away}),
			part(2, "markdown", obj{"value": "x", "_html": "<p>x</p>" + away, "sanitize_html": false}),
		}))
		s.answer["component_server"] = func(obj) (int, any) { return 200, "<p>z</p>" + away }
		p := follow(t, s)
		p.set("html", obj{"value": "y" + away})
		p.set("markdown", obj{"value": "z"})
		p.WaitText("z")
		// A refresh of 0 s would have come before the answer to a request that is made now.
		wantReported(t, p, "the page", "change; change")
		if got := browser.Eval[string](p.Page, `location.pathname + document.querySelectorAll("meta[http-equiv]").length`); got != "/0" {
			t.Errorf("%s leads to %s", away, got)
		}
	}
}
