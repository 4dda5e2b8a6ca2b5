package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// TestDropdownDrawsAFew: of many choices some are drawn at first, and more on scroll.
func TestDropdownDrawsAFew(t *testing.T) {
	choices := make([][]any, 1000)
	for i := range choices {
		choices[i] = []any{fmt.Sprintf("Choice %d", i), i}
	}
	drawn := `document.querySelectorAll("[role=option]").length`
	for _, tt := range []struct {
		name        string
		props       obj
		first, more int
	}{
		{"default", obj{}, 100, 200},
		{"few", obj{"num_choices_shown": 30}, 30, 60},
		{"all", obj{"num_choices_shown": nil}, 1000, 1000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.props["label"], tt.props["choices"], tt.props["filterable"] = "Many", choices, true
			p := show(t, part(1, "dropdown", tt.props))
			p.Click(browser.Field("Many"))
			if n := browser.Eval[int](p.Page, drawn); n != tt.first {
				t.Errorf("%d choices are drawn at first, want %d", n, tt.first)
			}
			p.Screenshot("dropdown-" + tt.name)
			browser.Eval[bool](p.Page, `(l => { l.scrollTop = l.scrollHeight; return true; })(document.querySelector("[role=listbox]"))`)
			p.Wait(drawn + fmt.Sprintf(` === %d`, tt.more))
			p.Keys("9")
			want := min(tt.first, 271) // of 1,000 numbers so many have a 9
			if n := browser.Eval[int](p.Page, drawn); n != want {
				t.Errorf("of those with a 9, %d are drawn, want %d", n, want)
			}
			p.Keys(kb.ArrowUp) // around the end
			p.Keys("\r")
			wantValue(t, p, "dropdown", "999")
		})
	}
}

// TestContentScrolls: a section with a height is so high, and its content scrolls.
func TestContentScrolls(t *testing.T) {
	tall := func(id int) node {
		return node{id: id, kind: "html", props: obj{"name": "html", "value": `<div style="height: 900px">tall</div>`}}
	}
	p := newServer(t, page([]node{
		layout(1, "accordion", obj{"label": "Fixed", "open": true, "height": 200, "elem_id": "fixed"}, tall(2)),
		layout(3, "accordion", obj{"label": "Bounded", "open": true, "max_height": "10rem", "elem_id": "bounded"}, tall(4)),
		layout(5, "accordion", obj{"label": "Short", "open": true, "max_height": 300, "elem_id": "short"}, textbox(6, "Short", nil)),
		layout(7, "tabs", nil,
			layout(8, "tabitem", obj{"label": "Fixed tab", "height": 150, "elem_id": "fixed-tab"}, tall(9)),
			layout(10, "tabitem", obj{"label": "Bounded tab", "max_height": "100px", "elem_id": "bounded-tab"}, tall(11))),
	})).open("/")
	p.Screenshot("heights")
	height := func(selector string, want int, scrolls bool) {
		t.Helper()
		got := browser.Eval[[]any](p, `(e => [e.offsetHeight, e.scrollHeight > e.clientHeight, getComputedStyle(e).overflowY === "auto"])(`+at(selector)+`)`)
		if got[0] != float64(want) || got[1] != scrolls || !got[2].(bool) {
			t.Errorf("%s: height, whether there is more, whether it may scroll: %v", selector, got)
		}
	}
	height("#fixed > .accordion-content", 200, true)
	height("#bounded > .accordion-content", 160, true)
	height("#fixed-tab", 150, true)
	p.Click(browser.Button("Bounded tab"))
	height("#bounded-tab", 100, true)
	short := browser.Eval[int](p, at("#short > .accordion-content")+`.offsetHeight`)
	height("#short > .accordion-content", short, false)
	if short > 150 {
		t.Errorf("a section of one field is %d px high", short)
	}
	// Keyboards scroll it, though there is nothing in it to focus.
	browser.Eval[bool](p, `(`+at("#fixed > .accordion-content")+`.focus(), true)`)
	p.Keys(kb.End)
	p.Wait(at("#fixed > .accordion-content") + `.scrollTop > 300`)
	p.Axe("heights")
}

// bar is a page of tabs, those with odd numbers on the right.
func bar(n int, behavior string) node {
	var tabs []node
	for i := range n {
		side := "left"
		if i%2 == 1 {
			side = "right"
		}
		tabs = append(tabs, layout(10+2*i, "tabitem", obj{"label": fmt.Sprintf("Tab %d", i), "interactive": true, "alignment": side}, textbox(11+2*i, fmt.Sprintf("Field %d.", i), nil)))
	}
	return layout(1, "tabs", obj{"overflow_behavior": behavior}, tabs...)
}

