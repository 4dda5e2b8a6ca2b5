package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"runtime/debug"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// errTimeLimit is the cause of a context whose listener has a time limit.
var errTimeLimit = errors.New("the time limit was reached")

// run is the engine's runner: it decodes the inputs of a job, calls the adapter
// and encodes what it put.
func (a *App) run(ctx context.Context, j *job.Job, e job.Emitter) (out job.Output, err error) {
	fn := a.config.fns[j.Fn]
	if fn == nil || fn.call == nil {
		return out, fmt.Errorf("nothing listens as %d", j.Fn)
	}
	if fn.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, fn.limit, errTimeLimit)
		defer cancel()
	}
	defer func() {
		if r := recover(); r != nil {
			a.log().Error("handler panicked", "listener", fn.APIName, "panic", r, "stack", string(debug.Stack()))
			err = &job.Failure{Bare: true}
			return
		}
		if err != nil {
			err = a.failure(ctx, fn, err)
		}
	}()
	s := a.openSession(fn, j)
	defer s.Release()
	unlock, err := s.Lock(ctx, fn.states...)
	if err != nil {
		return out, err
	}
	defer unlock()

	c, err := a.newCall(ctx, fn, j, e, s)
	if err != nil {
		return out, err
	}
	err = fn.call(c)
	c.Lock() // goroutines that the handler left behind may still send
	defer c.Unlock()
	c.over = true
	if err != nil {
		return out, err
	}
	return c.finish()
}

// openSession returns the session whose State a job uses. A call that names none
// has one of its own, which ends with it; so has the leaving of a client that never
// called.
func (a *App) openSession(fn *listener, j *job.Job) *session.Session {
	name := sessionOf(j)
	if !a.store.Touch(name) && fn.unload {
		name = ""
	}
	return a.store.Acquire(name)
}

// sessionOf names the client's session; "" for a call that has a log of its own and
// names none.
func sessionOf(j *job.Job) string {
	if owner := j.Owner(); owner != j.ID {
		return owner
	}
	return ""
}

// newCall binds a job's data to its listener's inputs.
func (a *App) newCall(ctx context.Context, fn *listener, j *job.Job, e job.Emitter, s *session.Session) (*Call, error) {
	var data []json.RawMessage
	if err := json.Unmarshal(j.Data, &data); err != nil {
		return nil, fmt.Errorf("data of job %s: %w", j.ID, err)
	}
	if len(data) < len(fn.inputs) {
		return nil, &value.InputError{Message: fmt.Sprintf("needs %d values, got %d", len(fn.inputs), len(data))}
	}
	c := &Call{app: a, fn: fn, job: j, emitter: e, session: s}
	c.ctx = event.NewContext(ctx, e, request(j))
	for i, comp := range fn.inputs {
		if comp.state != nil {
			c.inputs = append(c.inputs, value.NewStateIn(s.Value(comp.ID), &c.err))
			continue
		}
		c.inputs = append(c.inputs, value.NewIn(data[i], c.props(comp), comp.label, &c.err))
	}
	for _, comp := range fn.outputs {
		c.outputs = append(c.outputs, &output{comp: comp, Out: value.Out{
			Props: c.props(comp), Declared: comp.node, Encoder: a.config.encoder,
		}})
	}
	return c, nil
}

// props are a component's properties as the session sees them.
func (c *Call) props(comp *component) value.Props { return merged(comp, c.session) }

func merged(comp *component, s *session.Session) value.Props {
	changed := s.Props(comp.ID)
	if len(changed) == 0 {
		return comp.props
	}
	props := maps.Clone(comp.props)
	maps.Copy(props, changed)
	return props
}

// request is what a handler may ask about the HTTP request.
func request(j *job.Job) *event.Request {
	r := j.Request
	return &event.Request{
		Header: r.Header, Query: r.Query, Host: r.Host, Remote: r.Remote,
		Path: r.Path, Root: r.Root, Username: r.Username, Session: sessionOf(j),
	}
}

// finish takes what was put last and makes it the result.
func (c *Call) finish() (out job.Output, err error) {
	if err := c.take(); err != nil {
		return out, err
	}
	for _, o := range c.outputs {
		o.step(false)
		if c.fn.Types.Generator && !c.sent {
			o.orNull()
		}
	}
	return job.Output{Full: c.full(), ChangedStates: c.takeChanged()}, nil
}

// errReturned is what Send says to goroutines that outlive their handler.
var errReturned = errors.New("the handler has returned")

// Send publishes what was put so far as an intermediate result. It fails once the
// call is over, and the handler should return then.
func (c *Call) Send() error {
	if c.over {
		return errReturned
	}
	if c.ctx.Err() != nil {
		return context.Cause(c.ctx)
	}
	if err := c.take(); err != nil {
		return err
	}
	edits := make([]json.RawMessage, len(c.outputs))
	for i, o := range c.outputs {
		edits[i] = o.step(c.sent)
	}
	out := job.Output{Edits: edits, ChangedStates: c.takeChanged()}
	if !c.sent {
		out.Full, out.Edits = c.full(), nil
	}
	c.sent = true
	c.emitter.Generating(out)
	return nil
}

// take keeps what was put into States and properties since the last step.
func (c *Call) take() error {
	for i, o := range c.outputs {
		if o.Err != nil {
			return fmt.Errorf("output %d: %w", i, o.Err)
		}
		if o.State != nil {
			c.setState(o.comp, *o.State)
			o.State = nil
		}
		if len(o.Update) > 0 {
			c.keepProps(o)
		}
	}
	return nil
}

// full is the whole wire value of each output.
func (c *Call) full() []json.RawMessage {
	values := make([]json.RawMessage, len(c.outputs))
	for i, o := range c.outputs {
		values[i] = o.full()
	}
	return values
}

// setState keeps a State's new value and notes whether listeners must know.
func (c *Call) setState(comp *component, v any) {
	if c.fn.watched[comp.ID] && !reflect.DeepEqual(c.session.Value(comp.ID), v) {
		if c.changed == nil {
			c.changed = map[int]bool{}
		}
		c.changed[comp.ID] = true
	}
	c.session.Set(comp.ID, v)
}

func (c *Call) takeChanged() []int {
	ids := slices.Sorted(maps.Keys(c.changed))
	clear(c.changed)
	return ids
}

// keepProps remembers the properties that a handler changed: from now on the
// session's values are checked by them.
func (c *Call) keepProps(o *output) {
	changed := value.Props{}
	for _, p := range o.Update {
		if p.Name != "value" {
			changed[p.Name] = p.Value
		}
	}
	if len(changed) > 0 {
		c.session.SetProps(o.comp.ID, changed)
		o.Props = c.props(o.comp)
	}
}

// failure is an error as clients receive it. What is not made for users is
// logged, and hidden unless the app shows errors.
func (a *App) failure(ctx context.Context, fn *listener, err error) *job.Failure {
	var shown *event.Error
	var input *value.InputError
	switch {
	case errors.As(err, &shown):
		return shown.Failure()
	case errors.As(err, &input):
		return event.Errorf("%w", input).Failure()
	case errors.Is(context.Cause(ctx), errTimeLimit):
		return event.Errorf("%w", errTimeLimit).Failure()
	case ctx.Err() != nil:
		return &job.Failure{Bare: true} // cancelled: nobody waits for the reason
	}
	a.log().Error("handler failed", "listener", fn.APIName, "error", err)
	if a.config.showError(a.Settings) {
		message := err.Error()
		return &job.Failure{Message: &message, Visible: true, NoTitle: true}
	}
	return &job.Failure{Bare: true}
}
