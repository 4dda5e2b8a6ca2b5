package front

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// writeWait is how long a reader may take to accept one message before it is
// dropped.
const writeWait = 30 * time.Second

// eventStream writes server-sent events. What is written is sent with the next
// flush, or when the handler returns.
type eventStream struct {
	w    http.ResponseWriter
	ctl  *http.ResponseController
	fail error // the first failed write
}

func newEventStream(w http.ResponseWriter) *eventStream {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // proxies would hold messages back
	s := &eventStream{w: w, ctl: http.NewResponseController(w)}
	s.deadline()
	return s
}

// deadline bounds the next writes. Not every writer has deadlines, so that errors
// do not matter.
func (s *eventStream) deadline() { _ = s.ctl.SetWriteDeadline(time.Now().Add(writeWait)) }

// end sends what is left. The connection may serve other requests, which have
// deadlines of their own.
func (s *eventStream) end() {
	s.flush()
	_ = s.ctl.SetWriteDeadline(time.Time{})
}

// message writes one message; id 0 is none.
func (s *eventStream) message(id int64, raw json.RawMessage) {
	if s.fail == nil {
		s.fail = wire.WriteSSE(s.w, id, raw)
	}
}

// named writes one named event.
func (s *eventStream) named(name string, raw json.RawMessage) {
	if s.fail == nil {
		s.fail = wire.WriteEvent(s.w, name, raw)
	}
}

func (s *eventStream) flush() {
	if s.fail == nil {
		s.fail = s.ctl.Flush()
	}
}

// read reads messages of a log until one stops it: each is called for every
// message, pause for every interval without one, and caughtUp when nothing more is
// there, to tell whether that was the end. The error is the engine's, or that of
// writing.
func (f *Front) read(ctx context.Context, s *eventStream, name string, after int64, each func(job.Message), caughtUp func(after int64) bool, pause func()) error {
	for {
		messages, err := f.Engine.Read(atOnce, name, after)
		if errors.Is(err, context.Canceled) {
			// Only what has to wait is sent on its way: a short answer leaves whole.
			if s.flush(); s.fail != nil {
				return s.fail
			}
			wait, cancel := context.WithTimeout(ctx, f.Heartbeat)
			messages, err = f.Engine.Read(wait, name, after)
			cancel()
		}
		s.deadline()
		switch {
		case err == nil:
		case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
			pause()
			continue
		default:
			return err
		}
		for _, m := range messages {
			each(m)
			after = m.Seq
		}
		if s.fail != nil {
			return s.fail
		}
		if caughtUp(after) {
			return nil
		}
	}
}

// atOnce is the context of a read that does not wait.
var atOnce = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// queueData is the event stream of a session. A reader that names a position
// resumes there, as often as it likes, and may come back; of one that does not,
// an official client, a dropped connection is the end of the session's events.
func (f *Front) queueData(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	name := query.Get("session_hash")
	if name == "" || len(name) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is required")
		return
	}
	position, resumes, err := resumeAt(r)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "after must be a number")
		return
	}
	client := f.client(r)
	if !f.streams.enter(name, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	over := false
	defer func() {
		if resumes || over {
			f.streams.leave(name, client, nil)
			return
		}
		f.streams.leave(name, client, func() { f.Engine.Disconnect(name) })
	}()
	s := newEventStream(w)
	if !resumes {
		position = f.Engine.Delivered(name, 0)
	}
	completed := false
	finished := func(after int64) bool {
		if !resumes {
			f.Engine.Delivered(name, after)
		}
		return completed && f.Engine.Pending(name, after) == 0
	}
	err = f.read(r.Context(), s, name, position, func(m job.Message) {
		id := int64(0)
		if resumes {
			id = m.Seq
		}
		s.message(id, m.Data)
		completed = completed || m.Kind == wire.KindCompleted || resumes
	}, finished, func() { s.message(0, wire.Heartbeat) })
	switch {
	case err == nil:
		s.message(0, wire.CloseStream)
	case errors.Is(err, job.ErrNoSession):
		s.message(0, wire.NoSession)
	case errors.Is(err, job.ErrStopped):
		s.message(0, wire.CloseStream) // the log's last message says why
	}
	s.end()
	over = s.fail == nil && r.Context().Err() == nil
}

// resumeAt returns the position after which a reader wants to go on; resumes is
// false for a reader that names none.
func resumeAt(r *http.Request) (after int64, resumes bool, err error) {
	s := r.Header.Get("Last-Event-ID")
	if s == "" {
		if !r.URL.Query().Has("after") {
			return 0, false, nil
		}
		s = r.URL.Query().Get("after")
	}
	after, err = strconv.ParseInt(s, 10, 64)
	return after, true, err
}

// callResult is the event stream of one call: whole values, no edits.
func (f *Front) callResult(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("event")
	client := f.client(r)
	if !f.streams.enter(id, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	s := newEventStream(w)
	defer s.end()
	var values []json.RawMessage // of the outputs, as far as they were generated
	over := false
	defer func() {
		forget := func() { f.Engine.Disconnect(id) }
		if !over || s.fail != nil {
			f.streams.leave(id, client, forget)
		} else if f.streams.leave(id, client, nil) {
			forget()
		}
	}()
	err := f.read(r.Context(), s, id, 0, func(m job.Message) {
		switch m.Kind {
		case wire.KindGenerating:
			var g struct{ Output wire.Output }
			if s.fail = errors.Join(s.fail, json.Unmarshal(m.Data, &g)); s.fail != nil {
				return
			}
			if values, s.fail = follow(values, g.Output.Data); s.fail == nil {
				s.named("generating", wire.List(values))
			}
		case wire.KindCompleted:
			over = true
			var done wire.Completed
			var out struct{ Data json.RawMessage }
			if err := errors.Join(json.Unmarshal(m.Data, &done), json.Unmarshal(done.Output, &out)); err != nil || !done.Success {
				s.named("error", done.Output)
				return
			}
			if out.Data == nil {
				out.Data = json.RawMessage("null") // it was cancelled
			}
			s.named("complete", out.Data)
		}
	}, func(int64) bool { return over }, func() { s.named("heartbeat", json.RawMessage("null")) })
	switch {
	case errors.Is(err, job.ErrNoSession):
		over = true
		s.named("error", wire.MustMarshal("404: Not Found"))
	case errors.Is(err, job.ErrStopped):
		s.named("error", wire.MustMarshal("Server stopped unexpectedly."))
	}
}

// follow applies what a generating message says to the values before it: the first
// says values, the others edits.
func follow(values, data []json.RawMessage) ([]json.RawMessage, error) {
	if values == nil {
		return data, nil
	}
	next := make([]json.RawMessage, len(data))
	for i, edits := range data {
		var err error
		if next[i], err = wire.Apply(values[i], edits); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// queueStatus tells how many calls wait.
func (f *Front) queueStatus(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, wire.Status(f.Engine.Stats().Queued))
}
