package front

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// callResult is the event stream of one call: whole values, no edits.
func (f *Front) callResult(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("event")
	client := f.client(r)
	if !f.streams.enter(id, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	s := newEventStream(w)
	over := false
	defer func() {
		s.end()
		forget := func() { f.Engine.Disconnect(id) }
		if !over || s.fail != nil {
			f.streams.leave(id, client, forget)
		} else if f.streams.leave(id, client, nil) {
			forget()
		}
	}()
	log, err := f.Engine.Open(id, &job.Position{})
	if err == nil {
		defer log.Close()
		c := callStream{s: s}
		err = f.read(r.Context(), s, log, reading{
			each:  c.message,
			done:  func() bool { return c.over },
			pause: func() { s.named("heartbeat", json.RawMessage("null")) },
		})
		over = c.over
	}
	switch {
	case errors.Is(err, job.ErrNoSession):
		over = true
		s.named("error", wire.MustMarshal("404: Not Found"))
	case errors.Is(err, job.ErrStopped) && !over:
		s.named("error", wire.MustMarshal("Server stopped unexpectedly."))
	}
}

// callStream tells of one call in named events.
type callStream struct {
	s      *eventStream
	values []json.RawMessage // of the outputs, as far as they were generated
	over   bool
}

func (c *callStream) message(m job.Message) {
	switch m.Kind {
	case wire.KindGenerating:
		var g struct{ Output wire.Output }
		err := json.Unmarshal(m.Data, &g)
		if g.Output.Whole {
			c.values = nil
		}
		if err == nil {
			c.values, err = follow(c.values, g.Output.Data)
		}
		if c.s.fail = errors.Join(c.s.fail, err); c.s.fail == nil {
			c.s.named("generating", wire.List(c.values))
		}
	case wire.KindCompleted:
		c.over = true
		var done wire.Completed
		var out struct{ Data json.RawMessage }
		if err := errors.Join(json.Unmarshal(m.Data, &done), json.Unmarshal(done.Output, &out)); err != nil || !done.Success {
			c.s.named("error", done.Output)
			return
		}
		if out.Data == nil {
			out.Data = json.RawMessage("null") // it was cancelled
		}
		c.s.named("complete", out.Data)
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
