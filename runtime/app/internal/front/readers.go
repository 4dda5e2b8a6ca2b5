package front

import (
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// disconnectGrace is how long a reader that cannot resume may be away before its
// events are cancelled.
const disconnectGrace = time.Second

// maxReaders is how many streams of one name may be open at once: one is enough, and
// a few more are there while a connection that was lost is not given up yet.
const maxReaders = 8

// tooManyStreams refuses a stream that would be one too many.
const tooManyStreams = "Too many streams are open."

// readers counts the open streams of each name, to see when the last one is gone.
type readers struct {
	open *limit.Budget // of all streams of the app

	mu      sync.Mutex
	byName  map[string]*reader
	stopped bool
}

type reader struct {
	streams int
	gone    *time.Timer // runs when nobody came back in time; nil while somebody reads
}

func newReaders(open *limit.Budget) *readers {
	return &readers{open: open, byName: map[string]*reader{}}
}

// enter counts a stream of a client in; it is false when its name, the client or the app
// has too many.
func (t *readers) enter(name, client string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byName[name]
	if r != nil && r.streams >= maxReaders || t.open.Take(client, 1) != nil {
		return false
	}
	if r == nil {
		r = &reader{}
		t.byName[name] = r
	}
	r.streams++
	if r.gone != nil {
		r.gone.Stop()
		r.gone = nil
	}
	return true
}

// leave calls gone when the last stream was left and none has come for a while;
// with nil there is nothing to wait for. It reports whether that was the last one.
func (t *readers) leave(name, client string, gone func()) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open.Give(client, 1)
	r := t.byName[name]
	if r.streams--; r.streams > 0 {
		return false
	}
	if t.stopped || gone == nil {
		delete(t.byName, name)
		return true
	}
	r.gone = time.AfterFunc(disconnectGrace, func() {
		t.mu.Lock()
		if t.byName[name] != r || r.streams > 0 {
			t.mu.Unlock()
			return
		}
		delete(t.byName, name)
		t.mu.Unlock()
		gone()
	})
	return true
}

// stop ends all waiting: the app goes away.
func (t *readers) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	for name, r := range t.byName {
		if r.gone != nil {
			r.gone.Stop()
			delete(t.byName, name)
		}
	}
}

// len is the number of names that are read, or whose readers are waited for.
func (t *readers) len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.byName)
}
