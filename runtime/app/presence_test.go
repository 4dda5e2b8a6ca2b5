package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// send posts a body over a connection of its own, and returns the answer.
func send(t *testing.T, dial func() net.Conn, path, body string, headers ...string) (int, string) {
	t.Helper()
	conn := dial()
	defer conn.Close()
	extra := ""
	for i := 0; i+1 < len(headers); i += 2 {
		extra += headers[i] + ": " + headers[i+1] + "\r\n"
	}
	go fmt.Fprintf(conn, "POST %s%s%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", api+path, head, extra, len(body), body)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// mark runs a listener as our page does, and returns the mark of its result.
func mark(t *testing.T, dial func() net.Conn, session string, fn int, after string) string {
	t.Helper()
	status, text := send(t, dial, "/queue/join", fmt.Sprintf(`{"data":[null],"fn_index":%d,"session_hash":%q,"after":%q}`, fn, session, after))
	if status != 200 {
		t.Fatalf("join: %d %s", status, text)
	}
	conn := dial()
	defer conn.Close()
	go fmt.Fprintf(conn, "GET %s/queue/data?session_hash=%s&after=%s%s\r\n", api, session, after, head)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{t, conn, bufio.NewReader(res.Body)}
	return r.until("process_completed").ID
}

// TestSilentPage: a page that says nothing for three minutes has vanished. Its unload
// listeners run once, and its State is deleted after the time to linger. One that says that it lives
// keeps its State.
func TestSilentPage(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, a *app.App, p *probe, dial func() net.Conn) {
		after := mark(t, dial, "silent", addFn, "0")
		other := mark(t, dial, "lively", addFn, "0")
		for range 6 {
			time.Sleep(45 * time.Second)
			if status, text := send(t, dial, "/alive", fmt.Sprintf(`{"session_hash":"lively","after":%q}`, other)); status != 200 {
				t.Fatalf("alive: %d %s", status, text)
			}
		}
		synctest.Wait()
		if len(p.unloaded) != 1 || <-p.unloaded != "silent" {
			t.Error("the silent page was not missed, or the lively one was")
		}
		if c := a.Census(); c.States != 2 || c.Pages != 1 {
			t.Errorf("%+v", c)
		}
		// It comes back while its State is there.
		if got := mark(t, dial, "silent", addFn, after); got == after {
			t.Error("nothing was run")
		}
		after = mark(t, dial, "silent", addFn, after)
		time.Sleep(3*time.Minute + 9*time.Minute)
		synctest.Wait()
		if c := a.Census(); c.States != 2 || c.Pages != 0 || len(p.unloaded) != 2 {
			t.Errorf("%+v, %d unloaded", c, len(p.unloaded))
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if c := a.Census(); c.States != 0 {
			t.Errorf("%+v", c)
		}
		// It learns that all is gone, once: then it has nothing to lose.
		for _, path := range []string{"/alive", "/queue/join", "/run/add"} {
			status, text := send(t, dial, path, fmt.Sprintf(`{"session_hash":"silent","data":[null],"fn_index":%d,"after":%q}`, addFn, after))
			if want, _, _ := strings.Cut(after, "."); status != 410 || !strings.Contains(text, `"after":"`+want+`"`) {
				t.Errorf("%s: %d %s", path, status, text)
			}
		}
		before, _, _ := strings.Cut(after, ".")
		mark(t, dial, "silent", addFn, before)
		for len(p.unloaded) > 0 {
			<-p.unloaded
		}
	})
}

