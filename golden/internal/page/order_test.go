package page_test

import (
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// holdJoins has the page wait for the answer to a join of a listener until the test calls
// release. The list joins has the listeners of all joins so far.
func holdJoins(p *browser.Page, fn string) {
	browser.Eval[bool](p, `(() => {
		const real = window.fetch;
		window.joins = [];
		window.fetch = async (url, options) => {
			if (!String(url).includes("queue/join")) return real(url, options);
			const fn = JSON.parse(options.body).fn_index;
			window.joins.push(fn);
			const answer = await real(url, options);
			if (fn === `+fn+`) await new Promise((resolve) => (window.release = resolve));
			return answer;
		};
		return true;
	})()`)
}

// TestJoinsKeepTheirOrder: what the user does later is submitted later, however long an
// answer takes.
func TestJoinsKeepTheirOrder(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Out", nil), button(2, "One"), button(3, "Two")},
		dep(0, 2, "click", []int{}, []int{1}, nil), dep(1, 3, "click", []int{}, []int{1}, nil)))
	p := s.open("/")
	holdJoins(p, "0")
	p.Press("One")
	one := s.next()
	p.Press("Two")
	if n := browser.Eval[int](p, `joins.length`); n != 1 {
		t.Errorf("%d are submitted before the first is answered", n)
	}
	p.Wait(`window.release`)
	browser.Eval[bool](p, `(release(), true)`)
	two := s.next()
	if one.Fn != 0 || two.Fn != 1 {
		t.Errorf("first %d, then %d", one.Fn, two.Fn)
	}
	s.say(completed(one.Event, "1"), completed(two.Event, "2"), closeStream)
	p.WaitValue("Out", "2")
}

// TestCancelledWhileItJoins: a run that is cancelled before its join is answered is
// cancelled on the server then, and what it said meanwhile is not shown.
func TestCancelledWhileItJoins(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Out", nil), textbox(2, "Other", nil), button(3, "Run"), button(4, "Stop"), button(5, "Else")},
		dep(0, 3, "click", []int{}, []int{1}, nil),
		dep(1, 4, "click", []int{}, []int{}, obj{"cancels": []int{0}, "backend_fn": false, "queue": false}),
		dep(2, 5, "click", []int{}, []int{2}, nil)))
	p := s.open("/")
	p.Press("Else") // keeps the stream open
	other := s.next()
	s.say(starts(other.Event), generating(other.Event, "a"))
	p.WaitValue("Other", "a")
	holdJoins(p, "0")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "late"), generating(other.Event, []any{[]any{"append", []any{}, "b"}}))
	p.WaitValue("Other", "ab")
	p.Press("Stop")
	p.Wait(`window.release`)
	browser.Eval[bool](p, `(release(), true)`)
	if body := s.post("cancel"); body["event_id"] != j.Event {
		t.Errorf("cancelled with %v", body)
	}
	browser.Eval[any](p, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))).then(() => null)`)
	p.WaitValue("Out", "")
	s.say(completed(other.Event, "end"), closeStream)
	p.WaitValue("Other", "end")
	p.WaitValue("Out", "")
}

// TestHiddenPageFollows: a page out of sight, for which browsers draw no frames, is up to
// date when it is looked at.
func TestHiddenPageFollows(t *testing.T) {
	s := newServer(t, greet(nil))
	p := s.open("/")
	browser.Eval[bool](p, `(() => {
		Object.defineProperty(document, "hidden", { get: () => true });
		window.requestAnimationFrame = () => 1;
		[...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Run").click();
		return true;
	})()`)
	j := s.next()
	shown := func(want string) { // the browser's own waiting needs frames
		t.Helper()
		got := ""
		for end := time.Now().Add(20 * time.Second); got != want && time.Now().Before(end); {
			got = browser.Eval[string](p, browser.Field("Reply")+`.value`)
		}
		if got != want {
			t.Errorf("the field shows %q, want %q", got, want)
		}
	}
	s.say(starts(j.Event), generating(j.Event, "a"))
	shown("a")
	s.say(completed(j.Event, "b"), closeStream)
	shown("b")
}
