package app_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// shout stands for the Markdown package.
type shout struct{}

func (shout) Extend(r *extend.Registry) {
	r.Renderers = append(r.Renderers, extend.Renderer{Name: "mdhtml", Render: func(_ context.Context, source string, _ value.Props, _ bool) (string, error) {
		return "<p>" + html.EscapeString(strings.ToUpper(source)) + "</p>\n", nil
	}})
}

func withMarkdown(a *app.App) { a.Use(shout{}) }

// config is what the tests look at in a config.
type config struct {
	Root        string `json:"root"`
	AppID       uint64 `json:"app_id"`
	Username    *string
	CurrentPage *string `json:"current_page"`
	Script      string  `json:"script"`
	Components  []struct {
		ID    int
		Props map[string]json.RawMessage
	}
	Dependencies []struct{ ID int }
	Layout       struct{ ID int }
}

func parseConfig(t testing.TB, raw string) (c config) {
	t.Helper()
	if err := json.Unmarshal([]byte(raw), &c); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return c
}

func TestConfig(t *testing.T) {
	a := serve(t)
	for _, path := range []string{"/config", "/config/"} {
		res, text := a.do(t, "GET", path, "")
		c := parseConfig(t, text)
		if c.Root != a.url || c.AppID == 0 || c.AppID >= 1<<53 || len(c.Components) != 7 || c.CurrentPage != nil {
			t.Errorf("%s: got %+v", path, c)
		}
		if got := string(c.Components[4].Props["choices"]); got != `[["a","a"],["b","b"]]` {
			t.Errorf("late choices: got %s", got)
		}
		if cc := res.Header.Get("Cache-Control"); cc != "no-store" {
			t.Errorf("Cache-Control %q", cc)
		}
		id := fmt.Sprintf(`{"app_id":%d}`, c.AppID)
		if _, text := a.get(t, api+"/app_id"); text != id {
			t.Errorf("app_id: got %s, want %s", text, id)
		}
	}
	if status, _ := a.get(t, "/config?deep_link=x"); status != 404 {
		t.Errorf("deep link: %d", status)
	}
}

func TestInfo(t *testing.T) {
	a := serve(t)
	endpoints := func(query string) map[string]json.RawMessage {
		var info struct {
			Named   map[string]json.RawMessage `json:"named_endpoints"`
			Unnamed map[string]json.RawMessage `json:"unnamed_endpoints"`
		}
		status, text := a.get(t, api+"/info"+query)
		if err := json.Unmarshal([]byte(text), &info); err != nil || status != 200 || info.Unnamed == nil {
			t.Fatalf("%d %s: %v", status, text, err)
		}
		return info.Named
	}
	public, all := endpoints(""), endpoints("?all_endpoints=1")
	if public["/echo"] == nil || public["/watch"] != nil || public["/private"] != nil {
		t.Errorf("public: %v", public)
	}
	if all["/watch"] == nil || all["/private"] != nil {
		t.Errorf("all: %v", all)
	}
	res, _ := a.do(t, "HEAD", api+"/info", "")
	if res.StatusCode != 200 || res.ContentLength <= 0 {
		t.Errorf("HEAD: %d, %d bytes", res.StatusCode, res.ContentLength)
	}
}

var inlined = regexp.MustCompile(`(?s)<script type="application/json" id="gradio-config">(.*?)</script>`)

