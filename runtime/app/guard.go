package app

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// policy is the content security policy of a page: no script but the app's own
// files and the scripts and styles that its head holds, no request to another
// origin.
func policy(scripts, styles []string) string {
	return "default-src 'none'; script-src " + sources(scripts) + "; style-src " + sources(styles) + "; style-src-attr 'unsafe-inline'; " +
		"img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}

// sources is the app's own origin, and what has one of the hashes.
func sources(hashes []string) string { return strings.Join(append([]string{"'self'"}, hashes...), " ") }

// guard keeps out what the app need not serve: pages of other sites that call it
// with a user's browser, and names that do not belong to it.
func (a *App) guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, foreignRequest)
	}))
	protected := csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limitBody(w, r)
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if a.loopback.Load() && !a.knows(r.Host) {
			refuse(w, http.StatusForbidden, "This host name is not allowed. The flag -allowed-hosts allows it.")
			return
		}
		origin := a.originOf(r)
		if origin == otherLoopback {
			h.Add("Vary", "Origin")
			h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			h.Set("Access-Control-Allow-Credentials", "true")
		}
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			preflight(w, r, origin)
			return
		}
		if origin == otherLoopback || origin == sameOrigin {
			next.ServeHTTP(w, r)
			return
		}
		protected.ServeHTTP(w, r)
	})
}

// preflight answers a browser that asks before it sends a request.
func preflight(w http.ResponseWriter, r *http.Request, origin origin) {
	if origin != otherLoopback && origin != sameOrigin {
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

// origin says where the page that sends a request comes from.
type origin int

const (
	noOrigin      origin = iota // no browser, or nothing that needs one
	sameOrigin                  // the app's own
	otherLoopback               // another port of this machine, of an app on this machine
	foreignOrigin
)

// originOf compares a request's Origin with the names that the app is called by: the
// Host header, and what a trusted proxy says that it was. Another site cannot have a
// browser say the latter: it would have to ask first, and is refused.
func (a *App) originOf(r *http.Request) origin {
	from := r.Header.Get("Origin")
	if from == "" {
		return noOrigin
	}
	u, err := url.Parse(from)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.Path != "" {
		return foreignOrigin
	}
	switch {
	case strings.EqualFold(u.Host, r.Host), r.Header.Get("Sec-Fetch-Site") == "same-origin":
		return sameOrigin
	case a.trusts(r.RemoteAddr) && strings.EqualFold(u.Host, first(r.Header.Get("X-Forwarded-Host"))):
		return sameOrigin
	case isLoopback(u.Hostname()) && isLoopback(hostname(r.Host)):
		return otherLoopback
	}
	return foreignOrigin
}

// ownStream keeps pages of other sites from opening streams with a user's browser: the
// end of one runs listeners, and ends calls.
func (a *App) ownStream(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		site := r.Header.Get("Sec-Fetch-Site")
		switch a.originOf(r) {
		case foreignOrigin:
		case noOrigin: // of a page too, when its script does not see the answer
			if site == "" || site == "same-origin" || site == "none" {
				next(w, r)
				return
			}
		default:
			next(w, r)
			return
		}
		refuse(w, http.StatusForbidden, foreignRequest)
	}
}

// foreignRequest refuses what a page of another site asks for.
const foreignRequest = "Requests from another origin are not allowed."

// hostname is a Host header without its port.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}

// isLoopback reports whether a host name or address is this machine's own.
func isLoopback(name string) bool {
	if strings.EqualFold(name, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}

// knows reports whether a Host header names the app. Another name on a loopback
// address is that of a site which had its name point here, to be let in as if it
// were the app itself.
func (a *App) knows(host string) bool {
	name := hostname(host)
	if isLoopback(name) || slices.ContainsFunc(a.Settings.AllowedHosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	u, err := url.Parse(a.Settings.RootPath)
	return err == nil && u.Host != "" && strings.EqualFold(u.Hostname(), name)
}
