package app

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Every call takes the same road: it becomes a job, is submitted to the engine,
// and what it says is read from the log of a session. Events of a page share the
// log of the page's session; every other call has a log of its own, named by the
// job, so that callers who share a session do not see each other's results.

// submit makes a call a job. It answers an error itself; then ok is false.
func (a *App) submit(w http.ResponseWriter, r *http.Request, fn *listener, body *wire.Body, j job.Job) (id string, ok bool) {
	j.Fn = fn.ID
	j.Data = list(body.Data)
	j.EventData = body.EventData
	j.Trigger = -1
	if body.TriggerID != nil {
		j.Trigger = *body.TriggerID
	}
	j.Group = fn.group
	j.Request = job.Request{
		Header: r.Header, Query: r.URL.Query(), Host: r.Host, Remote: r.RemoteAddr,
		Root: a.root(r), Path: r.URL.Path,
	}
	id, err := a.engine.Submit(r.Context(), &j)
	switch {
	case err == nil:
		return id, true
	case errors.Is(err, job.ErrGreedy):
		refuse(w, http.StatusTooManyRequests, "Too many calls of this session wait: %d.", maxWaiting)
	case errors.Is(err, job.ErrFull) && j.Direct:
		refuse(w, http.StatusServiceUnavailable, "Too many calls run.")
	case errors.Is(err, job.ErrFull):
		refuse(w, http.StatusServiceUnavailable, "Queue is full. Max size is %d and size is %d.",
			a.config.maxQueue(a.Settings), a.engine.Stats().Queued)
	case errors.Is(err, job.ErrStopped):
		refuse(w, http.StatusServiceUnavailable, "Queue is stopped.")
	default:
		a.log().Error("job not taken", "listener", fn.APIName, "error", err)
		refuse(w, http.StatusInternalServerError, "The call could not be queued.")
	}
	return "", false
}

// byNumber finds a listener by its number. Private ones answer the app's own page
// alone.
func (a *App) byNumber(r *http.Request, id int) *listener {
	fn := a.config.fns[id]
	if fn == nil || !fn.BackendFn || fn.APIVisibility == "private" && !a.fromPage(r, fn) {
		return nil
	}
	return fn
}

// byName finds a listener by the name of its endpoint.
func (a *App) byName(name string) *listener {
	if fn := a.config.names[name]; fn != nil && fn.APIVisibility != "private" {
		return fn
	}
	return nil
}

// fromPage reports whether a request for a private listener is an event of the
// app's own page: the listener has something in the page that triggers it, and
// the browser says that the request comes from this origin.
func (a *App) fromPage(r *http.Request, fn *listener) bool {
	return len(fn.Targets) > 0 && a.originOf(r) == sameOrigin
}

// join puts an event of a session into the queue.
func (a *App) join(w http.ResponseWriter, r *http.Request) {
	body, ok := readCall(w, r)
	if !ok {
		return
	}
	switch {
	case body.Session == "":
		refuse(w, http.StatusBadRequest, "Session hash not found.")
		return
	case body.FnIndex == nil:
		refuse(w, http.StatusBadRequest, "Function index not found.")
		return
	}
	fn := a.byNumber(r, *body.FnIndex)
	if fn == nil {
		refuse(w, http.StatusNotFound, "There is no function %d.", *body.FnIndex)
		return
	}
	if id, ok := a.submit(w, r, fn, body, job.Job{Session: body.Session}); ok {
		answerEvent(w, id)
	}
}

func answerEvent(w http.ResponseWriter, id string) {
	answer(w, http.StatusOK, encode(map[string]string{"event_id": id}))
}

// call starts an endpoint by name; callResult reads what it gave.
func (a *App) call(w http.ResponseWriter, r *http.Request) {
	fn := a.byName(r.PathValue("name"))
	if fn == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", r.PathValue("name"))
		return
	}
	if body, ok := readCall(w, r); ok {
		body.Data = fn.pad(body.Data)
		a.startCall(w, r, fn, body)
	}
}

