package page_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestVisibility(t *testing.T) {
	fields := []node{}
	for i, name := range []string{"Ann", "Ben", "Cid"} {
		fields = append(fields, textbox(i+1, name, obj{"visible": i != 1}))
	}
	s := newServer(t, page(append(fields, button(4, "Run")), dep(0, 4, "click", []int{2}, []int{1, 2, 3}, nil)))
	p := s.open("/")
	labels := `asked([...document.querySelectorAll("main input")].filter(e => e.checkVisibility()).map(e => e.labels[0].innerText.trim()))`
	order := func(want string) {
		t.Helper()
		p.Wait(`((asked) => ` + labels + `)((x) => x.join()) === "` + want + `"`)
	}
	order("Ann,Cid")
	if n := browser.Eval[int](p, `document.querySelectorAll("main input").length`); n != 2 {
		t.Errorf("%d fields are in the document, want 2: visible=false takes the third out", n)
	}
	update := func(props obj) obj { props["__type__"] = "update"; return props }
	p.Press("Run")
	j := s.next()
	if j.Data[0] != nil {
		t.Errorf("the invisible field sent %v", j.Data[0])
	}
	s.say(completed(j.Event, update(obj{"visible": "hidden"}), update(obj{"visible": true, "value": "b", "label": "Bea"}), update(obj{})), closeStream)
	order("Bea,Cid")
	p.WaitValue("Bea", "b")
	if n := browser.Eval[int](p, `document.querySelectorAll("main input").length`); n != 3 {
		t.Errorf("%d fields are in the document, want 3: \"hidden\" stays in it", n)
	}
	p.Press("Run")
	j = s.next()
	s.say(completed(j.Event, update(obj{"visible": true}), update(obj{"visible": false}), update(obj{})), closeStream)
	order("Ann,Cid")
}

