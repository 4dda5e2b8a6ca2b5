package front

import (
	"sync"
	"sync/atomic"
	"time"
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
	open *budget // of all streams of the app

	mu      sync.Mutex
	byName  map[string]*reader
	stopped bool
}

// budget is how many of something there may be at once.
type budget struct {
	limit int64
	used  atomic.Int64
}

func (b *budget) take() bool {
	if b.used.Add(1) <= b.limit {
		return true
	}
	b.used.Add(-1)
	return false
}

type reader struct {
	streams int
	gone    *time.Timer // runs when nobody came back in time; nil while somebody reads
}

func newReaders(open *budget) *readers {
	return &readers{open: open, byName: map[string]*reader{}}
}

// enter counts a stream in; it is false when its name or the app has too many.
func (t *readers) enter(name string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byName[name]
	if r != nil && r.streams >= maxReaders || !t.open.take() {
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
func (t *readers) leave(name string, gone func()) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open.used.Add(-1)
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
