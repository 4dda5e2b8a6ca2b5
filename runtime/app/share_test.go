package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// from is the header of a request from an address, as a proxy on this machine says it.
func from(address string) []string { return []string{"X-Forwarded-For", address} }

// TestAddress: which address handlers are told, by what proxies say.
func TestAddress(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.TrustedProxies = []string{"198.51.100.1", "10.0.0.0/8", "2001:db8::/32"} })
	for forwarded, want := range map[string]string{
		"":                                  "127.0.0.1:",
		"203.0.113.7":                       "203.0.113.7:0",
		"203.0.113.7:4711":                  "203.0.113.7:0",
		"evil, 203.0.113.7":                 "203.0.113.7:0",
		"1.2.3.4, 203.0.113.7":              "203.0.113.7:0", // the first is the client's claim
		"203.0.113.7, 198.51.100.1":         "203.0.113.7:0",
		"203.0.113.7,10.1.2.3, 127.0.0.1":   "203.0.113.7:0",
		"1.2.3.4, 203.0.113.7, 10.9.9.9":    "203.0.113.7:0",
		"10.1.1.1, 10.2.2.2":                "10.1.1.1:0", // a client among the proxies
		"nonsense":                          "127.0.0.1:",
		"nonsense, 10.1.1.1":                "10.1.1.1:0",
		"2001:DB9::1, 2001:db8::5":          "[2001:db9::1]:0",
		"[2001:db9::1]:443":                 "[2001:db9::1]:0",
		"::ffff:203.0.113.7":                "203.0.113.7:0",
		"203.0.113.7, ::ffff:10.1.1.1":      "203.0.113.7:0",
		" 203.0.113.7 , 198.51.100.1 ":      "203.0.113.7:0",
		"203.0.113.7\", 198.51.100.2, junk": "127.0.0.1:",
	} {
		_, text := a.do(t, "POST", api+"/run/remote", `{"data":[]}`, from(forwarded)...)
		if !strings.Contains(text, `"data":["`+want) {
			t.Errorf("%q: got %s, want %s", forwarded, text, want)
		}
	}
}

// TestAddressOfStrangers: a peer that is not trusted says nothing of others.
func TestAddressOfStrangers(t *testing.T) {
	a, _, _ := newApp()
	defer a.Close()
	for remote, want := range map[string]string{"203.0.113.9:1234": "203.0.113.9:1234", "[2001:db8::9]:99": "[2001:db8::9]:99", "@": "@"} {
		req, err := http.NewRequest("POST", "http://app.test"+api+"/run/remote", strings.NewReader(`{"data":[]}`))
		if err != nil {
			t.Fatal(err)
		}
		req.RemoteAddr = remote
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("X-Forwarded-For", "1.2.3.4")
		req.Header.Set("X-Forwarded-Host", "evil.test")
		req.Header.Set("X-Forwarded-Proto", "https")
		w := &answerWriter{header: http.Header{}}
		a.Handler().ServeHTTP(w, req)
		if !strings.Contains(w.text.String(), `"data":["`+want+`"]`) {
			t.Errorf("%s: got %s", remote, w.text.String())
		}
		req.Method, req.URL.Path, req.Body = "GET", "/config", http.NoBody
		w = &answerWriter{header: http.Header{}}
		a.Handler().ServeHTTP(w, req)
		if c := parseConfig(t, w.text.String()); c.Root != "http://app.test" {
			t.Errorf("%s: root %s", remote, c.Root)
		}
	}
}

// answerWriter keeps an answer. Unlike httptest's recorder it has no deadlines.
type answerWriter struct {
	header http.Header
	text   strings.Builder
}

func (w *answerWriter) Header() http.Header         { return w.header }
func (w *answerWriter) Write(p []byte) (int, error) { return w.text.Write(p) }
func (w *answerWriter) WriteHeader(int)             {}

// TestTrustedProxiesAreChecked: one that is not an address is no proxy to trust.
func TestTrustedProxiesAreChecked(t *testing.T) {
	a, _, _ := newApp(func(a *app.App) { a.Settings.TrustedProxies = []string{"proxy.test"} })
	if err := a.Prepare(); err == nil || !strings.Contains(err.Error(), `trusted proxy "proxy.test" is not an address or network`) {
		t.Errorf("got %v", err)
	}
}

// TestOneClientCannotFillTheQueue: with as many sessions as it likes.
func TestOneClientCannotFillTheQueue(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.MaxQueueSize = 100 })
	accepted := 0
	for i := range 200 {
		res, text := a.do(t, "POST", api+"/queue/join", fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"s%d"}`, waitFn, i), from("203.0.113.1")...)
		switch {
		case res.StatusCode == 200:
			accepted++
		case res.StatusCode != 429 || res.Header.Get("Retry-After") == "" || text != `{"detail":"Too many calls of this client wait or run."}`:
			t.Fatalf("call %d: %s %v %s", i, res.Status, res.Header, text)
		}
	}
	if accepted != 51 { // one runs
		t.Errorf("%d calls were accepted", accepted)
	}
	if status, text := a.post(t, api+"/queue/join", fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"other"}`, waitFn), from("203.0.113.2")...); status != 200 {
		t.Errorf("another client: %d %s", status, text)
	}
	if got := a.result(t, "echo", `{"data":["others"]}`); got != `"others"` {
		t.Error(got)
	}
}

