package front

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// body is the JSON body of a request. Its bytes count against the memory of calls until
// it is released; then the caller may still use them.
type body struct {
	json   []byte
	calls  *limit.Budget
	client string
	held   int64
}

func (b *body) release() {
	b.calls.Give(b.client, b.held)
	b.held = 0
}

// grow makes room for n more bytes, if the memory of calls allows it.
func (b *body) grow(n int) error {
	if err := b.calls.Take(b.client, int64(n)); err != nil {
		return err
	}
	b.held += int64(n)
	larger := make([]byte, len(b.json), cap(b.json)+n)
	copy(larger, b.json)
	b.json = larger
	return nil
}

// firstRead is how much of a body there is room for at first. The rest comes with what
// arrives: a client holds no memory by announcing a large body.
const firstRead = 16 << 10

// read reads a body of the given length, -1 where it is not known.
func (b *body) read(r io.Reader, length int64) error {
	first := firstRead
	if length >= 0 {
		first = int(min(length, firstRead))
	}
	if err := b.grow(first + 1); err != nil { // one more, to see the end
		return err
	}
	for {
		n, err := r.Read(b.json[len(b.json):cap(b.json)])
		b.json = b.json[:len(b.json)+n]
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case len(b.json) < cap(b.json):
			continue
		}
		more := len(b.json)
		if rest := length - int64(len(b.json)); rest >= 0 {
			more = int(min(int64(more), rest+1))
		}
		if err := b.grow(more); err != nil {
			return err
		}
	}
}

// readBody reads a JSON body; false when it has answered with an error itself. The caller
// releases the body.
func (f *Front) readBody(w http.ResponseWriter, r *http.Request) (*body, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		refuse(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return nil, false
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		refuse(w, http.StatusUnsupportedMediaType, "The body must not be compressed.")
		return nil, false
	}
	b := &body{calls: f.Calls, client: f.client(r)}
	if err = f.Calls.Allows(b.client, max(0, r.ContentLength)); err == nil {
		err = b.read(r.Body, r.ContentLength)
	}
	if err == nil {
		// The deadline of the body would end the request's context.
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		return b, true
	}
	b.release()
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, limit.ErrShare), errors.Is(err, limit.ErrFull):
		discard(r)
		refuse(w, limit.Status(err), "The calls that wait or run hold too much memory.")
	case errors.As(err, &large):
		refuseLarge(w, large.Limit)
	default:
		refuse(w, http.StatusBadRequest, "The body could not be read.")
	}
	return nil, false
}

// discard reads a body that is refused: a client that is still sending when the connection
// is closed may not see the answer. One that waits for leave to send gets the answer at
// once, and so does one with more than twice what is ever accepted.
func discard(r *http.Request) {
	if r.Header.Get("Expect") == "" && r.ContentLength <= 2*maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, 2*maxBody)
	}
}

func refuseLarge(w http.ResponseWriter, limit int64) {
	refuse(w, http.StatusRequestEntityTooLarge, "The body is larger than %d bytes.", limit)
}

// call is the body of a call, and the memory that it holds.
type call struct {
	*wire.Body
	*body
}

// cost is what the call holds while it waits and runs.
func (c *call) cost() int64 { return limit.CallCost(len(c.json), c.Values) }

// readCall reads the body of a call. The caller releases it.
func (f *Front) readCall(w http.ResponseWriter, r *http.Request) (*call, bool) {
	b, ok := f.readBody(w, r)
	if !ok {
		return nil, false
	}
	parsed, err := wire.ParseBody(b.json)
	switch {
	case err != nil:
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
	case len(parsed.Session) > maxSessionName:
		refuse(w, http.StatusUnprocessableEntity, "session_hash is longer than %d bytes", maxSessionName)
	default:
		return &call{parsed, b}, true
	}
	b.release()
	return nil, false
}

// maxSessionName bounds the name that a client chooses for its session.
const maxSessionName = 256

// readObject reads a body that is one object; its members are matched exactly.
func (f *Front) readObject(w http.ResponseWriter, r *http.Request) (map[string]json.RawMessage, *body, bool) {
	b, ok := f.readBody(w, r)
	if !ok {
		return nil, nil, false
	}
	members, err := wire.ParseObject(b.json)
	if err != nil {
		b.release()
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return nil, nil, false
	}
	return members, b, true
}

// readSession reads an object that names a session, and returns the name that the session has
// for the server. The caller releases the body.
func (f *Front) readSession(w http.ResponseWriter, r *http.Request) (name string, members map[string]json.RawMessage, b *body, ok bool) {
	if members, b, ok = f.readObject(w, r); !ok {
		return "", nil, nil, false
	}
	if name, ok = text(members, "session_hash"); !ok {
		b.release()
		refuse(w, http.StatusUnprocessableEntity, "session_hash is required")
		return "", nil, nil, false
	}
	return own(r, name), members, b, true
}

// text reads a member that must be a non-empty string.
func text(members map[string]json.RawMessage, name string) (string, bool) {
	var s string
	err := json.Unmarshal(members[name], &s)
	return s, err == nil && s != "" && len(s) <= maxSessionName
}
