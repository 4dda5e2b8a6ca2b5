package front

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Every call takes the same path: it becomes a job, is submitted to the engine,
// and what it says is read from the log of a session. Events of a page share the
// log of the page's session; every other call has a log of its own, named by the
// job, so that callers who share a session do not see each other's results.

// submit makes a call a job. It answers an error itself; then ok is false.
func (f *Front) submit(w http.ResponseWriter, r *http.Request, l *site.Listener, c *call, j job.Job) (id string, ok bool) {
	j.Fn = l.ID
	j.Data = c.List()
	j.EventData = c.EventData
	j.Trigger = -1
	if c.TriggerID != nil {
		j.Trigger = *c.TriggerID
	}
	j.Group = f.group(l)
	j.Client, j.Cost, j.Turns = c.client, c.cost(), turns(l, &j)
	j.Request = f.request(r)
	if !f.resume(w, l, c, &j) {
		return "", false
	}
	c.release() // from now on the job holds it
	id, err := f.Engine.Submit(r.Context(), &j)
	switch {
	case err == nil:
		f.present(c, &j)
		return id, true
	case errors.Is(err, job.ErrSessionFull):
		refuse(w, http.StatusTooManyRequests, "Too many calls of this session wait: %d.", f.PerSession)
	case errors.Is(err, job.ErrClientFull):
		refuse(w, http.StatusTooManyRequests, "Too many calls of this client wait or run.")
	case errors.Is(err, job.ErrFull) && j.Direct:
		refuse(w, http.StatusServiceUnavailable, "Too many calls run.")
	case errors.Is(err, job.ErrFull):
		refuse(w, http.StatusServiceUnavailable, "Queue is full. Max size is %d and size is %d.",
			f.MaxQueue, f.Engine.Stats().Queued)
	case errors.Is(err, job.ErrStopped):
		refuse(w, http.StatusServiceUnavailable, "Queue is stopped.")
	default:
		f.Log.Error("job not taken", "listener", l.APIName, "error", err)
		refuse(w, http.StatusInternalServerError, "The call could not be queued.")
	}
	return "", false
}

// request is what handlers may ask about a request.
func (f *Front) request(r *http.Request) job.Request {
	return job.Request{
		Header: r.Header, Query: r.URL.Query(), Host: r.Host, Remote: f.address(r),
		Root: f.root(r), Path: r.URL.Path,
	}
}

// turns are the States that a job writes. It waits for its turn at them in the queue.
func turns(l *site.Listener, j *job.Job) []string {
	if j.Session == j.ID && j.State == "" {
		return nil // no other job has its State
	}
	list := make([]string, len(l.States))
	for i, id := range l.States {
		list[i] = strconv.Itoa(id) + "/" + j.Owner()
	}
	return list
}

// group is the concurrency group in which the calls of a listener wait.
func (f *Front) group(l *site.Listener) job.Group {
	limit := f.DefaultLimit
	if l.Limit != nil {
		limit = *l.Limit
	}
	return job.Group{ID: l.Group, Limit: limit}
}

// byNumber finds a listener by its number. Private ones answer the app's own page
// alone.
func (f *Front) byNumber(r *http.Request, id int) *site.Listener {
	l := f.Site.Listener(id)
	if l == nil || l.Private() && !f.fromPage(r, l) {
		return nil
	}
	return l
}

// byName finds a listener by the name of its endpoint.
func (f *Front) byName(name string) *site.Listener {
	if l := f.Site.Named(name); l != nil && !l.Private() {
		return l
	}
	return nil
}

// fromPage reports whether a request for a private listener is an event of the
// app's own page: the listener has something in the page that triggers it, and
// the browser says that the request comes from this origin.
func (f *Front) fromPage(r *http.Request, l *site.Listener) bool {
	return l.Triggered && f.originOf(r) == sameOrigin
}

// join puts an event of a session into the queue.
func (f *Front) join(w http.ResponseWriter, r *http.Request) {
	body, ok := f.readCall(w, r)
	if !ok {
		return
	}
	defer body.release()
	switch {
	case body.Session == "":
		refuse(w, http.StatusBadRequest, "Session hash not found.")
		return
	case body.FnIndex == nil:
		refuse(w, http.StatusBadRequest, "Function index not found.")
		return
	}
	l := f.byNumber(r, *body.FnIndex)
	if l == nil {
		refuse(w, http.StatusNotFound, "There is no function %d.", *body.FnIndex)
		return
	}
	if id, ok := f.submit(w, r, l, body, job.Job{Session: body.Session}); ok {
		f.afterClose(r.Context(), body.Session)
		answerEvent(w, id)
	}
}

