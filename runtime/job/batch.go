package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// batch is the tasks that run together: one call of the runner.
type batch struct {
	group   *group // nil for a Direct job
	tasks   []*task
	ctx     context.Context
	cancel  context.CancelFunc
	started time.Time
	wanted  int           // tasks that somebody waits for
	done    chan struct{} // closed when the runner has returned
}

// fn is the listener that all tasks of the batch call.
func (b *batch) fn() int { return b.tasks[0].job.Fn }

// gather takes the first task of a group that may start out of the queue, and those of
// the same listener that may run with it. There is none if all wait for their turn.
func (m *Memory) gather(g *group) []*task {
	first := g.waiting.next(m.mayStart)
	if first == nil {
		return nil
	}
	tasks := []*task{first}
	m.begin(first)
	if first.job.Group.Batch > 1 {
		for _, t := range g.waiting.all() {
			if len(tasks) < first.job.Group.Batch && t.job.Fn == first.job.Fn && m.mayStart(t) {
				tasks = append(tasks, t)
				m.begin(t)
			}
		}
	}
	return tasks
}

// mayStart reports whether a waiting task may start: no running one has a turn that it
// needs, and its client does not take the last places. An eighth of all places is not for
// a client that has more than half of them.
func (m *Memory) mayStart(t *task) bool {
	if m.running >= m.opt.MaxRunning-m.opt.MaxRunning/8 && t.job.Client != "" && m.runs[t.job.Client] > m.opt.MaxRunning/2 {
		return false
	}
	return !slices.ContainsFunc(t.job.Turns, func(turn string) bool { return m.turns[turn] })
}

// begin takes a task that starts out of the queue.
func (m *Memory) begin(t *task) {
	for _, turn := range t.job.Turns {
		m.turns[turn] = true
	}
	t.group.waiting.pass(t)
	m.dequeue(t)
	m.runs[t.job.Client]++
}

// end gives away the turns and the place of a task that ran in a group.
func (m *Memory) end(t *task) {
	for _, turn := range t.job.Turns {
		delete(m.turns, turn)
	}
	if m.runs[t.job.Client]--; m.runs[t.job.Client] == 0 {
		delete(m.runs, t.job.Client)
	}
	for g := range m.blocked {
		delete(m.blocked, g)
		m.offer(g)
	}
}

// start runs tasks in a goroutine of their own.
func (m *Memory) start(g *group, tasks ...*task) {
	b := &batch{group: g, tasks: tasks, started: time.Now(), wanted: len(tasks), done: make(chan struct{})}
	b.ctx, b.cancel = context.WithCancel(m.base)
	m.alive++
	m.busy += len(tasks)
	if g != nil {
		g.running[b] = true
		m.running++
	}
	for _, t := range tasks {
		t.batch = b
		t.stepped = b.started
		m.append(t, wire.KindStarts, wire.Starts(t.job.ID, m.average(t.job.Fn)))
	}
	go m.execute(b)
}

func (m *Memory) execute(b *batch) {
	outcomes := failed(b, errors.New("the handler's goroutine has exited")) // unless the runner returns
	defer func() {
		if r := recover(); r != nil {
			m.opt.Logger.Error("handler panicked", "listener", b.fn(), "panic", r, "stack", string(debug.Stack()))
			outcomes = failed(b, fmt.Errorf("panic: %v", r))
		}
		m.finish(b, outcomes)
	}()
	items := make([]Item, len(b.tasks))
	for i, t := range b.tasks {
		items[i] = Item{&t.job, t}
	}
	if list := m.run(b.ctx, items); len(list) == len(items) {
		outcomes = list
	} else {
		m.opt.Logger.Error("results dropped", "listener", b.fn(), "jobs", len(items), "outcomes", len(list))
		outcomes = failed(b, errors.New("the runner lost a job"))
	}
}

// failed ends every task of a batch with one error.
func failed(b *batch, err error) []Outcome {
	outcomes := make([]Outcome, len(b.tasks))
	for i := range outcomes {
		outcomes[i].Err = err
	}
	return outcomes
}

// finish completes the tasks of a batch whose runner has returned, and gives its place
// away.
func (m *Memory) finish(b *batch, outcomes []Outcome) {
	ends := make([]entry, len(b.tasks))
	for i, t := range b.tasks {
		ends[i] = m.keep(t, m.last(t, outcomes[i]))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b.cancel()
	for i, t := range b.tasks {
		cancelled := t.cancelled
		at := m.complete(t, ends[i])
		if cancelled || outcomes[i].Err != nil {
			at = Position{}
		}
		m.opt.Told(&t.job, at)
		m.release(t)
	}
	if g := b.group; g != nil {
		for _, t := range b.tasks {
			m.end(t)
		}
		delete(g.running, b)
		m.running--
		m.offer(g)
	}
	m.dispatch()
	close(b.done)
	m.busy -= len(b.tasks)
	if m.alive--; m.alive == 0 && m.quiet != nil {
		close(m.quiet)
	}
}

// last is the last message of a task. A result may be large: it is encoded without the
// lock.
func (m *Memory) last(t *task, o Outcome) json.RawMessage {
	out, err := o.Output, o.Err
	if err == nil {
		if err = valid(out.Full); err != nil {
			m.opt.Logger.Error("result dropped", "listener", t.job.Fn, "error", err)
		}
	}
	m.mu.Lock()
	took, step := time.Since(t.batch.started).Seconds(), t.step()
	cancelled, published := t.cancelled, t.published
	d := m.durationsOf(t.job.Fn)
	if err == nil && !cancelled {
		d.runs.add(took)
		d.steps.add(step)
	}
	average := d.steps.value()
	m.mu.Unlock()

	var failure *Failure
	switch {
	case cancelled:
		return wire.Cancelled(t.job.ID)
	case err == nil:
		return wire.Done(t.job.ID, wire.Output{Data: out.Full, Duration: step, AverageDuration: average, ChangedStateIDs: out.ChangedStates})
	case errors.As(err, &failure):
		return wire.Failed(t.job.ID, failure, published)
	}
	return wire.Failed(t.job.ID, &Failure{Bare: true}, published)
}

// smallResult is the size in bytes of a result that is kept in memory in any case.
const smallResult = 4 << 10

// keep decides where a result waits for its reader: in memory, or on the disk when the
// logs are full. Where it cannot be stored, an error takes its place.
func (m *Memory) keep(t *task, result json.RawMessage) entry {
	fits := m.logs.Used()+int64(len(result)) <= int64(m.opt.AllLogs/4)
	if fits || len(result) <= smallResult {
		return message(result)
	}
	x, err := m.spill.write(t.session.client, result)
	if err != nil {
		m.opt.Logger.Error("result lost", "listener", t.job.Fn, "bytes", len(result), "error", err)
		return message(unstored(t.job.ID))
	}
	return entry{disk: x}
}
