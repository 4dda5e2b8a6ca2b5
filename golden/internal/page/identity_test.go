package page_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/app"
	buttonblock "github.com/blocksgen/blocksgen/runtime/blocks/button"
	dropdownblock "github.com/blocksgen/blocksgen/runtime/blocks/dropdown"
	radioblock "github.com/blocksgen/blocksgen/runtime/blocks/radio"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	stateblock "github.com/blocksgen/blocksgen/runtime/blocks/state"
	textboxblock "github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// shop is an app in which a session holds something: a State that Count counts up, and
// choices of Item that Shelf decides.
type shop struct {
	*app.App
	wiped            atomic.Bool
	deleted, unloads atomic.Int32
}

var items = map[string][]string{"fruit": {"apple", "pear"}, "tea": {"green", "black"}}

func newShop(t *testing.T, changes ...func(*contract.Config)) *shop {
	t.Helper()
	s := &shop{}
	config := contract.Config{
		Title: "Shop", Order: []int{root, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
		Pages: []contract.Page{{ID: root, Name: "Home", Layout: []contract.Node{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}, {ID: 5}, {ID: 6}, {ID: 7}, {ID: 8}, {ID: 9}, {ID: 10}}}},
		Blocks: []contract.Block{
			{ID: 1, Kind: "textbox", Late: []string{"label"}},
			{ID: 2, Kind: "button", Late: []string{"value"}},
			{ID: 3, Kind: "textbox", Late: []string{"label"}},
			{ID: 4, Kind: "state"},
			{ID: 5, Kind: "button", Late: []string{"value"}},
			{ID: 6, Kind: "textbox", Late: []string{"label"}},
			{ID: 7, Kind: "radio", Late: []string{"label", "choices", "value"}},
			{ID: 8, Kind: "dropdown", Late: []string{"label", "choices", "value"}},
			{ID: 9, Kind: "textbox", Late: []string{"label"}},
			{ID: 10, Kind: "button", Late: []string{"value"}},
		},
		Listeners: []contract.Listener{
			{ID: 0, Handler: "count", Group: "count", Targets: []contract.Target{{Block: 2, Event: "click"}}, Inputs: []int{4}, Outputs: []int{4, 3}, API: contract.API{Name: "count"}},
			{ID: 1, Handler: "hello", Group: "hello", Targets: []contract.Target{{Block: 5, Event: "click"}}, Outputs: []int{6}, API: contract.API{Name: "hello"}},
			{ID: 2, Handler: "fill", Group: "fill", Targets: []contract.Target{{Block: 7, Event: "change"}}, Inputs: []int{7}, Outputs: []int{8}, API: contract.API{Name: "fill"}},
			{ID: 3, Handler: "both", Group: "fill", Targets: []contract.Target{{Block: 7, Event: "change"}}, Inputs: []int{7, 8}, Outputs: []int{9}, API: contract.API{Name: "both"}},
			{ID: 4, Handler: "wipe", Group: "wipe", Targets: []contract.Target{{Block: 10, Event: "click"}}, API: contract.API{Name: "wipe"}},
			{ID: 5, Handler: "unload", Group: "unload", Targets: []contract.Target{{Block: root, Event: "unload"}}, API: contract.API{Name: "unload", Visibility: "private"}},
		},
	}
	for _, change := range changes {
		change(&config)
	}
	file, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	s.App = app.New(app.Build{Name: "shop", Config: file}, ui.Page(
		ui.Textbox().Label("Note"), ui.Button("Count"), ui.Textbox().Label("Total"),
		ui.State(0).DeleteCallback(func(int) { s.deleted.Add(1) }), ui.Button("Hello"), ui.Textbox().Label("Greeting"),
		ui.Radio().Label("Shelf").Choices(ui.Values("fruit", "tea")).Value("fruit"),
		ui.Dropdown().Label("Item").Choices(ui.Values(items["fruit"]...)).Value("apple"), ui.Textbox().Label("Seen"), ui.Button("Wipe")))
	s.Blocks(textboxblock.Block, buttonblock.Block, stateblock.Block, radioblock.Block, dropdownblock.Block)
	s.Listen("count", func(c *app.Call) error {
		n := value.State(c.Input(0), value.Copy[int]) + 1
		value.PutState(c.Output(0), n, value.Copy[int])
		value.PutText(c.Output(1), fmt.Sprint(n))
		return nil
	})
	s.Listen("hello", func(c *app.Call) error { value.PutText(c.Output(0), "hello"); return nil })
	s.Listen("fill", func(c *app.Call) error {
		list := items[value.Text[string](c.Input(0))]
		choices, _ := json.Marshal([][]string{{list[0], list[0]}, {list[1], list[1]}})
		value.PutProps(c.Output(0), spec.Object{{Name: "choices", Value: choices}, {Name: "value", Value: spec.Quote(list[0])}})
		return nil
	})
	s.Listen("both", func(c *app.Call) error {
		shelf, item := value.Choice[string](c.Input(0)), value.Choice[string](c.Input(1))
		if err := c.Err(); err != nil {
			return err
		}
		value.PutText(c.Output(0), shelf+" "+item)
		return nil
	})
	s.Listen("wipe", func(*app.Call) error { s.wiped.Store(true); return nil })
	s.Listen("unload", func(*app.Call) error { s.unloads.Add(1); return nil })
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestStateIsForgotten: after a restart the page says once that what the server had stored
// is gone. It keeps what was typed. What works on the State is not run by surprise with
// another one; everything else goes on.
func TestStateIsForgotten(t *testing.T) {
	servers := inTurn(t, newShop(t).Handler())
	p := servers.open(t)
	p.Allow("410")
	p.Press("Count")
	p.WaitValue("Total", "1")
	p.Press("Count")
	p.WaitValue("Total", "2")
	p.Fill("Note", "typed")

	servers.turn(newShop(t).Handler())
	p.Press("Count")
	p.WaitText("The server has forgotten what it stored for this page.")
	p.WaitValue("Note", "typed")
	p.WaitValue("Total", "2")
	p.Press("Count")
	p.WaitValue("Total", "1")
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-testid=toast-body]").length`); n != 1 {
		t.Errorf("the page says it %d times", n)
	}

	servers.turn(newShop(t).Handler())
	p.Press("Hello")
	p.WaitValue("Greeting", "hello")
	p.Press("Count")
	p.WaitValue("Total", "1")
	p.WaitValue("Note", "typed")
}

