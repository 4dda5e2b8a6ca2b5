package front

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// reading is how a log is read.
type reading struct {
	each  func(job.Message) // for every message
	done  func() bool       // whether that was the end; asked when nothing more is there
	pause func()            // for every interval without a message
}

// read reads a log to its end. The error is the engine's, or that of writing.
func (f *Front) read(ctx context.Context, s *eventStream, log job.Reader, r reading) error {
	for {
		m, err := next(ctx, log, 0)
		if errors.Is(err, errNothing) {
			if r.done() {
				return s.fail
			}
			s.flush() // only here: a short answer leaves whole
			m, err = next(ctx, log, f.Heartbeat)
		}
		switch {
		case s.fail != nil:
			return s.fail
		case err == nil:
			r.each(m)
		case errors.Is(err, errNothing):
			r.pause()
		default:
			return err
		}
	}
}

// errNothing: no message came in time.
var errNothing = errors.New("no message")

// next waits for a message.
func next(ctx context.Context, log job.Reader, wait time.Duration) (job.Message, error) {
	if wait == 0 {
		ctx = atOnce
	} else {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, wait, errNothing)
		defer cancel()
	}
	m, err := log.Next(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errNothing) && errors.Is(err, ctx.Err()) {
		err = errNothing
	}
	return m, err
}

// atOnce is the context of a read that does not wait.
var atOnce = func() context.Context {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errNothing)
	return ctx
}()

// queueData is the event stream of a session. A reader that names a position
// resumes there, as often as it likes, and may come back; of one that does not,
// an official client, a dropped connection is the end of the session's events.
func (f *Front) queueData(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("session_hash")
	if name == "" || len(name) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is required")
		return
	}
	after, err := resumeAt(r)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "after must be a position")
		return
	}
	name = own(r, name)
	client := f.client(r)
	if !f.streams.enter(name, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	s := f.newEventStream(w)
	over := false
	defer func() {
		if after != nil || over {
			f.streams.leave(name, client, nil)
			return
		}
		f.streams.leave(name, client, func() { f.Engine.Disconnect(name) })
	}()
	defer s.end()
	log, err := f.Engine.Open(name, after)
	if err == nil {
		defer log.Close()
		err = f.sendLog(r.Context(), s, name, log, after != nil, func() bool { return f.still(r) })
	}
	switch {
	case errors.Is(err, job.ErrNoSession):
		s.message("", wire.NoSession)
	case err == nil, errors.Is(err, job.ErrStopped):
		s.message("", wire.CloseStream)
	default:
		return // the client has gone, or does not read
	}
	s.flush()
	over = s.fail == nil
	if over && err == nil && after == nil {
		waitForClose(r.Context())
	}
}

// sendLog sends the log of a session until nothing is pending. Of a reader that names
// positions, each message has a mark.
func (f *Front) sendLog(ctx context.Context, s *eventStream, name string, log job.Reader, positions bool, still func() bool) error {
	r := reading{done: log.Finish, pause: func() {
		if s.message("", wire.Heartbeat); !still() {
			s.fail = errLoggedOut
		}
	}}
	at := mark{session: f.Store.Incarnation(name)}
	r.each = func(m job.Message) {
		id := ""
		if positions {
			if m.Kind == wire.KindGenerating || m.Kind == wire.KindCompleted { // it may have stored something
				at.session = f.Store.Incarnation(name)
			}
			at.Position = log.Position()
			id = at.String()
		}
		s.message(id, m.Data)
	}
	return f.read(ctx, s, log, r)
}

// resumeAt returns the position after which a reader wants to go on, or nil for a reader
// that names none.
func resumeAt(r *http.Request) (*job.Position, error) {
	s := r.Header.Get("Last-Event-ID")
	if s == "" {
		if !r.URL.Query().Has("after") {
			return nil, nil
		}
		s = r.URL.Query().Get("after")
	}
	after, err := parseMark(s)
	return &after.Position, err
}

// queueStatus tells how many calls wait.
func (f *Front) queueStatus(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, wire.Status(f.Engine.Stats().Queued))
}
