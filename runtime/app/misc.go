package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/web"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// newAppID makes the number by which a page sees that the server was restarted.
// JavaScript must be able to hold it.
func newAppID() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:]) >> 11
}

func (a *App) serveAppID(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, []byte(`{"app_id":`+strconv.FormatUint(a.appID, 10)+`}`))
}

// serveUser answers who is logged in: nobody, there is no login.
func (a *App) serveUser(w http.ResponseWriter, r *http.Request) { serveNull(w, r) }

func serveNull(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, []byte("null")) }

// serveStartup answers true to the first who asks.
func (a *App) serveStartup(w http.ResponseWriter, _ *http.Request) {
	first := a.asked.CompareAndSwap(false, true)
	answer(w, http.StatusOK, strconv.AppendBool(nil, first))
}

func serveRobots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow:\n"))
}

// serveManifest describes the app to browsers that install it.
func (a *App) serveManifest(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/manifest+json")
	_, _ = w.Write(encode(map[string]any{
		"name": a.config.title, "start_url": "./", "display": "standalone",
		"icons": []map[string]string{{"src": "favicon.ico", "sizes": "any", "purpose": "any"}},
	}))
}

func (a *App) serveFavicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=3600")
	if icon := cmp.Or(a.Settings.Favicon, a.config.file.Assets.Favicon); icon != "" {
		http.ServeFile(w, r, icon)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(web.Favicon))
}

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

// componentServer answers the functions of components: there is one, which renders
// the Markdown that a component of the page shows.
func (a *App) componentServer(w http.ResponseWriter, r *http.Request) {
	members, ok := readObject(w, r)
	if !ok {
		return
	}
	var id int
	var fn string
	var source string
	if json.Unmarshal(members["component_id"], &id) != nil || json.Unmarshal(members["fn_name"], &fn) != nil {
		refuse(w, http.StatusUnprocessableEntity, "component_id and fn_name are required")
		return
	}
	comp := a.config.components[id]
	if comp == nil || comp.Type != "markdown" || fn != "render" || a.features.Markdown == nil {
		refuse(w, http.StatusNotFound, "Function not found.")
		return
	}
	if arguments, err := wire.ParseObject(members["data"]); err != nil || json.Unmarshal(arguments["value"], &source) != nil {
		refuse(w, http.StatusUnprocessableEntity, "data.value must be a string")
		return
	}
	session, _ := text(members, "session_hash")
	html, _, err := a.markdown(source, "value", a.sessionProps(session, comp))
	if err != nil {
		a.log().Error("Markdown was not rendered", "component", id, "error", err)
		refuse(w, http.StatusInternalServerError, "The text could not be rendered.")
		return
	}
	answer(w, http.StatusOK, quote(html))
}

// sessionProps are a component's properties as a session sees them. It makes no
// session.
func (a *App) sessionProps(name string, comp *component) value.Props {
	if name == "" || !a.store.Touch(name) {
		return comp.props
	}
	s := a.store.Acquire(name)
	defer s.Release()
	return merged(comp, s)
}