// TestNothingIsForgotten: a page for which the server holds nothing does not notice a
// restart.
func TestNothingIsForgotten(t *testing.T) {
	servers := inTurn(t, newShop(t).Handler())
	p := servers.open(t)
	for range 3 {
		p.Press("Hello")
		p.WaitValue("Greeting", "hello")
		p.Fill("Greeting", "")
		servers.turn(newShop(t).Handler())
	}
	if browser.Eval[bool](p, `!!document.querySelector("[data-testid=toast-body]")`) {
		t.Error("the page says something")
	}
}

// TestOldPageRunsNothing: a page of an earlier version, in which numbers mean other
// listeners, runs nothing on the new one. Reload keeps what was typed.
func TestOldPageRunsNothing(t *testing.T) {
	servers := inTurn(t, newShop(t).Handler())
	p := servers.open(t)
	p.Allow("409")
	p.Press("Hello")
	p.WaitValue("Greeting", "hello")
	p.Fill("Note", "typed")
	next := newShop(t, func(c *contract.Config) {
		c.Listeners[1].Handler, c.Listeners[4].Handler = "wipe", "hello"
		c.Listeners[1].API.Name, c.Listeners[4].API.Name = "wipe", "hello"
		c.Listeners[1].Targets, c.Listeners[4].Targets = c.Listeners[4].Targets, c.Listeners[1].Targets
		c.Listeners[1].Outputs, c.Listeners[4].Outputs = nil, []int{6}
	})
	servers.turn(next.Handler())
	for range 3 {
		p.Press("Hello")
		p.WaitText("A new version of this app is there.")
	}
	if next.wiped.Load() {
		t.Error("the new app has wiped")
	}
	p.Press("Reload")
	p.Wait(`!document.querySelector("[data-testid=toast-body]")`)
	p.WaitValue("Note", "typed")
	p.Press("Hello")
	p.WaitValue("Greeting", "hello")
	if next.wiped.Load() {
		t.Error("the new page has wiped")
	}
}

// TestShownChoicesCount: an input is checked by the choices that the page showed when the
// event happened, although another listener of the same event has changed them since.
func TestShownChoicesCount(t *testing.T) {
	s := newShop(t)
	p := browser.Open(t, s.Handler(), "/")
	shelf, other := "tea", "fruit"
	for range 10 {
		was := browser.Eval[string](p, browser.Field("Item")+".value")
		p.Click(browser.Field(shelf))
		p.WaitValue("Seen", shelf+" "+was)
		p.WaitValue("Item", items[shelf][0])
		shelf, other = other, shelf
	}
	if text := browser.Eval[string](p, `document.body.innerText`); strings.Contains(text, "Error") {
		t.Error(text)
	}
}

// TestCrashedPageIsMissed: when a browser is killed, which says nothing, its session ends
// as if the page had been closed. A page that only is idle keeps its own.
func TestCrashedPageIsMissed(t *testing.T) {
	s := newShop(t)
	s.Settings.Heartbeat, s.Settings.SessionLinger = 100*time.Millisecond, 50*time.Millisecond
	idle := browser.Open(t, s.Handler(), "/")
	idle.Press("Count")
	idle.WaitValue("Total", "1")
	killed := browser.At(t, idle.URL, "/")
	killed.Press("Count")
	killed.WaitValue("Total", "1")
	killed.Crash()
	for deadline := time.Now().Add(20 * time.Second); s.deleted.Load() == 0; {
		if time.Now().After(deadline) {
			t.Fatal("the State of the killed page is still there")
		}
		idle.Press("Hello")
		idle.WaitValue("Greeting", "hello")
	}
	if n := s.unloads.Load(); n != 1 {
		t.Errorf("%d unload listeners ran", n)
	}
	idle.Press("Count")
	idle.WaitValue("Total", "2")
}
