package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// prefix is where the API's routes are; clients learn it from the config.
const prefix = "/gradio_api"

// maxBody bounds the body of every request, in bytes.
const maxBody = 8 << 20

// bodyWait is how long a client may take to send a body.
const bodyWait = time.Minute

// Handler returns the app as an http.Handler, to be served by a server of your
// own. It panics when the generated files do not fit the program, which a build
// from one run of the generator never does.
func (a *App) Handler() http.Handler {
	if err := a.prepare(); err != nil {
		panic(err)
	}
	return a.guard(a.routes())
}

// routes are the app's routes. What matches none, or none with this method, is
// answered by page.
func (a *App) routes() *http.ServeMux {
	mux := http.NewServeMux()
	// Clients use some routes with a slash at the end as well.
	both := func(pattern string, h http.HandlerFunc) {
		mux.HandleFunc(pattern, h)
		mux.HandleFunc(pattern+"/{$}", h)
	}
	both("GET /config", a.serveConfig)
	both("GET "+prefix+"/info", a.serveInfo)
	both("GET "+prefix+"/app_id", a.serveAppID)
	both("GET "+prefix+"/user", a.serveUser)
	both("GET "+prefix+"/login_check", serveNull)
	mux.HandleFunc("GET "+prefix+"/startup-events", a.serveStartup)
	mux.HandleFunc("GET /theme.css", a.serveTheme)
	mux.HandleFunc("GET "+prefix+"/theme.css", a.serveTheme)
	mux.HandleFunc("GET /assets/{file}", a.serveAsset)
	mux.HandleFunc("GET /favicon.ico", a.serveFavicon)
	mux.HandleFunc("GET /robots.txt", serveRobots)
	mux.HandleFunc("GET /manifest.json", a.serveManifest)

	mux.HandleFunc("POST "+prefix+"/queue/join", a.join)
	mux.HandleFunc("GET "+prefix+"/queue/data", a.ownStream(a.queueData))
	mux.HandleFunc("GET "+prefix+"/queue/status", a.queueStatus)
	both("POST "+prefix+"/call/{name}", a.call)
	both("POST "+prefix+"/call/v2/{name}", a.callByName)
	mux.HandleFunc("GET "+prefix+"/call/{name}/{event}", a.ownStream(a.callResult))
	mux.HandleFunc("GET "+prefix+"/call/v2/{name}/{event}", a.ownStream(a.callResult))
	both("POST "+prefix+"/run/{name}", a.runDirect)
	both("POST "+prefix+"/api/{name}", a.runDirect)
	mux.HandleFunc("POST "+prefix+"/cancel", a.cancel)
	both("POST "+prefix+"/reset", a.reset)
	mux.HandleFunc("GET "+prefix+"/heartbeat/{session}", a.ownStream(a.heartbeat))
	mux.HandleFunc("POST "+prefix+"/close", a.closePage)
	both("POST "+prefix+"/component_server", a.componentServer)

	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if methods := allowed(mux, r); len(methods) > 0 {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			refuse(w, http.StatusMethodNotAllowed, "Method Not Allowed")
			return
		}
		a.servePage(w, r)
	})
	return mux
}

// allowed lists the methods by which a path could be asked for, when the one it
// was asked by is not among them.
func allowed(mux *http.ServeMux, r *http.Request) []string {
	var methods []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		probe := *r
		probe.Method = m
		if _, pattern := mux.Handler(&probe); pattern != "" && pattern != "/" {
			methods = append(methods, m)
		}
	}
	return methods
}

// answer writes a JSON body.
func answer(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away needs no answer
}

// late begins an answer that was waited for: it has time of its own to be written.
// What it returns ends the answer.
func late(w http.ResponseWriter) (end func()) {
	ctl := http.NewResponseController(w)
	_ = ctl.SetWriteDeadline(time.Now().Add(writeWait))
	return func() {
		_ = ctl.Flush()
		_ = ctl.SetWriteDeadline(time.Time{})
	}
}

// refuse answers with an error, in the form in which clients read it.
func refuse(w http.ResponseWriter, status int, format string, args ...any) {
	answer(w, status, wire.MustMarshal(map[string]string{"detail": fmt.Sprintf(format, args...)}))
}

// readBody reads a JSON body within its limit; false when it has answered with an
// error itself.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		refuse(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return nil, false
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(w, http.StatusRequestEntityTooLarge, "The body is larger than %d bytes.", large.Limit)
	case err != nil:
		refuse(w, http.StatusBadRequest, "The body could not be read.")
	default:
		// The deadline of the body would end the request's context.
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		return raw, true
	}
	return nil, false
}

// limitBody lets a body take so long, also one that nobody reads: the server waits
// for its end before it goes on. Not every writer has deadlines, so that errors do
// not matter.
func limitBody(w http.ResponseWriter, r *http.Request) {
	if r.Body != nil && r.Body != http.NoBody {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyWait))
	}
}

// readCall reads the body of a call.
func readCall(w http.ResponseWriter, r *http.Request) (*wire.Body, bool) {
	raw, ok := readBody(w, r)
	if !ok {
		return nil, false
	}
	body, err := wire.ParseBody(raw)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return nil, false
	}
	if len(body.Session) > maxSessionName {
		refuse(w, http.StatusUnprocessableEntity, "session_hash is longer than %d bytes", maxSessionName)
		return nil, false
	}
	return body, true
}

// maxSessionName bounds the name that a client chooses for its session.
const maxSessionName = 256

// readObject reads a body that is one object; its members are matched exactly.
func readObject(w http.ResponseWriter, r *http.Request) (map[string]json.RawMessage, bool) {
	raw, ok := readBody(w, r)
	if !ok {
		return nil, false
	}
	members, err := wire.ParseObject(raw)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
		return nil, false
	}
	return members, true
}

// text reads a member that must be a non-empty string.
func text(members map[string]json.RawMessage, name string) (string, bool) {
	var s string
	err := json.Unmarshal(members[name], &s)
	return s, err == nil && s != "" && len(s) <= maxSessionName
}
