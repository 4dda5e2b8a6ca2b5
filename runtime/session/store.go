// Package session keeps what an app remembers of each client between calls: the
// values of its State components, and the properties that handlers changed.
//
// The budget is a count: the store remembers [Options].Capacity sessions and
// forgets the least recently used one that nobody is using. It does not weigh
// values; an app that stores large ones lowers the capacity. No session has a
// goroutine: one timer serves all deadlines of a store.
package session

import (
	"container/list"
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// State describes a State component.
type State struct {
	Initial func() any    // makes the value for a session that has none; nil makes nil
	TTL     time.Duration // how long a value lives after it was last set; 0 is without end
	Delete  func(any)     // gets the values that are forgotten; may be nil
}

// Options describe a store. A zero field takes its default.
type Options struct {
	States   map[int]State // by component
	Capacity int           // sessions, by default 10000
	Linger   time.Duration // how long a session lives after its client left, by default 60 s
	Logger   *slog.Logger  // panics of Delete functions; by default slog.Default()
}

// Store holds the sessions of one app. Its methods are safe for concurrent use.
type Store struct {
	opt Options

	mu       sync.Mutex
	sessions map[string]*Session
	idle     list.List // of *Session that nobody uses; the longest unused first
	alarms   alarms
	timer    *time.Timer // rings the first alarm
	doomed   []value     // to be deleted when the lock is given back
	closed   bool
	busy     int           // sessions in use and goroutines that delete
	quiet    chan struct{} // made by Close, closed when busy is 0
}

// New makes a store.
func New(o Options) *Store {
	if o.Capacity <= 0 {
		o.Capacity = 10_000
	}
	if o.Linger <= 0 {
		o.Linger = time.Minute
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return &Store{opt: o, sessions: map[string]*Session{}}
}

// Acquire returns the session of a client, which it makes if there is none. The
// empty hash stands for a client that has no session: it gets one that is thrown
// away. The caller must call Release; until then the session is not forgotten.
func (st *Store) Acquire(hash string) *Session {
	st.mu.Lock()
	defer st.unlock()
	s := st.sessions[hash]
	if s == nil {
		s = &Session{store: st, hash: hash, cells: map[int]*cell{}}
		if hash == "" || st.closed {
			s.throwAway = true
		} else {
			st.sessions[hash] = s
		}
	}
	if s.place != nil {
		st.idle.Remove(s.place)
		s.place = nil
	}
	if s.users++; s.users == 1 {
		st.busy++
	}
	st.trim()
	return s
}

// Release gives back a session that Acquire returned.
func (s *Session) Release() {
	st := s.store
	st.mu.Lock()
	defer st.unlock()
	if s.users--; s.users > 0 {
		return
	}
	switch {
	case s.throwAway || s.due || st.closed:
		st.end(s)
	case !s.ended:
		s.place = st.idle.PushBack(s)
		st.trim()
	}
	st.busy--
}

// Leave says that the client of a session has gone: unless Touch says otherwise,
// its state is deleted after a while.
func (st *Store) Leave(hash string) {
	st.mu.Lock()
	defer st.unlock()
	if s := st.sessions[hash]; s != nil {
		st.ring(&s.left, time.Now().Add(st.opt.Linger), func() {
			if s.users > 0 {
				s.due = true
			} else {
				st.end(s)
			}
		})
	}
}

// Touch says that the client of a session is there, also after Leave. It makes no
// session; it reports whether there is one.
func (st *Store) Touch(hash string) bool {
	st.mu.Lock()
	defer st.unlock()
	s := st.sessions[hash]
	if s == nil {
		return false
	}
	s.due = false
	st.silence(&s.left)
	if s.place != nil {
		st.idle.MoveToBack(s.place)
	}
	return true
}

// Len is how many sessions the store remembers.
func (st *Store) Len() int {
	st.mu.Lock()
	defer st.mu.Unlock()
	return len(st.sessions)
}

// Close forgets all sessions, once nobody uses them, and waits for their Delete
// functions. When ctx ends first, it forgets those in use too and returns ctx's
// error. From then on every session is thrown away after its use.
func (st *Store) Close(ctx context.Context) error {
	st.mu.Lock()
	st.closed = true
	if st.quiet == nil {
		st.quiet = make(chan struct{})
	}
	quiet := st.quiet
	st.busy++
	st.mu.Unlock()
	go func() { // a Delete function may hang
		st.mu.Lock()
		for st.idle.Len() > 0 {
			st.end(st.idle.Front().Value.(*Session))
		}
		st.busy--
		st.unlock()
	}()

	var err error
	select {
	case <-quiet:
	case <-ctx.Done():
		err = ctx.Err()
	}
	st.mu.Lock()
	defer st.unlock()
	for _, s := range st.sessions {
		st.end(s)
	}
	if st.timer != nil {
		st.timer.Stop()
	}
	return err
}

// check lets Close go on when nothing is busy.
func (st *Store) check() {
	if st.busy == 0 && st.closed && st.quiet != nil {
		close(st.quiet)
		st.quiet = nil
	}
}

// trim forgets the least recently used sessions that are too many.
func (st *Store) trim() {
	for len(st.sessions) > st.opt.Capacity && st.idle.Len() > 0 {
		st.end(st.idle.Front().Value.(*Session))
	}
}

// end forgets a session and its values, also those that were set after it had ended:
// a store that closes does not wait for all who use it. The lock is held.
func (st *Store) end(s *Session) {
	s.ended = true
	if st.sessions[s.hash] == s {
		delete(st.sessions, s.hash)
	}
	if s.place != nil {
		st.idle.Remove(s.place)
		s.place = nil
	}
	st.silence(&s.left)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.cells {
		st.silence(&c.expiry)
		st.doomed = append(st.doomed, value{c, anyVersion})
	}
}

// unlock gives the lock back and deletes what was doomed under it: the app's own
// functions are never called with the lock.
func (st *Store) unlock() {
	doomed := st.doomed
	st.doomed = nil
	if len(doomed) == 0 {
		st.check()
		st.mu.Unlock()
		return
	}
	st.busy++
	st.mu.Unlock()
	for _, v := range doomed {
		st.delete(v)
	}
	st.mu.Lock()
	st.busy--
	st.check()
	st.mu.Unlock()
}

func (st *Store) delete(v value) {
	old, ok := v.cell.take(v.version)
	if !ok || v.cell.state.Delete == nil {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			st.opt.Logger.Error("deleting a state panicked", "panic", r, "stack", string(debug.Stack()))
		}
	}()
	v.cell.state.Delete(old)
}
