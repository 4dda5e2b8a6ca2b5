package page_test

import (
	"encoding/json"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// greet is a page with two fields and a button that writes the second.
func greet(more obj) obj {
	return page([]node{textbox(1, "Name", nil), textbox(2, "Reply", nil), button(3, "Run")},
		dep(0, 3, "click", []int{1}, []int{2}, more))
}

func TestClickSendsInputsAndShowsOutputs(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Fill("Name", "Ada")
	p.Press("Run")
	j := s.next()
	if j.Fn != 0 || len(j.Data) != 1 || j.Data[0] != "Ada" || j.Trigger == nil || *j.Trigger != 3 || j.Session == "" {
		t.Errorf("joined with %+v", j)
	}
	s.say(starts(j.Event))
	p.Wait(`document.querySelector(".pending [data-testid=status-tracker]:not(.hide)")`)
	s.say(completed(j.Event, "Hello, Ada"), closeStream)
	p.WaitValue("Reply", "Hello, Ada")
	p.Wait(`!document.querySelector(".pending, [aria-busy], [data-testid=status-tracker]:not(.hide)")`)
}

func TestStreamedEdits(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "a"), generating(j.Event, []any{[]any{"append", []any{}, "b"}}))
	p.WaitValue("Reply", "ab")
	p.Wait(`document.querySelector(".generating")`)
	s.say(generating(j.Event, []any{}), generating(j.Event, []any{[]any{"replace", []any{}, "c"}}))
	p.WaitValue("Reply", "c")
	s.say(completed(j.Event, "d"), closeStream)
	p.WaitValue("Reply", "d")
	p.Wait(`!document.querySelector(".generating")`)
}

func TestUnknownEditFailsTheRun(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	s.say(generating(j.Event, "a"), generating(j.Event, []any{[]any{"twist", []any{}, "b"}}))
	p.WaitText("an edit that this page does not know: twist")
	s.say(completed(j.Event, "a"), closeStream)
}

// TestConnectionComesBack: the stream breaks in the middle of a run, and nothing
// is lost or said twice.
func TestConnectionComesBack(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Allow("ERR_INCOMPLETE_CHUNKED_ENCODING")
	p.Allow("502")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "a"))
	p.WaitValue("Reply", "a")
	s.change(func() { s.down, s.cut = true, s.cut+1 })
	p.WaitText("Connection lost")
	s.change(func() { s.down = false })
	s.say(generating(j.Event, []any{[]any{"append", []any{}, "b"}}))
	p.WaitValue("Reply", "ab")
	p.Wait(`!document.body.innerText.includes("Connection lost")`)
	s.say(completed(j.Event, "ab"), closeStream)
	p.Wait(`!document.querySelector("[aria-busy]")`)
}

func TestForgottenSessionEndsRuns(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "a"), completed(j.Event, "first"), closeStream)
	p.WaitValue("Reply", "first")
	p.Wait(`!document.querySelector("[aria-busy]")`)
	s.change(func() { s.forgot = true })
	p.Press("Run")
	s.next()
	p.WaitText("The server no longer knows this page")
	p.Wait(`!document.querySelector("[aria-busy]")`)
	// The same server: the page lives on with what it has, and a new log.
	s.change(func() { s.forgot, s.log = false, nil })
	p.Press("Run")
	s.say(completed(s.next().Event, "back"), closeStream)
	p.WaitValue("Reply", "back")
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		output obj
		toast  string
	}{
		"message":  {obj{"error": "too cold", "title": "Weather", "visible": true, "duration": 10}, "Weather\ntoo cold"},
		"hidden":   {obj{"error": nil}, "Error\nSomething went wrong."},
		"no title": {obj{"error": "plain", "visible": true}, "Error\nplain"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, greet(nil))
			p := s.open("/")
			p.Press("Run")
			j := s.next()
			s.say(failed(j.Event, c.output), closeStream)
			p.Wait(`document.querySelector("[data-testid=toast-body]")`)
			if got := browser.Eval[string](p, `document.querySelector(".toast-details").innerText.replace(/\n+/g, "\n").trim()`); got != c.toast {
				t.Errorf("toast %q, want %q", got, c.toast)
			}
			p.Wait(`document.querySelector("[data-testid=status-tracker]").innerText.includes("Error")`)
			p.Click(`document.querySelector("[data-testid=toast-close]")`)
			p.Wait(`!document.querySelector("[data-testid=toast-body]")`)
			p.Click(`document.querySelector("[aria-label='Dismiss error']")`)
			p.Wait(`document.querySelector("[data-testid=status-tracker]").classList.contains("hide")`)
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Run("queue full", func(t *testing.T) {
		s := newServer(t, greet(nil))
		s.answer["queue/join"] = func(obj) (int, any) { return 503, obj{"detail": "Queue is full."} }
		p := s.open("/")
		p.Allow("503")
		p.Press("Run")
		p.WaitText("This application is currently busy")
	})
	t.Run("validation", func(t *testing.T) {
		s := newServer(t, greet(nil))
		s.answer["queue/join"] = func(obj) (int, any) {
			return 422, obj{"detail": []obj{{"__type__": "validate", "is_valid": false, "message": "a name, please"}}}
		}
		p := s.open("/")
		p.Allow("422")
		p.Press("Run")
		p.WaitText("a name, please")
		p.Wait(`!document.querySelector("[data-testid=toast-body], .failed, [aria-busy]")`)
		p.Fill("Name", "x")
		p.Wait(`!document.body.innerText.includes("a name, please")`)
	})
}

