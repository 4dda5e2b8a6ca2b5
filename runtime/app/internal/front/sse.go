package front

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// writeWait is how long a reader may take to accept writePart bytes before it is
// dropped: a slow one gets a large message too.
const (
	writeWait = 30 * time.Second
	writePart = 64 << 10
)

// eventStream writes server-sent events. What is written is sent with the next
// flush, or when the handler returns.
type eventStream struct {
	w    http.ResponseWriter
	ctl  *http.ResponseController
	fail error // the first failed write
	sent bool  // something was flushed
	own  bool  // the server is the app's own, which gives each request its deadlines
}

func (f *Front) newEventStream(w http.ResponseWriter) *eventStream {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // proxies would hold messages back
	s := &eventStream{w: w, ctl: http.NewResponseController(w), own: f.listens.Load() != nowhere}
	s.deadline()
	return s
}

// deadline bounds the next writes. Not every writer has deadlines, so that errors
// do not matter.
func (s *eventStream) deadline() { _ = s.ctl.SetWriteDeadline(time.Now().Add(writeWait)) }

// Write implements [io.Writer]. What is large goes in parts, each with a deadline of
// its own.
func (s *eventStream) Write(p []byte) (n int, err error) {
	for err == nil && n < len(p) {
		if n > 0 {
			s.deadline()
		}
		var k int
		k, err = s.w.Write(p[n:min(n+writePart, len(p))])
		n += k
	}
	return n, err
}

// end sends what is left. A stream of which nothing was sent yet leaves whole, when the
// handler returns. The connection may serve other requests: those of the app's own server
// have deadlines of their own.
func (s *eventStream) end() {
	if s.sent {
		s.flush()
	}
	if !s.own {
		_ = s.ctl.SetWriteDeadline(time.Time{})
	}
}

// message writes one message; id "" is none.
func (s *eventStream) message(id string, raw json.RawMessage) {
	if s.fail == nil {
		s.deadline()
		s.fail = wire.WriteSSE(s, id, raw)
	}
}

// named writes one named event.
func (s *eventStream) named(name string, raw json.RawMessage) {
	if s.fail == nil {
		s.deadline()
		s.fail = wire.WriteEvent(s, name, raw)
	}
}

func (s *eventStream) flush() {
	if s.fail == nil {
		s.deadline()
		s.fail = s.ctl.Flush()
		s.sent = true
	}
}
