package job

import (
	"context"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// lastGrace is how long Drain waits for handlers to return after it has ended
// their contexts. Those that do not listen are left behind.
const lastGrace = 500 * time.Millisecond

// Drain implements [Engine]. It may be called again, to wait less long.
func (m *Memory) Drain(ctx context.Context) error {
	quiet := m.refuse()
	var err error
	select {
	case <-quiet:
	case <-ctx.Done():
		err = ctx.Err()
		m.mu.Lock()
		for _, s := range m.sessions {
			for _, t := range s.inOrder() {
				m.complete(t, stopped(t, "The server was stopped before the call ended."))
			}
		}
		m.mu.Unlock()
	}
	m.stop()
	last := time.NewTimer(lastGrace)
	defer last.Stop()
	select {
	case <-quiet:
	case <-last.C:
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		s.end()
	}
	m.drained = true
	m.closeSpill()
	return err
}

// closeSpill removes the file with results once nothing runs and nobody reads any more.
func (m *Memory) closeSpill() {
	if m.drained && m.readers == 0 {
		m.spill.close()
	}
}

// stopped ends a task that the engine does not run to its end.
func stopped(t *task, why string) entry {
	return message(wire.Failed(t.job.ID, &Failure{Message: &why, Visible: true, NoTitle: true}, t.published))
}

// refuse takes no more jobs and ends those that wait. The channel is closed when
// nothing runs any more.
func (m *Memory) refuse() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.draining {
		return m.quiet
	}
	m.draining = true
	m.quiet = make(chan struct{})
	if m.alive == 0 {
		close(m.quiet)
	}
	for _, r := range []*rest{&m.unread, &m.finished, &m.idle} {
		if r.timer != nil {
			r.timer.Stop()
		}
	}
	for _, g := range m.groups {
		if g.tell != nil {
			g.tell.Stop()
		}
		for _, t := range g.waiting.all() {
			m.drop(t)
			m.complete(t, stopped(t, "The server was stopped before the call began."))
		}
	}
	for _, s := range m.sessions {
		if len(s.pending) == 0 {
			s.end()
		}
	}
	return m.quiet
}
