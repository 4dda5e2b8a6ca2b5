package job

import (
	"container/list"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// progressEvery is how often at most an event's progress is told.
const progressEvery = 10 * time.Millisecond

// task is a job on its way through the engine, and the [Emitter] of its runner.
type task struct {
	m       *Memory
	job     Job
	event   *event
	session *session
	group   *group        // nil for a Direct job
	place   *list.Element // in the group's queue, nil when it does not wait

	// Since it was started.
	ctx       context.Context
	cancel    context.CancelFunc
	done      chan struct{} // closed when the runner has returned
	started   time.Time
	stepped   time.Time // end of the last step
	published bool      // an intermediate output was said
	cancelled bool
	over      bool // says nothing any more

	order                 int64 // among the tasks of its session
	estimated, progressed int64 // positions in the log of what the next one replaces
	units                 []Progress
	toldUnits             time.Time
	tellUnits             *time.Timer // tells units; nil when none are due
}

// size is what a waiting task holds, roughly.
func (t *task) size() int64 {
	return int64(len(t.job.Data)+len(t.job.EventData)) + 1024
}

// start runs a task in a goroutine of its own.
func (m *Memory) start(t *task) {
	t.ctx, t.cancel = context.WithCancel(m.base)
	t.started = time.Now()
	t.stepped = t.started
	m.alive++
	m.append(t, wire.KindStarts, wire.Starts(t.job.ID, m.average(t.job.Fn)))
	go m.execute(t)
}

func (m *Memory) execute(t *task) {
	var out Output
	err := errors.New("the handler's goroutine has exited") // unless the runner returns
	defer func() {
		if r := recover(); r != nil {
			m.opt.Logger.Error("handler panicked", "listener", t.job.Fn, "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", r)
		}
		m.finish(t, out, err)
	}()
	out, err = m.run(t.ctx, &t.job, t)
}

// finish completes a task whose runner has returned and gives its place away.
func (m *Memory) finish(t *task, out Output, err error) {
	if err == nil {
		if err = valid(out.Full); err != nil {
			m.opt.Logger.Error("result dropped", "listener", t.job.Fn, "error", err)
		}
	}
	took, step := t.times()
	m.mu.Lock()
	cancelled, published := t.cancelled, t.published
	d := m.durationsOf(t.job.Fn)
	if err == nil && !cancelled {
		d.runs.add(took)
		d.steps.add(step)
	}
	average := d.steps.value()
	m.mu.Unlock()

	// A result may be large: it is encoded without the lock.
	var failure *Failure
	var message json.RawMessage
	switch {
	case cancelled:
		message = wire.Cancelled(t.job.ID)
	case err == nil:
		message = wire.Done(t.job.ID, wire.Output{Data: out.Full, Duration: step, AverageDuration: average, ChangedStateIDs: out.ChangedStates})
	case errors.As(err, &failure):
		message = wire.Failed(t.job.ID, failure, published)
	default:
		message = wire.Failed(t.job.ID, &Failure{Bare: true}, published)
	}

	m.mu.Lock()
	defer m.mu.Unlock()
	t.cancel()
	m.complete(t, message)
	if g := t.group; g != nil {
		delete(g.running, t)
		m.running--
		m.offer(g)
	}
	m.dispatch()
	close(t.done)
	if m.alive--; m.alive == 0 && m.quiet != nil {
		close(m.quiet)
	}
}

// times returns the seconds since the start and since the last step.
func (t *task) times() (took, step float64) {
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	now := time.Now()
	took, step = now.Sub(t.started).Seconds(), now.Sub(t.stepped).Seconds()
	t.stepped = now
	return took, step
}

// complete says the last word of a task, unless that was said.
func (m *Memory) complete(t *task, message json.RawMessage) {
	if t.over {
		return
	}
	t.flush()
	m.append(t, wire.KindCompleted, message)
	t.quit()
	s := t.session
	delete(s.pending, t.job.ID)
	if s.lost && len(s.pending) == 0 {
		s.end()
	}
	m.settle(s)
}

// quit makes a task say nothing more and stops its runner, if it has one.
func (t *task) quit() {
	t.over = true
	t.event.over = true
	if t.tellUnits != nil {
		t.tellUnits.Stop()
		t.tellUnits = nil
	}
	if t.cancel != nil {
		t.cancel()
	}
}

// silent reports whether what a task says goes nowhere.
func (t *task) silent() bool { return t.over || t.ctx.Err() != nil }

// Progress implements [Emitter].
func (t *task) Progress(units []Progress) {
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.silent() {
		return
	}
	t.units = append([]Progress{}, units...)
	wait := progressEvery - time.Since(t.toldUnits)
	switch {
	case wait <= 0:
		t.flush()
	case t.tellUnits == nil:
		t.tellUnits = time.AfterFunc(wait, func() {
			t.m.mu.Lock()
			defer t.m.mu.Unlock()
			t.tellUnits = nil
			if !t.silent() {
				t.flush()
			}
		})
	}
}

// flush tells the progress that was not told yet. Whatever else a task says comes
// after it, so that the order is the handler's.
func (t *task) flush() {
	if t.units == nil {
		return
	}
	if t.tellUnits != nil {
		t.tellUnits.Stop()
		t.tellUnits = nil
	}
	message := wire.ProgressOf(t.job.ID, t.units)
	t.units = nil
	t.toldUnits = time.Now()
	t.progressed = t.m.add(t.session, entry{of: t.event, kind: wire.KindProgress, data: message}, t.progressed)
}

// Log implements [Emitter].
func (t *task) Log(n Notice) {
	message := wire.Log(t.job.ID, n)
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.silent() {
		return
	}
	t.flush()
	t.m.append(t, wire.KindLog, message)
}

// Generating implements [Emitter]. An output that is no JSON, or does not go with
// the one before, is a mistake of the runner: it is logged and left out.
func (t *task) Generating(o Output) {
	err := errors.Join(valid(o.Full), valid(o.Edits))
	_, seconds := t.times()
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	if t.silent() {
		return
	}
	if err == nil && o.Full == nil && (!t.published || o.Edits == nil) {
		err = errors.New("an output has no values")
	}
	if err != nil {
		t.m.opt.Logger.Error("output dropped", "listener", t.job.Fn, "error", err)
		return
	}
	t.flush()
	d := t.m.durationsOf(t.job.Fn)
	d.steps.add(seconds)
	st := &step{seconds: seconds, average: d.steps.value(), states: slices.Clone(o.ChangedStates)}
	if !t.published || o.Edits == nil {
		st.full = slices.Clone(o.Full)
	} else {
		st.edits = slices.Clone(o.Edits)
	}
	t.published = true
	t.m.publish(t, st)
}

// valid reports the first of a list of values that is no JSON.
func valid(values []json.RawMessage) error {
	for i, v := range values {
		if len(v) > 0 && !json.Valid(v) {
			return fmt.Errorf("output %d is not JSON", i)
		}
	}
	return nil
}
