package attack

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

// TestRequestsCost sends what is not a body, hostile and as large as it may be, to every
// route: addresses, queries and headers.
func TestRequestsCost(t *testing.T) {
	a := attacked(t)
	const most = 60_000 // headers may have 64 KiB in all
	parts := map[string]func(r *http.Request){
		"parameters":        func(r *http.Request) { r.URL.RawQuery = times("a&", most) },
		"equal parameters":  func(r *http.Request) { r.URL.RawQuery = times("session_hash=a&", most) },
		"escapes":           func(r *http.Request) { r.URL.RawQuery = "session_hash=" + times("%00", most) },
		"broken escapes":    func(r *http.Request) { r.URL.RawQuery = times("%&;=", most) },
		"long session":      func(r *http.Request) { r.URL.RawQuery = "session_hash=" + times("s", most) },
		"long position":     func(r *http.Request) { r.URL.RawQuery = "session_hash=s&after=" + times("9", most) },
		"long theme":        func(r *http.Request) { r.URL.RawQuery = "__theme=" + times("<", most) },
		"long path":         func(r *http.Request) { r.URL.Path += times("a", most) },
		"many parts":        func(r *http.Request) { r.URL.Path += times("/a", most) },
		"slashes":           func(r *http.Request) { r.URL.Path += times("/", most) },
		"dots":              func(r *http.Request) { r.URL.Path += times("/..", most) },
		"codings":           func(r *http.Request) { r.Header.Set("Accept-Encoding", times("gzip;q=0.1,", most)) },
		"coding parameters": func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip"+times(";q=1", most)) },
		"media parameters":  func(r *http.Request) { r.Header.Set("Content-Type", "application/json"+numbered("; a%d=b", most)) },
		"media comments":    func(r *http.Request) { r.Header.Set("Content-Type", `application/json; a="`+times(`\"`, most)+`"`) },
		"cookies":           func(r *http.Request) { r.Header.Set("Cookie", times("a=b; ", most)) },
		"addresses":         func(r *http.Request) { r.Header.Set("X-Forwarded-For", times("127.0.0.1,", most)+stranger) },
		"long address":      func(r *http.Request) { r.Header.Set("X-Forwarded-For", times("1", most)) },
		"forwarded hosts":   func(r *http.Request) { r.Header.Set("X-Forwarded-Host", times("a,", most)) },
		"forwarded protos":  func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", times("https,", most)) },
		"forwarded path":    func(r *http.Request) { r.Header.Set("X-Forwarded-Prefix", times("/a", most)) },
		"ranges":            func(r *http.Request) { r.Header.Set("Range", "bytes="+times("0-0,", most)+"0-0") },
		"tags":              func(r *http.Request) { r.Header.Set("If-None-Match", times(`"a",`, most)) },
		"origins":           func(r *http.Request) { r.Header.Set("Origin", "http://"+times("a.", most)+"example") },
		"position":          func(r *http.Request) { r.Header.Set("Last-Event-ID", times("1-", most)) },
		"host":              func(r *http.Request) { r.Host = times("a.", most) + "localhost" },
		"languages":         func(r *http.Request) { r.Header.Set("Accept-Language", times("en;q=0.1,", most)) },
		"version":           func(r *http.Request) { r.URL.RawQuery = "version=" + times("a", most) },
		"plain":             func(*http.Request) {},
		"header lines": func(r *http.Request) {
			for i := range 3000 {
				r.Header.Set(fmt.Sprint("X-", i), "a")
			}
		},
	}
	const api = "/gradio_api"
	for _, route := range []string{
		"GET /", "GET /nope", "GET /config", "GET /theme.css", "GET /favicon.ico", "GET /robots.txt", "GET /manifest.json", "GET /assets/nope.js",
		"GET " + api + "/info", "GET " + api + "/app_id", "GET " + api + "/user", "GET " + api + "/startup-events", "GET " + api + "/queue/status",
		"GET " + api + "/queue/data", "GET " + api + "/call/echo/nope", "POST " + api + "/call/echo", "POST " + api + "/run/echo", "POST " + api + "/queue/join",
		"POST " + api + "/cancel", "POST " + api + "/close", "POST " + api + "/alive", "POST " + api + "/reset", "POST " + api + "/component_server", "OPTIONS " + api + "/run/echo",
	} {
		method, path, _ := strings.Cut(route, " ")
		for name, change := range parts {
			a.cheapRequest(t, route+" "+name, method, path, change)
		}
	}
	a.quick(t)
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// cheapRequest holds that a request costs no more than one may.
func (a *target) cheapRequest(t *testing.T, what, method, path string, change func(*http.Request)) {
	t.Helper()
	u, err := url.Parse(a.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	var body io.Reader
	if method == "POST" {
		body = strings.NewReader(`{"data":["a"],"session_hash":"s","fn_index":0,"event_id":"e"}`)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, u.String(), body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Forwarded-For", stranger)
	change(r)
	a.ResetPeak(t)
	before := a.Usage(t)
	res, err := client.Do(r)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	n, _ := io.Copy(io.Discard, res.Body) // a stream may end any time
	res.Body.Close()
	after := a.Usage(t)
	seconds, memory := after.Seconds-before.Seconds, after.Peak-before.Now
	if os.Getenv("COSTS") != "" {
		fmt.Printf("COST %.2f %d %s: %d, %d bytes\n", seconds, memory>>20, what, res.StatusCode, n)
	}
	if seconds > requestTime || memory > requestCost {
		t.Errorf("%s: %s costs %.2f s and %d MB", what, res.Status, seconds, memory>>20)
	}
}
