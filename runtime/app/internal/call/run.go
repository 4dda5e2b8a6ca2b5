package call

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Options describe how an app's handlers run.
type Options struct {
	Site     *site.Site
	Store    *session.Store
	Handlers map[string]Handler // by the names that config.json has for them
	// ShowError shows users the text of every error, not only of those made for them.
	ShowError bool
	// MaxStrays is how many handlers may go on after their calls have ended, because they
	// do not listen to their context. From then on such a call ends with its handler.
	MaxStrays int
	Log       *slog.Logger
}

// Runner runs the jobs of an app.
type Runner struct {
	Options
	handlers map[int]Handler // by listener
	strays   atomic.Int64    // handlers that were left behind
}

// New makes a runner. It fails when a listener has no handler, or a handler no
// listener.
func New(o Options) (*Runner, error) {
	handlers, err := handlersOf(o.Site, o.Handlers)
	return &Runner{Options: o, handlers: handlers}, err
}

// errTimeLimit is the cause of a context whose listener has a time limit.
var errTimeLimit = errors.New("the time limit was reached")

// Run decodes the inputs of a job, calls the handler and encodes what it put. It is a
// [job.Single]. A handler that does not return after its context has ended is left
// behind: see [Runner.supervise].
func (r *Runner) Run(ctx context.Context, j *job.Job, e job.Emitter) (out job.Output, err error) {
	l := r.Site.Listener(j.Fn)
	if l == nil {
		return out, fmt.Errorf("there is no listener %d", j.Fn)
	}
	if l.Time > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, l.Time, errTimeLimit)
		defer cancel()
	}
	defer func() {
		if p := recover(); p != nil {
			err = r.panicked(l, p)
		}
		if err != nil {
			err = r.failure(ctx, l, err)
		}
	}()
	s := r.openSession(l, j)
	defer s.Release()
	unlock, err := s.Lock(ctx, l.States...)
	if err != nil {
		return out, err
	}
	defer unlock()

	c, err := r.newCall(ctx, l, j, e, s)
	if err != nil {
		return out, err
	}
	if err := r.supervise(ctx, c); err != nil {
		return out, err
	}
	c.Lock() // goroutines that the handler left behind may still send
	defer c.Unlock()
	if err := c.close(); err != nil {
		return out, err
	}
	return c.finish()
}

// errPanicked hides a panic from the client, because it is logged.
var errPanicked = &job.Failure{Bare: true}

// panicked logs a panic of a handler.
func (r *Runner) panicked(l *site.Listener, p any) error {
	r.Log.Error("handler panicked", "listener", l.APIName, "panic", p, "stack", string(debug.Stack()))
	return errPanicked
}

// openSession returns the session whose State a job uses. A call that names none
// has one of its own, which ends with it; so has the leaving of a client that never
// called.
func (r *Runner) openSession(l *site.Listener, j *job.Job) *session.Session {
	name := sessionOf(j)
	if !r.Store.Touch(name) && l.Unload {
		name = ""
	}
	return r.Store.Acquire(name, j.Client)
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
func (r *Runner) newCall(ctx context.Context, l *site.Listener, j *job.Job, e job.Emitter, s *session.Session) (*Call, error) {
	data, err := wire.Elements(j.Data)
	if err != nil {
		return nil, fmt.Errorf("data of job %s: %w", j.ID, err)
	}
	if len(data) < len(l.Inputs) {
		return nil, &value.InputError{Message: fmt.Sprintf("needs %d values, got %d", len(l.Inputs), len(data))}
	}
	c := &Call{runner: r, site: r.Site, listener: l, job: j, emitter: e, session: s}
	c.ctx = event.NewContext(ctx, e, request(j))
	c.scope.Session = sessionOf(j)
	for i, comp := range l.Inputs {
		in := &value.In{Scope: &c.scope}
		if comp.State != nil {
			in.State = s.Value(comp.ID)
		} else {
			in.Raw, in.Zero, in.Props, in.Label = data[i], comp.Zero(), c.shown(comp), comp.Label
		}
		c.inputs = append(c.inputs, in)
	}
	for _, comp := range l.Outputs {
		c.outputs = append(c.outputs, &output{comp: comp, Out: value.Out{Props: c.props(comp), Scope: &c.scope}})
	}
	return c, nil
}

// shown are the properties with which the client showed an input when it submitted the
// job. A handler may have changed them since.
func (c *Call) shown(comp *site.Component) value.Props {
	if props, ok := c.job.Props[comp.ID]; ok {
		return comp.PropsWith(props)
	}
	return c.props(comp)
}

// props are a component's properties as the session sees them.
func (c *Call) props(comp *site.Component) value.Props {
	return comp.PropsWith(c.session.Props(comp.ID))
}

// request is what a handler may ask about the HTTP request.
func request(j *job.Job) *event.Request {
	r := j.Request
	return &event.Request{
		Header: r.Header, Query: r.Query, Host: r.Host, Remote: r.Remote,
		Path: r.Path, Root: r.Root, Username: r.Username, Session: sessionOf(j),
	}
}

// failure is an error as clients receive it. What is not made for users is
// logged, and hidden unless the app shows errors.
func (r *Runner) failure(ctx context.Context, l *site.Listener, err error) *job.Failure {
	var shown *event.Error
	var input *value.InputError
	switch {
	case errors.Is(err, errPanicked):
		return errPanicked
	case errors.As(err, &shown):
		return shown.Failure()
	case errors.As(err, &input):
		return event.Errorf("%w", input).Failure()
	case errors.Is(context.Cause(ctx), errTimeLimit):
		return event.Errorf("%w", errTimeLimit).Failure()
	case ctx.Err() != nil:
		return &job.Failure{Bare: true} // cancelled: nobody waits for the reason
	}
	r.Log.Error("handler failed", "listener", l.APIName, "error", err)
	if r.ShowError {
		message := err.Error()
		return &job.Failure{Message: &message, Visible: true, NoTitle: true}
	}
	return &job.Failure{Bare: true}
}
