package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestPanicWhileSending: a panic in the encoding of a value, on a goroutine of the handler's,
// fails the call and nothing else.
func TestPanicWhileSending(t *testing.T) {
	a := serve(t)
	if got := a.result(t, "bomb", `{"data":["x"]}`); got != `{"error":null}` {
		t.Errorf("got %s", got)
	}
	if log := a.log.String(); !strings.Contains(log, "handler panicked") || !strings.Contains(log, "secret bomb") || !strings.Contains(log, "listener=bomb") {
		t.Errorf("logged %s", log)
	}
	if got := a.result(t, "echo", `{"data":["lives"]}`); got != `"lives"` {
		t.Errorf("got %s", got)
	}
}

// TestTimeLimitOfDeafHandler: the call of a handler that does not listen to its context
// ends at its time limit. Its place and its State go to the next call, and what it says
// later goes nowhere.
func TestTimeLimitOfDeafHandler(t *testing.T) {
	a := serve(t)
	start := time.Now()
	for range 3 { // one after another: the group runs one at once
		if got := a.result(t, "deafLimit", `{"data":["x"],"session_hash":"s"}`); !strings.Contains(got, "the time limit was reached") {
			t.Fatalf("got %s", got)
		}
		<-a.started
	}
	if took := time.Since(start); took < 600*time.Millisecond || took > 10*time.Second {
		t.Errorf("three calls of 0.2 s took %v", took)
	}
	if got := a.result(t, "add", `{"data":[],"session_hash":"s"}`); got != `"11"` {
		t.Errorf("the State is %s", got)
	}
	close(a.deaf)
	for range 3 {
		if err := <-a.stopped; err == nil || err.Error() != "the handler has returned" {
			t.Errorf("sending afterwards: %v", err)
		}
	}
	eventually(t, func() bool { return strings.Count(a.log.String(), "handler has returned at last") == 3 })
	if got := a.result(t, "add", `{"data":[],"session_hash":"s"}`); got != `"12"` {
		t.Errorf("after they have returned, the State is %s", got)
	}
	if n := strings.Count(a.log.String(), "handler has not returned, its call is over"); n != 3 {
		t.Errorf("%d are in the log", n)
	}
}

// TestStraysThatReturn: handlers that were left behind make room for others to be left when
// they return.
func TestStraysThatReturn(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.MaxThreads = 1 }) // four may be left behind
	for range 6 {
		if got := a.result(t, "deafLimit", `{"data":["x"],"session_hash":"s"}`); !strings.Contains(got, "the time limit was reached") {
			t.Fatalf("got %s", got)
		}
		<-a.started
		a.deaf <- struct{}{}
		<-a.stopped
	}
	eventually(t, func() bool { return strings.Count(a.log.String(), "handler has returned at last") == 6 })
}

// TestDeafHandlersDoNotStopTheApp: more handlers than may run at once go on after their
// clients have left, and others are served.
func TestDeafHandlersDoNotStopTheApp(t *testing.T) {
	a := serve(t, func(a *app.App) {
		a.Settings.MaxThreads, a.Settings.DefaultConcurrency, a.Settings.MaxQueueSize = 2, 100, 100
	})
	defer func() {
		close(a.deaf)
		eventually(t, func() bool { return strings.Count(a.log.String(), "handler has returned at last") == 8 })
	}()
	for i := range 4 { // four times as many as places may be left behind
		for _, s := range []string{"s", "t"} { // there are two places
			a.join(t, s, deafFn, `["x",null]`)
			<-a.started
		}
		for _, s := range []string{"s", "t"} {
			a.post(t, api+"/close", fmt.Sprintf(`{"session_hash":%q}`, s))
			<-a.unloaded
		}
		if got := a.result(t, "echo", `{"data":["lives"]}`); got != `"lives"` {
			t.Fatalf("after %d: %s", i, got)
		}
	}
	eventually(t, func() bool { return a.Census().Running == 0 })
	// One more keeps its place; the other one is free.
	a.join(t, "t", deafFn, `["x",null]`)
	<-a.started
	a.post(t, api+"/close", `{"session_hash":"t"}`)
	<-a.unloaded
	eventually(t, func() bool { return strings.Contains(a.log.String(), "this one keeps its place") })
	if got := a.result(t, "echo", `{"data":["lives"]}`); got != `"lives"` || a.Census().Running != 1 {
		t.Errorf("got %s, %d run", got, a.Census().Running)
	}
}

// TestStateTurnsTakeNoPlace: of the calls of a session that write one State, one runs;
// the others wait where others can pass.
func TestStateTurnsTakeNoPlace(t *testing.T) {
	a := serve(t, func(a *app.App) {
		a.Settings.MaxThreads, a.Settings.DefaultConcurrency, a.Settings.MaxQueueSize = 2, 100, 100
	})
	for range 5 {
		a.join(t, "s", deafFn, `["x",null]`)
	}
	<-a.started
	if got := a.result(t, "echo", `{"data":["passes"]}`); got != `"passes"` {
		t.Error(got)
	}
	if c := a.Census(); c.Running != 1 || c.Waiting != 4 {
		t.Errorf("%d run and %d wait", c.Running, c.Waiting)
	}
	close(a.deaf)
	for range 4 {
		<-a.started
	}
	eventually(t, func() bool { return a.Census().Running == 0 })
	if got := a.result(t, "add", `{"data":[],"session_hash":"s"}`); got != `"511"` {
		t.Errorf("the State is %s", got)
	}
}
