package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// The blocks of the test app. Their ids are their places in the page, from 1.
var (
	name  = ui.Textbox().Label("Name")
	count = ui.Number().Label("Count").Minimum(0).Maximum(10)
	reply = ui.Textbox().Label("Reply")
	tally = ui.State(10)
	pick  = ui.Radio().Label("Pick").Choices(lateChoices())
	note  = ui.Markdown("**bold**")
	home  = ui.Page(name, count, reply, tally, pick, note)
	about = ui.Page(ui.Markdown("About")).Title("About us")
)

func lateChoices() ui.ChoiceList { return ui.Values("a", "b") }

const (
	nameID = iota + 1
	countID
	replyID
	tallyID
	pickID
	noteID
	aboutID
	aboutNoteID
)

// dep is one listener of the test app.
type dep struct {
	inputs, outputs []int
	targets         [][2]any
	visibility      string
	direct          bool
	generator       bool
	call            app.Handler
	options         []app.Option
}

// The listeners of the test app by number.
const (
	echoFn = iota
	streamFn
	tokensFn
	failFn
	waitFn
	addFn
	limitFn
	numberFn
	pickFn
	privateFn
	directFn
	unloadFn
	noticesFn
	resetFn
	watchFn
	slowFn
	requestFn
	sendFn
	mixedFn
	togetherFn
)

var fnNames = []string{"echo", "stream", "tokens", "fail", "wait", "add", "limit", "number", "pick", "private", "direct", "unload", "notices", "reset", "watch", "slow", "request", "send", "mixed", "together"}

// probe is what tests see of the handlers.
type probe struct {
	started  chan struct{} // wait has begun
	stopped  chan error    // the reason why wait ended
	unloaded chan string   // session of an unload
}

type testApp struct {
	*app.App
	*probe
	url string
	log *logBuffer
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newApp(configure ...func(*app.App)) (*app.App, *probe, *logBuffer) {
	p := &probe{started: make(chan struct{}, 100), stopped: make(chan error, 100), unloaded: make(chan string, 100)}
	deps := listeners(p)
	a := app.New(app.Build{Name: "test", Config: configJSON(deps), API: apiJSON(deps), Script: []byte("export const fn0 = () => 1")}, home, about)
	for i, d := range deps {
		a.ListenAt(i, "test."+fnNames[i], d.call, d.options...)
	}
	log := &logBuffer{}
	a.Log = slog.New(slog.NewTextHandler(log, nil))
	for _, f := range configure {
		f(a)
	}
	return a, p, log
}

// serve serves the test app until the test ends.
func serve(t testing.TB, configure ...func(*app.App)) *testApp {
	t.Helper()
	a, p, log := newApp(configure...)
	server := httptest.NewServer(a.Handler())
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		server.CloseClientConnections()
		server.Close()
	})
	return &testApp{a, p, server.URL, log}
}

