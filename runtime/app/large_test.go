package app_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// largeApp returns what makes an app of n components with a listener each.
func largeApp(n int) func() *app.App {
	nodes := []ui.Node{}
	config := contract.Config{Title: "Large", Order: []int{0}, Pages: []contract.Page{{Name: "Home"}}}
	for i := range n {
		id, label := i+1, fmt.Sprint("Field ", i)
		nodes = append(nodes, ui.Textbox().Label(label))
		config.Order = append(config.Order, id)
		config.Pages[0].Layout = append(config.Pages[0].Layout, contract.Node{ID: id})
		config.Blocks = append(config.Blocks, contract.Block{ID: id, Kind: "textbox", Props: spec.Object{
			{Name: "label", Value: spec.Quote(label)}, {Name: "info", Value: spec.Quote("Some *info*")}, {Name: "scale", Value: spec.Marshal(1)},
		}})
		config.Listeners = append(config.Listeners, contract.Listener{
			ID: i, Handler: fmt.Sprint("fn", i), Group: fmt.Sprint("fn", i), Inputs: []int{id}, Outputs: []int{id},
			Targets: []contract.Target{{Block: id, Event: "change"}}, API: contract.API{Name: fmt.Sprint("fn", i)},
		})
	}
	build := app.Build{Name: "large", Config: encode(config)}
	page := ui.Page(nodes...)
	return func() *app.App {
		a := app.New(build, page)
		a.Blocks(textbox.Block)
		for i := range n {
			a.Listen(fmt.Sprint("fn", i), func(*app.Call) error { return nil })
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
