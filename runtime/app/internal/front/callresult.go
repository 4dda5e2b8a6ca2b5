package front

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// callResult is the event stream of one call: whole values, no edits.
func (f *Front) callResult(w http.ResponseWriter, r *http.Request) {
	id := own(r, r.PathValue("event"))
	client := f.client(r)
	if !f.streams.enter(id, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	s := f.newEventStream(w)
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
		c := callStream{s: s, start: time.Now()}
		err = f.read(r.Context(), s, log, reading{
			each: c.message,
			done: func() bool { return c.over },
			pause: func() {
				c.emit()
				if s.named("heartbeat", json.RawMessage("null")); !f.still(r) {
					s.fail = errLoggedOut
				}
			},
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

// Each event has whole values, so that n tokens of a text take n²/2 bytes. Beyond
// freelySent bytes, values are left out that would be more than sentEachSecond on the whole; the last ones are in the event that ends the call.
const (
	freelySent     = 4 << 20
	sentEachSecond = 4 << 20
)

// callStream tells of one call in named events.
type callStream struct {
	s       *eventStream
	values  []json.RawMessage   // of the outputs, as far as they were generated,
	edits   [][]json.RawMessage // but for these of each
	pending int                 // bytes of the edits
	told    bool                // the values were sent
	sent    int                 // bytes of values
	start   time.Time
	over    bool
}

func (c *callStream) message(m job.Message) {
	switch m.Kind {
	case wire.KindGenerating:
		var g struct{ Output wire.Output }
		err := json.Unmarshal(m.Data, &g)
		if c.s.fail = errors.Join(c.s.fail, err, c.take(&g.Output)); c.s.fail != nil {
			return
		}
		if c.sent+c.size() <= freelySent+int(time.Since(c.start).Seconds()*sentEachSecond) {
			c.emit()
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

// take takes what a generating message says: the first says values, the others edits.
func (c *callStream) take(o *wire.Output) error {
	c.told = false
	if c.values == nil || o.Whole {
		c.values, c.edits, c.pending = o.Data, make([][]json.RawMessage, len(o.Data)), 0
		return nil
	}
	if len(o.Data) != len(c.values) {
		return errors.New("a message has other outputs than the one before")
	}
	for i, edits := range o.Data {
		if string(edits) != "[]" {
			c.edits[i] = append(c.edits[i], edits)
			c.pending += len(edits)
		}
	}
	if c.pending > c.size()/2 { // so that they take no more memory than the values
		return c.apply()
	}
	return nil
}

// size is about how many bytes the values have.
func (c *callStream) size() int {
	n := c.pending
	for _, v := range c.values {
		n += len(v)
	}
	return n
}

// apply applies the edits.
func (c *callStream) apply() error {
	for i, edits := range c.edits {
		if len(edits) == 0 {
			continue
		}
		var err error
		if c.values[i], err = wire.Apply(c.values[i], edits...); err != nil {
			return err
		}
		c.edits[i] = nil
	}
	c.pending = 0
	return nil
}

// emit sends the values that were generated last, if they were not sent.
func (c *callStream) emit() {
	if c.values == nil || c.told {
		return
	}
	if c.s.fail = errors.Join(c.s.fail, c.apply()); c.s.fail == nil {
		c.told = true
		c.sent += c.size()
		c.s.named("generating", wire.List(c.values))
	}
}
