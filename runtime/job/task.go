package job

import (
	"container/list"
	"encoding/json"
	"errors"
	"fmt"
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
	session *clientLog
	group   *group        // nil for a Direct job
	lane    *lane         // in the group's queue, and
	place   *list.Element // where in it; nil when it does not wait

	// Since it was started.
	batch     *batch
	stepped   time.Time // end of the last step
	published bool      // an intermediate output was said
	cancelled bool
	left      bool // its batch does not run for it any more
	over      bool // says nothing any more

	order                 int64 // among the tasks of its session
	estimated, progressed int64 // positions in the log of what the next one replaces
	units                 []Progress
	toldUnits             time.Time
	tellUnits             *time.Timer // tells units; nil when none are due
}

// size is what a task holds, roughly.
func (t *task) size() int64 {
	if t.job.Cost > 0 {
		return t.job.Cost
	}
	return int64(len(t.job.Data)+len(t.job.EventData)) + 1024
}

// message is an entry with a whole message.
func message(data json.RawMessage) entry { return entry{data: data} }

// complete says the last word of a task, unless that was said. It returns where.
func (m *Memory) complete(t *task, end entry) Position {
	if t.over {
		if end.disk != nil {
			end.disk.release()
		}
		return Position{}
	}
	t.flush()
	end.of, end.kind = t.event, wire.KindCompleted
	at := m.at(t, m.add(t.session, end, 0))
	t.quit()
	s := t.session
	delete(s.pending, t.job.ID)
	if m.draining && len(s.pending) == 0 {
		s.end()
	}
	m.settle(s)
	return at
}

// at is a place in the log of a task; none where the number is 0.
func (m *Memory) at(t *task, seq int64) Position {
	if seq == 0 {
		return Position{}
	}
	return Position{t.session.incarnation, seq}
}

// quit makes a task say nothing more, and stops its runner if no other task needs it.
func (t *task) quit() {
	t.over = true
	t.event.over = true
	if t.tellUnits != nil {
		t.tellUnits.Stop()
		t.tellUnits = nil
	}
	t.leave()
}

// leave says that nobody waits for a running task any more. The batch ends with the
// last.
func (t *task) leave() {
	if t.batch == nil || t.left {
		return
	}
	t.left = true
	if t.batch.wanted--; t.batch.wanted == 0 {
		t.batch.cancel()
	}
}

// step returns the seconds since the last step, and begins the next.
func (t *task) step() float64 {
	now := time.Now()
	seconds := now.Sub(t.stepped).Seconds()
	t.stepped = now
	return seconds
}

// silent reports whether what a task says goes nowhere.
func (t *task) silent() bool { return t.over || t.batch.ctx.Err() != nil }

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

// Generating implements [Emitter]. An output that is not JSON, or does not go with
// the one before, is a mistake of the runner: it is logged and left out.
func (t *task) Generating(o Output) {
	err := errors.Join(valid(o.Full), valid(o.Edits))
	t.m.mu.Lock()
	defer t.m.mu.Unlock()
	seconds := t.step()
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
	t.m.opt.Told(&t.job, t.m.at(t, t.m.publish(t, st)))
}

// valid reports the first of a list of values that is not JSON.
func valid(values []json.RawMessage) error {
	for i, v := range values {
		if len(v) > 0 && !json.Valid(v) {
			return fmt.Errorf("output %d is not JSON", i)
		}
	}
	return nil
}
