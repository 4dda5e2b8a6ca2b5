package front

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

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

// refuse answers with an error, in the form in which clients read it.
func refuse(w http.ResponseWriter, status int, format string, args ...any) {
	answer(w, status, wire.MustMarshal(map[string]string{"detail": fmt.Sprintf(format, args...)}))
}

// readBody reads a JSON body; false when it has answered with an
// error itself.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		refuse(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return nil, false
	}
	raw, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(w, http.StatusRequestEntityTooLarge, "The body is larger than %d bytes.", large.Limit)
	case err != nil:
		refuse(w, http.StatusBadRequest, "The body could not be read.")
	default:
		// The deadline of the body would end the request's context.
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		return raw, true
	}
	return nil, false
}

// readCall reads the body of a call.
func readCall(w http.ResponseWriter, r *http.Request) (*wire.Body, bool) {
	raw, ok := readBody(w, r)
	if !ok {
		return nil, false
	}
	body, err := wire.ParseBody(raw)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return nil, false
	}
	if len(body.Session) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is longer than %d bytes", maxSessionName)
		return nil, false
	}
	return body, true
}

// maxSessionName bounds the name that a client chooses for its session.
const maxSessionName = 256

// readObject reads a body that is one object; its members are matched exactly.
func readObject(w http.ResponseWriter, r *http.Request) (map[string]json.RawMessage, bool) {
	raw, ok := readBody(w, r)
	if !ok {
		return nil, false
	}
	members, err := wire.ParseObject(raw)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return nil, false
	}
	return members, true
}

// text reads a member that must be a non-empty string.
func text(members map[string]json.RawMessage, name string) (string, bool) {
	var s string
	err := json.Unmarshal(members[name], &s)
	return s, err == nil && s != "" && len(s) <= maxSessionName
}