func listeners(p *probe) []dep {
	echo := func(c *app.Call) error {
		text := value.Text[string](c.Input(0))
		if err := c.Err(); err != nil {
			return err
		}
		value.PutText(c.Output(0), text)
		return nil
	}
	return []dep{
		echoFn: {inputs: []int{nameID}, outputs: []int{replyID}, call: echo},
		streamFn: {inputs: []int{countID}, outputs: []int{replyID}, generator: true, call: func(c *app.Call) error {
			n := value.Int[int](c.Input(0))
			if err := c.Err(); err != nil {
				return err
			}
			text := ""
			for i := range n {
				text += fmt.Sprint(i, " ")
				value.PutText(c.Output(0), text)
				if err := c.Send(); err != nil {
					return err
				}
			}
			return nil
		}},
		tokensFn: {inputs: []int{countID}, outputs: []int{replyID}, generator: true, call: func(c *app.Call) error {
			n := value.Int[int](c.Input(0))
			if err := c.Err(); err != nil {
				return err
			}
			for i := range n {
				value.AppendText(c.Output(0), ui.Token(fmt.Sprint(i, " ")))
				if err := c.Send(); err != nil {
					return err
				}
			}
			return nil
		}},
		failFn: {inputs: []int{nameID}, outputs: []int{replyID}, call: func(c *app.Call) error {
			switch value.Text[string](c.Input(0)) {
			case "shown":
				return event.Errorf("boom").Title("T!").Duration(3 * time.Second)
			case "panic":
				panic("secret panic")
			}
			return errors.New("secret")
		}},
		waitFn: {inputs: []int{nameID}, outputs: []int{replyID}, call: func(c *app.Call) error {
			p.started <- struct{}{}
			<-c.Context().Done()
			p.stopped <- context.Cause(c.Context())
			return c.Context().Err()
		}},
		addFn: {inputs: []int{tallyID}, outputs: []int{tallyID, replyID}, call: func(c *app.Call) error {
			n := value.State(c.Input(0), value.Copy[int]) + 1
			value.PutState(c.Output(0), n, value.Copy[int])
			value.PutText(c.Output(1), fmt.Sprint(n))
			return c.Err()
		}},
		limitFn: {outputs: []int{countID}, call: func(c *app.Call) error {
			c.PutBlock(0, count.Maximum(20).Label("More"))
			return nil
		}},
		numberFn: {inputs: []int{countID}, outputs: []int{replyID}, call: func(c *app.Call) error {
			n := value.Int[int](c.Input(0))
			if err := c.Err(); err != nil {
				return err
			}
			value.PutText(c.Output(0), fmt.Sprint(n))
			return nil
		}},
		pickFn: {inputs: []int{pickID}, outputs: []int{replyID}, call: func(c *app.Call) error {
			v := value.Choice[string](c.Input(0))
			if err := c.Err(); err != nil {
				return err
			}
			value.PutText(c.Output(0), v)
			return nil
		}},
		privateFn: {inputs: []int{nameID}, outputs: []int{replyID}, targets: [][2]any{{nameID, "submit"}}, visibility: "private", call: echo},
		directFn:  {inputs: []int{nameID}, outputs: []int{replyID}, direct: true, call: echo},
		unloadFn: {targets: [][2]any{{nil, "unload"}}, visibility: "private", call: func(c *app.Call) error {
			p.unloaded <- event.RequestFrom(c.Context()).Session
			return nil
		}},
		noticesFn: {outputs: []int{replyID}, call: func(c *app.Call) error {
			ctx := c.Context()
			event.Progress(ctx, 0.5, "half")
			event.Info(ctx, "hello", event.Duration(0))
			for range event.Track(ctx, []int{1, 2}, "outer") {
				event.ProgressStep(ctx, 1, 3, "")
			}
			event.Warning(ctx, "careful", event.Title("Hm"))
			value.PutText(c.Output(0), "done")
			return nil
		}},
		resetFn: {outputs: []int{tallyID}, call: app.ResetState()},
		watchFn: {targets: [][2]any{{tallyID, "change"}}, visibility: "undocumented", outputs: []int{replyID}, call: func(*app.Call) error { return nil }},
		slowFn: {outputs: []int{replyID}, options: []app.Option{app.TimeLimit(time.Millisecond)}, call: func(c *app.Call) error {
			return event.Sleep(c.Context(), time.Hour)
		}},
		requestFn: {outputs: []int{replyID}, call: func(c *app.Call) error {
			r := event.RequestFrom(c.Context())
			value.PutText(c.Output(0), r.Session+"|"+r.Query.Get("q")+"|"+r.Header.Get("X-Test")+"|"+r.Root)
			return nil
		}},
		mixedFn: {outputs: []int{replyID}, generator: true, call: func(c *app.Call) error {
			o := c.Output(0)
			for _, put := range []func(){
				func() { value.AppendText(o, "a") },
				func() { value.AppendText(o, "b"); value.AppendText(o, "c") },
				func() { value.PutText(o, "x"); value.AppendText(o, "y") },
				func() {},
				func() { value.PutText(o, "z") },
				func() { value.AppendText(o, "!") },
				func() { c.PutBlock(0, reply.Label("L")) },
				func() { value.AppendText(o, "?") },
			} {
				put()
				if err := c.Send(); err != nil {
					return err
				}
			}
			return nil
		}},
		togetherFn: {inputs: []int{countID}, outputs: []int{replyID, countID}, generator: true, call: func(c *app.Call) error {
			n := value.Int[int](c.Input(0))
			if err := c.Err(); err != nil {
				return err
			}
			send := func(i int) error { // as the generator writes it
				c.Lock()
				defer c.Unlock()
				value.PutText(c.Output(0), fmt.Sprint(i))
				value.PutInt(c.Output(1), i)
				return c.Send()
			}
			var all sync.WaitGroup
			for i := range n {
				all.Go(func() {
					for k := range 50 {
						if err := send(i*100 + k); err != nil {
							p.stopped <- err
						}
					}
				})
			}
			all.Wait()
			go func() { // one that is left behind
				<-c.Context().Done()
				p.stopped <- send(-1)
			}()
			return nil
		}},
		sendFn: {inputs: []int{nameID}, outputs: []int{replyID, countID}, generator: true, call: func(c *app.Call) error {
			value.PutText(c.Output(0), "one")
			value.PutInt(c.Output(1), 1)
			if err := c.Send(); err != nil {
				return err
			}
			value.PutInt(c.Output(1), 2) // the text stays
			if err := c.Send(); err != nil {
				return err
			}
			c.PutBlock(0, reply.Label("New"))
			return c.Send()
		}},
	}
}

