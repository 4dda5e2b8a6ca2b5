package page_test

import (
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func update(props obj) obj {
	props["__type__"] = "update"
	return props
}

// TestStateChangesOnTheServer: the server alone says that a State differs.
func TestStateChangesOnTheServer(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "A", nil), button(2, "Run"), {id: 7, kind: "state", props: obj{"name": "state"}}},
		dep(0, 2, "click", []int{7}, []int{7, 1}, nil),
		dep(1, 7, "change", []int{7}, []int{1}, obj{"trigger_mode": "multiple"})))
	p := s.open("/")
	for i, state := range []any{nil, "first", "second", nil} {
		p.Press("Run")
		j := s.next()
		if j.Fn != 0 {
			t.Fatalf("run %d: ran %+v", i, j)
		}
		s.say(completed(j.Event, state, i))
		p.WaitValue("A", string(rune('0'+i)))
	}
	p.Press("Run")
	m := completed(s.next().Event, nil, "changed")
	m["output"].(obj)["changed_state_ids"] = []int{7}
	s.say(m)
	if j := s.next(); j.Fn != 1 {
		t.Errorf("ran %+v", j)
	}
	s.idle()
	// A message in between tells of changes too.
	p.Press("Run")
	m = generating(s.next().Event, nil, "half")
	m["output"].(obj)["changed_state_ids"] = []int{7}
	s.say(m)
	if j := s.next(); j.Fn != 1 {
		t.Errorf("ran %+v", j)
	}
}

// TestOneCompletionRunsAListenerOnce: however many of its triggers changed.
func TestOneCompletionRunsAListenerOnce(t *testing.T) {
	on := func(d obj, targets ...[]any) obj {
		for _, target := range targets {
			d["targets"] = append(d["targets"].([][]any), target)
		}
		return d
	}
	many := obj{"trigger_mode": "multiple"}
	s := newServer(t, page([]node{
		textbox(1, "A", nil), textbox(2, "B", nil), button(3, "Run"),
		{id: 7, kind: "state", props: obj{"name": "state"}},
		layout(8, "accordion", obj{"label": "More", "open": false}), textbox(9, "Seen", nil),
	},
		dep(0, 3, "click", []int{}, []int{1, 2, 8, 7}, nil),
		on(dep(1, 1, "change", []int{1, 2}, []int{9}, many), []any{2, "change"}, []any{7, "change"}, []any{8, "expand"}),
		dep(2, 2, "change", []int{2}, []int{}, many)))
	p := s.open("/")
	p.Press("Run")
	m := completed(s.next().Event, "a", "b", update(obj{"open": true}), nil)
	m["output"].(obj)["changed_state_ids"] = []int{7}
	s.say(m)
	both, other := s.next(), s.next()
	if both.Fn != 1 || other.Fn != 2 || asJSON(both.Data) != `["a","b"]` || *both.Trigger != 1 {
		t.Errorf("ran %+v and %+v", both, other)
	}
	s.say(completed(both.Event, "seen"), completed(other.Event), closeStream)
	p.WaitValue("Seen", "seen")
	s.idle()
}