// callByName is call with the arguments by name.
func (a *App) callByName(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	fn, e := a.byName(name), a.config.api.endpoints["/"+name]
	if fn == nil || e == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", name)
		return
	}
	raw, ok := readBody(w, r)
	if !ok {
		return
	}
	if err := wire.CheckShape(raw); err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return
	}
	byName, err := parseObject(raw)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "body must be a JSON object")
		return
	}
	data, err := e.arguments(byName)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return
	}
	a.startCall(w, r, fn, &wire.Body{Data: fn.pad(data)})
}

// startCall submits a call that has a log of its own.
func (a *App) startCall(w http.ResponseWriter, r *http.Request, fn *listener, body *wire.Body) {
	id := job.NewID()
	if _, ok := a.submit(w, r, fn, body, job.Job{ID: id, Session: id, State: body.Session, Direct: !fn.Queue}); ok {
		answerEvent(w, id)
	}
}

// pad puts null where callers may leave inputs out: those that the API does not
// show, such as State.
func (fn *listener) pad(data []json.RawMessage) []json.RawMessage {
	shown := 0
	for _, in := range fn.inputs {
		if !in.SkipAPI {
			shown++
		}
	}
	if len(data) != shown {
		return data
	}
	padded := make([]json.RawMessage, 0, len(fn.inputs))
	for _, in := range fn.inputs {
		if in.SkipAPI {
			padded = append(padded, json.RawMessage("null"))
			continue
		}
		padded = append(padded, data[0])
		data = data[1:]
	}
	return padded
}

// runDirect calls a listener and waits for what it gives. Only a listener without
// a queue runs at once; the others wait for their turn.
func (a *App) runDirect(w http.ResponseWriter, r *http.Request) {
	body, ok := readCall(w, r)
	if !ok {
		return
	}
	fn := a.byName(r.PathValue("name"))
	if body.FnIndex != nil {
		fn = a.byNumber(r, *body.FnIndex)
	}
	if fn == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", r.PathValue("name"))
		return
	}
	body.Data = fn.pad(body.Data)
	id := job.NewID()
	if _, ok := a.submit(w, r, fn, body, job.Job{ID: id, Session: id, State: body.Session, Direct: !fn.Queue}); !ok {
		return
	}
	defer a.engine.Disconnect(id) // forgets the log, and cancels when the caller went away
	done, err := a.completed(r.Context(), id)
	defer late(w)()
	switch {
	case r.Context().Err() != nil:
	case err != nil:
		refuse(w, http.StatusServiceUnavailable, "Server stopped unexpectedly.")
	case done.Success:
		answer(w, http.StatusOK, done.Output)
	default:
		answer(w, http.StatusInternalServerError, done.Output)
	}
}

// completed waits for the end of the one job of a log.
func (a *App) completed(ctx context.Context, id string) (*wire.Completed, error) {
	for after := int64(0); ; {
		messages, err := a.engine.Read(ctx, id, after)
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			after = m.Seq
			switch m.Kind {
			case wire.KindCompleted:
				var done wire.Completed
				err := json.Unmarshal(m.Data, &done)
				return &done, err
			case wire.KindUnexpected:
				return nil, job.ErrStopped
			}
		}
	}
}

// cancelWait is how long a cancellation waits for the handler's current step.
const cancelWait = 5 * time.Second

// cancel stops the running and waiting events of one listener in a session.
func (a *App) cancel(w http.ResponseWriter, r *http.Request) {
	members, ok := readObject(w, r)
	if !ok {
		return
	}
	session, ok1 := text(members, "session_hash")
	id, ok2 := text(members, "event_id")
	var fn *int
	if err := json.Unmarshal(members["fn_index"], &fn); err != nil || fn == nil || !ok1 || !ok2 {
		refuse(w, http.StatusUnprocessableEntity, "session_hash, fn_index and event_id are required")
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), cancelWait)
	defer stop()
	a.engine.Cancel(ctx, session, *fn, id)
	if id != session {
		a.engine.Cancel(ctx, id, *fn, id) // a call with a log of its own
	}
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// reset is kept for old clients: it changes nothing.
func (a *App) reset(w http.ResponseWriter, r *http.Request) {
	if _, ok := readObject(w, r); ok {
		answer(w, http.StatusOK, []byte(`{"success":true}`))
	}
}
