package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// pipes is a listener in memory: what is written waits until it is read, and time
// is the test's.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

// inVirtualTime serves the test app as a program does, to clients that dial in memory.
func inVirtualTime(t *testing.T, f func(t *testing.T, a *app.App, p *probe, dial func() net.Conn)) {
	synctest.Test(t, func(t *testing.T) {
		a, p, _ := newApp()
		l := &pipes{make(chan net.Conn), make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		served := make(chan error)
		go func() { served <- a.Serve(ctx, l) }()
		f(t, a, p, func() net.Conn {
			client, server := net.Pipe()
			l.conns <- server
			t.Cleanup(func() { client.Close() })
			return client
		})
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
}

const head = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

// TestSlowSenders: who does not send what it has begun is let go.
func TestSlowSenders(t *testing.T) {
	for _, tt := range []struct {
		name, sent string
		within     time.Duration
	}{
		{"nothing", "", 2 * time.Minute},
		{"half a header", "GET /config HTTP/1.1\r\nHost: loc", 10 * time.Second},
		{"half a body", "POST /gradio_api/run/echo" + head + "Content-Length: 100\r\n\r\n{", time.Minute},
		{"half a body in pieces", "POST /gradio_api/queue/join" + head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{", time.Minute},
		{"a body that nobody wants", "POST /nowhere" + head + "Content-Length: 100\r\n\r\n{", time.Minute},
		{"a body of the wrong type", "POST /gradio_api/run/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", time.Minute},
		{"a heartbeat with a body", "GET /gradio_api/heartbeat/s" + head + "Content-Length: 100\r\n\r\n{", time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
				conn := dial()
				start := time.Now()
				if _, err := io.WriteString(conn, tt.sent); err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, conn); err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took > tt.within+time.Second {
					t.Errorf("let go after %v", took)
				}
			})
		})
	}
}

// TestSlowReaders: who does not read its answer is dropped.
func TestSlowReaders(t *testing.T) {
	for _, tt := range []struct {
		name, asked string
		within      time.Duration
	}{
		{"an event stream", "GET /gradio_api/queue/data?session_hash=s" + head + "\r\n", time.Minute},
		{"a heartbeat", "GET /gradio_api/heartbeat/s" + head + "\r\n", time.Minute},
		{"a page", "GET /" + head + "\r\n", 2*time.Minute + time.Second},
		{"the config", "GET /config" + head + "\r\n", 2*time.Minute + time.Second},
		{"a result", "POST /gradio_api/run/echo" + head + "Content-Length: 14\r\n\r\n" + `{"data":["x"]}`, 2*time.Minute + time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inVirtualTime(t, func(t *testing.T, a *app.App, p *probe, dial func() net.Conn) {
				join(t, dial(), "s", tokensFn, "[10]")
				conn := dial()
				if _, err := io.WriteString(conn, tt.asked); err != nil {
					t.Fatal(err)
				}
				time.Sleep(tt.within)
				synctest.Wait()
				conn.SetReadDeadline(time.Now().Add(time.Second))
				if _, err := io.Copy(io.Discard, conn); err != nil {
					t.Errorf("it is still served: %v", err)
				}
				if n := a.Census().Open; n != 0 {
					t.Errorf("%d streams are open", n)
				}
			})
		})
	}
}

// TestAConnectionServesOn: the deadlines of one answer do not end the next on the same
// connection, however long a call or a stream took.
func TestAConnectionServesOn(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, p *probe, dial func() net.Conn) {
		conn := dial()
		answers := bufio.NewReader(conn)
		ask := func(request string) string {
			t.Helper()
			if _, err := io.WriteString(conn, request); err != nil {
				t.Fatal(err)
			}
			res, err := http.ReadResponse(answers, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			raw, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		stop := time.AfterFunc(time.Hour, func() {
			cancel := dial()
			fmt.Fprintf(cancel, "POST /gradio_api/cancel%sContent-Length: 51\r\nConnection: close\r\n\r\n%s", head, `{"session_hash":"s","fn_index":4,"event_id":"none"}`)
			io.Copy(io.Discard, cancel)
		})
		defer stop.Stop()
		go func() { <-p.started }()
		join(t, dial(), "s", waitFn, `["x"]`)
		if text := ask("GET /gradio_api/queue/data?session_hash=s" + head + "\r\n"); !strings.Contains(text, "close_stream") || strings.Count(text, "heartbeat") < 200 {
			t.Errorf("the stream: %s", text)
		}
		time.Sleep(100 * time.Second)
		if text := ask("GET /gradio_api/user" + head + "\r\n"); text != "null" {
			t.Errorf("got %s", text)
		}
		if text := ask("POST /gradio_api/run/echo" + head + "Content-Length: 14\r\n\r\n" + `{"data":["x"]}`); !strings.Contains(text, `["x"]`) {
			t.Errorf("got %s", text)
		}
		time.Sleep(100 * time.Second)
		if text := ask("GET /gradio_api/user" + head + "\r\n"); text != "null" {
			t.Errorf("got %s", text)
		}
		time.Sleep(3 * time.Minute)
		if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Errorf("an idle connection: %v", err)
		}
	})
}

// TestLargeHeaders: a header may have some kilobytes, and no more.
func TestLargeHeaders(t *testing.T) {
	for size, want := range map[int]int{16 << 10: 200, 200 << 10: 431} {
		inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
			conn := dial()
			go io.WriteString(conn, "GET /gradio_api/user HTTP/1.1\r\nHost: localhost\r\nX-Large: "+strings.Repeat("x", size)+"\r\n\r\n")
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != want {
				t.Errorf("a header of %d bytes: %s", size, res.Status)
			}
			conn.Close()
		})
	}
}

// TestLongCalls: a call that is waited for may take longer than a body may take to arrive,
// and than an answer may take to be sent.
func TestLongCalls(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, _ *app.App, _ *probe, dial func() net.Conn) {
		conn := dial()
		start := time.Now()
		if _, err := io.WriteString(conn, "POST /gradio_api/run/wait"+head+"Content-Length: 15\r\n\r\n"+`{"data":["1h"]}`); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil || !strings.Contains(string(raw), `["waited 1h"]`) || time.Since(start) < time.Hour {
			t.Errorf("after %v: %v %s", time.Since(start), err, raw)
		}
	})
}

// join submits an event over a connection of its own.
func join(t *testing.T, conn net.Conn, session string, fn int, data string) {
	t.Helper()
	body := fmt.Sprintf(`{"data":%s,"fn_index":%d,"session_hash":%q}`, data, fn, session)
	go fmt.Fprintf(conn, "POST /gradio_api/queue/join%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", head, len(body), body)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("join: %v, %v", res, err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
}