func answerEvent(w http.ResponseWriter, id string) {
	answer(w, http.StatusOK, wire.MustMarshal(map[string]string{"event_id": id}))
}

// call starts an endpoint by name; callResult reads what it gave.
func (f *Front) call(w http.ResponseWriter, r *http.Request) {
	l := f.byName(r.PathValue("name"))
	if l == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", r.PathValue("name"))
		return
	}
	if body, ok := f.readCall(w, r); ok {
		defer body.release()
		body.Data = l.Pad(body.Data)
		f.startCall(w, r, l, body)
	}
}

// callByName is call with the arguments by name.
func (f *Front) callByName(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	l, e := f.byName(name), f.Site.API().Endpoint(name)
	if l == nil || e == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", name)
		return
	}
	body, ok := f.readBody(w, r)
	if !ok {
		return
	}
	defer body.release()
	values, err := wire.CheckShape(body.json)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return
	}
	byName, err := spec.ParseObject(body.json)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "body must be a JSON object")
		return
	}
	data, err := e.Arguments(byName)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return
	}
	f.startCall(w, r, l, &call{&wire.Body{Data: l.Pad(data), Values: values}, body})
}

// startCall submits a call that has a log of its own.
func (f *Front) startCall(w http.ResponseWriter, r *http.Request, l *site.Listener, body *call) {
	id := job.NewID()
	if _, ok := f.submit(w, r, l, body, job.Job{ID: id, Session: id, State: body.Session, Direct: !l.Queue}); ok {
		answerEvent(w, id)
	}
}

// byNumberName is the name in the path with which clients call listeners by number.
const byNumberName = "predict"

// runDirect calls a listener and waits for what it gives. Only a listener without
// a queue runs at once; the others wait for their turn.
func (f *Front) runDirect(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	l := f.byName(name)
	if l == nil && name != byNumberName {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", name)
		return
	}
	body, ok := f.readCall(w, r)
	if !ok {
		return
	}
	defer body.release()
	if body.FnIndex != nil {
		l = f.byNumber(r, *body.FnIndex)
	}
	if l == nil {
		refuse(w, http.StatusNotFound, "There is no endpoint %q.", name)
		return
	}
	body.Data = l.Pad(body.Data)
	id := job.NewID()
	if _, ok := f.submit(w, r, l, body, job.Job{ID: id, Session: id, State: body.Session, Direct: !l.Queue}); !ok {
		return
	}
	defer f.Engine.Disconnect(id) // forgets the log, and cancels when the caller went away
	done, err := f.completed(r.Context(), id)
	defer begin(w)()
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
func (f *Front) completed(ctx context.Context, id string) (*wire.Completed, error) {
	log, err := f.Engine.Open(id, &job.Position{})
	if err != nil {
		return nil, err
	}
	defer log.Close()
	for {
		m, err := log.Next(ctx)
		if err != nil {
			return nil, err
		}
		if m.Kind == wire.KindCompleted {
			var done wire.Completed
			err := json.Unmarshal(m.Data, &done)
			return &done, err
		}
	}
}

// cancelWait is how long a cancellation waits for the handler's current step.
const cancelWait = 5 * time.Second

// cancel stops the running and waiting events of one listener in a session.
func (f *Front) cancel(w http.ResponseWriter, r *http.Request) {
	members, body, ok := f.readObject(w, r)
	if !ok {
		return
	}
	defer body.release()
	session, ok1 := text(members, "session_hash")
	id, ok2 := text(members, "event_id")
	var fn *int
	if err := json.Unmarshal(members["fn_index"], &fn); err != nil || fn == nil || !ok1 || !ok2 {
		refuse(w, http.StatusUnprocessableEntity, "session_hash, fn_index and event_id are required")
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), cancelWait)
	defer stop()
	f.Engine.Cancel(ctx, session, *fn, id)
	if id != session {
		f.Engine.Cancel(ctx, id, *fn, id) // a call with a log of its own
	}
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}

// reset is kept for old clients: it changes nothing.
func (f *Front) reset(w http.ResponseWriter, r *http.Request) {
	if _, body, ok := f.readObject(w, r); ok {
		body.release()
		answer(w, http.StatusOK, []byte(`{"success":true}`))
	}
}
