package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// added is an extension that adds what it holds.
type added struct{ extend.Registry }

func (a added) Extend(r *extend.Registry) {
	r.Routes = append(r.Routes, a.Routes...)
	r.Guards = append(r.Guards, a.Guards...)
	r.Functions = append(r.Functions, a.Functions...)
	r.Renderers = append(r.Renderers, a.Renderers...)
	r.Modules = append(r.Modules, a.Modules...)
}

func with(r extend.Registry) func(*app.App) { return func(a *app.App) { a.Use(added{r}) } }

// TestExtensionRoutes: what the row of a route says is done before its handler runs.
func TestExtensionRoutes(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %v", raw, err)
	}
	a := serve(t, with(extend.Registry{Routes: []extend.Route{
		{Method: "GET", Path: "/static/files/{name}", Access: extend.Users, Handler: echo},
		{Method: "GET", Path: "/static/clear", Slash: true, Access: extend.Users, Effects: true, Handler: echo},
		{Method: "POST", Path: "/static/upload", Access: extend.Users, Body: 3, Handler: echo},
	}}))
	for _, tt := range []struct {
		method, path, body, site string
		status                   int
		want                     string
	}{
		{"GET", "/static/files/a", "", "cross-site", 200, " <nil>"},
		{"GET", "/static/files/a/b", "", "", 404, "Not Found"},
		{"POST", "/static/files/a", "", "", 405, "Method Not Allowed"},
		{"GET", "/static/clear/", "", "same-origin", 200, " <nil>"},
		{"GET", "/static/clear", "", "cross-site", 403, "another origin"},
		{"GET", "/static/clear/", "", "cross-site", 403, "another origin"},
		{"POST", "/static/upload", "abc", "", 200, "abc <nil>"},
		{"POST", "/static/upload", "abcd", "", 413, "The body is larger than 3 bytes."},
	} {
		res, text := a.do(t, tt.method, tt.path, tt.body, "Sec-Fetch-Site", tt.site)
		if res.StatusCode != tt.status || !strings.Contains(text, tt.want) {
			t.Errorf("%s %s from %q: got %d %s", tt.method, tt.path, tt.site, res.StatusCode, text)
		}
	}
	req, err := http.NewRequest("POST", a.url+"/static/upload", io.MultiReader(strings.NewReader("abcd"))) // of unknown length
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if text, err := io.ReadAll(res.Body); err != nil || string(text) != "abc http: request body too large" {
		t.Errorf("POST /upload of unknown length: %s, %v", text, err)
	}
}

// TestGuards: they are asked by their stages, whatever the order in which they were
// added, and what one refuses does not reach the next.
func TestGuards(t *testing.T) {
	named := func(stage extend.Stage, name string) extend.Guard {
		return extend.Guard{Stage: stage, Wrap: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Add("X-Guards", name)
				if r.URL.Query().Get("stop") == name {
					w.WriteHeader(http.StatusTeapot)
					return
				}
				next.ServeHTTP(w, r)
			})
		}}
	}
	a := serve(t, with(extend.Registry{Guards: []extend.Guard{
		named(extend.Author, "author"), named(extend.Identity, "first"), named(extend.Identity, "second"), named(extend.Host, "host"),
	}}), with(extend.Registry{Guards: []extend.Guard{named(extend.Origin, "origin"), named(extend.Author, "last")}}))
	for _, tt := range []struct {
		method, query, origin string
		status                int
		want                  string
	}{
		{"GET", "", "", 200, "[host origin first second author last]"},
		{"GET", "?stop=second", "", 418, "[host origin first second]"},
		{"GET", "?stop=host", "", 418, "[host]"},
		{"POST", "", "https://evil.test", 403, "[host]"},
	} {
		path := "/config" + tt.query
		if tt.method == "POST" {
			path = api + "/run/echo"
		}
		res, _ := a.do(t, tt.method, path, "", "Origin", tt.origin)
		if got := fmt.Sprint(res.Header["X-Guards"]); res.StatusCode != tt.status || got != tt.want {
			t.Errorf("%s %s: got %d %s", tt.method, path, res.StatusCode, got)
		}
	}
}

