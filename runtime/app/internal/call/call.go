// Package call is one run of a handler: a job's data becomes the inputs of a [Call],
// the handler runs, and what it put into the outputs becomes the job's output. It
// also has the handlers of the runtime's own. It knows no HTTP.
package call

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// Handler is an adapter: it decodes the inputs of a call, calls a handler, and
// encodes what it gave. The generator writes them.
type Handler func(*Call) error

// Call is one run of a listener.
type Call struct {
	ctx      context.Context
	runner   *Runner
	site     *site.Site
	listener *site.Listener
	job      *job.Job
	emitter  job.Emitter
	session  *session.Session
	scope    value.Scope
	inputs   []*value.In
	outputs  []*output
	sent     bool // an intermediate result was published
	changed  map[int]bool

	mu sync.Mutex // see Lock

	step sync.Mutex // guards what follows
	over bool       // nothing is sent any more
	fail error      // a panic while something was sent
}

// Context ends when the call is cancelled, its time limit passes or the app
// stops. The functions of package event go by it.
func (c *Call) Context() context.Context { return c.ctx }

// Input returns an input by its position in the listener's inputs.
func (c *Call) Input(i int) *value.In {
	in, comp := c.inputs[i], c.listener.Inputs[i]
	if comp.State != nil {
		return in
	}
	raw, err := comp.Accept(in.Props, in.Raw)
	if err != nil {
		in.Failf("%v", err)
		return &value.In{Label: in.Label, Scope: in.Scope} // the failure above stands
	}
	in.Raw = raw
	return in
}

// Output returns an output by its position in the listener's outputs.
func (c *Call) Output(i int) *value.Out { return &c.outputs[i].Out }

// Property returns a property of an input whose component sends its properties
// in the place of its value.
func (c *Call) Property(i int, name string) *value.In {
	in := c.inputs[i]
	var props map[string]json.RawMessage
	if json.Unmarshal(in.Raw, &props) != nil {
		in.Failf("expected the component's properties")
	}
	return &value.In{Raw: props[name], Props: in.Props, Label: in.Label, Scope: &c.scope}
}

// EventData returns the payload of the event that fired.
func (c *Call) EventData() *value.In {
	return &value.In{Raw: c.job.EventData, Label: "Event", Scope: &c.scope}
}

// PutBlock changes the properties of an output, by its position, to what was set on
// the block since its page declared it; everything else stays as it is.
func (c *Call) PutBlock(i int, b ui.Node) {
	o := c.outputs[i]
	props, err := c.site.Changes(b, o.comp.Node)
	if err != nil {
		o.fail(err)
		return
	}
	value.PutProps(&o.Out, props)
}

// Lock lets several goroutines of one handler put outputs and Send by turns. An
// adapter holds it wherever that may happen, and for nothing else.
func (c *Call) Lock() { c.mu.Lock() }

// Unlock ends a turn.
func (c *Call) Unlock() { c.mu.Unlock() }

// Recover is deferred while a handler's goroutine puts outputs and sends them. A panic of
// the handler's types, such as in MarshalJSON, would end the process there: it becomes
// the error of sending, and the call fails.
func (c *Call) Recover(err *error) {
	p := recover()
	if p == nil {
		return
	}
	c.step.Lock()
	defer c.step.Unlock()
	if c.fail == nil { // the others of many goroutines would say the same
		c.fail = c.runner.panicked(c.listener, p)
	}
	*err = c.fail
}

// close lets nothing be sent any more. It returns the error that sending ended with.
func (c *Call) close() error {
	c.step.Lock()
	defer c.step.Unlock()
	c.over = true
	return c.fail
}

// Err returns the first error of decoding an input.
func (c *Call) Err() error { return c.scope.Err() }
