// Package front is an app towards its clients: routes and guards, calls that become
// jobs, event streams, pages and assets. It is the part of an app that knows HTTP.
package front

import (
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/session"
)

// Options describe what is served, and how.
type Options struct {
	Site   *site.Site
	Engine job.Engine
	Store  *session.Store
	Log    *slog.Logger

	Extensions extend.Registry

	RootPath       string        // where a proxy serves the app: a path, or the full URL
	AllowedHosts   []string      // host names that are accepted beside the loopback ones
	TrustedProxies []string      // addresses and networks whose X-Forwarded headers are believed
	MaxStreams     int           // event streams and heartbeats that may be open at once
	Heartbeat      time.Duration // how often a silent stream says that it lives
	Pulse          time.Duration // how often an idle page says that it lives

	DefaultLimit int // how many calls of a group run at once, where its listeners set no limit
	MaxQueue     int // calls that may wait
	PerSession   int // calls of one session that may wait

	Calls *limit.Budget // bytes of the bodies of requests, and of calls
}

// Front serves an app.
type Front struct {
	Options
	routes    []extend.Route
	mux       *http.ServeMux
	handler   http.Handler
	functions map[functionName]extend.Function

	proxies  proxies
	machine  string       // host name of this machine
	listens  atomic.Int32 // where the app listens: nowhere, onLoopback, onNetwork
	greeted  atomic.Bool  // somebody was told of the start
	streams  *readers     // of events, by log
	hearts   *readers     // heartbeats, by session
	renders  *limit.Gate  // server functions of components
	presence *presence    // our pages

	closing   chan struct{} // closed when the app stops: streams end
	closeOnce sync.Once
}

// New makes the route table and the guards. It fails when two extensions add the
// same, or one adds a route that says nothing of access.
func New(o Options) (*Front, error) {
	open := limit.New(int64(o.MaxStreams), smallShare)
	f := &Front{Options: o, streams: newReaders(open), hearts: newReaders(open), closing: make(chan struct{})}
	f.presence = newPresence(pulsesMissed*o.Pulse, f.vanished)
	f.renders = limit.NewGate(min(max(2, runtime.GOMAXPROCS(0)), 8), waitingFunctions)
	var err error
	if f.proxies, err = parseProxies(o.TrustedProxies); err != nil {
		return nil, err
	}
	if f.machine, err = os.Hostname(); err != nil {
		f.machine = "localhost"
	}
	if f.functions, err = functionsOf(o.Extensions.Functions); err != nil {
		return nil, err
	}
	f.routes = append(f.ownRoutes(), o.Extensions.Routes...)
	if f.mux, err = f.newMux(f.routes); err != nil {
		return nil, err
	}
	f.handler = guarded(f.mux, append(f.ownGuards(), o.Extensions.Guards...))
	return f, nil
}

// ServeHTTP implements [http.Handler].
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) { f.handler.ServeHTTP(w, r) }

// Routes is the route table.
func (f *Front) Routes() []extend.Route { return f.routes }

// smallShare is how many streams a client may have open in any case.
const smallShare = 64

// Where an app listens. A server of someone else's, which serves the app's handler,
// checks host names itself.
const (
	nowhere int32 = iota
	onLoopback
	onNetwork
)

// Listens says whether the app listens on loopback alone. It decides which host names
// are accepted.
func (f *Front) Listens(loopback bool) {
	if loopback {
		f.listens.Store(onLoopback)
	} else {
		f.listens.Store(onNetwork)
	}
}

// Trusts reports whether a peer, host:port, is a proxy whose headers are believed.
func (f *Front) Trusts(remote string) bool { return f.trusts(remote) }

// Stop ends the heartbeats, and the waiting for readers that went away.
func (f *Front) Stop() {
	f.closeOnce.Do(func() { close(f.closing) })
	f.streams.stop()
	f.presence.stop()
}

// Counts are the names that streams and heartbeats are open for, or are waited for,
// how many are open together, and how many pages are watched.
func (f *Front) Counts() (streams, hearts, open, pages int) {
	return f.streams.len(), f.hearts.len(), int(f.streams.open.Used()), f.presence.len()
}
