package job

import (
	"context"
	"time"
)

// lastGrace is how long Drain waits for handlers to return after it has ended
// their contexts. Those that do not listen are left behind.
const lastGrace = time.Second

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
			for _, t := range s.pending {
				t.quit()
			}
			clear(s.pending)
			s.end()
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
	return err
}

// refuse takes no more jobs and drops those that wait. The channel is closed when
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
	if m.sweep != nil {
		m.sweep.Stop()
	}
	for _, g := range m.groups {
		if g.tell != nil {
			g.tell.Stop()
		}
		for _, t := range g.waiting.all() {
			m.drop(t)
			t.quit()
			t.session.lost = true
			delete(t.session.pending, t.job.ID)
		}
	}
	for _, s := range m.sessions {
		if len(s.pending) == 0 {
			s.end()
		}
	}
	return m.quiet
}
