package app_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// hold opens a stream and returns its status; it stays open until the test ends, or
// until it is let go.
func (a *testApp) hold(t *testing.T, path string) (status int, release func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "GET", a.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res.StatusCode, cancel
}

// TestStreamsAreCounted: one session, and all of them together, hold so many
// connections and no more; those that end make room.
func TestStreamsAreCounted(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.MaxStreams = 12 })
	var release []func()
	for i := range 8 {
		status, free := a.hold(t, api+"/heartbeat/s")
		if status != 200 {
			t.Fatalf("heartbeat %d: %d", i, status)
		}
		release = append(release, free)
	}
	if status, _ := a.hold(t, api+"/heartbeat/s"); status != 429 {
		t.Errorf("one session's ninth heartbeat: %d", status)
	}
	for i := range 4 {
		if status, _ := a.hold(t, api+fmt.Sprintf("/heartbeat/other%d", i)); status != 200 {
			t.Fatalf("other heartbeat %d: %d", i, status)
		}
	}
	for _, path := range []string{"/heartbeat/more", "/queue/data?session_hash=more", "/call/echo/more"} {
		if status, _ := a.hold(t, api+path); status != 429 {
			t.Errorf("%s: %d", path, status)
		}
	}
	for _, free := range release {
		free()
	}
	eventually(t, func() bool { return a.Census().Open == 4 })
	if status, _ := a.hold(t, api+"/heartbeat/more"); status != 200 {
		t.Errorf("after the others ended: %d", status)
	}
	if got := a.result(t, "echo", `{"data":["calls go on"]}`); got != `"calls go on"` {
		t.Error(got)
	}
}

// TestHeartbeatsOfOneSession: the state of a client that closes one of two
// heartbeats is not given up.
func TestHeartbeatsOfOneSession(t *testing.T) {
	a := serve(t)
	a.result(t, "add", `{"data":[],"session_hash":"s"}`)
	_, free := a.hold(t, api+"/heartbeat/s")
	a.hold(t, api+"/heartbeat/s")
	free()
	<-a.unloaded
	eventually(t, func() bool { return a.Census().Open == 1 })
	if got := a.result(t, "add", `{"data":[],"session_hash":"s"}`); got != `"12"` {
		t.Errorf("got %s", got)
	}
}

// TestStateSessionCapacity: sessions with State are limited by the app's own setting, or
// by that of whoever runs it. A client that is connected keeps its State, whatever others
// do; sessions that hold nothing count for nothing.
func TestStateSessionCapacity(t *testing.T) {
	states := func(a *testApp) int {
		a.hold(t, api+"/heartbeat/mine")
		eventually(t, func() bool { return a.Census().Hearts == 1 })
		for i := range 200 {
			s := fmt.Sprintf(`{"data":["x"],"session_hash":"stranger%d"}`, i)
			a.result(t, "echo", s)
			if i == 0 {
				a.result(t, "add", `{"data":[],"session_hash":"mine"}`)
			}
			a.result(t, "add", s)
		}
		if got := a.result(t, "add", `{"data":[],"session_hash":"mine"}`); got != `"12"` {
			t.Errorf("the State of the client that is connected: %s", got)
		}
		for i := range 200 {
			a.result(t, "echo", fmt.Sprintf(`{"data":["x"],"session_hash":"another%d"}`, i))
		}
		return a.Census().States
	}
	if n := states(serve(t, func(a *app.App) { a.Settings.StateSessionCapacity = 30 })); n != 30 {
		t.Errorf("%d sessions are kept, want 30", n)
	}
	if n := states(serve(t)); n != 50 {
		t.Errorf("%d sessions are kept, want the 50 of the app", n)
	}
}

