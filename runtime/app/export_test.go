package app

import (
	"io"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
)

// ReadSettings reads the settings from an environment.
func ReadSettings(env map[string]string) Settings {
	s, _ := readSettings("test", defaultSettings(), nil, func(name string) string { return env[name] }, io.Discard)
	return s
}

// Census is what an app holds of its clients.
type Census struct{ States, Logs, Waiting, Running, Streams, Hearts, Open, Pages int }

// Census counts what the app holds now.
func (a *App) Census() Census {
	stats := a.engine.Stats()
	streams, hearts, open, pages := a.front.Counts()
	return Census{
		States: a.store.Len(), Logs: stats.Sessions, Waiting: stats.Queued, Running: stats.Running,
		Streams: streams, Hearts: hearts, Open: open, Pages: pages,
	}
}

// Routes is the app's route table.
func (a *App) Routes() []extend.Route { return a.front.Routes() }

// HeldBytes is what bodies and calls hold.
func (a *App) HeldBytes() int64 { return a.front.Calls.Used() }
