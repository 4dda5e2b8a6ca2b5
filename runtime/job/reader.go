package job

import (
	"context"
	"encoding/json"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// reader implements [Reader].
type reader struct {
	m       *Memory
	s       *clientLog
	follows bool          // was opened without a position
	foreign bool          // was opened at a position of another log
	at      int64         // number of the message that was given last
	had     int64         // and of the last that has arrived, if it follows
	from    int64         // number of the message before batch
	batch   []entry       // to be given next
	closing chan struct{} // see Engine.Closing; nil before it has finished
}

// Open implements [Engine].
func (m *Memory) Open(id string, after *Position) (Reader, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[id]
	if s == nil {
		return nil, ErrNoSession
	}
	r := &reader{m: m, s: s}
	switch {
	case after == nil:
		r.follows = true
		r.at = s.log.arrived
	case *after == Position{}:
	case after.Log != s.incarnation || after.Seq > s.log.seq:
		r.foreign = true
	default:
		r.at = after.Seq
		s.log.arrive(r.at)
	}
	s.readers++
	m.readers++
	m.settle(s)
	return r, nil
}

// Closing implements [Engine].
func (m *Memory) Closing(id string) <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s := m.sessions[id]; s != nil {
		return s.closing
	}
	return nil
}

// Next implements [Reader]. A message is encoded, or read from the disk, without the
// lock.
func (r *reader) Next(ctx context.Context) (Message, error) {
	r.had = r.at
	if len(r.batch) == 0 {
		if err := r.fetch(ctx); err != nil {
			return Message{}, err
		}
	}
	e := r.batch[0]
	r.batch[0] = entry{}
	r.batch = r.batch[1:]
	r.at = e.seq
	msg, err := e.message(r.from, !r.follows)
	if e.disk != nil {
		e.disk.release()
	}
	if err != nil {
		r.m.opt.Logger.Error("result lost", "error", err)
		msg.Data = unstored(e.of.id)
	}
	if e.kind == wire.KindCompleted {
		r.given(e.of)
	}
	return msg, nil
}

// given notes when a result was first given to a reader.
func (r *reader) given(of *event) {
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	if of.given.IsZero() {
		of.given = time.Now()
	}
}

// fetch waits until something is there to be read.
func (r *reader) fetch(ctx context.Context) error {
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	r.arrive()
	for {
		if r.batch = r.s.log.after(r.at); len(r.batch) > 0 {
			break
		}
		if err := r.over(ctx); err != nil {
			return err
		}
		if r.s.wake == nil {
			r.s.wake = make(chan struct{})
		}
		wake := r.s.wake
		r.m.mu.Unlock()
		select {
		case <-wake:
		case <-ctx.Done():
		}
		r.m.mu.Lock()
	}
	r.from = r.at
	for _, e := range r.batch {
		if e.disk != nil {
			e.disk.hold()
		}
	}
	return nil
}

// over tells why there is nothing to wait for.
func (r *reader) over(ctx context.Context) error {
	switch {
	case r.s.gone:
		return ErrNoSession
	case r.s.ended:
		return ErrStopped
	}
	return ctx.Err()
}

// arrive notes what has arrived at a reader without a position.
func (r *reader) arrive() {
	if r.follows {
		r.s.log.arrive(r.had)
	}
}

// Finish implements [Reader].
func (r *reader) Finish() bool {
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	r.had = r.at
	r.arrive()
	if len(r.s.pending) > 0 || r.s.log.result > r.at {
		return false
	}
	r.s.finished = !r.follows
	if r.follows && r.closing == nil {
		r.closing = make(chan struct{})
		r.s.closing = r.closing
	}
	return true
}

// Position implements [Reader].
func (r *reader) Position() Position { return Position{r.s.incarnation, r.at} }

// Foreign implements [Reader].
func (r *reader) Foreign() bool { return r.foreign }

// Close implements [Reader].
func (r *reader) Close() {
	for _, e := range r.batch {
		if e.disk != nil {
			e.disk.release()
		}
	}
	r.batch = nil
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	r.arrive()
	if r.closing != nil {
		close(r.closing)
		if r.s.closing == r.closing {
			r.s.closing = nil
		}
	}
	r.s.readers--
	r.m.readers--
	r.m.settle(r.s)
	r.m.closeSpill()
}

// unstored ends an event whose result could not be kept.
func unstored(event string) json.RawMessage {
	message := "The result could not be stored."
	return wire.Failed(event, &Failure{Message: &message, Visible: true, NoTitle: true}, false)
}
