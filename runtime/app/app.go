// Package app assembles an app from its generated parts and serves it: one
// http.Handler that speaks Gradio's wire protocol, with flags, environment,
// signals and a graceful stop around it.
package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/app/internal/call"
	"github.com/blocksgen/blocksgen/runtime/app/internal/front"
	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// CompatV2 is named by generated code: a build error there means that runtime
// and generator differ, and that the app must be generated again.
const CompatV2 = true

// Build is what the generator knows about an app.
type Build struct {
	Name   string // of the program
	Config []byte // config.json
	Script []byte // app.js; nil when the app has no scripts
}

// App is an app: its configuration and the handlers of its listeners. Use,
// Listen and changes of Settings come before the first call of Prepare, Handler,
// Serve or Main; the rest is safe for concurrent use.
type App struct {
	// Settings say how the app is served. Main sets them from flags and
	// environment.
	Settings Settings
	// Log receives what goes wrong; slog.Default() when nil.
	Log *slog.Logger

	build      Build
	pages      []ui.Node
	blocks     []*spec.Block
	handlers   map[string]Handler
	extensions []extend.Extension

	prepare func() error // once: see start
	engine  job.Engine
	store   *session.Store
	front   *front.Front
}

// New starts an app of its generated parts. The pages are the exported page
// variables, in the order in which the generator read them.
func New(b Build, pages ...ui.Node) *App {
	a := &App{Settings: defaultSettings(), build: b, pages: pages, handlers: map[string]Handler{}}
	a.prepare = sync.OnceValue(a.start)
	return a
}

// Blocks tells the app which blocks its pages use, so that others are not linked.
func (a *App) Blocks(blocks ...*spec.Block) { a.blocks = append(a.blocks, blocks...) }

// Use adds an optional package.
func (a *App) Use(e extend.Extension) { a.extensions = append(a.extensions, e) }

// Prepare reads the generated files, joins them with the pages and starts the
// engine. Handler, Serve and Main do it too; whoever mounts the app in a server
// of their own learns here, once, whether it can be served.
func (a *App) Prepare() error { return a.prepare() }

// start puts the app together. Nothing runs yet that would have to be stopped when it
// fails.
func (a *App) start() error {
	if err := a.assemble(); err != nil {
		return fmt.Errorf("app %s: %w", a.build.Name, err)
	}
	return nil
}

func (a *App) assemble() error {
	var added extend.Registry
	for _, e := range a.extensions {
		e.Extend(&added)
	}
	s, err := site.New(site.Source{
		Config: a.build.Config, Script: a.build.Script, Pages: a.pages, Blocks: a.blocks,
		Favicon: a.Settings.Favicon, Pulse: a.Settings.pulse(), Renderers: added.Renderers, Modules: added.Modules,
	})
	if err != nil {
		return err
	}
	memory := limit.Divide(a.Settings.Memory)
	a.store = session.New(session.Options{
		States: states(s), Capacity: cmp.Or(a.Settings.StateSessionCapacity, s.StateSessionCapacity),
		Bytes: memory.Properties, Linger: cmp.Or(a.Settings.SessionLinger, s.SessionLinger), Logger: a.log(),
	})
	runner, err := call.New(call.Options{
		Site: s, Store: a.store, Handlers: a.handlers, Log: a.log(),
		ShowError: a.Settings.ShowError || s.ShowError, MaxStrays: 4 * a.Settings.maxThreads(),
	})
	if err != nil {
		return err
	}
	calls := limit.New(memory.Calls, 0)
	maxQueue := cmp.Or(a.Settings.MaxQueueSize, s.Queue.MaxSize, defaultQueue)
	a.engine = job.NewMemory(job.OneByOne(runner.Run), job.Options{
		MaxSize: maxQueue, PerSession: maxWaiting, MaxRunning: a.Settings.maxThreads(),
		Calls: calls, AllLogs: int(memory.Results), Spill: a.Settings.Disk, SpillDir: a.Settings.TempDir, Logger: a.log(),
		Told: func(j *job.Job, at job.Position) { a.store.Told(j.Owner(), j.ID, session.Position(at)) },
	})
	a.front, err = front.New(front.Options{
		Site: s, Engine: a.engine, Store: a.store, Log: a.log(), Extensions: added,
		RootPath: a.Settings.RootPath, AllowedHosts: a.Settings.AllowedHosts, TrustedProxies: a.Settings.TrustedProxies,
		MaxStreams: a.Settings.maxStreams(), Heartbeat: a.Settings.heartbeat(), Pulse: a.Settings.pulse(),
		DefaultLimit: cmp.Or(a.Settings.DefaultConcurrency, max(1, s.Queue.DefaultConcurrencyLimit)),
		MaxQueue:     maxQueue, PerSession: maxWaiting, Calls: calls,
	})
	return err
}

// defaultQueue is the size of the queue where the app names none: more calls than
// anybody waits for, and few enough to hold in memory.
const defaultQueue = 1000

// maxWaiting is how many calls of one session may wait: official clients submit 40
// at once at most.
const maxWaiting = 100

// states describes the State components to the session store.
func states(s *site.Site) map[int]session.State {
	states := map[int]session.State{}
	for _, comp := range s.Components() {
		if comp.State != nil {
			states[comp.ID] = session.State(*comp.State)
		}
	}
	return states
}

// Handler returns the app as an http.Handler, to be served by a server of your
// own. It panics when the generated files do not fit the program, which a build
// from one run of the generator never does.
func (a *App) Handler() http.Handler {
	if err := a.prepare(); err != nil {
		panic(err)
	}
	return a.front
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
	a.front.Stop()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTime)
	defer cancel()
	return errors.Join(err, a.store.Close(last))
}

func (a *App) log() *slog.Logger {
	if a.Log != nil {
		return a.Log
	}
	return slog.Default()
}