// TestSessionLinger: how long the State of a client that has gone is kept is the app's own
// setting, or that of whoever runs it.
func TestSessionLinger(t *testing.T) {
	for set, want := range map[time.Duration]time.Duration{0: 10 * time.Minute, 5 * time.Second: 5 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			a, _, _ := newApp(func(a *app.App) { a.Settings.SessionLinger = set })
			ctx, leave := context.WithCancel(t.Context())
			left := make(chan bool)
			go func() {
				r := httptest.NewRequestWithContext(ctx, "GET", "http://localhost"+api+"/heartbeat/s", nil)
				a.Handler().ServeHTTP(httptest.NewRecorder(), r)
				close(left)
			}()
			w := httptest.NewRecorder()
			r := httptest.NewRequest("POST", "http://localhost"+api+"/run/add", strings.NewReader(`{"data":[],"session_hash":"s"}`))
			r.Header.Set("Content-Type", "application/json")
			a.Handler().ServeHTTP(w, r)
			synctest.Wait()
			leave()
			<-left
			time.Sleep(want - time.Millisecond)
			if n := a.Census().States; n != 1 {
				t.Errorf("%v: %d sessions before the time, %s", want, n, w.Body)
			}
			time.Sleep(2 * time.Millisecond)
			synctest.Wait()
			if n := a.Census().States; n != 0 {
				t.Errorf("%v: %d sessions after it", want, n)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestClosedPage: the State of a page that said that it closes is deleted after a minute.
func TestClosedPage(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, a *app.App, p *probe, dial func() net.Conn) {
		mark(t, dial, "s", addFn, "0")
		send(t, dial, "/close", `{"session_hash":"s"}`)
		<-p.unloaded
		time.Sleep(59 * time.Second)
		if c := a.Census(); c.States != 1 || c.Pages != 0 {
			t.Errorf("%+v", c)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if c := a.Census(); c.States != 0 || len(p.unloaded) != 0 {
			t.Errorf("%+v", c)
		}
	})
}

// TestStrangersAreNotWatched: who only says that it lives is not watched, and what one
// client has watched is bounded.
func TestStrangersAreNotWatched(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, a *app.App, p *probe, dial func() net.Conn) {
		for i := range 100 {
			if status, text := send(t, dial, "/alive", fmt.Sprintf(`{"session_hash":"made up %d","after":"0"}`, i)); status != 200 {
				t.Fatalf("%d %s", status, text)
			}
			join(t, dial(), fmt.Sprint("official", i), echoFn, `["1"]`)
			synctest.Wait()
		}
		if c := a.Census(); c.Pages != 0 || c.States != 0 {
			t.Errorf("%+v", c)
		}
		for _, after := range []string{"x", "1.", "-1", "a-", "a-x.b", strings.Repeat("1", 300)} {
			body := fmt.Sprintf(`{"session_hash":"s","data":["1"],"fn_index":%d,"after":%q}`, echoFn, after)
			if status, text := send(t, dial, "/queue/join", body); status != 422 && after != "1." {
				t.Errorf("after %q: %d %s", after, status, text)
			}
		}
	})
}

// TestVersionOfThePage: what a page of another version asks for is refused before it is
// read. Clients that name no version are served.
func TestVersionOfThePage(t *testing.T) {
	a := serve(t)
	const header = "X-Blocks-Version"
	var config struct {
		Version string `json:"app_version"`
		Pulse   float64
	}
	a.config(t, &config)
	if len(config.Version) != 16 || config.Pulse != 45 {
		t.Fatalf("%+v", config)
	}
	body := fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"s"}`, echoFn)
	for _, path := range []string{"/queue/join", "/run/predict", "/call/echo", "/component_server", "/cancel", "/alive"} {
		for version, old := range map[string]bool{config.Version: false, "": false, "0123456789abcdef": true} {
			status, text := a.post(t, api+path, body, header, version)
			if (status == 409) != old {
				t.Errorf("%s of version %q: %d %s", path, version, status, text)
			}
		}
	}
	if status, _ := a.get(t, api+"/queue/data?session_hash=s&after=0", header, "other"); status != 409 {
		t.Errorf("queue/data: %d", status)
	}
	b := serve(t)
	again := config
	b.config(t, &again)
	if again.Version != config.Version {
		t.Error("a restart is another version")
	}
	if stats := a.Census(); stats.Waiting+stats.Running > 0 {
		t.Errorf("%+v", stats)
	}
}

// TestInputsByWhatThePageShowed: an input is checked by the properties that the page showed
// when it sent it, not by those that a handler has set since.
func TestInputsByWhatThePageShowed(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
		before := mark(t, dial, "s", addFn, "0")
		done := mark(t, dial, "s", limitFn, before) // the maximum is 20 now
		for _, tt := range [][2]string{{before, "15 is greater than the maximum 10"}, {done, `"data":["15"]`}} {
			if _, text := send(t, dial, "/run/number", fmt.Sprintf(`{"data":[15],"session_hash":"s","after":%q}`, tt[0])); !strings.Contains(text, tt[1]) {
				t.Errorf("after %s: got %s, want %s", tt[0], text, tt[1])
			}
		}
	})
}
