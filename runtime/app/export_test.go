package app

// Census is what an app holds of its clients.
type Census struct{ States, Logs, Waiting, Running, Streams, Hearts, Open int }

// Census counts what the app holds now.
func (a *App) Census() Census {
	a.streams.mu.Lock()
	defer a.streams.mu.Unlock()
	a.hearts.mu.Lock()
	defer a.hearts.mu.Unlock()
	stats := a.engine.Stats()
	return Census{
		States: a.store.Len(), Logs: stats.Sessions, Waiting: stats.Queued, Running: stats.Running,
		Streams: len(a.streams.byName), Hearts: len(a.hearts.byName), Open: int(a.streams.open.used.Load()),
	}
}
