package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/blocks/examples"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/blocks/state"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// serveBuiltins serves an app whose listeners have handlers of the runtime's own, and one
// that counts in two States and sends twice.
func serveBuiltins(t *testing.T) *testApp {
	t.Helper()
	const textID, rowsID, firstID, secondID = 1, 2, 3, 4
	text := ui.Textbox()
	home := ui.Page(text, ui.Examples([]any{"one"}, []any{"two"}).Inputs(text), ui.State(0), ui.State(0))
	listeners := []contract.Listener{
		{API: contract.API{Name: "example"}, Builtin: "example", Blocks: []int{rowsID}, Inputs: []int{rowsID}, Outputs: []int{textID}, Params: []contract.ListenerParam{{Name: "index"}}},
		{API: contract.API{Name: "reset_one"}, Builtin: "reset_state", Blocks: []int{secondID}, Outputs: []int{firstID, secondID, textID}},
		{API: contract.API{Name: "reset_all"}, Builtin: "reset_state", Outputs: []int{firstID, secondID, textID}},
		{API: contract.API{Name: "count"}, Handler: "count", Inputs: []int{firstID, secondID}, Outputs: []int{firstID, secondID, textID, rowsID}, Generator: true},
		{API: contract.API{Name: "watch"}, Handler: "watch", Targets: []contract.Target{{Block: firstID, Event: "change"}}},
	}
	for i := range listeners {
		listeners[i].ID, listeners[i].Group = i, listeners[i].API.Name
	}
	samples := spec.Object{{Name: "samples", Value: json.RawMessage(`[["one"],["two"]]`)}}
	a := app.New(app.Build{Name: "builtins", Config: encode(contract.Config{
		Order: []int{0, textID, rowsID, firstID, secondID}, Pages: []contract.Page{{Layout: []contract.Node{{ID: textID}, {ID: rowsID}}}},
		Blocks:    []contract.Block{{ID: textID, Kind: "textbox"}, {ID: rowsID, Kind: "examples", Props: samples}, {ID: firstID, Kind: "state"}, {ID: secondID, Kind: "state"}},
		Listeners: listeners,
	})}, home)
	a.Blocks(textbox.Block, examples.Block, state.Block)
	a.Listen("watch", func(*app.Call) error { return nil })
	a.Listen("count", func(c *app.Call) error {
		first, second := value.State(c.Input(0), value.Copy[int])+1, value.State(c.Input(1), value.Copy[int])+10
		value.PutState(c.Output(0), first, value.Copy[int])
		value.PutState(c.Output(1), second, value.Copy[int])
		value.PutText(c.Output(2), string(value.EncodeScalar(first+second)))
		if err := c.Send(); err != nil {
			return err
		}
		return c.Send() // nothing is new
	})
	return serveApp(t, a)
}

// TestBuiltins: an example fills its columns; the States of a ClearButton get their initial
// values again, and no others.
func TestBuiltins(t *testing.T) {
	a := serveBuiltins(t)
	for _, tt := range [][3]string{
		{"example", `[1]`, `"data":["two"]`},
		{"example", `[2]`, `there is no example 2`},
		{"example", `[-1]`, `there is no example -1`},
		{"count", `[]`, `"11"`},
		{"count", `[]`, `"22"`},
		{"reset_one", `[]`, `"data":[null,null,`},
		{"count", `[]`, `"13"`},
		{"reset_all", `[]`, `"data":[null,null,`},
		{"count", `[]`, `"11"`},
	} {
		if _, text := a.post(t, api+"/run/"+tt[0], `{"data":`+tt[1]+`,"session_hash":"s"}`); !strings.Contains(text, tt[2]) {
			t.Errorf("%s %s: got %s, want %s", tt[0], tt[1], text, tt[2])
		}
	}
}

// TestChangesAreToldOnce: a State that changed is named by the step that changed it, and by
// no later one. An output that was never put stays as it is.
func TestChangesAreToldOnce(t *testing.T) {
	a := serveBuiltins(t)
	a.join(t, "s", 3, `[null,null]`)
	messages := a.open(t, "session_hash=s").all()
	told := 0
	for _, m := range messages {
		told += strings.Count(m.Raw, `"changed_state_ids":[3]`)
		if m.Msg == "process_completed" && string(m.Output.Data[3]) != `{"__type__":"update"}` {
			t.Errorf("got %s", m.Raw)
		}
	}
	if told != 1 {
		t.Errorf("the change is told %d times: %s", told, transcript(messages))
	}
}
