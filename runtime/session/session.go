package session

import (
	"container/list"
	"context"
	"slices"
	"sync"
	"time"
)

// Session is the data of one client. Its methods are safe for concurrent use,
// between Acquire and Release.
type Session struct {
	store *Store
	hash  string

	// Guarded by the store's lock.
	owner     *owner
	users     int
	resting   *list.List    // where place is
	place     *list.Element // in owner.idle
	used      time.Time     // when the last user released it
	weight    int64         // of props
	stale     alarm         // of props
	left      alarm         // after Leave
	due       bool          // to be ended by the last Release
	throwAway bool
	ended     bool
	name      string // its incarnation; "" while the client need not know

	mu    sync.Mutex
	cells map[int]*cell
	props map[int]history
}

// cell holds the value of one State.
type cell struct {
	state  State
	turn   chan struct{} // holds the token of the writer whose turn it is
	expiry alarm         // guarded by the store's lock

	mu      sync.Mutex // held while Initial runs
	current any
	version int // of current; 0 while there is none
	last    int // the highest version so far
}

// value is a version of a cell that is to be deleted, or its current version.
type value struct {
	cell    *cell
	version int
}

const anyVersion = 0

func (s *Session) cell(id int) *cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.cells[id]
	if c == nil {
		c = &cell{state: s.store.opt.States[id], turn: make(chan struct{}, 1)}
		s.cells[id] = c
	}
	return c
}

// Value returns the value of a State component: the one that was set last, or the
// initial value. The caller must not change it, but copy it.
func (s *Session) Value(id int) any {
	c := s.cell(id)
	v, version := c.get()
	if version > 0 {
		s.expire(c, version)
	}
	return v
}

// get returns the value, and its version if it was created by this call.
func (c *cell) get() (v any, made int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version > 0 {
		return c.current, 0
	}
	if c.state.Initial != nil {
		c.current = c.state.Initial()
	}
	c.last++
	c.version = c.last
	return c.current, c.version
}

// Set stores the value of a State component. Its TTL starts again.
func (s *Session) Set(id int, v any) {
	c := s.cell(id)
	c.mu.Lock()
	c.last++
	c.current, c.version = v, c.last
	version := c.version
	c.mu.Unlock()
	s.expire(c, version)
}

// expire deletes a version of a value after its TTL.
func (s *Session) expire(c *cell, version int) {
	st := s.store
	if c.state.TTL <= 0 {
		return
	}
	st.mu.Lock()
	defer st.unlock()
	if !s.ended && !s.throwAway {
		st.ring(&c.expiry, time.Now().Add(c.state.TTL), func() {
			st.doomed = append(st.doomed, value{c, version})
		})
	}
}

// take removes a version of the value, if the cell still holds it.
func (c *cell) take(version int) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version == 0 || version != anyVersion && version != c.version {
		return nil, false
	}
	v := c.current
	c.current, c.version = nil, 0
	return v, true
}

// Lock locks State components of this session for writing, and returns a function
// that unlocks them. Callers get the locks in the order of their calls. Several
// components are locked in the order of their ids, so that two callers never wait
// for each other. If ctx is cancelled, it returns ctx's error and locks nothing.
func (s *Session) Lock(ctx context.Context, ids ...int) (unlock func(), err error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var held []*cell
	unlock = sync.OnceFunc(func() {
		for _, c := range slices.Backward(held) {
			<-c.turn
		}
	})
	for _, id := range ids {
		c := s.cell(id)
		if err = ctx.Err(); err == nil {
			select {
			case c.turn <- struct{}{}:
				held = append(held, c)
				continue
			case <-ctx.Done():
				err = ctx.Err()
			}
		}
		unlock()
		return nil, err
	}
	return unlock, nil
}

// empty reports whether a session holds nothing that a later call could see.
func (s *Session) empty() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.cells {
		if !c.mu.TryLock() {
			return false // it gets its value now, by a handler that was left behind
		}
		made := c.version > 0
		c.mu.Unlock()
		if made {
			return false
		}
	}
	return len(s.props) == 0
}