func TestUnqueued(t *testing.T) {
	s := newServer(t, greet(obj{"queue": false, "api_name": "greet"}))
	s.answer["run/greet"] = func(body obj) (int, any) {
		return 200, obj{"data": []any{"direct " + body["data"].([]any)[0].(string)}, "is_generating": false}
	}
	p := s.open("/")
	p.Fill("Name", "Bo")
	p.Press("Run")
	p.WaitValue("Reply", "direct Bo")
	s.idle()
}

func TestTriggerModes(t *testing.T) {
	t.Run("once", func(t *testing.T) {
		s := newServer(t, greet(obj{"trigger_mode": "once"}))
		p := s.open("/")
		p.Press("Run")
		j := s.next()
		p.Press("Run")
		s.say(completed(j.Event, "done"), closeStream)
		p.WaitValue("Reply", "done")
		s.idle()
	})
	t.Run("multiple", func(t *testing.T) {
		s := newServer(t, greet(obj{"trigger_mode": "multiple"}))
		p := s.open("/")
		p.Press("Run")
		p.Press("Run")
		one, two := s.next(), s.next()
		s.say(completed(one.Event, "one"), completed(two.Event, "two"), closeStream)
		p.WaitValue("Reply", "two")
	})
	t.Run("always_last", func(t *testing.T) {
		s := newServer(t, page([]node{textbox(1, "Name", nil), textbox(2, "Reply", nil)},
			dep(0, 1, "change", []int{1}, []int{2}, obj{"trigger_mode": "always_last"})))
		p := s.open("/")
		p.Fill("Name", "abc") // three changes: the first runs, the last follows
		j := s.next()
		if j.Data[0] != "a" {
			t.Errorf("first run got %v", j.Data)
		}
		s.say(completed(j.Event, "1"))
		j = s.next()
		if j.Data[0] != "abc" {
			t.Errorf("last run got %v", j.Data)
		}
		s.say(completed(j.Event, "2"), closeStream)
		p.WaitValue("Reply", "2")
		s.idle()
	})
}

func TestChains(t *testing.T) {
	config := page([]node{textbox(1, "A", nil), textbox(2, "B", nil), textbox(3, "C", nil), textbox(4, "D", nil), button(5, "Run")},
		dep(0, 5, "click", nil, []int{1}, obj{"inputs": []int{}}),
		after(1, 0, []int{1}, []int{2}, nil),
		after(2, 0, []int{1}, []int{3}, obj{"trigger_only_on_success": true}),
		after(3, 0, []int{1}, []int{4}, obj{"trigger_only_on_failure": true}))
	t.Run("success", func(t *testing.T) {
		s := newServer(t, config)
		p := s.open("/")
		p.Press("Run")
		s.say(completed(s.next().Event, "x"))
		then, success := s.next(), s.next()
		if then.Fn != 1 || success.Fn != 2 || then.Data[0] != "x" {
			t.Errorf("followed by %+v and %+v", then, success)
		}
		s.say(completed(then.Event, "y"), completed(success.Event, "z"), closeStream)
		p.WaitValue("C", "z")
		s.idle()
	})
	t.Run("failure", func(t *testing.T) {
		s := newServer(t, config)
		p := s.open("/")
		p.Press("Run")
		s.say(failed(s.next().Event, obj{"error": "no"}))
		then, failure := s.next(), s.next()
		if then.Fn != 1 || failure.Fn != 3 {
			t.Errorf("followed by %+v and %+v", then, failure)
		}
		s.say(completed(then.Event, "y"), completed(failure.Event, "z"), closeStream)
		p.WaitValue("D", "z")
		s.idle()
	})
}