func TestTabsOnTheRight(t *testing.T) {
	p := newServer(t, page([]node{bar(4, "menu")})).open("/")
	p.Screenshot("tabs-right")
	names := `[...document.querySelectorAll("[role=tab]")].map(e => e.innerText).join()`
	if got := browser.Eval[string](p, names); got != "Tab 0,Tab 2,Tab 1,Tab 3" {
		t.Errorf("tabs: %s", got)
	}
	gaps := browser.Eval[[]float64](p, `(() => {
		const [a, b, c, d] = [...document.querySelectorAll("[role=tab]")].map(e => e.getBoundingClientRect());
		const bar = document.querySelector(".tab-wrapper").getBoundingClientRect();
		return [b.left - a.right, c.left - b.right, d.left - c.right, bar.right - (d.right - 12)]; // a tab has 12 px beside its name
	})()`)
	if gaps[0] > 1 || gaps[1] < 300 || gaps[2] > 1 || gaps[3] > 1 || gaps[3] < -1 {
		t.Errorf("between the tabs, and to the edge, are %v px", gaps)
	}
	p.Wait(`document.querySelector("[aria-selected=true]").innerText === "Tab 0"`)
	// The keyboard goes as the eye does.
	browser.Eval[any](p, `document.querySelector("[role=tab][aria-selected=true]").focus()`)
	p.Keys(kb.ArrowRight + kb.ArrowRight)
	p.Wait(browser.Field("Field 1."))
	if id := browser.Eval[string](p, `document.activeElement.dataset.tabId`); id != "1" {
		t.Errorf("the tab has the id %s, want its place among the children", id)
	}
}

// TestFirstTabIsShown: the first of the children is shown, on whichever side its tab is.
func TestFirstTabIsShown(t *testing.T) {
	b := bar(3, "menu")
	b.children[0].props["alignment"] = "right"
	p := newServer(t, page([]node{b})).open("/")
	p.Wait(browser.Field("Field 0."))
}

func TestTabsWrap(t *testing.T) {
	s := newServer(t, page([]node{bar(30, "wrap"), button(2, "Menu")}, dep(0, 2, "click", []int{}, []int{1}, nil)))
	p := s.open("/")
	p.Size(360, 700)
	p.Screenshot("tabs-wrap-360")
	seen := `[...document.querySelectorAll("[role=tab]")].filter(e => e.checkVisibility({visibilityProperty: true}))`
	if n := browser.Eval[int](p, seen+`.length`); n != 30 {
		t.Errorf("%d tabs are in sight", n)
	}
	if rows := browser.Eval[int](p, `new Set(`+seen+`.map(e => e.offsetTop)).size`); rows < 4 {
		t.Errorf("they are on %d lines", rows)
	}
	if browser.Eval[bool](p, `document.querySelector("[aria-label='More tabs']").checkVisibility() || document.documentElement.scrollWidth > innerWidth`) {
		t.Error("there is a menu, or the page scrolls sideways")
	}
	p.Press("Menu")
	s.say(completed(s.next().Event, obj{"__type__": "update", "overflow_behavior": "menu"}), closeStream)
	p.Wait(`document.querySelector("[aria-label='More tabs']").checkVisibility()`)
	p.Screenshot("tabs-menu-right-360")
	if n := browser.Eval[int](p, seen+`.length`); n > 8 {
		t.Errorf("%d tabs are in sight beside a menu", n)
	}
}

// TestExamplesHideColumns: hidden columns are not shown; what is chosen is the row.
func TestExamplesHideColumns(t *testing.T) {
	samples := [][]any{{"Ada", 36, "secret"}, {"Bob", 7, "hidden"}}
	kinds := []obj{{"name": "textbox"}, {"name": "number"}, {"name": "textbox"}}
	p := show(t,
		part(1, "dataset", obj{"label": "Two", "components": kinds, "headers": []any{"Name", "Age", "Note"}, "samples": samples, "visible_columns": []any{0, 1}}),
		part(2, "dataset", obj{"label": "One", "components": kinds, "samples": samples, "visible_columns": []any{1}, "elem_id": "one"}),
		part(3, "dataset", obj{"label": "Last", "components": kinds, "headers": []any{"Name", "Age", "Note"}, "samples": samples, "visible_columns": []any{2}, "layout": "table", "elem_id": "last"}))
	p.Screenshot("examples-columns")
	reads := func(id string) string {
		return strings.Join(strings.Fields(browser.Eval[string](p.Page, at("#"+id+" .samples")+`.innerText`)), " ")
	}
	for id, want := range map[string]string{"dataset": "Name Age Ada 36 Bob 7", "one": "36 7", "last": "Note secret hidden"} {
		if got := reads(id); got != want {
			t.Errorf("%s reads %q, want %q", id, got, want)
		}
	}
	p.Click(at("#last tr.tr-body:nth-child(2) button"))
	wantReported(t, p, "a row", `change; click 1; select {"index":1,"value":["Bob",7,"hidden"]}`)
	if headers := browser.Eval[[]string](p.Page, `[...document.querySelectorAll("#dataset th")].map(e => e.innerText)`); !slices.Equal(headers, []string{"Name", "Age"}) {
		t.Errorf("headers: %v", headers)
	}
	p.Click(at("#one .gallery-item"))
	wantReported(t, p, "a sample", `change; click 0; select {"index":0,"value":["Ada",36,"secret"]}`)
}