// TestTypingIsKept: what was computed from older text does not take the place of what
// the user goes on typing. When the user has left the field, it does.
func TestTypingIsKept(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Name", nil), part(2, "number", obj{"label": "Age"}), textbox(3, "Log", nil), button(4, "Fresh")},
		dep(0, 1, "change", []int{1}, []int{1, 3}, obj{"trigger_mode": "always_last"}),
		dep(1, 2, "change", []int{2}, []int{2, 3}, obj{"trigger_mode": "always_last"}),
		dep(2, 4, "click", []int{}, []int{1}, nil)))
	p := s.open("/")
	p.Fill("Name", "a")
	old := s.next()
	p.Keys("bc")
	s.say(completed(old.Event, update(obj{"value": "A", "info": "upper case"}), "old"))
	p.WaitText("upper case") // the rest of an update is for any text
	p.WaitValue("Name", "abc")
	newer := s.next()
	if newer.Data[0] != "abc" {
		t.Errorf("then ran with %v", newer.Data)
	}
	s.say(generating(newer.Event, "AB", "new"))
	p.WaitValue("Name", "AB") // nothing was typed since
	p.Keys("d")
	s.say(completed(newer.Event, "ABC", "newer"))
	p.WaitValue("Log", "newer")
	p.WaitValue("Name", "ABd")
	last := s.next()
	p.Keys("e")
	browser.Eval[bool](p, `(`+browser.Field("Log")+`.focus(), true)`)
	s.say(completed(last.Event, "ABD", "left"))
	p.WaitValue("Name", "ABD")

	s.next() // ABD
	p.Fill("Age", "4")
	age := s.next()
	p.Keys("2")
	s.say(completed(age.Event, 40, "age"))
	p.WaitValue("Log", "age")
	p.WaitValue("Age", "42")
	// What has not read the text is no older than it.
	p.Press("Fresh")
	j := s.next()
	for j.Fn != 2 {
		j = s.next()
	}
	browser.Eval[bool](p, `(`+browser.Field("Name")+`.focus(), true)`)
	p.Keys("x")
	s.say(completed(j.Event, "fresh"))
	p.WaitValue("Name", "fresh")
}

// TestSidebarTellsOfHandlers: a sidebar that a handler opens or closes fires as one
// that the user does.
func TestSidebarTellsOfHandlers(t *testing.T) {
	s := newServer(t, page([]node{layout(1, "sidebar", obj{"open": true}), button(2, "Toggle"), textbox(3, "Log", nil)},
		dep(0, 2, "click", []int{}, []int{1}, obj{"trigger_mode": "multiple"}), dep(1, 1, "collapse", []int{}, []int{3}, nil), dep(2, 1, "expand", []int{}, []int{3}, nil)))
	p := s.open("/")
	for _, tt := range []struct {
		open bool
		fn   int
	}{{false, 1}, {true, 2}, {false, 1}} {
		p.Press("Toggle")
		s.say(completed(s.next().Event, update(obj{"open": tt.open})))
		j := s.next()
		if j.Fn != tt.fn {
			t.Errorf("open=%v ran %+v", tt.open, j)
		}
		s.say(completed(j.Event, "x"))
		p.Press("Toggle") // changes nothing
		s.say(completed(s.next().Event, update(obj{"open": tt.open})))
	}
}

// TestHiddenBlocksTell: what a handler opens is an event also in a tab that was never
// opened, and is open when the tab is.
func TestHiddenBlocksTell(t *testing.T) {
	s := newServer(t, page([]node{
		button(1, "Run"),
		layout(2, "tabs", nil,
			layout(3, "tab", obj{"label": "One", "id": "one"}, textbox(4, "Seen", nil)),
			layout(5, "tab", obj{"label": "Two", "id": "two"},
				layout(6, "accordion", obj{"label": "More", "open": false}, textbox(7, "Inside", nil)),
				layout(8, "tabs", nil, layout(9, "tab", obj{"label": "A", "id": "a"}), layout(10, "tab", obj{"label": "B", "id": "b"})))),
	},
		dep(0, 1, "click", []int{}, []int{6, 8}, nil),
		dep(1, 6, "expand", []int{}, []int{4}, nil), dep(2, 8, "change", []int{}, []int{}, nil)))
	p := s.open("/")
	p.Press("Run")
	s.say(completed(s.next().Event, update(obj{"open": true}), update(obj{"selected": "b"})))
	expanded, changed := s.next(), s.next()
	if expanded.Fn != 1 || changed.Fn != 2 {
		t.Errorf("ran %+v and %+v", expanded, changed)
	}
	s.say(completed(expanded.Event, "seen"), completed(changed.Event), closeStream)
	p.WaitValue("Seen", "seen")
	s.idle()
	p.Press("Two")
	p.Wait(`document.querySelector(".accordion button").ariaExpanded === "true" && [...document.querySelectorAll("[role=tab]")].find(e => e.textContent === "B").ariaSelected === "true"`)
	s.idle()
}