// TestOneClientCannotTakeAllStreams: of heartbeats and streams of events, either.
func TestOneClientCannotTakeAllStreams(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.MaxStreams = 140 })
	hold := func(address, path string) int {
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		req, err := http.NewRequestWithContext(ctx, "GET", a.url+api+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Forwarded-For", address)
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		return res.StatusCode
	}
	open := 0
	for i := range 100 {
		if hold("203.0.113.1", fmt.Sprintf("/heartbeat/s%d", i)) == 200 {
			open++
		}
	}
	if open != 70 {
		t.Errorf("%d are open", open)
	}
	if status := hold("203.0.113.1", "/queue/data?session_hash=s"); status != 429 {
		t.Errorf("a stream of the same client: %d", status)
	}
	if status := hold("203.0.113.2", "/heartbeat/other"); status != 200 {
		t.Errorf("another client: %d", status)
	}
}

// holdBody sends a body without its last byte. It returns what is answered until then, or
// "" when the server waits for the rest.
func holdBody(t *testing.T, a *testApp, path, address string, size int) (status string, finish func() string) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	body := `{"data":["` + strings.Repeat("x", size-len(`{"data":[""]}`)) + `"]}`
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n", path, address, size)
	if _, err := io.WriteString(conn, head+body[:size-1]); err != nil {
		return "closed", nil
	}
	reader := bufio.NewReader(conn)
	answered := func(wait time.Duration) string {
		if err := conn.SetReadDeadline(time.Now().Add(wait)); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(reader, nil)
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		return res.Status
	}
	return answered(300 * time.Millisecond), func() string {
		if _, err := io.WriteString(conn, body[size-1:]); err != nil {
			return "closed"
		}
		return answered(time.Minute) // a busy machine with the race detector is slow
	}
}

// TestHeldBodies: those who do not end their bodies take neither all memory nor more than
// their share, and none at all for an endpoint that does not exist.
func TestHeldBodies(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.Memory = 64 << 20 }) // 16 MiB are for calls
	const size = 3 << 20
	if status, _ := holdBody(t, a, api+"/call/nope", "203.0.113.1", size); status != "" {
		t.Logf("an endpoint that does not exist: %s", status)
	}
	if n := a.HeldBytes(); n != 0 {
		t.Errorf("%d bytes are held for an endpoint that does not exist", n)
	}
	// The buffer of each grows in steps to 4 MiB at most; the client's share is 8 MiB.
	var held []func() string
	for i := range 6 {
		status, finish := holdBody(t, a, api+"/call/echo", "203.0.113.1", size)
		if status != "" && i < 2 {
			t.Fatalf("body %d: %s", i, status)
		}
		if status == "" {
			held = append(held, finish)
		}
	}
	if n := a.HeldBytes(); n > 8<<20 {
		t.Errorf("one client holds %d bytes", n)
	}
	if got := a.result(t, "echo", `{"data":["others"]}`); got != `"others"` {
		t.Error(got)
	}
	if status, finish := holdBody(t, a, api+"/run/echo", "203.0.113.2", size); status != "" {
		t.Errorf("another client: %s", status)
	} else if status := finish(); status != "200 OK" {
		t.Errorf("another client, the end: %s", status)
	}
	for i, finish := range held {
		want := "200 OK"
		if i >= 2 {
			want = "429 Too Many Requests"
		}
		if status := finish(); status != want {
			t.Errorf("body %d, the end: %s", i, status)
		}
	}
	eventually(t, func() bool { return a.HeldBytes() == 0 })
}

// TestAnnouncedBodies: a body that is only announced takes no memory, and one that is refused
// keeps none.
func TestAnnouncedBodies(t *testing.T) {
	a := serve(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "POST /gradio_api/run/echo"+head+"Content-Length: 8000000\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return a.HeldBytes() > 0 })
	if n := a.HeldBytes(); n > 64<<10 {
		t.Errorf("%d bytes are held for one that has arrived", n)
	}
	conn.Close()
	eventually(t, func() bool { return a.HeldBytes() == 0 })
	for path, body := range map[string]string{
		"/run/echo": `{"data":`, "/queue/join": `{"data":[],"session_hash":"` + strings.Repeat("x", 300) + `"}`,
		"/call/echo": `[]`, "/call/v2/echo": `[]`, "/cancel": `{"session_hash":1}`, "/component_server": `{`,
	} {
		if status, text := a.post(t, api+path, body); status != 422 {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	endless := io.MultiReader(strings.NewReader(`{"data":["`), strings.NewReader(strings.Repeat("x", 9<<20)))
	res, err := client.Post(a.url+api+"/run/echo", "application/json", endless)
	if err == nil {
		res.Body.Close()
	}
	eventually(t, func() bool { return a.HeldBytes() == 0 })
}

// TestRefusedBodies: what is refused before it is read.
func TestRefusedBodies(t *testing.T) {
	a := serve(t)
	for _, tt := range []struct {
		name, path string
		headers    []string
		status     int
	}{
		{"compressed", "/run/echo", []string{"Content-Encoding", "gzip"}, 415},
		{"compressed twice", "/queue/join", []string{"Content-Encoding", "gzip, br"}, 415},
		{"not compressed", "/run/echo", []string{"Content-Encoding", "identity"}, 200},
	} {
		if status, text := a.post(t, api+tt.path, `{"data":["x"],"fn_index":0,"session_hash":"s"}`, tt.headers...); status != tt.status {
			t.Errorf("%s: got %d %s", tt.name, status, text)
		}
	}
	// Who asks first is answered before the body.
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST /gradio_api/run/echo"+head+"Expect: 100-continue\r\nContent-Length: 9000000\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || line != "HTTP/1.1 413 Request Entity Too Large\r\n" {
		t.Errorf("got %q, %v", line, err)
	}
}
