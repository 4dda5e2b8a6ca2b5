package front

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// answer writes a JSON body.
func answer(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away needs no answer
}

// begin starts an answer that was waited for: it has time of its own to be written.
// What it returns ends the answer.
func begin(w http.ResponseWriter) (end func()) {
	ctl := http.NewResponseController(w)
	_ = ctl.SetWriteDeadline(time.Now().Add(writeWait))
	return func() {
		_ = ctl.Flush()
		_ = ctl.SetWriteDeadline(time.Time{})
	}
}

// refuse answers with an error, in the form in which clients read it. Who is refused for
// a limit is told when to come again.
func refuse(w http.ResponseWriter, status int, format string, args ...any) {
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", limit.RetryAfter)
	}
	answer(w, status, wire.MustMarshal(map[string]string{"detail": fmt.Sprintf(format, args...)}))
}
