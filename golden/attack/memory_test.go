package attack

import (
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestOneRequest: no request of a megabyte or less costs much, alone or right after many
// of its kind.
func TestOneRequest(t *testing.T) {
	a := attacked(t)
	const mb = 1_000_000
	table := "|" + strings.Repeat("a|", 2000) + "\n|" + strings.Repeat("-|", 2000) + "\n"
	requests := []struct {
		name, path string
		body       []byte
	}{
		{"table of 20 KB", "/component_server", markdown(t, table+times("|\n", 8000))},
		{"nested lists", "/component_server", markdown(t, times("- ", 60_000)+"a\n"+times("\n", 60_000))},
		{"emphasis", "/component_server", markdown(t, times("*a_ ", 120_000))},
		{"links", "/component_server", markdown(t, times("[a](", 120_000))},
		{"task list", "/component_server", markdown(t, times("- [x] a\n", 120_000))},
		{"style", "/component_server", markdown(t, `<b style="`+times("{", 120_000)+`">`)},
		{"text of a megabyte", "/component_server", markdown(t, times("a ", mb-1000))},
		{"empty objects", "/run/size", []byte(`{"data":[[` + times("{},", mb-100) + `0]]}`)},
		{"objects", "/run/size", []byte(`{"data":[[` + times(`{"a":1},`, 500_000) + `0]]}`)},
		{"numbers", "/run/size", []byte(`{"data":[[` + times("0.1,", 790_000) + `0]]}`)},
		{"strings", "/run/size", []byte(`{"data":[[` + times(`"",`, 590_000) + `0]]}`)},
		{"deep", "/run/size", []byte(`{"data":[` + times("[", mb-100))},
		{"text", "/run/echo", call(times("x", mb-100), "")},
		{"escapes", "/run/echo", call(times("\x00", 160_000), "")},
		{"properties", "/run/dress", call(times("x", mb/2), "s")},
		{"unknown endpoint", "/call/nope", call(times("x", mb-100), "")},
		{"by name", "/call/v2/echo", []byte(`{"text":"` + times(`\\`, mb-100) + `"}`)},
		{"many members", "/call/v2/echo", []byte(`{` + times(`"a":0,`, mb-100) + `"text":""}`)},
		{"event data", "/queue/join", []byte(`{"fn_index":0,"session_hash":"s","data":[""],"event_data":[` + times("[],", 500_000) + `0]}`)},
		{"cancel", "/cancel", []byte(`{"session_hash":"` + times("s", 15_000) + `"}`)},
	}
	for _, r := range requests {
		t.Run(r.name, func(t *testing.T) {
			if len(r.body) > mb {
				t.Fatalf("the body has %d bytes", len(r.body))
			}
			a.ResetPeak(t)
			before := a.Usage(t)
			res, _ := a.post(t, stranger, r.path, r.body)
			after := a.Usage(t)
			seconds, memory := after.Seconds-before.Seconds, after.Peak-before.Now
			t.Logf("%s: %s, %.2f s, %d MB", r.name, res.Status, seconds, memory>>20)
			if seconds > requestTime || memory > requestCost {
				t.Errorf("%d bytes cost %.2f s and %d MB", len(r.body), seconds, memory>>20)
			}
			a.ResetPeak(t)
			var all sync.WaitGroup
			for range 8 { // at once
				all.Go(func() { a.post(t, stranger, r.path, r.body) })
			}
			all.Wait()
			a.small(t, r.name+" 8 times at once")
		})
	}
	a.echo(t)
}

// hold opens a connection and sends a call of 8 MiB without its last byte, or as much as
// the app takes.
func (a *target) hold(path, address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
	if err != nil {
		return nil, err
	}
	const size = 8 << 20
	head := fmt.Sprintf("POST /gradio_api%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n", path, address, size)
	body := `{"data":["` + strings.Repeat("x", size-len(`{"data":[""]}`)) + `"]}`
	if err := conn.SetWriteDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return conn, err
	}
	_, _ = io.WriteString(conn, head+body[:size-1]) // the app may have closed it
	return conn, nil
}

// TestHeldBodies: 200 connections that do not end their bodies of 8 MiB, from as many
// addresses or from one.
func TestHeldBodies(t *testing.T) {
	for name, address := range map[string]func(i int) string{
		"one address":    func(int) string { return stranger },
		"many addresses": func(i int) string { return fmt.Sprintf("203.0.113.%d", i) },
	} {
		for _, path := range []string{"/call/nope", "/call/echo", "/queue/join", "/run/size"} {
			t.Run(name+" "+path[1:], func(t *testing.T) {
				a := attacked(t)
				var all sync.WaitGroup
				var mu sync.Mutex
				var conns []net.Conn
				for i := range often(200) {
					all.Go(func() {
						conn, err := a.hold(path, address(i))
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						defer mu.Unlock()
						conns = append(conns, conn)
					})
				}
				all.Wait()
				defer func() {
					for _, conn := range conns {
						conn.Close()
					}
				}()
				a.quick(t)
				a.small(t, "held bodies")
			})
		}
	}
}

// TestSentBodies: the same bodies, sent to their end.
func TestSentBodies(t *testing.T) {
	a := attacked(t)
	body := call(strings.Repeat("x", 8<<20-100), "")
	counts := map[int]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range often(200) {
		all.Go(func() {
			res, _ := a.post(t, fmt.Sprintf("203.0.113.%d", i%4), "/call/echo", body)
			mu.Lock()
			defer mu.Unlock()
			counts[res.StatusCode]++
			if res.StatusCode != 200 && res.Header.Get("Retry-After") == "" {
				t.Errorf("%d without Retry-After", res.StatusCode)
			}
		})
	}
	all.Wait()
	t.Log("answers by status:", counts)
	if counts[200] == 0 || counts[200]+counts[429]+counts[503] != often(200) {
		t.Errorf("answers by status: %v", counts)
	}
	a.quick(t)
	// The results wait for their readers.
	a.small(t, "sent bodies")
}

// TestUnreadResults: calls with results of 8 MiB that nobody reads, as fast as the app takes
// them.
func TestUnreadResults(t *testing.T) {
	a := attacked(t)
	body := call(strings.Repeat("x", 8<<20-100), "")
	accepted := 0
	for i := range often(400) {
		if res, _ := a.post(t, fmt.Sprintf("203.0.113.%d", i%50), "/call/echo", body); res.StatusCode == 200 {
			accepted++
		}
	}
	t.Log(accepted, "calls were accepted")
	a.small(t, "unread results")
	a.quick(t)
}
