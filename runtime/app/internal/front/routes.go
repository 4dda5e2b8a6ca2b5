package front

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// prefix is where the API's routes are; clients learn it from the config.
const prefix = contract.Prefix

// Bounds of bodies, in bytes.
const (
	maxBody     = 8 << 20  // of a call
	maxFunction = 1 << 20  // of a call of a component's server function
	maxNote     = 16 << 10 // of what names an event or a session
)

// ownRoutes is the app's route table. Clients use some routes with a slash at the end
// as well.
func (f *Front) ownRoutes() []extend.Route {
	const get, post, users, anyone = http.MethodGet, http.MethodPost, extend.Users, extend.Anyone
	return []extend.Route{
		{Method: get, Path: "/config", Slash: true, Access: users, Handler: f.serveConfig},
		{Method: get, Path: prefix + "/info", Slash: true, Access: users, Handler: f.serveInfo},
		{Method: get, Path: prefix + "/app_id", Slash: true, Access: users, Handler: f.serveAppID},
		{Method: get, Path: prefix + "/user", Slash: true, Access: users, Handler: serveNull},
		{Method: get, Path: prefix + "/login_check", Slash: true, Access: users, Handler: serveNull},
		{Method: get, Path: prefix + "/startup-events", Access: users, Handler: f.serveStartup},
		{Method: get, Path: "/theme.css", Access: anyone, Handler: f.serveTheme},
		{Method: get, Path: prefix + "/theme.css", Access: anyone, Handler: f.serveTheme},
		{Method: get, Path: "/assets/{file}", Access: anyone, Handler: f.serveAsset},
		{Method: get, Path: "/favicon.ico", Access: anyone, Handler: f.serveFavicon},
		{Method: get, Path: "/robots.txt", Access: anyone, Handler: serveRobots},
		{Method: get, Path: "/manifest.json", Access: anyone, Handler: f.serveManifest},

		{Method: post, Path: prefix + "/queue/join", Access: users, Body: maxBody, Handler: f.join},
		{Method: get, Path: prefix + "/queue/data", Access: users, Effects: true, Handler: f.queueData},
		{Method: get, Path: prefix + "/queue/status", Access: users, Handler: f.queueStatus},
		{Method: post, Path: prefix + "/call/{name}", Slash: true, Access: users, Body: maxBody, Handler: f.call},
		{Method: post, Path: prefix + "/call/v2/{name}", Slash: true, Access: users, Body: maxBody, Handler: f.callByName},
		{Method: get, Path: prefix + "/call/{name}/{event}", Access: users, Effects: true, Handler: f.callResult},
		{Method: get, Path: prefix + "/call/v2/{name}/{event}", Access: users, Effects: true, Handler: f.callResult},
		{Method: post, Path: prefix + "/run/{name}", Slash: true, Access: users, Body: maxBody, Handler: f.runDirect},
		{Method: post, Path: prefix + "/api/{name}", Slash: true, Access: users, Body: maxBody, Handler: f.runDirect},
		{Method: post, Path: prefix + "/cancel", Access: users, Body: maxNote, Handler: f.cancel},
		{Method: post, Path: prefix + "/reset", Slash: true, Access: users, Body: maxNote, Handler: f.reset},
		{Method: get, Path: prefix + "/heartbeat/{session}", Access: users, Effects: true, Handler: f.heartbeat},
		{Method: post, Path: prefix + "/alive", Access: users, Body: maxNote, Handler: f.alive},
		{Method: post, Path: prefix + "/close", Access: users, Body: maxNote, Handler: f.closePage},
		{Method: post, Path: prefix + "/component_server", Slash: true, Access: users, Body: maxFunction, Handler: f.componentServer},

		{Path: "/", Access: users, Handler: f.serveRest},
	}
}

// newMux makes a mux of the route table.
func (f *Front) newMux(routes []extend.Route) (*http.ServeMux, error) {
	mux := http.NewServeMux()
	seen := map[string]bool{}
	for _, r := range routes {
		pattern := strings.TrimSpace(r.Method + " " + r.Path)
		switch {
		case r.Access == extend.Nobody:
			return nil, fmt.Errorf("route %s does not say who may ask for it", pattern)
		case r.Path != "/" && !contract.Reserved(firstPart(r.Path)):
			return nil, fmt.Errorf("route %s could be the path of a page: its first part is not reserved", pattern)
		case seen[pattern]:
			return nil, fmt.Errorf("two routes are %s", pattern)
		}
		seen[pattern] = true
		h := f.route(r)
		mux.Handle(pattern, h)
		if r.Slash {
			mux.Handle(pattern+"/{$}", h)
		}
	}
	return mux, nil
}

// firstPart is the first part of a path.
func firstPart(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return name
}

// route is the handler of a route, with what its row of the table says of requests.
func (f *Front) route(r extend.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if r.Access != extend.Anyone && f.outdated(w, req) {
			return
		}
		if r.Effects && !f.fromOwnSite(req) {
			refuse(w, http.StatusForbidden, foreignRequest)
			return
		}
		if r.Body > 0 {
			if req.ContentLength > r.Body {
				discard(req)
				refuseLarge(w, r.Body)
				return
			}
			req.Body = http.MaxBytesReader(w, req.Body, r.Body)
		}
		r.Handler(w, req)
	})
}

// serveRest answers what matches no other route, or none with this method: a page, or
// an error.
func (f *Front) serveRest(w http.ResponseWriter, r *http.Request) {
	if methods := f.allowed(r); len(methods) > 0 {
		w.Header().Set("Allow", strings.Join(methods, ", "))
		refuse(w, http.StatusMethodNotAllowed, "Method Not Allowed")
		return
	}
	f.servePage(w, r)
}

// allowed lists the methods by which a path could be asked for, when the one it
// was asked by is not among them.
func (f *Front) allowed(r *http.Request) []string {
	var methods []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		probe := *r
		probe.Method = m
		if _, pattern := f.mux.Handler(&probe); pattern != "" && pattern != "/" {
			methods = append(methods, m)
		}
	}
	return methods
}