func TestTabs(t *testing.T) {
	tab := func(id int, label string, props obj, children ...node) node {
		p := obj{"label": label, "interactive": true, "visible": true}
		for k, v := range props {
			p[k] = v
		}
		return layout(id, "tabitem", p, children...)
	}
	s := newServer(t, page([]node{
		layout(1, "tabs", obj{"elem_id": "tabs"},
			tab(2, "One", nil, textbox(3, "First", nil)),
			tab(4, "Two", obj{"id": "second"}, textbox(5, "Second", obj{"value": "kept"})),
			tab(6, "Off", obj{"interactive": false}, textbox(7, "Third", nil)),
			tab(8, "Gone", obj{"visible": false}, textbox(9, "Fourth", nil))),
		textbox(20, "Log", nil),
	},
		dep(0, 1, "change", []int{5}, []int{1, 8}, obj{"trigger_mode": "multiple"}),
		dep(1, 4, "select", []int{}, []int{20}, obj{"trigger_mode": "multiple"})))
	p := s.open("/")
	p.Wait(browser.Field("First"))
	if got := browser.Eval[string](p, `[...document.querySelectorAll("[role=tab]")].map(e => [e.innerText, e.dataset.tabId, e.ariaSelected, e.disabled].join(" ")).join("; ")`); got != "One 0 true false; Two second false false; Off 2 false true" {
		t.Errorf("tabs: %s", got)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll("main input").length`); n != 2 {
		t.Errorf("%d fields are built, want 2: the other panels are not shown", n)
	}
	p.Press("Two")
	a, b := s.next(), s.next()
	if a.Fn != 1 || b.Fn != 0 || b.Data[0] != "kept" || string(a.EventData) != `{"index":1,"value":"Two"}` {
		t.Errorf("selecting sent %+v and %+v", a, b)
	}
	p.Wait(browser.Field("Second"))
	if n := browser.Eval[int](p, `[...document.querySelectorAll("[role=tabpanel]")].filter(e => e.checkVisibility()).length`); n != 1 {
		t.Errorf("%d panels are shown", n)
	}
	// A handler selects, and brings a tab into being.
	s.say(completed(b.Event, obj{"__type__": "update", "selected": 0}, obj{"__type__": "update", "visible": true}), completed(a.Event, "x"))
	p.Wait(browser.Field("First"))
	if j := s.next(); j.Fn != 0 {
		t.Errorf("ran %+v", j)
	}
	// Keys: the disabled tab is passed over, the ends meet.
	browser.Eval[any](p, `document.querySelector("[role=tab][aria-selected=true]").focus()`)
	p.Keys("\u0302") // arrow left, in chromedp's kb
	p.Wait(`document.activeElement.innerText === "Gone" && document.activeElement.ariaSelected === "true"`)
	p.Wait(browser.Field("Fourth"))
}

func TestTabsThatDoNotFit(t *testing.T) {
	var tabs []node
	for i := range 30 {
		tabs = append(tabs, layout(10+2*i, "tabitem", obj{"label": fmt.Sprintf("Chapter %d", i+1), "interactive": true}, textbox(11+2*i, fmt.Sprintf("Text %d.", i+1), nil)))
	}
	s := newServer(t, page([]node{layout(1, "tabs", nil, tabs...)}))
	p := s.open("/")
	p.Size(360, 700)
	p.Click(`document.querySelector("[aria-label='More tabs']")`)
	p.Screenshot("tabs-menu-360")
	p.Click(`[...document.querySelectorAll("[role=menuitem]")].find(e => e.innerText === "Chapter 30")`)
	p.Wait(browser.Field("Text 30."))
	if !browser.Eval[bool](p, `document.querySelector("[aria-selected=true]").checkVisibility() && document.activeElement.innerText === "Chapter 30"`) {
		t.Error("the tab that was chosen from the menu is out of sight or has no focus")
	}
	if browser.Eval[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page scrolls sideways")
	}
}

func TestAccordion(t *testing.T) {
	s := newServer(t, page([]node{
		layout(1, "accordion", obj{"label": "Details", "open": false}, textbox(2, "Inside", nil)), textbox(3, "Log", nil),
	},
		dep(0, 1, "expand", []int{}, []int{1}, nil), dep(1, 1, "collapse", []int{}, []int{3}, nil)))
	p := s.open("/")
	name := `[...document.querySelectorAll("button")].find(b => b.textContent === "Details ▼")`
	p.Wait(name + `.ariaExpanded === "false"`)
	p.Click(name)
	p.Wait(browser.Field("Inside"))
	j := s.next()
	if j.Fn != 0 {
		t.Errorf("opening ran %+v", j)
	}
	s.say(completed(j.Event, obj{"__type__": "update", "open": false, "label": "More"}))
	p.Wait(`document.querySelector(".accordion button").textContent === "More ▼" && document.querySelector(".accordion button").ariaExpanded === "false"`)
	if j = s.next(); j.Fn != 1 {
		t.Errorf("closing by a handler ran %+v", j)
	}
	s.say(completed(j.Event, "closed"), closeStream)
	p.WaitValue("Log", "closed")
	s.idle() // once
}

func TestSidebar(t *testing.T) {
	config := page([]node{
		layout(1, "sidebar", obj{"open": true, "width": 300, "position": "left"}, textbox(2, "Inside", nil)), textbox(3, "Outside", nil),
	}, dep(0, 1, "collapse", []int{}, []int{3}, nil))
	toggle := `document.querySelector("[aria-label='Toggle Sidebar']")`
	s := newServer(t, config)
	p := s.open("/")
	p.Size(1440, 900)
	p.Go("/")
	p.Wait(browser.Field("Inside"))
	if !browser.Eval[bool](p, browser.Field("Outside")+`.getBoundingClientRect().left >= 300`) {
		t.Error("the sidebar covers the page")
	}
	p.Screenshot("sidebar-1440")
	p.Size(800, 700)
	p.Wait(toggle + `.ariaExpanded === "false"`) // it would lie over the page now
	p.Size(1440, 900)
	p.Click(toggle)
	p.Wait(browser.Field("Inside"))
	p.Click(toggle)
	s.say(completed(s.next().Event, "closed"), closeStream)
	p.Wait(`!document.querySelector(".sidebar input").checkVisibility()`)
	p.Size(360, 700)
	p.Go("/")
	p.Wait(toggle + `.ariaExpanded === "false"`)
	p.Screenshot("sidebar-360-closed")
	p.Click(toggle)
	p.Wait(browser.Field("Inside"))
	p.Screenshot("sidebar-360")
	p.Keys("\u001b")
	p.Wait(toggle + `.ariaExpanded === "false" && document.activeElement === ` + toggle)
	s.say(completed(s.next().Event, "again"), closeStream)
	p.WaitValue("Outside", "again")
	p.Click(toggle)
	p.Wait(browser.Field("Inside"))
	p.Size(800, 700)
	p.Click(browser.Field("Outside")) // its middle lies beside the drawer
	p.Wait(toggle + `.ariaExpanded === "false"`)
	s.next()
}

// TestFocusComesBack: a button that a handler disables or hides while it runs has
// the focus again afterwards, unless the user went elsewhere.
func TestFocusComesBack(t *testing.T) {
	update := func(props obj) obj { props["__type__"] = "update"; return props }
	for name, tt := range map[string]struct{ rest, work obj }{
		"disabled": {obj{"interactive": false}, obj{"interactive": true}},
		"hidden":   {obj{"visible": "hidden"}, obj{"visible": true}},
		"gone":     {obj{"visible": false}, obj{"visible": true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, page([]node{button(1, "Run"), textbox(2, "A", nil)}, dep(0, 1, "click", []int{}, []int{1, 2}, nil)))
			p := s.open("/")
			run := func(leave string) {
				t.Helper()
				p.Wait(browser.Button("Run") + ` && !` + browser.Button("Run") + `.disabled`)
				browser.Eval[bool](p, `(`+browser.Button("Run")+`.focus(), true)`)
				p.Keys("\r")
				j := s.next()
				s.say(generating(j.Event, update(maps.Clone(tt.rest)), "resting"))
				p.WaitValue("A", "resting")
				p.Wait(`document.activeElement === document.body`)
				if leave != "" {
					browser.Eval[bool](p, `(`+browser.Field(leave)+`.focus(), true)`)
				}
				s.say(completed(j.Event, update(maps.Clone(tt.work)), "done"), closeStream)
				p.WaitValue("A", "done")
			}
			run("")
			p.Wait(`document.activeElement === ` + browser.Button("Run"))
			run("A")
			p.Wait(`document.activeElement === ` + browser.Field("A"))
		})
	}
}

// TestLongTexts: names without end or without a place to break make nothing wider
// than a phone.
func TestLongTexts(t *testing.T) {
	words, word := strings.Repeat("many words ", 20), strings.Repeat("unbreakable", 12)
	var nodes []node
	for i, text := range []string{words, word} {
		id := 10 * i
		choices := [][]any{{text, text}, {"b", "b"}}
		nodes = append(nodes,
			textbox(id+1, text, obj{"info": text, "placeholder": text}),
			layout(id+2, "row", nil, button(id+3, text), button(id+4, "Short")),
			node{id: id + 5, kind: "radio", props: obj{"name": "radio", "label": text, "choices": choices, "value": text}},
			node{id: id + 6, kind: "dropdown", props: obj{"name": "dropdown", "label": text, "choices": choices, "value": []any{text}, "multiselect": true}},
			node{id: id + 7, kind: "label", props: obj{"name": "label", "label": text, "value": obj{"label": text, "confidences": []obj{{"label": text, "confidence": 1}}}}},
			node{id: id + 8, kind: "json", props: obj{"name": "json", "label": text, "value": obj{text: text}}},
			layout(id+9, "accordion", obj{"label": text, "open": true}))
	}
	p := newServer(t, page(nodes)).open("/")
	for _, width := range []int64{320, 360, 1440} {
		p.Size(width, 900)
		p.Screenshot(fmt.Sprintf("long-%d", width))
		if wide := browser.Eval[int64](p, `document.documentElement.scrollWidth`); wide > width {
			t.Errorf("the page is %d px wide at %d px", wide, width)
		}
	}
}

func TestPageBar(t *testing.T) {
	config := page([]node{textbox(1, "A", nil)})
	config["pages"] = [][]any{{"", "Home", true}, {"about", "About us", true}, {"secret", "Secret", false}}
	config["current_page"] = "about"
	p := newServer(t, config).open("/about")
	got := browser.Eval[string](p, `[...document.querySelectorAll("nav a")].map(a => [a.innerText, a.pathname, a.ariaCurrent].join(" ")).join("; ")`)
	if got != "Home / null; About us /about page" && got != "Home / ; About us /about page" {
		t.Errorf("page bar: %s", got)
	}
}

func TestThemes(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "A", nil)}))
	p := s.open("/?__theme=dark")
	dark := `document.body.classList.contains("dark")`
	p.Wait(dark)
	p.Scheme("light")
	p.Go("/?__theme=system")
	p.Wait(`!` + dark)
	p.Scheme("dark")
	p.Wait(dark) // live
	p.Go("/?__theme=light")
	p.Wait(`!` + dark)
}

// TestBrokenBlock: a block that cannot be drawn, and one of an unknown type, leave
// the others alone.
func TestBrokenBlock(t *testing.T) {
	s := newServer(t, page([]node{
		{id: 1, kind: "dataset", props: obj{"name": "dataset", "samples": 7}},
		{id: 2, kind: "hologram", props: obj{"value": "kept"}},
		textbox(3, "Fine", nil), button(4, "Run"),
	}, dep(0, 4, "click", []int{2}, []int{3}, nil)))
	p := s.open("/")
	p.Allow("TypeError")
	p.WaitText("This block could not be shown.")
	p.Press("Run")
	j := s.next()
	if j.Data[0] != "kept" {
		t.Errorf("the unknown block sent %v", j.Data[0])
	}
	s.say(completed(j.Event, "works"), closeStream)
	p.WaitValue("Fine", "works")
}

func TestGuessedInteractivity(t *testing.T) {
	config := page([]node{textbox(1, "Guess me", nil), textbox(2, "Written", nil), button(3, "Run")},
		dep(0, 3, "click", []int{}, []int{2}, nil))
	s := newServer(t, config)
	p := s.open("/")
	// Gradio's guess: nobody writes the first, a listener writes the second.
	if got := browser.Eval[string](p, `[...document.querySelectorAll("main input")].map(e => e.readOnly || e.disabled).join()`); got != "false,true" {
		t.Errorf("not to be edited: %s", got)
	}
}

// TestManyBlocks: a page of 2,000 components and 2,000 listeners shows all of them,
// and the last can be used. BenchmarkLarge of golden/bench measures how soon.
func TestManyBlocks(t *testing.T) {
	var nodes []node
	var deps []obj
	for i := 1; i <= 2000; i++ {
		nodes = append(nodes, textbox(i, fmt.Sprintf("Field %d.", i), obj{"value": "x"}))
		deps = append(deps, dep(i-1, i, "change", []int{i}, []int{i%2000 + 1}, nil))
	}
	s := newServer(t, page(nodes, deps...))
	p := s.open("/")
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-testid=textbox]").length`); n != 2000 {
		t.Errorf("%d fields are there", n)
	}
	p.Fill("Field 2000.", "y")
	if j := s.next(); j.Fn != 1999 {
		t.Errorf("listener %d ran", j.Fn)
	}
}
