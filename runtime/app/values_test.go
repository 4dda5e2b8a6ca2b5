package app_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	jsonblock "github.com/blocksgen/blocksgen/runtime/blocks/json"
	"github.com/blocksgen/blocksgen/runtime/blocks/state"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

type mood string

// serveValues serves an app with what depends on no block's family of values: event data,
// State, and endpoints without blocks.
func serveValues(t *testing.T) *testApp {
	t.Helper()
	const stateID, textID, jsonID = 1, 2, 3
	home := ui.Page(ui.State[any](1.5), ui.Textbox(), ui.JSON())
	schema := func(s string) []contract.ListenerParam {
		return []contract.ListenerParam{{Name: "v", Schema: &contract.Schema{JSON: json.RawMessage(s)}}}
	}
	listeners := []contract.Listener{
		{API: contract.API{Name: "select"}, Outputs: []int{textID}, EventData: true},
		{API: contract.API{Name: "keep"}, Inputs: []int{jsonID}, Outputs: []int{stateID}},
		{API: contract.API{Name: "watch"}, Targets: []contract.Target{{Block: stateID, Event: "change"}}},
		{API: contract.API{Name: "deep"}, Inputs: []int{jsonID}, Outputs: []int{jsonID}},
		{API: contract.API{Name: "mood"}, Params: schema(`{"type":"string","enum":["glad","sad"]}`), Returns: schema(`{"type":"string"}`)},
		{API: contract.API{Name: "moods"}, Params: schema(`{"type":"array","items":{"type":"object","properties":{"mood":{"type":"string","enum":["glad","sad"]},"n":{"type":"integer"}}}}`), Returns: schema(`{}`)},
		{API: contract.API{Name: "text"}, Params: schema(`{"anyOf":[{"type":"string"},{"type":"null"}]}`), Returns: schema(`{}`)},
		{API: contract.API{Name: "whole"}, Params: schema(`{"type":"integer"}`), Returns: schema(`{}`)},
		{API: contract.API{Name: "truth"}, Params: schema(`{"type":"boolean"}`), Returns: schema(`{}`)},
	}
	handlers := []app.Handler{
		func(c *app.Call) error {
			s := value.JSON[event.Select[string]](c.EventData())
			if err := c.Err(); err != nil {
				return err
			}
			value.PutText(c.Output(0), fmt.Sprint(s.Index, s.Value))
			return nil
		},
		func(c *app.Call) error {
			var v any = math.NaN()
			if sent := value.JSON[any](c.Input(0)); sent != "NaN" {
				v = sent
			}
			value.PutState(c.Output(0), v, value.CopyAny[any])
			return c.Err()
		},
		func(*app.Call) error { return nil },
		func(c *app.Call) error {
			depth := value.JSON[int](c.Input(0))
			value.PutJSON(c.Output(0), json.RawMessage(strings.Repeat("[", depth)+`"]["`+strings.Repeat("]", depth)))
			return c.Err()
		},
		func(c *app.Call) error { return echo(c, value.Text[mood], value.PutText[mood]) },
		func(c *app.Call) error { return echo(c, value.JSON[any], value.PutJSON[any]) },
		func(c *app.Call) error { return echo(c, value.Text[string], value.PutText[string]) },
		func(c *app.Call) error { return echo(c, value.Int[int64], value.PutInt[int64]) },
		func(c *app.Call) error { return echo(c, value.Bool[bool], value.PutBool[bool]) },
	}
	for i := range listeners {
		listeners[i].ID, listeners[i].Handler, listeners[i].Group = i, listeners[i].API.Name, listeners[i].API.Name
	}
	a := app.New(app.Build{Name: "values", Config: encode(contract.Config{
		Order: []int{0, stateID, textID, jsonID}, Pages: []contract.Page{{Layout: []contract.Node{{ID: textID}, {ID: jsonID}}}},
		Blocks:    []contract.Block{{ID: stateID, Kind: "state"}, {ID: textID, Kind: "textbox"}, {ID: jsonID, Kind: "json"}},
		Listeners: listeners,
	})}, home)
	a.Blocks(state.Block, textbox.Block, jsonblock.Block)
	a.Settings.ShowError = true
	for i, h := range handlers {
		a.Listen(listeners[i].Handler, h)
	}
	return serveApp(t, a)
}