func TestPage(t *testing.T) {
	a := serve(t, withMarkdown)
	res, text := a.do(t, "GET", "/", "")
	if ct := res.Header.Get("Content-Type"); res.StatusCode != 200 || ct != "text/html; charset=utf-8" {
		t.Fatalf("%d %s", res.StatusCode, ct)
	}
	m := inlined.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no config in %s", text)
	}
	c := parseConfig(t, m[1])
	if *c.CurrentPage != "" || len(c.Components) != 6 || len(c.Dependencies) != len(fnNames) || c.Root != a.url {
		t.Errorf("got %+v", c)
	}
	var rendered string
	if err := json.Unmarshal(c.Components[5].Props["_html"], &rendered); err != nil || rendered != "<p>**BOLD**</p>\n" {
		t.Errorf("Markdown: got %q, %v", rendered, err)
	}
	for _, want := range []string{
		"<title>Test &lt;app&gt;</title>", `<html lang="en">`, `<meta name="viewport"`, `<gradio-app>`, `id="gradio-api-info"`,
		`<link rel="modulepreload" href="/assets/textbox-`, `<link rel="modulepreload" href="/` + c.Script,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, "/assets/slider-") {
		t.Error("a script is preloaded that the page does not use")
	}
	// Everything that the page names is there.
	for _, link := range regexp.MustCompile(`(?:href|src)="(/[^"]*)"`).FindAllStringSubmatch(text, -1) {
		if status, _ := a.get(t, link[1]); status != 200 {
			t.Errorf("%s: %d", link[1], status)
		}
	}
}

func TestOtherPage(t *testing.T) {
	a := serve(t, withMarkdown)
	_, text := a.do(t, "GET", "/about", "")
	if strings.Contains(text, "<script>alert") {
		t.Error("a value breaks out of the config")
	}
	c := parseConfig(t, inlined.FindStringSubmatch(text)[1])
	if *c.CurrentPage != "about" || len(c.Components) != 1 || len(c.Dependencies) != 0 || c.Layout.ID != aboutID {
		t.Errorf("got %+v", c)
	}
	if got := string(c.Components[0].Props["value"]); !strings.Contains(got, `script`) {
		t.Errorf("value: %s", got)
	}
	noRedirect := &http.Client{Transport: client.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := noRedirect.Get(a.url + "/about/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 301 || res.Header.Get("Location") != "/about" {
		t.Errorf("with a slash: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
}

// TestPageOfItsOwn: what a page sets is in its document alone, and the policy
// lets the scripts run that stand in its head.
func TestPageOfItsOwn(t *testing.T) {
	a := serve(t)
	res, home := a.do(t, "GET", "/", "")
	if csp := res.Header.Get("Content-Security-Policy"); strings.Count(csp, "'sha256-") != 1 { // the import map's
		t.Errorf("home: %s", csp)
	}
	res, about := a.do(t, "GET", "/about", "")
	if csp := res.Header.Get("Content-Security-Policy"); strings.Count(csp, "'sha256-") != 2 {
		t.Errorf("about: %s", csp)
	}
	for _, want := range []string{"<title>About us</title>", "<script>let inline = 1</script>", `"title":"About us"`, `"fill_width":true`} {
		if !strings.Contains(about, want) || strings.Contains(home, want) {
			t.Errorf("%s: %t in about, %t in home", want, strings.Contains(about, want), strings.Contains(home, want))
		}
	}
	style := regexp.MustCompile(`href="(/assets/app-[^"]*\.css)"`)
	shared, both := style.FindAllStringSubmatch(home, -1), style.FindAllStringSubmatch(about, -1)
	if len(shared) != 1 || len(both) != 2 || both[0][1] != shared[0][1] {
		t.Fatalf("style sheets: %v and %v", shared, both)
	}
	if _, css := a.get(t, both[1][1]); css != "p { color: blue }" {
		t.Errorf("got %s", css)
	}
}

// TestThemeOfTheAddress: the document has the theme that its address asks for, so
// that nothing flashes until the page starts.
func TestThemeOfTheAddress(t *testing.T) {
	a := serve(t)
	for query, want := range map[string]string{
		"": `<html lang="en">|<body>`, "?__theme=dark": `<html lang="en" data-theme="dark">|<body class="dark">`,
		"?__theme=light": `<html lang="en" data-theme="light">|<body>`, "?__theme=%22%3E%3Cb%3E": `<html lang="en">|<body>`,
	} {
		_, text := a.get(t, "/"+query)
		for part := range strings.SplitSeq(want, "|") {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %s", query, part)
			}
		}
	}
}

func TestCompression(t *testing.T) {
	a := serve(t)
	res, text := a.do(t, "GET", "/", "", "Accept-Encoding", "gzip, br")
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("got %v", res.Header)
	}
	z, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || !strings.Contains(string(plain), "gradio-config") {
		t.Errorf("%v in %s", err, plain)
	}
	_, page := a.get(t, "/")
	entry := regexp.MustCompile(`src="(/assets/index-[^"]*)"`).FindStringSubmatch(page)[1]
	size := map[string]int64{}
	for accept, want := range map[string]string{"": "", "gzip": "gzip", "gzip, br": "br", "br;q=0, gzip": "gzip"} {
		res, body := a.do(t, "GET", entry, "", "Accept-Encoding", accept)
		if got := res.Header.Get("Content-Encoding"); got != want || res.StatusCode != 200 {
			t.Errorf("%q: got %q", accept, got)
		}
		if res.ContentLength != int64(len(body)) || res.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || res.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
			t.Errorf("%q: %d bytes of %d, %v", accept, len(body), res.ContentLength, res.Header)
		}
		size[want] = res.ContentLength
	}
	if size["br"] >= size["gzip"] || size["gzip"] >= size[""] {
		t.Errorf("sizes %v", size)
	}
	head, _ := a.do(t, "HEAD", entry, "", "Accept-Encoding", "br")
	if head.ContentLength != size["br"] {
		t.Errorf("HEAD: %d", head.ContentLength)
	}
}

