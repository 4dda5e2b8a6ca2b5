// Package event is what handlers use while they run: progress bars, notices,
// errors for the user, the request that they answer, and the types of event data.
//
// Everything here goes by the context that a handler is given. With any other
// context, in a test or in a handler called from plain Go, the functions do
// nothing and are safe to call.
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
	Remote   string // address of the peer, host:port
	Path     string
	Root     string // absolute URL of the app as the client sees it
	Username string // "" when nobody is logged in
	Session  string // the session hash; "" for a call without one
}

// Cookie returns a cookie of the request; http.ErrNoCookie when there is none.
func (r *Request) Cookie(name string) (*http.Cookie, error) {
	return (&http.Request{Header: r.Header}).Cookie(name)
}

// RequestFrom returns the request that a handler answers; nil outside of one.
func RequestFrom(ctx context.Context) *Request {
	if s := from(ctx); s != nil {
		return s.request
	}
	return nil
}

// Sleep waits for d, or less when the event ends before: then it returns the
// context's error, for the handler to return.
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

// NewContext returns the context of a handler: what it says goes to e. The
// runtime makes one for each call; tests of handlers may.
func NewContext(ctx context.Context, e job.Emitter, r *Request) context.Context {
	return context.WithValue(ctx, key{}, &scope{emitter: e, request: r})
}

type key struct{}

// scope is what a handler's context carries.
type scope struct {
	emitter job.Emitter
	request *Request

	mu   sync.Mutex
	bars []*bar // of the loops that are tracked, outermost first
}

func from(ctx context.Context) *scope {
	s, _ := ctx.Value(key{}).(*scope)
	return s
}
