package session

import "container/list"

// owner is the client that created sessions. When there are too many, one of the client
// that has most of them goes first: so a client with many sessions does not push out
// those of others.
type owner struct {
	client string
	count  int           // sessions
	weight int64         // bytes of their properties
	idle   list.List     // of *Session that are not in use; the least recently used first
	held   list.List     // the same, of those whose clients are connected
	place  *list.Element // in owners.byCount[count]
}

// owners is the clients that have sessions. It is guarded by the store's lock.
type owners struct {
	byClient map[string]*owner
	byCount  []*list.List // of *owner with so many sessions; the least recently used first
}

// of returns the owner for a client, and creates it if there is none.
func (o *owners) of(client string) *owner {
	w := o.byClient[client]
	if w == nil {
		w = &owner{client: client}
		o.byClient[client] = w
	}
	return w
}

// add changes the number of an owner's sessions. One that has none left is forgotten.
func (o *owners) add(w *owner, n int) {
	if w.place != nil {
		o.byCount[w.count].Remove(w.place)
		w.place = nil
	}
	if w.count += n; w.count == 0 {
		delete(o.byClient, w.client)
		return
	}
	for len(o.byCount) <= w.count {
		o.byCount = append(o.byCount, list.New())
	}
	w.place = o.byCount[w.count].PushBack(w)
}

// used notes that a session of an owner is used.
func (o *owners) used(w *owner) {
	if w.place != nil {
		o.byCount[w.count].MoveToBack(w.place)
	}
}

// first returns the session that goes first, nil if all are in use. Those whose clients
// are connected go last.
func (o *owners) first() *Session {
	if s := o.firstOf(func(w *owner) *list.List { return &w.idle }); s != nil {
		return s
	}
	return o.firstOf(func(w *owner) *list.List { return &w.held })
}

func (o *owners) firstOf(resting func(*owner) *list.List) *Session {
	for n := len(o.byCount) - 1; n > 0; n-- {
		for e := o.byCount[n].Front(); e != nil; e = e.Next() {
			if s := resting(e.Value.(*owner)).Front(); s != nil {
				return s.Value.(*Session)
			}
		}
		if n == len(o.byCount)-1 && o.byCount[n].Len() == 0 {
			o.byCount = o.byCount[:n]
		}
	}
	return nil
}
