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
	"github.com/blocksgen/blocksgen/runtime/blocks/markdown"
	"github.com/blocksgen/blocksgen/runtime/blocks/number"
	"github.com/blocksgen/blocksgen/runtime/blocks/radio"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/blocks/state"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
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
	timeLimit       float64
	builtin         string // a function of the runtime's in the place of call
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
	deafFn
	deafLimitFn
	bombFn
	remoteFn
	hiddenFn
	directAddFn
)

var fnNames = []string{"echo", "stream", "tokens", "fail", "wait", "add", "limit", "number", "pick", "private", "direct", "unload", "notices", "reset", "watch", "slow", "request", "send", "mixed", "together", "deaf", "deafLimit", "bomb", "remote", "hidden", "directAdd"}

// probe is what tests see of the handlers.
type probe struct {
	started  chan struct{} // wait has begun
	stopped  chan error    // the reason why wait ended
	unloaded chan string   // session of an unload
	deaf     chan struct{} // lets the handlers return that do not listen to their context
}

// wait waits until its context ends, or as long as its input says; with "deaf", it waits
// for an hour whatever its context says.
func (p *probe) wait(c *app.Call) error {
	how := value.Text[string](c.Input(0))
	if how == "deaf" {
		time.Sleep(time.Hour)
		return nil
	}
	d, err := time.ParseDuration(how)
	if err != nil {
		d = 1 << 62
	}
	end := time.NewTimer(d)
	defer end.Stop()
	select {
	case <-end.C:
		value.PutText(c.Output(0), "waited "+how)
		return nil
	case <-c.Context().Done():
	}
	p.stopped <- context.Cause(c.Context())
	return c.Context().Err()
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
	p := &probe{started: make(chan struct{}, 100), stopped: make(chan error, 100), unloaded: make(chan string, 100), deaf: make(chan struct{})}
	deps := listeners(p)
	a := app.New(app.Build{Name: "test", Config: configJSON(deps), Script: []byte("export const fn0 = () => 1")}, home, about)
	a.Blocks(textbox.Block, number.Block, state.Block, radio.Block, markdown.Block)
	for i, d := range deps {
		if d.builtin == "" {
			a.Listen(fnNames[i], d.call)
		}
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
	served := serveApp(t, a)
	served.probe, served.log = p, log
	return served
}

// serveApp serves any app until the test ends.
func serveApp(t testing.TB, a *app.App) *testApp {
	t.Helper()
	server := httptest.NewServer(a.Handler())
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		server.CloseClientConnections()
		server.Close()
	})
	return &testApp{App: a, url: server.URL}
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
			return p.wait(c)
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
		resetFn: {outputs: []int{tallyID}, builtin: "reset_state"},
		watchFn: {targets: [][2]any{{tallyID, "change"}}, visibility: "undocumented", outputs: []int{replyID}, call: func(*app.Call) error { return nil }},
		slowFn: {outputs: []int{replyID}, timeLimit: 0.001, call: func(c *app.Call) error {
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
		deafFn:      {inputs: []int{nameID, tallyID}, outputs: []int{replyID, tallyID}, call: p.beDeaf},
		deafLimitFn: {inputs: []int{nameID, tallyID}, outputs: []int{replyID, tallyID}, timeLimit: 0.2, call: p.beDeaf},
		bombFn: {inputs: []int{nameID}, outputs: []int{replyID}, generator: true, call: func(c *app.Call) error {
			send := func(v any) (err error) { // as the generator writes it
				c.Lock()
				defer c.Unlock()
				defer c.Recover(&err)
				value.PutJSON(c.Output(0), v)
				return c.Send()
			}
			errs := make(chan error, 2)
			go func() {
				errs <- send(bomb{})
				errs <- send("after")
			}()
			if first, second := <-errs, <-errs; first == nil || second == nil {
				value.PutText(c.Output(0), "the panic was no error")
			}
			return nil // as if the handler did not care
		}},
		remoteFn: {outputs: []int{replyID}, call: func(c *app.Call) error {
			value.PutText(c.Output(0), event.RequestFrom(c.Context()).Remote)
			return nil
		}},
		directAddFn: {inputs: []int{tallyID}, outputs: []int{tallyID, replyID}, visibility: "undocumented", direct: true, call: func(c *app.Call) error {
			n := value.State(c.Input(0), value.Copy[int]) + 1
			if err := event.Sleep(c.Context(), time.Second); err != nil {
				return err
			}
			value.PutState(c.Output(0), n, value.Copy[int])
			value.PutText(c.Output(1), fmt.Sprint(n))
			return c.Err()
		}},
		hiddenFn: {inputs: []int{nameID}, outputs: []int{replyID}, visibility: "private", call: echo},
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

// bomb is a value whose encoding panics.
type bomb struct{}

func (bomb) MarshalJSON() ([]byte, error) { panic("secret bomb") }

// beDeaf is a handler that does not listen to its context. It writes its State last.
func (p *probe) beDeaf(c *app.Call) error {
	p.started <- struct{}{}
	<-p.deaf
	p.stopped <- c.Send()
	n := value.State(c.Input(1), value.Copy[int])
	value.PutState(c.Output(1), n+100, value.Copy[int])
	value.PutText(c.Output(0), "late")
	return nil
}

// configJSON is config.json as the generator would write it.
func configJSON(deps []dep) []byte {
	props := func(pairs ...string) (o spec.Object) {
		for i := 0; i < len(pairs); i += 2 {
			o.Set(pairs[i], json.RawMessage(pairs[i+1]))
		}
		return o
	}
	var listeners []contract.Listener
	for i, d := range deps {
		l := contract.Listener{
			ID: i, Handler: fnNames[i], Group: "test." + fnNames[i], Inputs: d.inputs, Outputs: d.outputs, TimeLimit: d.timeLimit,
			Direct: d.direct, Generator: d.generator, API: contract.API{Name: fnNames[i], Visibility: d.visibility},
		}
		if d.builtin != "" {
			l.Handler, l.Builtin = "", d.builtin
		}
		for _, t := range d.targets {
			id, _ := t[0].(int)
			l.Targets = append(l.Targets, contract.Target{Block: id, Event: t[1].(string)})
		}
		for at, id := range d.inputs {
			p := contract.ListenerParam{At: at, Name: fmt.Sprint("p", id)}
			if id == countID {
				p.Default = json.RawMessage("2")
			}
			l.Params = append(l.Params, p)
		}
		listeners = append(listeners, l)
	}
	wide := true
	return encode(contract.Config{
		Title: "Test <app>", CSS: "body { color: red }", Favicon: "data:image/png;base64,iVBORw0KGgo=",
		Queue: contract.Queue{MaxSize: 3, DefaultConcurrencyLimit: 1}, StateSessionCapacity: 50, SessionLinger: 600,
		Order: []int{0, nameID, countID, replyID, tallyID, pickID, noteID, aboutID, aboutNoteID},
		Pages: []contract.Page{
			{ID: 0, Name: "Home", Layout: []contract.Node{{ID: nameID}, {ID: countID}, {ID: replyID}, {ID: pickID}, {ID: noteID}}},
			{
				ID: aboutID, Path: "about", Name: "About", Layout: []contract.Node{{ID: aboutNoteID}},
				Title: "About us", CSS: "p { color: blue }", Head: "<script>let inline = 1</script>", FillWidth: &wide,
			},
		},
		Blocks: []contract.Block{
			{ID: nameID, Kind: "textbox", Props: props("label", `"Name"`)},
			{ID: countID, Kind: "number", Props: props("label", `"Count"`, "minimum", "0", "maximum", "10")},
			{ID: replyID, Kind: "textbox", Props: props("label", `"Reply"`)},
			{ID: tallyID, Kind: "state"},
			{ID: pickID, Kind: "radio", Props: props("label", `"Pick"`), Late: []string{"choices"}},
			{ID: noteID, Kind: "markdown", Props: props("value", `"**bold**"`)},
			{ID: aboutNoteID, Kind: "markdown", Page: 1, Props: props("value", `"</script><script>alert(1)</script>"`)},
		},
		Listeners: listeners,
	})
}

func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return raw
}
