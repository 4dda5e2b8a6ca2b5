package job

import (
	"cmp"
	"container/list"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// clientLog is the log of one client and what is still to come in it.
//
// It is busy while a job of it is pending or somebody reads it. Else it is unread while
// a result has not arrived, for at most Options.Keep, or finished when a reader with positions
// has read to the end, for at most Options.Return; and idle after that. Only idle logs
// are forgotten.
type clientLog struct {
	id          string
	client      string // whose job was the first
	incarnation string
	log         eventLog
	pending     map[string]*task // that wait or run, by ID
	readers     int              // open ones
	closing     chan struct{}    // of the last reader without a position that has finished; nil when it is closed
	wake        chan struct{}    // closed when the log grows or ends; nil when nobody waits
	finished    bool             // a reader with positions has read to the end
	resting     *rest            // Memory.unread, Memory.finished, Memory.idle, or nil when it is busy
	place       *list.Element    // in resting
	since       time.Time        // in resting since then
	order       int64            // tasks so far
	ended       bool             // it has its last message
	gone        bool             // the engine has forgotten it
}

// logOverhead is what a log takes beside its messages, in bytes.
const logOverhead = 1 << 10

// logOf returns the log of a session, which it makes for a client if there is none.
func (m *Memory) logOf(id, client string) *clientLog {
	s := m.sessions[id]
	if s == nil {
		var b [8]byte
		rand.Read(b[:]) // never fails
		s = &clientLog{id: id, client: client, incarnation: hex.EncodeToString(b[:]), pending: map[string]*task{}}
		m.sessions[id] = s
		m.logs.Add(client, logOverhead)
	}
	return s
}

// rest is where sessions are in which nothing goes on, the longest first.
type rest struct {
	list.List               // of *clientLog
	limit     time.Duration // how long they may stay
	next      *rest         // where they go then; nil forgets them
	timer     *time.Timer   // for the first; nil when none is set
}

// settle notes whether anything goes on in a session, and forgets the sessions that
// were idle for long or are too many.
func (m *Memory) settle(s *clientLog) {
	switch {
	case s.gone || len(s.pending) > 0 || s.readers > 0:
		m.rest(s, nil)
	case s.log.unread > 0 && s.finished:
		m.rest(s, &m.finished)
	case s.log.unread > 0:
		m.rest(s, &m.unread)
	default:
		m.rest(s, &m.idle)
	}
	m.evict()
}

// rest puts a session at the end of a list; nil is none. In the list where it is
// already it keeps its place.
func (m *Memory) rest(s *clientLog, in *rest) {
	if s.resting == in {
		return
	}
	if s.resting != nil {
		s.resting.Remove(s.place)
	}
	if s.resting = in; in != nil {
		s.since = time.Now()
		s.place = in.PushBack(s)
		m.sweepLater(in)
	}
}

// evict forgets the longest idle sessions while the idle ones are too many, or all logs
// together too large.
func (m *Memory) evict() {
	for m.idle.Len() > 0 && (m.idle.Len() > m.opt.Sessions || m.crowded()) {
		m.forget(m.idle.Front().Value.(*clientLog))
	}
}

// crowded reports whether the logs hold so much that no job is accepted.
func (m *Memory) crowded() bool { return m.roomForLogs("") != nil }

// sweepLater sets the timer of a list for its first session.
func (m *Memory) sweepLater(r *rest) {
	first := r.Front()
	if first == nil || r.timer != nil || m.draining {
		return
	}
	r.timer = time.AfterFunc(r.limit-time.Since(first.Value.(*clientLog).since), func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		r.timer = nil
		for p := r.Front(); p != nil && time.Since(p.Value.(*clientLog).since) >= r.limit; p = r.Front() {
			if s := p.Value.(*clientLog); r.next != nil {
				m.rest(s, r.next)
			} else {
				m.forget(s)
			}
		}
		m.evict()
		m.sweepLater(r)
	})
}

// forget removes a session; readers learn that it is gone.
func (m *Memory) forget(s *clientLog) {
	delete(m.sessions, s.id)
	m.rest(s, nil)
	s.gone = true
	m.logs.Give(s.client, int64(s.log.bytes)+logOverhead)
	s.log.clear()
	s.notify()
}

// notify wakes the readers.
func (s *clientLog) notify() {
	if s.wake != nil {
		close(s.wake)
		s.wake = nil
	}
}

// end says that nothing more will come.
func (s *clientLog) end() {
	s.ended = true
	s.notify()
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
func (m *Memory) publish(t *task, st *step) int64 {
	return m.add(t.session, entry{of: t.event, kind: wire.KindGenerating, out: st}, 0)
}

// add appends an entry to a log. The entry with the number old, which it makes out of
// date, is dropped; 0 is none.
func (m *Memory) add(s *clientLog, e entry, old int64) int64 {
	if s.gone || s.ended {
		if e.disk != nil {
			e.disk.release()
		}
		return 0
	}
	s.finished = false
	before := s.log.bytes
	s.log.drop(old)
	seq := s.log.append(e)
	maxBytes := m.opt.LogBytes
	if m.crowded() {
		maxBytes = 0
	}
	s.log.shrink(maxBytes, m.opt.LogEntries)
	m.logs.Add(s.client, int64(s.log.bytes-before))
	s.notify()
	return seq
}