// echo gives back what it gets.
func echo[T any](c *app.Call, decode func(*value.In) T, put func(*value.Out, T)) error {
	v := decode(c.Input(0))
	if err := c.Err(); err != nil {
		return err
	}
	put(c.Output(0), v)
	return nil
}

// TestValueRules: values without a block follow the rules of the blocks, and event data
// must be there.
func TestValueRules(t *testing.T) {
	a := serveValues(t)
	for _, tt := range []struct{ name, body, want string }{
		{"select", `{"data":[]}`, "Event: the event has no data"},
		{"select", `{"data":[],"event_data":null}`, "Event: the event has no data"},
		{"select", `{"data":[],"event_data":{"value":"a"}}`, "Event: the data of the event has no \"index\""},
		{"select", `{"data":[],"event_data":{"index":1,"value":"a"}}`, `["1a"]`},
		{"mood", `{"data":["sad"]}`, `["sad"]`},
		{"mood", `{"data":["mad"]}`, `v: "mad" is not in the list of choices`},
		{"mood", `{"data":[null]}`, `[""]`},
		{"moods", `{"data":[[{"mood":"sad","n":9007199254740993}]]}`, `[[{"mood":"sad","n":9007199254740993}]]`},
		{"moods", `{"data":[[{"mood":"mad"}]]}`, `v: mood: "mad" is not in the list of choices`},
		{"moods", `{"data":["sad"]}`, `v: expected a list`},
		{"moods", `{"data":[["sad"]]}`, `v: expected an object`},
		{"text", `{"data":[5]}`, `["5"]`},
		{"text", `{"data":[true]}`, `["True"]`},
		{"text", `{"data":[{}]}`, `v: expected a string`},
		{"whole", `{"data":[1.0]}`, `[1]`},
		{"whole", `{"data":[9007199254740993]}`, `[9007199254740993]`},
		{"whole", `{"data":[null]}`, `[0]`},
		{"whole", `{"data":[1.5]}`, `v: expected a whole number, got 1.5`},
		{"whole", `{"data":["1"]}`, `v: expected a number`},
		{"truth", `{"data":[1]}`, `[true]`},
		{"truth", `{"data":["true"]}`, `v: expected true or false`},
		{"deep", `{"data":[254]}`, `[[[[`},
		{"deep", `{"data":[255]}`, `output 0: the value nests deeper than 254 levels`},
	} {
		_, text := a.post(t, api+"/run/"+tt.name, tt.body)
		var got struct {
			Data  json.RawMessage
			Error string
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if result := string(got.Data) + got.Error; !strings.HasPrefix(result, tt.want) {
			t.Errorf("%s %s: got %.200s, want %s", tt.name, tt.body, result, tt.want)
		}
	}
}

// TestWhatComesOutMayGoIn: what is not too deep to come out is not too deep to be sent.
func TestWhatComesOutMayGoIn(t *testing.T) {
	a := serveValues(t)
	_, text := a.post(t, api+"/run/deep", `{"data":[254]}`)
	var got struct{ Data json.RawMessage }
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if status, text := a.post(t, api+"/run/keep", `{"data":`+string(got.Data)+`}`); status != 200 {
		t.Errorf("got %d %.200s", status, text)
	}
}

// TestStateChanges: a State changes when it is written for the first time with another
// value than the initial one, and never by an equal value.
func TestStateChanges(t *testing.T) {
	a := serveValues(t)
	for i, step := range []struct {
		write  string
		change bool
	}{
		{`1.5`, false}, // as it is declared
		{`2`, true},
		{`2`, false},
		{`2.0`, false},
		{`null`, true},
		{`null`, false},
		{`""`, true},
		{`""`, false},
		{`"NaN"`, true},
		{`"NaN"`, false},
		{`[]`, true},
		{`[1,{"a":[]}]`, true},
		{`[1,{"a":[]}]`, false},
		{`9007199254740993`, true},
		{`9007199254740993`, false},
	} {
		_, text := a.post(t, api+"/run/keep", `{"data":[`+step.write+`],"session_hash":"s"}`)
		if changed := strings.Contains(text, `"changed_state_ids":[1]`); changed != step.change {
			t.Errorf("step %d: after writing %s: changed is %t: %s", i, step.write, changed, text)
		}
	}
}