func TestCancel(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Out", nil), button(2, "Run"), button(3, "Stop")},
		dep(0, 2, "click", []int{}, []int{1}, nil),
		after(1, 0, []int{}, []int{1}, nil),
		dep(2, 3, "click", []int{}, []int{}, obj{"cancels": []int{0}, "backend_fn": false, "queue": false})))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "half"))
	p.WaitValue("Out", "half")
	p.Press("Stop")
	body := s.post("cancel")
	if body["event_id"] != j.Event || body["fn_index"] != 0.0 || body["session_hash"] != j.Session {
		t.Errorf("cancelled with %v", body)
	}
	s.say(obj{"msg": "process_completed", "event_id": j.Event, "output": obj{}, "success": true}, closeStream)
	p.Wait(`!document.querySelector("[aria-busy]")`)
	p.WaitValue("Out", "half")
	// It can run again, and the chain ended with it.
	p.Press("Run")
	if j = s.next(); j.Fn != 0 {
		t.Errorf("ran %+v", j)
	}
	s.say(completed(j.Event, "full"))
	p.WaitValue("Out", "full")
}

func TestChangeFiresForAnyCauseButNotForEqualValues(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "A", nil), textbox(2, "B", nil), button(3, "Run")},
		dep(0, 3, "click", []int{}, []int{1}, nil),
		dep(1, 1, "change", []int{1}, []int{1, 2}, obj{"trigger_mode": "always_last"})))
	p := s.open("/")
	p.Press("Run")
	s.say(completed(s.next().Event, "x"))
	change := s.next()
	if change.Fn != 1 || change.Data[0] != "x" {
		t.Errorf("change sent %+v", change)
	}
	s.say(completed(change.Event, "x", "seen"), closeStream)
	p.WaitValue("B", "seen")
	s.idle()
}

func TestStatesFireChange(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "A", nil), button(2, "Run"), {id: 7, kind: "state", props: obj{"name": "state"}}},
		dep(0, 2, "click", []int{7}, []int{7}, nil),
		dep(1, 7, "change", []int{7}, []int{1}, nil)))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	if j.Data[0] != nil {
		t.Errorf("State was sent as %v", j.Data[0])
	}
	s.say(obj{
		"msg": "process_completed", "event_id": j.Event, "success": true,
		"output": obj{"data": []any{nil}, "changed_state_ids": []int{7}},
	})
	j = s.next()
	if j.Fn != 1 {
		t.Errorf("ran %+v", j)
	}
	s.say(completed(j.Event, "changed"), closeStream)
	p.WaitValue("A", "changed")
}

func TestScripts(t *testing.T) {
	config := page([]node{textbox(1, "A", nil), textbox(2, "B", nil), button(3, "Browser"), button(4, "Both")},
		dep(0, 3, "click", []int{1}, []int{2}, obj{"js": "(a) => …", "backend_fn": false, "queue": false}),
		dep(1, 4, "click", []int{1}, []int{2}, obj{"js": "(a) => …"}))
	config["script"] = "app.js"
	config["js"] = "() => …"
	config["module"] = `export const fn0 = (a) => a + "!"; export const fn1 = (a) => [a + "?"]; export const app_js = () => { document.body.dataset.ran = "yes"; }; export const page0_js = () => { document.body.dataset.page = "yes"; };`
	s := newServer(t, config)
	p := s.open("/")
	p.Wait(`document.body.dataset.ran === "yes" && document.body.dataset.page === "yes"`)
	p.Fill("A", "hey")
	p.Press("Browser")
	p.WaitValue("B", "hey!")
	s.idle()
	p.Press("Both")
	j := s.next()
	if j.Data[0] != "hey?" {
		t.Errorf("the script's result was not sent: %+v", j)
	}
	s.say(completed(j.Event, "ok"), closeStream)
	p.WaitValue("B", "ok")
}

func TestLoadAndClose(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "A", nil)}, dep(0, root, "load", []int{}, []int{1}, nil)))
	p := s.open("/")
	j := s.next()
	s.say(completed(j.Event, "loaded"), closeStream)
	p.WaitValue("A", "loaded")
	p.Go("/?again")
	if body := s.post("close"); body["session_hash"] != j.Session {
		t.Errorf("closed %v, was %s", body, j.Session)
	}
	if again := s.next(); again.Session == j.Session {
		t.Error("a new page has the old one's session")
	}
}

