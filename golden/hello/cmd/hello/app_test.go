package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestGreets(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	if o := app.Call("greet", "Ada"); o.Complete != `["Welcome to Blocks, Ada!"]` {
		t.Errorf("greet: %+v", o)
	}
	status, body := app.Post(api.P+"/run/greet", `{"data":["Grace"]}`)
	if status != http.StatusOK || !strings.Contains(body, `"data":["Welcome to Blocks, Grace!"]`) {
		t.Errorf("run: %d %s", status, body)
	}
}

// Every door answers bad input with a clear refusal, and the app goes on.
func TestBadInput(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	for _, c := range []struct {
		name, path, body string
		status           int
	}{
		{"malformed JSON", "/queue/join", `{"data":["x"`, 422},
		{"no data", "/queue/join", `{"fn_index":0,"session_hash":"s"}`, 422},
		{"data of the wrong type", "/call/greet", `{"data":"x"}`, 422},
		{"no session", "/queue/join", `{"data":["x"],"fn_index":0}`, 400},
		{"unknown function", "/queue/join", `{"data":["x"],"fn_index":99,"session_hash":"s"}`, 404},
		{"unknown endpoint", "/call/nothing", `{"data":[]}`, 404},
		{"unknown endpoint, direct", "/run/nothing", `{"data":[]}`, 404},
		{"10 MB", "/call/greet", `{"data":["` + strings.Repeat("x", 10<<20) + `"]}`, 413},
	} {
		if status, body := app.Post(api.P+c.path, c.body); status != c.status || !strings.Contains(body, "detail") {
			t.Errorf("%s: %d %.200s", c.name, status, body)
		}
	}
	if o := app.Call("greet", []int{42}); o.Error == "" || o.Complete != "" {
		t.Errorf("a list for a text: %+v", o)
	}
	if o := app.Call("greet", 42); o.Complete != `["Welcome to Blocks, 42!"]` {
		t.Errorf("a number becomes a string: %+v", o)
	}
	if o := app.Call("greet"); o.Error == "" {
		t.Errorf("no input at all: %+v", o)
	}
	if o := app.Call("greet", "Ada"); o.Complete == "" {
		t.Errorf("afterwards: %+v", o)
	}
}

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Fill("Name", "Ada")
	page.Press("Run")
	page.WaitValue("Reply", "Welcome to Blocks, Ada!")
	page.Fill("Name", "Grace")
	page.Keys("\r")
	page.WaitValue("Reply", "Welcome to Blocks, Grace!")
	if title := browser.Eval[string](page, "document.title"); title != "Hello, Blocks" {
		t.Errorf("title: %q", title)
	}
	page.Axe("hello")
}
