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
	a.store.Touch(name)
	tick := time.NewTicker(a.Settings.heartbeat())
	defer tick.Stop()
	s := newEventStream(w)
	for s.fail == nil {
		s.deadline()
		s.message(0, json.RawMessage("ALIVE"))
		s.flush()
		select {
		case <-tick.C:
		case <-a.closing:
			return
		case <-r.Context().Done():
			a.leave(r, name)
			return
		}
	}
	a.leave(r, name)
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
	a.leave(r, name)
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// unloadTime is how long the unload listeners of a session may take together.
const unloadTime = 30 * time.Second

// leave runs the unload listeners of a session and gives its state a short life.
func (a *App) leave(r *http.Request, name string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), unloadTime)
	defer cancel()
	for _, fn := range a.config.unload {
		if fn.handler.call == nil {
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
	a.store.Leave(name)
}