func TestStatusShowsQueueAndProgress(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	s.say(obj{"msg": "estimation", "event_id": j.Event, "rank": 1, "queue_size": 4, "rank_eta": 9.5})
	p.Wait(`/^queue: 2\/4 \| \d+\.\d\/9\.5s$/.test(document.querySelector(".status-text").textContent)`)
	unit := func(index, length int, desc string) obj {
		return obj{"index": index, "length": length, "unit": "steps", "progress": nil, "desc": desc}
	}
	s.say(starts(j.Event), obj{"msg": "progress", "event_id": j.Event, "progress_data": []obj{unit(1, 4, "Outer"), unit(3, 6, "Inner")}})
	p.Wait(`document.querySelectorAll("[role=progressbar]").length === 2`)
	got := browser.Eval[[]string](p, `[...document.querySelectorAll(".progress-level")].map(e => e.innerText.trim() + " " + e.querySelector("[role=progressbar]").ariaValueNow)`)
	if want := `["Outer · 1/4 steps · 25% 25","Inner · 3/6 steps · 50% 50"]`; asJSON(got) != want {
		t.Errorf("progress %s, want %s", asJSON(got), want)
	}
	s.say(obj{"msg": "log", "event_id": j.Event, "log": "half way", "level": "info", "duration": 10, "visible": true, "title": "Info"})
	p.WaitText("half way")
	p.Wait(`document.querySelector("[data-testid=toast-body]").role === "status"`)
	p.Screenshot("progress")
	s.say(completed(j.Event, "done"), closeStream)
	p.Wait(`!document.querySelector("[role=progressbar]")`)
}

// TestEditsInsideValues: edits reach into arrays and objects, one after the other,
// and the value that a component has is never changed behind its back.
func TestEditsInsideValues(t *testing.T) {
	s := newServer(t, page([]node{
		{id: 1, kind: "json", props: obj{"name": "json", "label": "Data", "show_label": true, "open": true}}, textbox(2, "Seen", nil), button(3, "Run"),
	},
		dep(0, 3, "click", []int{}, []int{1}, nil),
		dep(1, 1, "change", []int{1}, []int{2}, obj{"trigger_mode": "multiple"})))
	p := s.open("/")
	p.Press("Run")
	j := s.next()
	path := func(p ...any) []any { return append([]any{}, p...) }
	s.say(generating(j.Event, obj{"a": []int{1, 2, 3}, "b": obj{"c": "x"}}))
	if got := asJSON(s.next().Data); got != `[{"a":[1,2,3],"b":{"c":"x"}}]` {
		t.Errorf("first: %s", got)
	}
	s.say(generating(j.Event, []any{
		[]any{"delete", path("a", 1), nil},
		[]any{"delete", path("a", 1), nil},
		[]any{"add", path("a", 0), 0},
		[]any{"append", path("b", "c"), "y"},
		[]any{"add", path("d"), []int{}},
		[]any{"replace", path("a", 1), nil},
	}))
	if got := asJSON(s.next().Data); got != `[{"a":[0,null],"b":{"c":"xy"},"d":[]}]` {
		t.Errorf("second: %s", got)
	}
	s.say(generating(j.Event, []any{[]any{"delete", path("b"), nil}, []any{"add", path("d", 0), obj{"e": 1}}, []any{"replace", path("d", 0, "e"), 2}}))
	if got := asJSON(s.next().Data); got != `[{"a":[0,null],"d":[{"e":2}]}]` {
		t.Errorf("third: %s", got)
	}
}

// TestAccessible: nothing that the shell itself draws bothers assistive technology.
func TestAccessible(t *testing.T) {
	config := page([]node{
		layout(1, "tabs", nil, layout(2, "tabitem", obj{"label": "One", "interactive": true}, textbox(3, "First", nil)),
			layout(4, "tabitem", obj{"label": "Two", "interactive": true}, textbox(5, "Second", nil))),
		layout(6, "accordion", obj{"label": "More", "open": true}, layout(7, "row", nil, textbox(8, "Left", nil), textbox(9, "Right", nil))),
		layout(10, "sidebar", obj{"open": true}, textbox(11, "Side", nil)),
		button(12, "Run"), textbox(13, "Reply", nil), button(14, "Fail"), textbox(15, "Failed", nil),
	}, dep(0, 12, "click", []int{}, []int{13}, nil), dep(1, 14, "click", []int{}, []int{15}, nil))
	config["pages"] = [][]any{{"", "Home", true}, {"about", "About", true}}
	s := newServer(t, config)
	p := s.open("/")
	p.Press("Run")
	run := s.next()
	p.Press("Fail")
	fail := s.next()
	notice := func(level string) obj {
		return obj{"msg": "log", "event_id": run.Event, "log": "a notice", "level": level, "duration": nil, "visible": true, "title": ""}
	}
	s.say(starts(run.Event), obj{"msg": "progress", "event_id": run.Event, "progress_data": []obj{{"index": 1, "length": 3, "unit": "steps", "progress": nil, "desc": "Working"}}},
		notice("info"), notice("success"), notice("warning"), failed(fail.Event, obj{"error": "it broke", "visible": true}))
	p.Wait(`document.querySelectorAll("[data-testid=toast-body]").length === 4 && document.querySelector("[role=progressbar]")`)
	p.Axe("shell")
}

func asJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
