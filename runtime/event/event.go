// Package event is for use in handlers: progress bars, notices, errors that the user
// sees, the HTTP request, and the types of event data.
//
// The functions need the context that the runtime passes to a handler. With any other
// context, such as that of a test, they do nothing.
package event

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// Request is the HTTP request that submitted the running event.
type Request struct {
	Header   http.Header
	Query    url.Values
	Host     string // the Host header
	Remote   string // address of the client, host:port; port 0 if a trusted proxy reported it
	Path     string
	Root     string // absolute URL of the app as the client sees it
	Username string // "" if the user is not logged in
	Session  string // the session hash; "" for a call without one
}

// Cookie returns a cookie of the request, or http.ErrNoCookie.
func (r *Request) Cookie(name string) (*http.Cookie, error) {
	return (&http.Request{Header: r.Header}).Cookie(name)
}

// RequestFrom returns the request that triggered the handler. It returns nil if ctx
// is not the context of a handler.
func RequestFrom(ctx context.Context) *Request {
	if s := from(ctx); s != nil {
		return s.request
	}
	return nil
}

// UserFrom returns the name of the user who triggered the handler; "" if nobody is logged
// in, or if ctx is not the context of a handler.
func UserFrom(ctx context.Context) string {
	if r := RequestFrom(ctx); r != nil {
		return r.Username
	}
	return ""
}

// Sleep waits for d. If the context is cancelled before, it returns the context's
// error immediately; the handler should return it.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// NewContext returns a context for a handler. Progress and notices are sent to e. The
// runtime creates one for each call, and tests of handlers can do so too.
func NewContext(ctx context.Context, e job.Emitter, r *Request) context.Context {
	return context.WithValue(ctx, key{}, &scope{emitter: e, request: r})
}

type key struct{}

// scope is the value in a handler's context.
type scope struct {
	emitter job.Emitter
	request *Request

	mu   sync.Mutex
	bars []*bar // of the tracked loops, outermost first
}

func from(ctx context.Context) *scope {
	s, _ := ctx.Value(key{}).(*scope)
	return s
}
