package app

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// heartbeat is held open by clients while they live.
func (a *App) heartbeat(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("session")
	if len(name) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is longer than %d bytes", maxSessionName)
		return
	}
	if !a.hearts.enter(name) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	stopping := false
	defer func() {
		// A client that has another one open is still there.
		if a.hearts.leave(name, nil) && !stopping {
			a.store.Leave(name)
		}
	}()
	tick := time.NewTicker(a.Settings.heartbeat())
	defer tick.Stop()
	s := newEventStream(w)
	defer s.end()
	for s.fail == nil && r.Context().Err() == nil {
		a.store.Touch(name)
		s.deadline()
		s.message(0, json.RawMessage("ALIVE"))
		s.flush()
		select {
		case <-tick.C:
		case <-a.closing:
			stopping = true
			return
		case <-r.Context().Done():
		}
	}
	a.unload(r, name)
}

// closePage is told by our page when it goes away: what it waits for is cancelled.
func (a *App) closePage(w http.ResponseWriter, r *http.Request) {
	members, ok := readObject(w, r)
	if !ok {
		return
	}
	name, ok := text(members, "session_hash")
	if !ok {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is required")
		return
	}
	a.engine.Disconnect(name)
	a.unload(r, name)
	a.store.Leave(name)
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// unloadTime is how long the unload listeners of a session may take together.
const unloadTime = 30 * time.Second

// unload runs the unload listeners of a session, also of one that never called.
func (a *App) unload(r *http.Request, name string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), unloadTime)
	defer cancel()
	for _, fn := range a.config.unload {
		if fn.call == nil {
			continue
		}
		data := make([]json.RawMessage, len(fn.inputs))
		for i := range data {
			data[i] = json.RawMessage("null")
		}
		id := job.NewID()
		_, err := a.engine.Submit(ctx, &job.Job{
			ID: id, Session: id, State: name, Fn: fn.ID, Data: list(data), Trigger: -1, Direct: true,
			Request: job.Request{Header: r.Header, Host: r.Host, Remote: r.RemoteAddr, Root: a.root(r), Path: r.URL.Path},
		})
		if err != nil {
			continue // the app stops
		}
		if _, err := a.completed(ctx, id); err != nil {
			a.log().Warn("unload listener did not end", "listener", fn.APIName, "error", err)
		}
		a.engine.Disconnect(id)
	}
}
