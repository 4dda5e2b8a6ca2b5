package session

import (
	"encoding/json"
	"errors"
	"time"
)

// ErrTooLarge: one session would hold more properties than it may.
var ErrTooLarge = errors.New("the changed properties of one session are too large")

// weigh returns what properties hold, in bytes.
func weigh(props map[string]json.RawMessage) (n int64) {
	for name, v := range props {
		n += int64(len(name)+len(v)) + 64
	}
	return n
}

// charge adds to the weight of a session's properties. If all together weigh too much,
// sessions that are not in use lose theirs: of the client that holds most, the least
// recently used. The caller holds the lock.
func (st *Store) charge(s *Session, n int64) {
	if s.ended || n == 0 {
		return
	}
	st.add(s, n)
	for st.weight > st.opt.Bytes {
		var first *Session
		for other := range st.heavy {
			if other.users == 0 && (first == nil || other.before(first)) {
				first = other
			}
		}
		if first == nil {
			return
		}
		st.undress(first)
	}
}

// before reports whether a session loses its properties before another one does.
func (s *Session) before(other *Session) bool {
	if s.owner != other.owner {
		return s.owner.weight > other.owner.weight
	}
	return s.used.Before(other.used)
}

func (st *Store) add(s *Session, n int64) {
	s.weight += n
	s.owner.weight += n
	st.weight += n
	if s.weight > 0 {
		st.heavy[s] = true
	} else {
		delete(st.heavy, s)
	}
}

// forget drops the properties of a session: they are again as the page declares them.
// The caller holds the lock.
func (st *Store) forget(s *Session) {
	st.add(s, -s.weight)
	st.silence(&s.stale)
	s.mu.Lock()
	s.props = nil
	s.mu.Unlock()
}

// undress drops the properties of a session that is not in use, and the session if it
// holds nothing else. Its client will learn that they are gone.
func (st *Store) undress(s *Session) {
	st.forget(s)
	s.name = ""
	if s.empty() {
		st.end(s)
	}
}

// age lets the properties of a session that is not in use expire.
func (st *Store) age(s *Session) {
	if s.weight > 0 && !s.ended {
		st.ring(&s.stale, time.Now().Add(st.opt.PropsIdle), func() { st.undress(s) })
	}
}

// Weight returns how many bytes of properties the store holds.
func (st *Store) Weight() int64 {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.weight
}
