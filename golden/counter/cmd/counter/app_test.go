package main

import (
	"fmt"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestSessionsAreApart(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	// The two States travel as null; callers leave them out of what they send.
	for _, c := range []struct{ session, want string }{{"a", "[null,null,2]"}, {"a", "[null,null,4]"}, {"b", "[null,null,2]"}, {"a", "[null,null,6]"}, {"b", "[null,null,4]"}} {
		if o := app.CallIn(c.session, "add", 2); o.Complete != c.want {
			t.Errorf("session %s: %+v, want %s", c.session, o, c.want)
		}
	}
	if o := app.CallIn("a", "undo"); o.Complete != "[null,null,4]" {
		t.Errorf("undo: %+v", o)
	}
	if o := app.Call("add", 2); o.Complete != "[null,null,2]" {
		t.Errorf("a call without a session: %+v", o)
	}
}

func TestOutOfRange(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	for _, step := range []any{0, 11, "3", true, []int{1}} {
		if o := app.CallIn("a", "add", step); o.Error == "" {
			t.Errorf("step %v: %+v", step, o)
		}
	}
	if o := app.CallIn("a", "add", 1); o.Complete != "[null,null,1]" {
		t.Errorf("nothing was counted so far: %+v", o)
	}
	// Between two steps is the nearest, and nothing is the minimum.
	if o := app.CallIn("a", "add", 1.5); o.Complete != "[null,null,3]" {
		t.Errorf("off the steps: %+v", o)
	}
	if o := app.CallIn("a", "add", nil); o.Complete != "[null,null,4]" {
		t.Errorf("nothing for a slider: %+v", o)
	}
}

// Writers of one State take turns: no count is lost.
func TestConcurrentWriters(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	const each = 20
	var all sync.WaitGroup
	for s := range 4 {
		for range each {
			all.Go(func() { app.CallIn(fmt.Sprint("session", s), "add", 1) })
		}
	}
	all.Wait()
	for s := range 4 {
		if o := app.CallIn(fmt.Sprint("session", s), "add", 1); o.Complete != fmt.Sprintf("[null,null,%d]", each+1) {
			t.Errorf("session %d: %+v", s, o)
		}
	}
}

func TestPage(t *testing.T) {
	handler := newApp().Handler()
	one, two := browser.Open(t, handler, "/"), browser.Open(t, handler, "/")
	one.WaitValue("Count", "0")
	one.Press("Add")
	one.WaitValue("Count", "1")
	one.Fill("number input for Step", "4")
	one.Keys("\t")
	one.Press("Add")
	one.WaitValue("Count", "5")
	one.WaitValue("Message", "5 after 2 steps, 2 different counts seen.")
	two.Press("Add")
	two.WaitValue("Count", "1")
	one.Press("Undo")
	one.WaitValue("Count", "1")
	two.WaitValue("Message", "1 after 1 steps, 1 different counts seen.")
	one.Axe("counter")
}
