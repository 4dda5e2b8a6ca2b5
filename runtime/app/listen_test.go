package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/blocks/number"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// wired is an app of one field whose listeners are given as JSON.
func wired(listeners string) *app.App {
	a := app.New(app.Build{Name: "wired", Config: fmt.Appendf(nil, `{"title":"","pages":[{"id":0,"name":"Home","layout":[1]}],
		"blocks":[{"id":1,"kind":"number"}],"listeners":[%s],"order":[0,1]}`, listeners)}, ui.Page(ui.Number()))
	a.Blocks(number.Block)
	return a
}

// TestOneHandler: several listeners may name one handler, and each has its own inputs
// and outputs.
func TestOneHandler(t *testing.T) {
	a := wired(`{"id":3,"handler":"double","inputs":[1],"outputs":[1],"api":{"name":"twice"},"group":"g"},
		{"id":8,"handler":"double","inputs":[1],"outputs":[1,1],"api":{"name":"both"},"group":"g","direct":true}`)
	a.Listen("double", func(c *app.Call) error {
		n := value.Int[int](c.Input(0))
		value.PutInt(c.Output(0), 2*n)
		return c.Err()
	})
	served := serveApp(t, a)
	for endpoint, want := range map[string]string{"twice": `[10]`, "both": `[10,{"__type__":"update"}]`} {
		if got := served.call(t, endpoint, `{"data":[5]}`); got != "event: complete\ndata: "+want+"\n\n" {
			t.Errorf("%s: got %q", endpoint, got)
		}
	}
}

// TestMiswired: an app whose handlers are not those of config.json does not start, and
// says which one.
func TestMiswired(t *testing.T) {
	for want, a := range map[string]*app.App{
		`nothing listens as "greet" (hi): run go tool blocksgen generate`:                           wired(`{"id":0,"handler":"greet","api":{"name":"hi"}}`),
		`nothing listens as "fly" ()`:                                                               wired(`{"id":0,"builtin":"fly"}`),
		`a handler listens as "extra", which config.json does not have`:                             wired(``),
		`inputs of listener 0: there is no component 5`:                                             wired(`{"id":0,"handler":"extra","inputs":[5]}`),
		`the pages hold 2 blocks, but were generated with 1: run go tool blocksgen generate`:        app.New(app.Build{Config: []byte(`{"order":[0]}`)}, ui.Page(ui.Number())),
		`the app uses a block of kind "number" that the program does not link: generate the app ag`: app.New(app.Build{Config: []byte(`{"pages":[{"id":0}],"blocks":[{"id":1,"kind":"number"}],"order":[0,1]}`)}, ui.Page(ui.Number())),
	} {
		if strings.Contains(want, "extra") || strings.Contains(want, "component 5") {
			a.Listen("extra", func(*app.Call) error { return nil })
		}
		if err := a.Prepare(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
