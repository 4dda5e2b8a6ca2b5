package limit

import (
	"container/list"
	"context"
	"sync"
)

// Gate lets a few pieces of work run at once. One client has at most half of the places,
// and waits for them in its order.
type Gate struct {
	places  int // all
	each    int // of one client
	waiting int // of one client that may wait

	mu      sync.Mutex
	inside  map[string]int
	running int
	queue   list.List // of *visitor, as they came
	queued  map[string]int
}

type visitor struct {
	client string
	enter  chan struct{} // closed when it is inside
}

// NewGate returns a gate with so many places. A client may have as many pieces of work
// wait as waiting says.
func NewGate(places, waiting int) *Gate {
	return &Gate{places: places, each: max(1, places/2), waiting: waiting, inside: map[string]int{}, queued: map[string]int{}}
}

// Enter waits for a place. It returns ErrShare if too much of the client waits already,
// or ctx's error. After nil, the caller must call Leave.
func (g *Gate) Enter(ctx context.Context, client string) error {
	g.mu.Lock()
	if g.mayEnter(client) {
		g.enter(client)
		g.mu.Unlock()
		return nil
	}
	if g.queued[client] >= g.waiting {
		g.mu.Unlock()
		return ErrShare
	}
	v := &visitor{client, make(chan struct{})}
	place := g.queue.PushBack(v)
	g.queued[client]++
	g.mu.Unlock()

	select {
	case <-v.enter:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-v.enter: // at the same moment
		g.leave(client)
	default:
		g.unqueue(place)
	}
	return ctx.Err()
}

// Leave gives a place back.
func (g *Gate) Leave(client string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.leave(client)
}

func (g *Gate) mayEnter(client string) bool {
	return g.running < g.places && g.inside[client] < g.each
}

func (g *Gate) enter(client string) {
	g.running++
	g.inside[client]++
}

// leave gives a place to the first who may have it.
func (g *Gate) leave(client string) {
	g.running--
	if g.inside[client]--; g.inside[client] == 0 {
		delete(g.inside, client)
	}
	for place := g.queue.Front(); place != nil; place = place.Next() {
		if v := place.Value.(*visitor); g.mayEnter(v.client) {
			g.unqueue(place)
			g.enter(v.client)
			close(v.enter)
			return
		}
	}
}

func (g *Gate) unqueue(place *list.Element) {
	client := g.queue.Remove(place).(*visitor).client
	if g.queued[client]--; g.queued[client] == 0 {
		delete(g.queued, client)
	}
}
