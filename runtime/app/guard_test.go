package app_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestOrigins: which pages may call the app, by what their browsers say of them.
func TestOrigins(t *testing.T) {
	a := serve(t)
	body := `{"data":["x"]}`
	for _, tt := range []struct {
		name    string
		headers []string
		status  int
		allowed string // Access-Control-Allow-Origin
	}{
		{"no browser", nil, 200, ""},
		{"own page", []string{"Origin", a.url, "Sec-Fetch-Site", "same-origin"}, 200, ""},
		{"own page, old browser", []string{"Origin", a.url}, 200, ""},
		{"own page behind a proxy", []string{"Origin", "https://proxy.test", "X-Forwarded-Host", "proxy.test"}, 200, ""},
		{"own page behind a silent proxy", []string{"Origin", "https://proxy.test", "Sec-Fetch-Site", "same-origin"}, 200, ""},
		{"foreign behind a proxy", []string{"Origin", "https://evil.test", "X-Forwarded-Host", "proxy.test"}, 403, ""},
		{"foreign", []string{"Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"foreign, old browser", []string{"Origin", "https://evil.test"}, 403, ""},
		{"foreign with a cookie", []string{"Origin", "https://evil.test", "Cookie", "a=b"}, 403, ""},
		{"null", []string{"Origin", "null"}, 403, ""},
		{"null, cross-site", []string{"Origin", "null", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"another port of this machine", []string{"Origin", "http://localhost:3000", "Sec-Fetch-Site", "cross-site"}, 200, "http://localhost:3000"},
		{"looks like loopback", []string{"Origin", "http://localhost.evil.test", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"resolves to loopback", []string{"Origin", "http://127.0.0.1.nip.io", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"file", []string{"Origin", "file://", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"user part", []string{"Origin", "http://localhost@evil.test", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"user part of loopback", []string{"Origin", "http://me@localhost:3000"}, 403, ""},
		{"loopback with a path", []string{"Origin", "http://localhost:3000/x"}, 403, ""},
		{"loopback page, app by another name", []string{"Origin", "http://localhost:3000", "Sec-Fetch-Site", "cross-site", "Host", "app.test"}, 403, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, text := a.do(t, "POST", api+"/run/echo", body, tt.headers...)
			if res.StatusCode != tt.status || res.Header.Get("Access-Control-Allow-Origin") != tt.allowed {
				t.Errorf("POST: got %d %q %s", res.StatusCode, res.Header.Get("Access-Control-Allow-Origin"), text)
			}
			pre, _ := a.do(t, "OPTIONS", api+"/run/echo", "", append(tt.headers, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "x-a")...)
			if got := pre.Header.Get("Access-Control-Allow-Origin"); got != tt.allowed {
				t.Errorf("preflight: got %d %q", pre.StatusCode, got)
			}
			if tt.status == 403 && pre.StatusCode != 403 {
				t.Errorf("preflight: got %d", pre.StatusCode)
			}
			if tt.allowed != "" && (pre.StatusCode != 200 || pre.Header.Get("Access-Control-Allow-Headers") != "x-a" || pre.Header.Get("Access-Control-Max-Age") != "600") {
				t.Errorf("preflight: got %d %v", pre.StatusCode, pre.Header)
			}
			stream, text := a.do(t, "GET", api+"/queue/data?session_hash=nobody", "", tt.headers...)
			if stream.StatusCode != tt.status || stream.Header.Get("Access-Control-Allow-Origin") != tt.allowed {
				t.Errorf("stream: got %d %s", stream.StatusCode, text)
			}
			get, _ := a.do(t, "GET", "/config", "", tt.headers...)
			if got := get.Header.Get("Access-Control-Allow-Origin"); got != tt.allowed {
				t.Errorf("GET: got %q", got)
			}
		})
	}
}

// TestOriginsOfStrangers: only a trusted proxy says by which name the app was called.
func TestOriginsOfStrangers(t *testing.T) {
	a, _, _ := newApp()
	defer a.Close()
	for remote, want := range map[string]int{"127.0.0.1:1": 200, "203.0.113.9:1": 403} {
		r := httptest.NewRequest("POST", "http://app.test"+api+"/run/echo", strings.NewReader(`{"data":["x"]}`))
		r.RemoteAddr = remote
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "https://evil.test")
		r.Header.Set("X-Forwarded-Host", "evil.test")
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: got %d %s", remote, w.Code, w.Body)
		}
	}
}

// TestStreamsOfOtherSites: an image or a frame of another site sends no Origin.
func TestStreamsOfOtherSites(t *testing.T) {
	a := serve(t)
	for site, want := range map[string]int{"": 200, "none": 200, "same-origin": 200, "same-site": 403, "cross-site": 403} {
		for _, path := range []string{"/queue/data?session_hash=nobody", "/call/echo/nobody", "/call/v2/echo/nobody"} {
			if status, text := a.get(t, api+path, "Sec-Fetch-Site", site); status != want {
				t.Errorf("%s from %s: got %d %s", path, site, status, text)
			}
		}
	}
	if status, text := a.get(t, api+"/heartbeat/s", "Sec-Fetch-Site", "cross-site"); status != 403 {
		t.Errorf("heartbeat: got %d %s", status, text)
	}
}

func TestSecurityHeaders(t *testing.T) {
	a := serve(t)
	for _, path := range []string{"/", "/config", "/nowhere", "/theme.css"} {
		if res, _ := a.do(t, "GET", path, ""); res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
	for _, path := range []string{"/", "/about"} {
		res, _ := a.do(t, "GET", path, "")
		csp := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"script-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'", "form-action 'self'", "img-src 'self' data: blob:"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: no %s in %s", path, want, csp)
			}
		}
		if strings.Count(csp, "'unsafe-inline'") != 1 || strings.Contains(csp, "unsafe-eval") {
			t.Errorf("%s: more is allowed than styles in attributes: %s", path, csp)
		}
		if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %v", path, res.Header)
		}
		if res.Header.Get("Referrer-Policy") == "" || res.Header.Get("Cross-Origin-Opener-Policy") == "" || !strings.Contains(res.Header.Get("Permissions-Policy"), "usb=()") {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
}

// TestRootOfEachRequest: what one client says of a proxy never reaches another.
func TestRootOfEachRequest(t *testing.T) {
	a := serve(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for range 20 {
				_, text := a.do(t, "GET", "/config", "", "X-Forwarded-Host", "proxy.test", "X-Forwarded-Proto", "https")
				if c := parseConfig(t, text); c.Root != "https://proxy.test" {
					t.Errorf("behind a proxy: %s", c.Root)
				}
			}
		}()
		go func() {
			defer wg.Done()
			for range 20 {
				_, text := a.do(t, "GET", "/config", "")
				if c := parseConfig(t, text); c.Root != a.url {
					t.Errorf("without one: %s", c.Root)
				}
			}
		}()
	}
	wg.Wait()
	for _, host := range []string{"evil.test/x", "a b", `"><script>`, "user@evil.test"} {
		_, text := a.do(t, "GET", "/config", "", "X-Forwarded-Host", host)
		if c := parseConfig(t, text); c.Root != a.url {
			t.Errorf("%q: root %s", host, c.Root)
		}
	}
	_, text := a.do(t, "GET", "/config", "", "Host", "it's.test")
	if c := parseConfig(t, text); c.Root != "http://localhost" {
		t.Errorf("a host that needs quotes: root %s", c.Root)
	}
}

func TestRootPath(t *testing.T) {
	for setting, want := range map[string]string{
		"/demo":               "$/demo",
		"demo/":               "$/demo",
		"https://x.test/demo": "https://x.test/demo",
	} {
		a := serve(t, func(a *app.App) { a.Settings.RootPath = setting })
		_, text := a.do(t, "GET", "/config", "")
		if c := parseConfig(t, text); c.Root != strings.Replace(want, "$", a.url, 1) {
			t.Errorf("%s: root %s", setting, c.Root)
		}
		if _, page := a.get(t, "/"); !strings.Contains(page, `src="/demo/assets/index-`) {
			t.Errorf("%s: the page's scripts are elsewhere", setting)
		}
	}
}

// TestPrivateListeners: they answer the events of the page and nobody else.
func TestPrivateListeners(t *testing.T) {
	a := serve(t)
	byNumber := func(fn int) string { return fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"s"}`, fn) }
	for _, tt := range []struct {
		path, body string
		headers    []string
		status     int
	}{
		{"/call/private", `{"data":["x"]}`, nil, 404},
		{"/call/v2/private", `{}`, nil, 404},
		{"/run/private", `{"data":["x"]}`, nil, 404},
		{"/run/private", `{"data":["x"]}`, []string{"Origin", a.url}, 404},
		{"/queue/join", byNumber(privateFn), nil, 404},
		{"/queue/join", byNumber(privateFn), []string{"X-Gradio-User", "app"}, 404},
		{"/run/predict", byNumber(privateFn), nil, 404},
		{"/queue/join", byNumber(privateFn), []string{"Origin", a.url}, 200},
		{"/run/predict", byNumber(privateFn), []string{"Origin", a.url}, 200},
		{"/queue/join", byNumber(privateFn), []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"/queue/join", byNumber(privateFn), []string{"Sec-Fetch-Site", "none"}, 404},
		{"/queue/join", byNumber(hiddenFn), []string{"Origin", a.url}, 404}, // no event of the page runs it
		{"/run/predict", byNumber(privateFn), []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"/run/predict", byNumber(privateFn), []string{"Origin", "https://proxy.test", "X-Forwarded-Host", "proxy.test"}, 200},
		{"/run/predict", byNumber(privateFn), []string{"Origin", "http://localhost:1"}, 404},
		{"/call/watch", `{"data":[]}`, nil, 200},
	} {
		if status, text := a.post(t, api+tt.path, tt.body, tt.headers...); status != tt.status {
			t.Errorf("%s %s %v: got %d %s", tt.path, tt.body, tt.headers, status, text)
		}
	}
}