func TestSmallRoutes(t *testing.T) {
	a := serve(t, withMarkdown)
	for _, tt := range []struct {
		method, path, body string
		status             int
		kind, want         string
	}{
		{"GET", "/theme.css", "", 200, "text/css; charset=utf-8", ""},
		{"GET", api + "/theme.css?v=1", "", 200, "text/css; charset=utf-8", ""},
		{"GET", "/favicon.ico", "", 200, "image/png", "\x89PNG\r\n\x1a\n"},
		{"GET", "/robots.txt", "", 200, "text/plain; charset=utf-8", "User-agent: *\nDisallow:\n"},
		{"GET", "/manifest.json", "", 200, "application/manifest+json", ""},
		{"GET", api + "/startup-events", "", 200, "application/json", "true"},
		{"GET", api + "/startup-events", "", 200, "application/json", "false"},
		{"GET", api + "/user", "", 200, "application/json", "null"},
		{"GET", api + "/login_check/", "", 200, "application/json", "null"},
		{"POST", api + "/reset", `{"event_id":"x"}`, 200, "application/json", `{"success":true}`},
		{"POST", api + "/component_server", `{"component_id":6,"fn_name":"render","data":{"value":"a","sanitize_html":false},"session_hash":"x"}`, 200, "application/json", `"<p>A</p>\n"`},
		{"POST", api + "/component_server/", `{"component_id":1,"fn_name":"render","data":{"value":"a"}}`, 404, "application/json", `{"detail":"Function not found."}`},
		{"POST", api + "/component_server", `{"component_id":6,"fn_name":"Close","data":{"value":"a"}}`, 404, "application/json", `{"detail":"Function not found."}`},
		{"POST", api + "/component_server", `{"component_id":6,"fn_name":"render","data":5}`, 422, "application/json", `{"detail":"data.value must be a string"}`},
		{"GET", "/nowhere", "", 404, "application/json", `{"detail":"Not Found"}`},
		{"GET", api + "/nowhere", "", 404, "application/json", `{"detail":"Not Found"}`},
		{"GET", api + "/queue/join", "", 405, "application/json", `{"detail":"Method Not Allowed"}`},
		{"DELETE", "/config", "", 405, "application/json", `{"detail":"Method Not Allowed"}`},
		{"POST", "/", `{}`, 405, "application/json", `{"detail":"Method Not Allowed"}`},
	} {
		res, text := a.do(t, tt.method, tt.path, tt.body)
		if res.StatusCode != tt.status || res.Header.Get("Content-Type") != tt.kind || tt.want != "" && text != tt.want || text == "" {
			t.Errorf("%s %s: got %d %s %s", tt.method, tt.path, res.StatusCode, res.Header.Get("Content-Type"), text)
		}
	}
}
