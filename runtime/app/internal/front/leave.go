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
	name = own(r, name)
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
	s := f.newEventStream(w)
	defer s.end()
	for s.fail == nil && r.Context().Err() == nil && f.still(r) {
		f.Store.Touch(name)
		f.callers.seen(name)
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
	if f.callers.forget(name) {
		f.unload(name, client, f.request(r))
	}
}

// present notes that a session made a call, and watches its page, if somebody has to learn
// when it vanishes.
func (f *Front) present(c *call, j *job.Job) {
	if alone := j.Alone() && j.State == ""; !alone && len(f.Site.Unloads()) > 0 {
		f.callers.enter(j.Owner(), c.client, job.Request{})
	}
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
	f.callers.forget(name)
	f.unload(name, client, last)
	f.Store.Leave(name, false)
}

// closePage is told by our page when it goes away: what it waits for is cancelled.
func (f *Front) closePage(w http.ResponseWriter, r *http.Request) {
	name, _, body, ok := f.readSession(w, r)
	if !ok {
		return
	}
	defer body.release()
	watched, called := f.presence.forget(name), f.callers.forget(name)
	f.Engine.Disconnect(name)
	if watched || called {
		f.unload(name, body.client, f.request(r))
	}
	f.Store.Leave(name, true)
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// unloadTime is how long the unload listeners of a session may take together.
const unloadTime = 30 * time.Second

// unload runs the unload listeners of a session that made a call since they ran. Another
// one has none to run: anybody can make up names of sessions.
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
