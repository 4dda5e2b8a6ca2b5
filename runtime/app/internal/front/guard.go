package front

import (
	"net/http"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
)

// guarded puts the guards around a handler, by their stages.
func guarded(h http.Handler, guards []extend.Guard) http.Handler {
	for stage := extend.Author; stage >= extend.Host; stage-- {
		for _, g := range slices.Backward(guards) {
			if g.Stage == stage {
				h = g.Wrap(h)
			}
		}
	}
	return h
}

// ownGuards keep out what the app need not serve: names that do not belong to it, and
// pages of other sites that call it with a user's browser.
func (f *Front) ownGuards() []extend.Guard {
	return []extend.Guard{{Stage: extend.Host, Wrap: f.guardHost}, {Stage: extend.Origin, Wrap: f.guardOrigin}}
}

// guardHost bounds how long a request may take to arrive, and refuses host names that
// are not the app's.
func (f *Front) guardHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limitBody(w, r)
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !f.hostAllowed(r) {
			refuse(w, http.StatusForbidden, "This host name is not allowed. The flag -allowed-hosts allows it.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// bodyWait is how long a client may take to send a body.
const bodyWait = time.Minute

// limitBody lets a body take so long, also one that nobody reads: the server waits
// for its end before it goes on. Not every writer has deadlines, so that errors do
// not matter.
func limitBody(w http.ResponseWriter, r *http.Request) {
	if r.Body != nil && r.Body != http.NoBody {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyWait))
	}
}

// guardOrigin refuses requests of pages of other sites, and lets those of other apps
// on this machine read the answers.
func (f *Front) guardOrigin(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, foreignRequest)
	}))
	protected := csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := f.originOf(r)
		if origin == otherLoopback || origin == allowedOrigin {
			h := w.Header()
			h.Add("Vary", "Origin")
			h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			if !f.everyOrigin { // or any site could use what a browser sends by itself
				h.Set("Access-Control-Allow-Credentials", "true")
			}
			h.Set("Access-Control-Expose-Headers", "Retry-After")
		}
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			preflight(w, r, origin)
			return
		}
		if origin.mayCall() {
			next.ServeHTTP(w, r)
			return
		}
		protected.ServeHTTP(w, r)
	})
}

// preflight answers a browser that asks before it sends a request.
func preflight(w http.ResponseWriter, r *http.Request, origin origin) {
	if !origin.mayCall() {
		refuse(w, http.StatusForbidden, foreignRequest)
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
	h.Set("Access-Control-Max-Age", "600")
	if headers := r.Header.Get("Access-Control-Request-Headers"); headers != "" {
		h.Set("Access-Control-Allow-Headers", headers)
	}
	h.Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("OK"))
}
