package app_test

import (
	"bufio"
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

// stream opens the event stream of a session as an official client does, over a
// connection of its own.
func stream(t *testing.T, conn net.Conn, session string) *reader {
	t.Helper()
	if _, err := io.WriteString(conn, "GET /gradio_api/queue/data?session_hash="+session+head+"\r\n"); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("queue/data: %v, %v", res, err)
	}
	return &reader{t, conn, bufio.NewReader(res.Body)}
}

// TestJoinWhileAStreamCloses is answered when the client has hung up, or does not do it
// in time; the call runs at once.
func TestJoinWhileAStreamCloses(t *testing.T) {
	for _, hangsUp := range []bool{true, false} {
		inVirtualTime(t, func(t *testing.T, a *app.App, p *probe, dial func() net.Conn) {
			join(t, dial(), "s", echoFn, `["1"]`)
			r := stream(t, dial(), "s")
			r.until("close_stream")
			start := time.Now()
			answered := make(chan time.Duration, 1)
			conn := dial()
			go func() {
				join(t, conn, "s", waitFn, `["1s"]`)
				answered <- time.Since(start)
			}()
			<-p.started
			synctest.Wait()
			if len(answered) > 0 {
				t.Error("it is answered while the stream is closing")
			}
			if hangsUp {
				time.Sleep(300 * time.Millisecond)
				r.body.Close()
				if took := <-answered; took != 300*time.Millisecond {
					t.Errorf("answered after %v", took)
				}
			} else if took := <-answered; took < time.Second || took > 3*time.Second {
				t.Errorf("answered after %v", took)
			}
			next := stream(t, dial(), "s")
			if m := next.until("process_completed"); !m.Success || string(m.Output.Data[0]) != `"waited 1s"` {
				t.Errorf("got %s", m.Raw)
			}
			next.body.Close()
		})
	}
}

// TestHangingUpAtTheEnd is no lost connection: what the client submits later is not
// cancelled.
func TestHangingUpAtTheEnd(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, p *probe, dial func() net.Conn) {
		for range 20 {
			join(t, dial(), "s", echoFn, `["1"]`)
			r := stream(t, dial(), "s")
			r.until("close_stream")
			r.body.Close()
			time.Sleep(900 * time.Millisecond)
			join(t, dial(), "s", waitFn, `["2s"]`)
			<-p.started
			time.Sleep(500 * time.Millisecond)
			r = stream(t, dial(), "s")
			if m := r.until("process_completed"); !m.Success {
				t.Fatalf("got %s", m.Raw)
			}
			r.until("close_stream")
			r.body.Close()
		}
	})
}

// TestPageComesBackLate: a page whose connection is lost is waited for.
func TestPageComesBackLate(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
		join(t, dial(), "s", waitFn, `["2h"]`)
		r := stream(t, dial(), "s&after=0")
		r.until("process_starts")
		r.body.Close()
		time.Sleep(time.Hour)
		r = stream(t, dial(), "s&after=0")
		if m := r.until("process_completed"); !m.Success || string(m.Output.Data[0]) != `"waited 2h"` {
			t.Errorf("got %s", m.Raw)
		}
		r.body.Close()
	})
}

// post sends a body to an app in virtual time, and returns the answer.
func post(t *testing.T, a *app.App, path, body string) string {
	t.Helper()
	r := httptest.NewRequest("POST", "http://localhost"+api+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if a.Handler().ServeHTTP(w, r); w.Code != 200 {
		t.Errorf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// TestClosedPageLosesItsState a minute after it has said that it goes, and no sooner: a
// reload may be quicker.
func TestClosedPageLosesItsState(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, a *app.App, _ *probe, _ func() net.Conn) {
		post(t, a, "/run/add", `{"data":[],"session_hash":"s"}`)
		time.Sleep(time.Hour)
		post(t, a, "/close", `{"session_hash":"s"}`)
		time.Sleep(59 * time.Second)
		if n := a.Census().States; n != 1 {
			t.Errorf("%d sessions have State after 59 seconds", n)
		}
		time.Sleep(2 * time.Second)
		if n := a.Census().States; n != 0 {
			t.Errorf("%d sessions have State after a minute", n)
		}
	})
}

// TestSlowReaderOfALargeResult gets all of it, as long as it reads on.
func TestSlowReaderOfALargeResult(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
		const size = 4 << 20
		join(t, dial(), "s", echoFn, fmt.Sprintf("[%q]", strings.Repeat("x", size)))
		conn := &slowConn{Conn: dial(), every: 32 << 10, pause: 10 * time.Second}
		start := time.Now()
		m := stream(t, conn, "s").until("process_completed")
		if len(m.Raw) < size || time.Since(start) < 10*time.Minute {
			t.Errorf("got %d bytes in %v", len(m.Raw), time.Since(start))
		}
		conn.Close()
	})
}

// slowConn pauses while it reads.
type slowConn struct {
	net.Conn
	every, read int
	pause       time.Duration
}

func (c *slowConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	for c.read += n; c.read >= c.every; c.read -= c.every {
		time.Sleep(c.pause)
	}
	return n, err
}