// TestServerFunctions: an element calls a function of its component by name. The
// function sees the properties that the session has.
func TestServerFunctions(t *testing.T) {
	a := serve(t, withMarkdown, with(extend.Registry{Functions: []extend.Function{
		{Block: "number", Name: "limits", Call: func(_ context.Context, props value.Props, data json.RawMessage) (json.RawMessage, error) {
			switch string(data) {
			case `"bad"`:
				return nil, &value.InputError{Label: "data", Message: "is bad"}
			case `"fails"`:
				return nil, errors.New("secret")
			}
			return props["maximum"], nil
		}},
		{Block: "markdown", Name: "count", Call: func(_ context.Context, _ value.Props, data json.RawMessage) (json.RawMessage, error) {
			return fmt.Appendf(nil, "%d", len(data)), nil
		}},
	}}))
	call := func(id int, name, data, session string) string {
		status, text := a.post(t, api+"/component_server", fmt.Sprintf(`{"component_id":%d,"fn_name":%q,"data":%s,"session_hash":%q}`, id, name, data, session))
		return fmt.Sprint(status, " ", text)
	}
	a.result(t, "limit", `{"data":[],"session_hash":"s"}`)
	for _, tt := range []struct {
		id            int
		name, data, s string
		want          string
	}{
		{countID, "limits", "null", "", "200 10"},
		{countID, "limits", "null", "s", "200 20"},
		{countID, "limits", "null", "stranger", "200 10"},
		{countID, "limits", `"bad"`, "", `422 {"detail":"data: is bad"}`},
		{countID, "limits", `"fails"`, "", `500 {"detail":"The function failed."}`},
		{countID, "count", "1", "", `404 {"detail":"Function not found."}`},
		{nameID, "limits", "null", "", `404 {"detail":"Function not found."}`},
		{99, "limits", "null", "", `404 {"detail":"Function not found."}`},
		{noteID, "count", `"ab"`, "", "200 4"},
		{noteID, "render", `{"value":"a"}`, "", `200 "<p>A</p>\n"`},
	} {
		if got := call(tt.id, tt.name, tt.data, tt.s); got != tt.want {
			t.Errorf("%s of %d with %s: got %s, want %s", tt.name, tt.id, tt.data, got, tt.want)
		}
	}
	if !strings.Contains(a.log.String(), "secret") {
		t.Error("the error was not logged")
	}
}

// TestModules: a page's document says where the modules are that elements load by name.
// It loads those at once that the HTML in it needs.
func TestModules(t *testing.T) {
	formula := extend.Renderer{Name: "mdhtml", Render: func(_ context.Context, source string, _ value.Props, _ bool) (string, error) {
		if strings.Contains(source, "bold") {
			return `<span data-tex="x"></span>`, nil
		}
		return "", nil
	}}
	a := serve(t, with(extend.Registry{Renderers: []extend.Renderer{formula}, Modules: []extend.Module{
		{Name: "latex", Script: "packs/latex-1.js", Style: "packs/latex-2.css"}, {Name: "plot", Script: "packs/plot-3.js"},
	}}))
	const script, style = `<link rel="modulepreload" href="/packs/latex-1.js">`, `<link rel="stylesheet" href="/packs/latex-2.css">`
	rows := `,"packs/latex":"/packs/latex-1.js","packs/latex.css":"/packs/latex-2.css","packs/plot":"/packs/plot-3.js"}}</script>`
	for path, now := range map[string]bool{"/": true, "/about": false} {
		_, page := a.get(t, path)
		if !strings.Contains(page, rows) {
			t.Errorf("the import map of %s has no rows %s", path, rows)
		}
		if got := strings.Contains(page, script) && strings.Contains(page, style); got != now {
			t.Errorf("%s loads the module at once: %v, want %v", path, got, now)
		}
		if strings.Contains(page, `href="/packs/plot-3.js"`) {
			t.Errorf("%s loads a module that nothing in it needs", path)
		}
	}
}

// TestClashes: an app does not start with two of what there can be one of, nor with
// a route that does not say who may ask for it.
func TestClashes(t *testing.T) {
	route := extend.Route{Method: "GET", Path: "/login/x", Access: extend.Users, Handler: func(http.ResponseWriter, *http.Request) {}}
	open, own, loose := route, route, route
	loose.Path = "/x"
	open.Access = extend.Nobody
	own.Path = "/config"
	function := extend.Function{Block: "number", Name: "f", Call: func(context.Context, value.Props, json.RawMessage) (json.RawMessage, error) { return nil, nil }}
	renderer := extend.Renderer{Name: "r", Render: func(context.Context, string, value.Props, bool) (string, error) { return "", nil }}
	for want, r := range map[string]extend.Registry{
		"route GET /login/x does not say who may ask for it": {Routes: []extend.Route{open}},
		"two routes are GET /login/x":                        {Routes: []extend.Route{route, route}},
		"two routes are GET /config":                         {Routes: []extend.Route{own}},
		"route GET /x could be the path of a page":           {Routes: []extend.Route{loose}},
		"two extensions add the function f of number":        {Functions: []extend.Function{function, function}},
		`two extensions render "r"`:                          {Renderers: []extend.Renderer{renderer, renderer}},
		`two extensions add the module "m"`:                  {Modules: []extend.Module{{Name: "m"}, {Name: "m"}}},
	} {
		a, _, _ := newApp(with(r))
		if err := a.Prepare(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
