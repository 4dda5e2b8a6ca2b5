package session

import (
	"crypto/rand"
	"time"
)

// What the store knows of clients: whether they are there, and what they have been told.

// Incarnation names what a session holds, for its client; it is "" while that is nothing.
// A session that was forgotten does not get the same name again, see [Store.Knows]. From
// then on it is kept also when its values have expired.
func (st *Store) Incarnation(hash string) string {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.sessions[hash]
	if s == nil {
		return ""
	}
	if s.name == "" && !s.empty() {
		s.name = rand.Text()
	}
	return s.name
}

// Knows reports whether a session still holds what it held when its client was told this
// incarnation. The client of an empty one was not told that it holds anything.
func (st *Store) Knows(hash, incarnation string) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.sessions[hash]
	return incarnation == "" || s != nil && s.name == incarnation
}

// Connect reports that the client of a session is connected, until Disconnect is called
// as often. Sessions of connected clients are deleted last. The session need not exist,
// and is not created.
func (st *Store) Connect(hash string) {
	st.mu.Lock()
	defer st.unlock()
	st.clients[hash]++
	st.touch(hash)
}

// Disconnect ends what Connect began. After the last one, it does what Leave does.
func (st *Store) Disconnect(hash string) {
	st.mu.Lock()
	defer st.unlock()
	if st.clients[hash]--; st.clients[hash] > 0 {
		return
	}
	delete(st.clients, hash)
	if s := st.sessions[hash]; s != nil && s.place != nil {
		st.idle(s)
	}
	st.leave(hash, st.opt.Linger)
}

// Leave reports that the client of a session has gone. After [Options].Linger its state is
// deleted, unless Touch or Connect is called before. Of a client that has said so itself,
// which does not come back, it is deleted after a minute at most.
func (st *Store) Leave(hash string, said bool) {
	st.mu.Lock()
	defer st.unlock()
	if said {
		st.leave(hash, min(st.opt.Linger, time.Minute))
	} else {
		st.leave(hash, st.opt.Linger)
	}
}

func (st *Store) leave(hash string, linger time.Duration) {
	s := st.sessions[hash]
	if s == nil || st.closed {
		return
	}
	st.ring(&s.left, time.Now().Add(linger), func() {
		if s.users > 0 {
			s.due = true
		} else {
			st.end(s)
		}
	})
}

// Touch reports that the client of a session is connected, also after Leave. It
// returns whether the session exists, and does not create it.
func (st *Store) Touch(hash string) bool {
	st.mu.Lock()
	defer st.unlock()
	return st.touch(hash)
}

func (st *Store) touch(hash string) bool {
	s := st.sessions[hash]
	if s == nil {
		return false
	}
	s.due = false
	st.silence(&s.left)
	if s.place != nil {
		st.idle(s)
	}
	return true
}
