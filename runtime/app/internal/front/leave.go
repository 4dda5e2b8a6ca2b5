package front

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// heartbeat is held open by clients while they live.
func (f *Front) heartbeat(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("session")
	if len(name) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is longer than %d bytes", maxSessionName)
		return
	}
	client := f.client(r)
	if !f.hearts.enter(name, client) {
		refuse(w, http.StatusTooManyRequests, tooManyStreams)
		return
	}
	f.Store.Connect(name)
	defer func() {
		f.hearts.leave(name, client, nil)
		f.Store.Disconnect(name)
	}()
	tick := time.NewTicker(f.Heartbeat)
	defer tick.Stop()
	s := newEventStream(w)
	defer s.end()
	for s.fail == nil && r.Context().Err() == nil {
		f.Store.Touch(name)
		s.deadline()
		s.message("", json.RawMessage("ALIVE"))
		s.flush()
		select {
		case <-tick.C:
		case <-f.closing:
			return
		case <-r.Context().Done():
		}
	}
	f.unload(name, client, f.request(r))
}

// present watches the page that made a call, if somebody has to learn when it vanishes.
func (f *Front) present(c *call, j *job.Job) {
	if c.After == "" || !f.Site.Heartbeat {
		return
	}
	var last job.Request
	if len(f.Site.Unloads()) > 0 {
		last = j.Request
	}
	f.presence.enter(j.Owner(), c.client, last)
}

// vanished ends the session of a page that has been silent for too long. What it waits for
// goes on: it may come back.
func (f *Front) vanished(name, client string, last job.Request) {
	f.unload(name, client, last)
	f.Store.Leave(name, false)
}

// closePage is told by our page when it goes away: what it waits for is cancelled.
func (f *Front) closePage(w http.ResponseWriter, r *http.Request) {
	members, body, ok := f.readObject(w, r)
	if !ok {
		return
	}
	defer body.release()
	name, ok := text(members, "session_hash")
	if !ok {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is required")
		return
	}
	f.presence.forget(name)
	f.Engine.Disconnect(name)
	f.unload(name, body.client, f.request(r))
	f.Store.Leave(name, true)
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// unloadTime is how long the unload listeners of a session may take together.
const unloadTime = 30 * time.Second

// unload runs the unload listeners of a session, also of one that never called.
func (f *Front) unload(name, client string, r job.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), unloadTime)
	defer cancel()
	for _, l := range f.Site.Unloads() {
		data := make([]json.RawMessage, len(l.Inputs))
		for i := range data {
			data[i] = json.RawMessage("null")
		}
		id := job.NewID()
		_, err := f.Engine.Submit(ctx, &job.Job{
			ID: id, Session: id, State: name, Fn: l.ID, Data: wire.List(data), Trigger: -1, Direct: true, Client: client, Request: r,
		})
		if err != nil {
			continue // the app stops
		}
		if _, err := f.completed(ctx, id); err != nil {
			f.Log.Warn("unload listener did not end", "listener", l.APIName, "error", err)
		}
		f.Engine.Disconnect(id)
	}
}
