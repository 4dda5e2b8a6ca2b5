// Package session stores the data of each client between calls: the values of State
// components, and the properties that handlers changed.
//
// A session that holds nothing is not kept after its use. The number of sessions that are
// not in use is limited by [Options].Capacity. Beyond it, the store deletes one: of the
// client that has most sessions, the least recently used; those whose clients are
// connected go last. It does not measure the size of State values; an app with large ones should lower
// the capacity. Properties are limited by [Options].Bytes. Sessions have no goroutines:
// one timer serves all deadlines of a store.
package session

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// State describes a State component.
type State struct {
	Initial func() any    // returns the value for a session that has none; may be nil
	TTL     time.Duration // how long a value is kept after it was last set; 0: no limit
	Delete  func(any)     // is called with each deleted value; may be nil
}

// Options configure a store. A field with the zero value gets its default.
type Options struct {
	States   map[int]State // by component
	Capacity int           // maximum number of sessions that are not in use; default 10000
	Bytes    int64         // maximum size of all changed properties, an eighth of it for one session; default 64 MiB
	// PropsIdle is how long the changed properties of a session are kept after it was
	// last used; default 1 hour.
	PropsIdle time.Duration
	Linger    time.Duration // how long a session is kept after its client has vanished; default 1 hour
	Logger    *slog.Logger  // for panics of Delete functions; default slog.Default()
}

// Store holds the sessions of one app. Its methods are safe for concurrent use.
type Store struct {
	opt Options

	mu       sync.Mutex
	sessions map[string]*Session
	owners   owners
	resting  int               // sessions that are not in use
	clients  map[string]int    // connections of clients, by session: see Connect
	heavy    map[*Session]bool // those with properties
	weight   int64             // of all properties
	alarms   alarms
	timer    *time.Timer // fires at the first alarm
	doomed   []value     // to be deleted after the lock is released
	closed   bool
	busy     int           // sessions in use and goroutines that delete
	quiet    chan struct{} // made by Close, closed when busy is 0
}

// New returns a new store.
func New(o Options) *Store {
	if o.Capacity <= 0 {
		o.Capacity = 10_000
	}
	if o.Bytes <= 0 {
		o.Bytes = 64 << 20
	}
	if o.PropsIdle <= 0 {
		o.PropsIdle = time.Hour
	}
	if o.Linger <= 0 {
		o.Linger = time.Hour
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return &Store{
		opt: o, sessions: map[string]*Session{}, heavy: map[*Session]bool{}, owners: owners{byClient: map[string]*owner{}},
		clients: map[string]int{},
	}
}

// Acquire returns the session with a hash, and creates it for a client if there is none.
// With an empty hash, it returns a new session that is discarded after Release. The
// caller must call Release. Until then, the session is not deleted.
func (st *Store) Acquire(hash, client string) *Session {
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
		s.owner = st.owners.of(client)
		st.owners.add(s.owner, 1)
	}
	st.unidle(s)
	st.silence(&s.stale)
	if s.users++; s.users == 1 {
		st.busy++
	}
	st.trim()
	return s
}

// Release ends the use of a session that Acquire returned.
func (s *Session) Release() {
	st := s.store
	st.mu.Lock()
	defer st.unlock()
	if s.users--; s.users > 0 {
		return
	}
	switch {
	case s.throwAway || s.due || st.closed || s.name == "" && s.empty():
		st.end(s)
	case !s.ended:
		st.idle(s)
		st.trim()
	}
	st.busy--
}

// idle puts a session at the end of those that are not in use.
func (st *Store) idle(s *Session) {
	st.unidle(s)
	s.resting = &s.owner.idle
	if st.clients[s.hash] > 0 {
		s.resting = &s.owner.held
	}
	s.place = s.resting.PushBack(s)
	st.resting++
	s.used = time.Now()
	st.owners.used(s.owner)
	st.age(s)
}

// unidle notes that a session is in use, or ends.
func (st *Store) unidle(s *Session) {
	if s.place != nil {
		s.resting.Remove(s.place)
		s.place = nil
		st.resting--
	}
}

// Len returns the number of sessions.
func (st *Store) Len() int {
	st.mu.Lock()
	defer st.mu.Unlock()
	return len(st.sessions)
}

// Close deletes all sessions as soon as they are not in use, and waits for their
// Delete functions. If ctx is cancelled before, it deletes sessions in use too and
// returns ctx's error. Sessions that are acquired later are discarded after use.
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
		for s := st.owners.first(); s != nil; s = st.owners.first() {
			st.end(s)
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

// check lets Close return if nothing is busy.
func (st *Store) check() {
	if st.busy == 0 && st.closed && st.quiet != nil {
		close(st.quiet)
		st.quiet = nil
	}
}

// trim deletes sessions beyond the capacity.
func (st *Store) trim() {
	for st.resting > st.opt.Capacity {
		st.end(st.owners.first())
	}
}

// end deletes a session and its values, including values that are set after it has
// ended: Close may not wait for every user. The caller holds the lock.
func (st *Store) end(s *Session) {
	if !s.ended {
		st.forget(s)
		st.owners.add(s.owner, -1)
	}
	s.ended = true
	if st.sessions[s.hash] == s {
		delete(st.sessions, s.hash)
	}
	st.unidle(s)
	st.silence(&s.left)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.cells {
		st.silence(&c.expiry)
		st.doomed = append(st.doomed, value{c, anyVersion})
	}
}

// unlock releases the lock, then deletes the doomed values. So the app's Delete
// functions are never called with the lock held.
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
