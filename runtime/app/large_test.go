package app_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// largeApp returns what makes an app of n components with a listener each.
func largeApp(n int) func() *app.App {
	nodes := []ui.Node{}
	components, dependencies := []json.RawMessage{}, []json.RawMessage{}
	order, fns, children := []int{0}, []int{}, []map[string]int{}
	for i := range n {
		id := i + 1
		nodes = append(nodes, ui.Textbox().Label(fmt.Sprint("Field ", i)))
		components = append(components, encode(map[string]any{
			"id": id, "type": "textbox", "skip_api": false, "component_class_id": "x", "key": nil,
			"props": map[string]any{"label": fmt.Sprint("Field ", i), "name": "textbox", "lines": 1, "info": "Some *info*", "visible": true, "scale": 1, "min_width": 160, "elem_classes": []string{}},
		}))
		dependencies = append(dependencies, encode(map[string]any{
			"id": i, "targets": [][]any{{id, "change"}}, "inputs": []int{id}, "outputs": []int{id}, "backend_fn": true, "queue": true,
			"api_name": fmt.Sprint("fn", i), "api_visibility": "public", "js": nil, "types": map[string]bool{"generator": false, "cancel": false}, "cancels": []int{},
		}))
		order, fns, children = append(order, id), append(fns, i), append(children, map[string]int{"id": id})
	}
	layout := map[string]any{"id": 0, "children": children}
	config := encode(map[string]any{
		"config": map[string]any{
			"title": "Large", "components": components, "dependencies": dependencies, "layout": layout,
			"page": map[string]any{"": map[string]any{"layout": layout, "components": order[1:], "dependencies": fns}},
		},
		"order": order,
	})
	build := app.Build{Name: "large", Config: config, API: []byte(`{"named_endpoints":{},"unnamed_endpoints":{}}`)}
	page := ui.Page(nodes...)
	return func() *app.App {
		a := app.New(build, page)
		for i := range n {
			a.ListenAt(i, fmt.Sprint("fn", i), func(*app.Call) error { return nil })
		}
		return a
	}
}

// BenchmarkLargeStart measures how long an app of 2,000 components and 2,000
// listeners takes from New to the first answer, and every /config after that.
func BenchmarkLargeStart(b *testing.B) {
	newApp := largeApp(2000)
	b.Run("start", func(b *testing.B) {
		for b.Loop() {
			a := newApp()
			a.Handler()
			if err := a.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	a := newApp()
	b.Run("config", func(b *testing.B) {
		h := a.Handler()
		for b.Loop() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/config", nil))
			if w.Code != 200 {
				b.Fatal(w.Code)
			}
		}
	})
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
}