// configJSON is config.json as the generator would write it.
func configJSON(deps []dep) []byte {
	component := func(id int, typ string, skip bool, props string) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"id":%d,"type":%q,"props":%s,"skip_api":%t,"component_class_id":"x","key":null}`, id, typ, props, skip))
	}
	components := []json.RawMessage{
		component(nameID, "textbox", false, `{"label":"Name","name":"textbox","lines":1}`),
		component(countID, "number", false, `{"label":"Count","name":"number","minimum":0,"maximum":10}`),
		component(replyID, "textbox", false, `{"label":"Reply","name":"textbox"}`),
		component(tallyID, "state", true, `{"name":"state"}`),
		component(pickID, "radio", false, `{"label":"Pick","name":"radio","choices":[]}`),
		component(noteID, "markdown", false, `{"value":"**bold**","name":"markdown"}`),
		component(aboutNoteID, "markdown", false, `{"value":"</script><script>alert(1)</script>","name":"markdown"}`),
	}
	var dependencies []json.RawMessage
	var all []int
	for i, d := range deps {
		if d.targets == nil {
			d.targets = [][2]any{}
		}
		dependencies = append(dependencies, encode(map[string]any{
			"id": i, "targets": d.targets, "inputs": append([]int{}, d.inputs...), "outputs": append([]int{}, d.outputs...),
			"backend_fn": true, "queue": !d.direct, "api_name": fnNames[i], "api_visibility": visibility(d),
			"types": map[string]bool{"generator": d.generator, "cancel": false}, "cancels": []int{},
		}))
		all = append(all, i)
	}
	layout := func(id int, children ...int) map[string]any {
		list := []map[string]any{}
		for _, c := range children {
			list = append(list, map[string]any{"id": c})
		}
		return map[string]any{"id": id, "children": list}
	}
	return encode(map[string]any{
		"config": map[string]any{
			"version": "6.25.0", "api_prefix": "/gradio_api", "protocol": "sse_v3", "mode": "blocks", "title": "Test <app>",
			"show_error": false, "components": components, "dependencies": dependencies, "layout": layout(0, 1, 2, 3, 5, 6),
			"pages": [][]any{{"", "Home", true}, {"about", "About", true}},
			"page": map[string]any{
				"":      map[string]any{"layout": layout(0, 1, 2, 3, 5, 6), "components": []int{1, 2, 3, 4, 5, 6}, "dependencies": all},
				"about": map[string]any{"layout": layout(aboutID, aboutNoteID), "components": []int{aboutNoteID}, "dependencies": []int{}},
			},
		},
		"order":  []int{0, nameID, countID, replyID, tallyID, pickID, noteID, aboutID, aboutNoteID},
		"late":   []map[string]any{{"id": pickID, "prop": "choices"}},
		"enums":  map[string]any{},
		"labels": map[string]any{},
		"queue":  map[string]any{"max_size": 3, "default_concurrency_limit": 1},
		"assets": map[string]any{"css": "body { color: red }", "favicon": "data:image/png;base64,iVBORw0KGgo="},
		"pages":  map[string]any{"about": map[string]any{"title": "About us", "css": "p { color: blue }", "head": "<script>let inline = 1</script>", "fill_width": true}},
	})
}

func visibility(d dep) string {
	if d.visibility == "" {
		return "public"
	}
	return d.visibility
}

// apiJSON is api.json: what is not private.
func apiJSON(deps []dep) []byte {
	named := map[string]any{}
	for i, d := range deps {
		if visibility(d) == "private" {
			continue
		}
		parameters := []any{}
		for _, id := range d.inputs {
			if id != tallyID {
				parameters = append(parameters, map[string]any{"parameter_name": fmt.Sprint("p", id), "parameter_has_default": id == countID, "parameter_default": 2})
			}
		}
		named["/"+fnNames[i]] = map[string]any{"parameters": parameters, "returns": []any{}, "api_visibility": visibility(d)}
	}
	return encode(map[string]any{"named_endpoints": named, "unnamed_endpoints": map[string]any{}})
}

func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return raw
}
