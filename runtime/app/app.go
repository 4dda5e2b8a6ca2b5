// Package app assembles an app from its generated parts and serves it: one
// http.Handler that speaks Gradio's wire protocol, with flags, environment,
// signals and a graceful stop around it.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// CompatV1 is named by generated code: a build error there means that runtime
// and generator differ, and that the app must be generated again.
const CompatV1 = true

// Build is what the generator knows about an app.
type Build struct {
	Name   string // of the program
	Config []byte // config.json
	Script []byte // app.js; nil when the app has no scripts
}

// App is an app: its configuration and the handlers of its listeners. Use,
// Listen and changes of Settings come before the first call of Handler, Serve
// or Main; the rest is safe for concurrent use.
type App struct {
	// Settings say how the app is served. Main sets them from flags and
	// environment.
	Settings Settings
	// Log receives what goes wrong; slog.Default() when nil.
	Log *slog.Logger

	build    Build
	pages    []ui.Node
	handlers map[string]Handler
	blocks   map[string]*spec.Block
	features Features

	prepare func() error // once: reads the configuration, starts the engine
	config  *config
	engine  job.Engine
	store   *session.Store
	streams *readers // of events, by log
	hearts  *readers // heartbeats, by session
	served  *served
	// loopback is whether the app listens on loopback alone.
	loopback atomic.Bool
	appID    uint64
	asked    atomic.Bool // somebody was told of the start

	closing   chan struct{} // closed when the app stops: streams end
	closeOnce sync.Once
}

// New starts an app of its generated parts. The pages are the exported page
// variables, in the order in which the generator read them.
func New(b Build, pages ...ui.Node) *App {
	a := &App{
		Settings: defaultSettings(),
		build:    b,
		pages:    pages,
		handlers: map[string]Handler{},
		blocks:   map[string]*spec.Block{},
		closing:  make(chan struct{}),
	}
	a.prepare = sync.OnceValue(a.start)
	return a
}

// Listen gives a handler the name that the listeners of config.json have for it.
// Everything else about a listener is in config.json.
func (a *App) Listen(name string, h Handler) { a.handlers[name] = h }

// Blocks tells the app which blocks its pages use, so that others are not linked.
func (a *App) Blocks(blocks ...*spec.Block) {
	for _, b := range blocks {
		a.blocks[b.Kind] = b
	}
}

func (a *App) find(kind string) *spec.Block { return a.blocks[kind] }

// Extension is an optional package of the runtime, such as markdown: only apps
// that need one link it.
type Extension interface{ Extend(*Features) }

// Features is what extensions add.
type Features struct {
	renderers map[string]Renderer
}

// Renderer turns the source of a property into HTML that the page may show, by the
// properties of the component. An inline one is a short text of the app's own: it is
// always sanitized, and has no paragraph around it.
type Renderer func(source string, props value.Props, inline bool) (string, error)

// Render adds a renderer of properties. Blocks name it by the extension's package.
func (f *Features) Render(name string, r Renderer) {
	if f.renderers == nil {
		f.renderers = map[string]Renderer{}
	}
	f.renderers[name] = r
}

// Use adds an optional package.
func (a *App) Use(e Extension) { e.Extend(&a.features) }

// Prepare reads the generated files, joins them with the pages and starts the
// engine. Handler, Serve and Main do it too; whoever mounts the app in a server
// of their own learns here, once, whether it can be served.
func (a *App) Prepare() error { return a.prepare() }

// start reads the configuration and starts the engine.
func (a *App) start() error {
	cfg, err := readConfig(a)
	if err != nil {
		return fmt.Errorf("app %s: %w", a.build.Name, err)
	}
	a.config = cfg
	a.appID = newAppID()
	open := &budget{limit: int64(a.Settings.maxStreams())}
	a.streams, a.hearts = newReaders(open), newReaders(open)
	a.store = session.New(session.Options{States: a.config.states(), Logger: a.log()})
	a.engine = job.NewMemory(a.run, job.Options{
		MaxSize: a.config.maxQueue(a.Settings), PerSession: maxWaiting, Logger: a.log(),
	})
	a.served, err = a.newServed()
	return err
}

// Close stops the app at once: running calls are cancelled. See Drain.
func (a *App) Close() error {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := a.Drain(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// Drain stops the app gracefully: it takes no more calls and waits for the
// running ones until ctx ends, then cancels them. Readers are told, and every
// session's state is cleaned up.
func (a *App) Drain(ctx context.Context) error {
	if err := a.prepare(); err != nil {
		return err
	}
	err := a.engine.Drain(ctx)
	a.closeOnce.Do(func() { close(a.closing) })
	a.streams.stop()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTime)
	defer cancel()
	return errors.Join(err, a.store.Close(last))
}

// cleanUpTime is how long the States of a stopping app may take to be deleted, and
// calls that do not listen to their context are waited for.
const cleanUpTime = time.Second

func (a *App) log() *slog.Logger {
	if a.Log != nil {
		return a.Log
	}
	return slog.Default()
}