// TestWaitingCallsOfOneSession: one client cannot fill the queue for the others.
func TestWaitingCallsOfOneSession(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.MaxQueueSize = 1000 })
	body := fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"s"}`, waitFn)
	for i := range 101 { // one of them runs
		if status, text := a.post(t, api+"/queue/join", body); status != 200 {
			t.Fatalf("call %d: %d %s", i, status, text)
		}
		if i == 0 {
			<-a.started
		}
	}
	for _, call := range [][2]string{{"/queue/join", body}, {"/call/wait", `{"data":["x"],"session_hash":"s"}`}, {"/run/wait", `{"data":["x"],"session_hash":"s"}`}} {
		if status, text := a.post(t, api+call[0], call[1]); status != 429 || text != `{"detail":"Too many calls of this session wait: 100."}` {
			t.Errorf("%s: %d %s", call[0], status, text)
		}
	}
	if got := a.result(t, "echo", `{"data":["others"],"session_hash":"t"}`); got != `"others"` {
		t.Error(got)
	}
	a.post(t, api+"/close", `{"session_hash":"s"}`)
	<-a.stopped
	if status, text := a.post(t, api+"/queue/join", strings.Replace(body, fmt.Sprint(waitFn), "0", 1)); status != 200 {
		t.Errorf("after it has left: %d %s", status, text)
	}
}

// TestResultsAreBounded: results that nobody reads take no more than their part of the
// memory and the disk.
func TestResultsAreBounded(t *testing.T) {
	a := serve(t, func(a *app.App) {
		a.Settings.Memory, a.Settings.Disk, a.Settings.TempDir, a.Settings.MaxQueueSize = 8<<20, 1<<20, t.TempDir(), 100
	})
	text := strings.Repeat("x", 200<<10)
	for i := range 40 {
		status, answer := a.post(t, api+"/queue/join", fmt.Sprintf(`{"data":[%q],"fn_index":%d,"session_hash":"s%d"}`, text, echoFn, i))
		if status == 429 || status == 503 {
			return
		}
		if status != 200 {
			t.Fatalf("call %d: %d %s", i, status, answer)
		}
		eventually(t, func() bool { c := a.Census(); return c.Running+c.Waiting == 0 })
	}
	t.Error("40 results of 200 KiB are accepted for 2 MiB")
}

// TestCloseEndsAll: an app that is closed ends heartbeats, and deletes all State.
func TestCloseEndsAll(t *testing.T) {
	a := serve(t)
	a.result(t, "add", `{"data":[],"session_hash":"s"}`)
	res, err := client.Get(a.url + api + "/heartbeat/s")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, res.Body)
		ended <- err
	}()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the heartbeat goes on")
	}
	if n := a.Census().States; n != 0 {
		t.Errorf("%d sessions have State", n)
	}
}

// TestStrangersLeaveNothing: requests that name sessions and events which nobody
// knows make none, however many come.
func TestStrangersLeaveNothing(t *testing.T) {
	a, p, _ := newApp()
	defer a.Close()
	handler := a.Handler()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-p.unloaded:
			case <-stop:
				return
			}
		}
	}()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	ask := func(ctx context.Context, method, path, body string) {
		req := httptest.NewRequestWithContext(ctx, method, api+path, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, req)
		if w.Code != 200 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	before := a.Census()
	for i := range 10_000 {
		s := fmt.Sprintf("stranger%d", i)
		for _, path := range []string{"/queue/data?session_hash=" + s, "/queue/data?after=7&session_hash=" + s, "/call/echo/" + s, "/call/v2/echo/" + s} {
			ask(t.Context(), "GET", path, "")
		}
		ask(gone, "GET", "/heartbeat/"+s, "")
		ask(t.Context(), "POST", "/close", fmt.Sprintf(`{"session_hash":%q}`, s))
		ask(t.Context(), "POST", "/reset", fmt.Sprintf(`{"event_id":%q}`, s))
		ask(t.Context(), "POST", "/cancel", fmt.Sprintf(`{"session_hash":%q,"fn_index":0,"event_id":%q}`, s, s))
	}
	if after := a.Census(); after != before {
		t.Errorf("before %+v, after %+v", before, after)
	}
}
