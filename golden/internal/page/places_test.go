package page_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/app"
	buttonblock "github.com/blocksgen/blocksgen/runtime/blocks/button"
	textboxblock "github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

const (
	counted = 80                    // words of a run
	pace    = 50 * time.Millisecond // between two of them
)

// newCounter is an app whose listener says a word every 50 ms, and whose other one
// answers at once.
func newCounter(t *testing.T) *app.App {
	t.Helper()
	many := 100
	file, err := json.Marshal(contract.Config{
		Title: "Counter", Order: []int{root, 1, 2, 3, 4},
		Pages: []contract.Page{{ID: root, Name: "Home", Layout: []contract.Node{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}}}},
		Blocks: []contract.Block{
			{ID: 1, Kind: "textbox", Late: []string{"label", "lines", "max_lines"}},
			{ID: 2, Kind: "button", Late: []string{"value"}},
			{ID: 3, Kind: "textbox", Late: []string{"label"}},
			{ID: 4, Kind: "button", Late: []string{"value"}},
		},
		Listeners: []contract.Listener{
			{ID: 0, Handler: "count", Group: "count", Limit: &many, Generator: true, Targets: []contract.Target{{Block: 2, Event: "click"}}, Outputs: []int{1}, API: contract.API{Name: "count"}},
			{ID: 1, Handler: "ping", Group: "ping", Limit: &many, Targets: []contract.Target{{Block: 4, Event: "click"}}, Outputs: []int{3}, API: contract.API{Name: "ping"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Build{Name: "counter", Config: file},
		ui.Page(ui.Textbox().Label("Words").Lines(3).MaxLines(20), ui.Button("Count"), ui.Textbox().Label("Reply"), ui.Button("Ping")))
	a.Blocks(textboxblock.Block, buttonblock.Block)
	a.Listen("count", func(c *app.Call) error {
		tick := time.NewTicker(pace)
		defer tick.Stop()
		for i := range counted {
			select {
			case <-tick.C:
			case <-c.Context().Done():
				return c.Context().Err()
			}
			value.AppendText(c.Output(0), ui.Token(fmt.Sprintf("%d ", i)))
			if err := c.Send(); err != nil {
				return err
			}
		}
		return nil
	})
	a.Listen("ping", func(c *app.Call) error {
		value.AppendText(c.Output(0), ui.Token("pong"))
		return nil
	})
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// watch notes in the page when the words begin, and the longest time between two
// changes of them.
const watch = `(() => {
	const e = [...document.querySelectorAll("textarea")][0], began = performance.now();
	window.seen = {first: 0, gap: 0};
	let last = began, before = e.value;
	const look = () => {
		const now = performance.now();
		if (e.value !== before) {
			if (!seen.first) seen.first = now - began;
			else seen.gap = Math.max(seen.gap, now - last);
			[last, before] = [now, e.value];
		}
		if (!before.endsWith("79 ")) setTimeout(look, 10);
	};
	look();
	[...document.querySelectorAll("button")].find(b => b.innerText === "Count").click();
	return true;
})()`

// TestManyTabs: eight tabs of one app, each with a running stream, are more than the
// six connections that a browser opens over HTTP/1.1. All of them go on, nothing is
// lost, and each still gets answers.
func TestManyTabs(t *testing.T) {
	for name, hidden := range map[string]int{"in sight": 0, "out of sight": 7} {
		t.Run(name, func(t *testing.T) {
			first := browser.Open(t, newCounter(t).Handler(), "/")
			tabs := []*browser.Page{first}
			for range 7 {
				tabs = append(tabs, first.Tab("/"))
			}
			for i, p := range tabs {
				if i < hidden { // a browser without windows shows all of its tabs
					browser.Eval[bool](p, `(Object.defineProperty(document, "hidden", {value: true}), true)`)
				}
			}
			manyTabs(t, tabs)
		})
	}
}

func manyTabs(t *testing.T, tabs []*browser.Page) {
	began := time.Now()
	for _, p := range tabs {
		browser.Eval[bool](p, watch)
	}
	var all sync.WaitGroup
	for i, p := range tabs {
		all.Go(func() {
			p.Wait(`window.seen.first > 0`)
			// Before any other run has ended and given its connection away.
			if first := browser.Eval[float64](p, `seen.first`); first > float64((counted * pace).Milliseconds()) {
				t.Errorf("tab %d: the first word came after %.0f ms", i, first)
			}
			asked := time.Now()
			browser.Eval[bool](p, `([...document.querySelectorAll("button")].find(b => b.innerText === "Ping").click(), true)`)
			p.WaitValue("Reply", "pong")
			t.Logf("tab %d: an answer took %d ms", i, time.Since(asked).Milliseconds())
		})
	}
	all.Wait()
	var want strings.Builder
	for i := range counted {
		fmt.Fprintf(&want, "%d ", i)
	}
	for i, p := range tabs {
		p.WaitValue("Words", want.String())
		t.Logf("tab %d: first word after %.0f ms, longest pause %.0f ms", i, browser.Eval[float64](p, `seen.first`), browser.Eval[float64](p, `seen.gap`))
	}
	t.Logf("all had their words after %.1f s", time.Since(began).Seconds())
}
