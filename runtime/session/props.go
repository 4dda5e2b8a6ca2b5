package session

import (
	"encoding/json"
	"maps"
	"slices"
)

// Props are properties of a component, as JSON. They are shared and must not be changed.
type Props = map[string]json.RawMessage

// Position is a place in what the client of a session has been told: after the message
// with the number Seq of a log. The zero value is before every message.
type Position struct {
	Log string
	Seq int64
}

// history is what handlers made of the properties of a component, the oldest first. The
// client shows one of the versions: of the later ones it has not heard yet.
type history []version

// version is all changed properties of a component.
type version struct {
	props  Props
	weight int64
	by     string   // the job that made it; "" when the client has been told
	told   Position // where that was
}

// maxVersions is how many versions of a component's properties are kept. A client that is
// further behind is taken for one that shows the oldest.
const maxVersions = 32

// at is the index of the version that a client shows which has read up to a position. In a
// log that it does not read, the client has been told everything: it read that one before.
func (h history) at(p Position) int {
	for i, v := range slices.Backward(h) {
		later := v.told.Log == p.Log && v.told.Seq > p.Seq || p.Log == "" && v.told.Log != ""
		if v.by == "" && !later {
			return i
		}
	}
	return 0
}

// current is the newest version.
func (h history) current() Props {
	if len(h) == 0 {
		return nil
	}
	return h[len(h)-1].props
}

// weight is what all versions hold, in bytes.
func (h history) weight() (n int64) {
	for _, v := range h {
		n += v.weight
	}
	return n
}

// Props returns the properties of a component that handlers changed in this session.
func (s *Session) Props(id int) Props {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.props[id].current()
}

// SetProps stores properties of a component that a job changed, in addition to those that
// were changed before. The client hears of them later: see [Store.Told]. It stores
// nothing and returns ErrTooLarge if the session would hold too much.
func (s *Session) SetProps(id int, changed Props, job string) (err error) {
	if len(changed) == 0 {
		return nil
	}
	s.store.mu.Lock()
	defer s.store.unlock()
	s.change(func() { err = s.add(id, changed, job) })
	return err
}

// add adds a version of a component's properties, and forgets the oldest ones if there
// are too many.
func (s *Session) add(id int, changed Props, job string) error {
	h := s.props[id]
	// A new map each time, because callers of Props may still use the old one.
	next := make(Props, len(h.current())+len(changed))
	maps.Copy(next, h.current())
	maps.Copy(next, changed)
	v := version{props: next, weight: weigh(next), by: job}

	limit := s.store.opt.Bytes / 8
	newest := v.weight
	for other, h := range s.props {
		if other != id {
			newest += h[len(h)-1].weight
		}
	}
	if newest > limit {
		return ErrTooLarge
	}
	if s.props == nil {
		s.props = map[int]history{}
	}
	if h == nil {
		h = history{{}} // as the page declares them
	}
	h = append(slices.Clone(h), v)
	for all := s.weight + v.weight; len(h) > maxVersions || len(h) > 1 && all > limit; h = h[1:] {
		all -= h[0].weight
	}
	s.props[id] = h
	return nil
}

// change changes properties by f, and weighs them again. The caller holds the lock of the
// store.
func (s *Session) change(f func()) {
	s.mu.Lock()
	f()
	var weight int64
	for _, h := range s.props {
		weight += h.weight()
	}
	s.mu.Unlock()
	s.store.charge(s, weight-s.weight)
}

// Told reports where the client of a session is told what a job has changed so far. At the
// zero position it never will be: what it has not been told is taken back.
func (st *Store) Told(hash, job string, at Position) {
	st.mu.Lock()
	defer st.unlock()
	s := st.sessions[hash]
	if s == nil || s.weight == 0 {
		return
	}
	s.change(func() {
		for id, h := range s.props {
			if !slices.ContainsFunc(h, func(v version) bool { return v.by == job }) {
				continue
			}
			h = slices.Clone(h)
			if at == (Position{}) {
				h = slices.DeleteFunc(h, func(v version) bool { return v.by == job })
			}
			if len(h) == 1 && h[0].props == nil {
				delete(s.props, id)
				continue
			}
			for i := range h {
				if h[i].by == job {
					h[i].by, h[i].told = "", at
				}
			}
			s.props[id] = h
		}
	})
}

// Shown returns the properties of components as the client of a session shows them that
// has read up to a position; nil for those that it shows as the page declares them. Older
// ones are forgotten: a client does not go back.
func (st *Store) Shown(hash string, at Position, ids ...int) map[int]Props {
	shown := make(map[int]Props, len(ids))
	for _, id := range ids {
		shown[id] = nil
	}
	st.mu.Lock()
	defer st.unlock()
	s := st.sessions[hash]
	if s == nil || s.weight == 0 {
		return shown
	}
	s.change(func() {
		for _, id := range ids {
			if h := s.props[id]; len(h) > 0 {
				i := h.at(at)
				shown[id], s.props[id] = h[i].props, h[i:]
			}
		}
	})
	return shown
}
