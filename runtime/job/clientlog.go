package job

import (
	"cmp"
	"container/list"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// clientLog is the log of one client and what is still to come in it.
type clientLog struct {
	id        string
	log       eventLog
	pending   map[string]*task // that wait or run, by ID
	readers   int              // calls of Read under way
	delivered int64
	wake      chan struct{} // closed when the log grows or ends; nil when nobody waits
	place     *list.Element // in Memory.idle
	since     time.Time     // idle since then
	order     int64         // tasks so far
	lost      bool          // jobs of it were dropped by Drain
	ended     bool          // its log has its last message
	gone      bool          // the engine has forgotten it
}

// logOf returns the log of a session, which it makes if there is none.
func (m *Memory) logOf(id string) *clientLog {
	s := m.sessions[id]
	if s == nil {
		s = &clientLog{id: id, pending: map[string]*task{}}
		m.sessions[id] = s
	}
	if s.place != nil {
		m.idle.Remove(s.place)
		s.place = nil
	}
	return s
}

// checkIdle notes whether anything goes on in a session, and forgets the sessions
// that were idle for long or are too many.
func (m *Memory) checkIdle(s *clientLog) {
	idle := len(s.pending) == 0 && s.readers == 0 && !s.gone
	switch {
	case idle && s.place == nil:
		s.since = time.Now()
		s.place = m.idle.PushBack(s)
	case !idle && s.place != nil:
		m.idle.Remove(s.place)
		s.place = nil
	}
	for m.idle.Len() > 0 && len(m.sessions) > m.opt.Sessions || m.idle.Len() > 1 && m.logged > m.opt.AllLogs {
		m.forget(m.idle.Front().Value.(*clientLog))
	}
	m.sweepLater()
}

// sweepLater sets the one timer that forgets sessions which are idle for long.
func (m *Memory) sweepLater() {
	first := m.idle.Front()
	if first == nil || m.sweep != nil || m.draining {
		return
	}
	m.sweep = time.AfterFunc(m.opt.Idle-time.Since(first.Value.(*clientLog).since), func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sweep = nil
		for p := m.idle.Front(); p != nil && time.Since(p.Value.(*clientLog).since) >= m.opt.Idle; p = m.idle.Front() {
			m.forget(p.Value.(*clientLog))
		}
		m.sweepLater()
	})
}

// forget removes a session; readers learn that it is gone.
func (m *Memory) forget(s *clientLog) {
	delete(m.sessions, s.id)
	if s.place != nil {
		m.idle.Remove(s.place)
		s.place = nil
	}
	s.gone = true
	m.logged -= s.log.bytes
	s.log = eventLog{seq: s.log.seq}
	s.notify()
}

// notify wakes the readers.
func (s *clientLog) notify() {
	if s.wake != nil {
		close(s.wake)
		s.wake = nil
	}
}

// end says that the server goes away: the last message of the log.
func (s *clientLog) end() {
	if !s.ended {
		s.ended = true
		s.log.append(entry{of: &event{}, kind: wire.KindUnexpected, data: wire.Stopped})
		s.notify()
	}
}

// inOrder lists the tasks of a session as they were submitted.
func (s *clientLog) inOrder() []*task {
	return slices.SortedFunc(maps.Values(s.pending), func(a, b *task) int { return cmp.Compare(a.order, b.order) })
}

// append adds a message of a task to the log of its session.
func (m *Memory) append(t *task, kind string, data json.RawMessage) int64 {
	return m.add(t.session, entry{of: t.event, kind: kind, data: data}, 0)
}

// publish adds an intermediate output of a task.
func (m *Memory) publish(t *task, st *step) {
	m.add(t.session, entry{of: t.event, kind: wire.KindGenerating, out: st}, 0)
}

// add appends an entry to a log. The entry at the position old, which it makes out
// of date, is dropped; 0 is none.
func (m *Memory) add(s *clientLog, e entry, old int64) int64 {
	if s.gone || s.ended {
		return 0
	}
	m.logged -= s.log.bytes
	s.log.drop(old)
	seq := s.log.append(e)
	s.log.shrink(m.opt.LogBytes, m.opt.LogEntries)
	m.logged += s.log.bytes
	s.notify()
	return seq
}
