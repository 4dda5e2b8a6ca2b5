package page_test

import (
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestShowProgress(t *testing.T) {
	for name, c := range map[string]struct {
		more obj
		want string // which block shows what
	}{
		"full":    {obj{"show_progress": "full"}, "block-2 full pending"},
		"minimal": {obj{"show_progress": "minimal"}, "block-2 minimal"},
		"hidden":  {obj{"show_progress": "hidden"}, ""},
		"on":      {obj{"show_progress_on": []int{1}}, "block-1 full pending"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, page([]node{
				textbox(1, "Name", obj{"elem_id": "block-1"}), textbox(2, "Reply", obj{"elem_id": "block-2"}), button(3, "Run"), textbox(4, "Other", nil),
			},
				dep(0, 3, "click", []int{1}, []int{2}, c.more), dep(1, 3, "click", []int{1}, []int{4}, nil)))
			p := s.open("/")
			p.Press("Run")
			j, other := s.next(), s.next()
			s.say(starts(j.Event), starts(other.Event), completed(other.Event, "both started"))
			p.WaitValue("Other", "both started")
			got := browser.Eval[string](p, `[...document.querySelectorAll("[data-testid=status-tracker]:not(.hide)")].map(e =>
				[e.parentElement.id, ...["full", "minimal"].filter(c => e.classList.contains(c)), ...["pending"].filter(c => e.parentElement.classList.contains(c))].join(" ")).join("; ")`)
			if got != c.want {
				t.Errorf("shown: %q, want %q", got, c.want)
			}
			s.say(completed(j.Event, "done"), closeStream)
			p.WaitValue("Reply", "done")
			p.Wait(`!document.querySelector("[data-testid=status-tracker]:not(.hide), .pending")`)
		})
	}
}

func TestPropertiesAsInputs(t *testing.T) {
	s := newServer(t, greet(obj{"component_prop_inputs": []int{0}}))
	p := s.open("/")
	p.Fill("Name", "Ada")
	p.Press("Run")
	props, _ := s.next().Data[0].(map[string]any)
	if props["value"] != "Ada" || props["label"] != "Name" {
		t.Errorf("sent %v", props)
	}
}

func TestToastsOfOneKindShareACard(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	notice := func(level, text string, duration any) obj {
		return obj{"msg": "log", "event_id": j.Event, "log": text, "level": level, "duration": duration, "visible": true, "title": ""}
	}
	unseen := notice("info", "unseen", nil)
	unseen["visible"] = false
	s.say(notice("info", "one", nil), notice("info", "<b>two</b>", nil), notice("warning", "three", 0.2), unseen, notice("info", "four", 0.2))
	cards := `[...document.querySelectorAll("[data-testid=toast-body]")].map(b => b.querySelector(".toast-title").innerText + ": " +
		[...b.querySelectorAll("[data-testid=toast-text]")].map(e => e.textContent).join(", ")).join("; ")`
	// Those with a duration go by themselves, the others stay; markup is text.
	p.Wait(cards + ` === "Info: one, <b>two</b>"`)
	p.Click(`document.querySelector("[data-testid=toast-close]")`)
	p.Wait(cards + ` === ""`)
	// A card has room for five.
	for _, text := range []string{"1", "2", "3", "4", "5", "6"} {
		s.say(notice("success", text, nil))
	}
	p.Wait(cards + ` === "Success: 2, 3, 4, 5, 6"`)
	s.say(completed(j.Event, "done"), closeStream)
	p.WaitValue("Reply", "done")
}

func TestScrollToOutput(t *testing.T) {
	var nodes []node
	for i := range 40 {
		nodes = append(nodes, textbox(10+i, "Filler", nil))
	}
	nodes = append([]node{button(3, "Run"), textbox(1, "Name", nil)}, append(nodes, textbox(2, "Reply", nil))...)
	s := newServer(t, page(nodes, dep(0, 3, "click", []int{1}, []int{2}, obj{"scroll_to_output": true})))
	p := s.open("/")
	p.Press("Run")
	s.say(completed(s.next().Event, "down here"), closeStream)
	p.Wait(`(r => r.top >= 0 && r.bottom <= innerHeight)(` + browser.Field("Reply") + `.getBoundingClientRect())`)
}

// TestHelloIsSmall: a hello page is at most 30 KB in all, and needs one round of
// requests beyond the document.
func TestHelloIsSmall(t *testing.T) {
	text := "Start typing below and then click **Run** to see the output."
	s := newServer(t, page([]node{
		{id: 1, kind: "markdown", props: obj{"name": "markdown", "value": text, "_html": "<p>" + text + "</p>"}},
		layout(2, "row", nil, layout(3, "form", nil, textbox(4, "Name", nil), textbox(5, "Reply", nil))), button(6, "Run"),
	}, dep(0, 6, "click", []int{4}, []int{5}, nil)))
	p := s.open("/")
	if size := p.Transferred(); size > 30<<10 || size < 10<<10 {
		t.Errorf("%d bytes were transferred", size)
	} else {
		t.Logf("%d bytes were transferred", size)
	}
	if rounds := p.Rounds(); rounds != 1 {
		t.Errorf("%d rounds of requests", rounds)
	}
}
