package front

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

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
func (f *Front) originOf(r *http.Request) origin {
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
	case f.trusts(r.RemoteAddr) && strings.EqualFold(u.Host, first(r.Header.Get("X-Forwarded-Host"))):
		return sameOrigin
	case isLoopback(u.Hostname()) && isLoopback(hostname(r.Host)):
		return otherLoopback
	}
	return foreignOrigin
}

// fromOwnSite reports whether a GET that has effects comes from no page of another site:
// the end of a stream runs listeners, and ends calls.
func (f *Front) fromOwnSite(r *http.Request) bool {
	switch f.originOf(r) {
	case foreignOrigin:
		return false
	case noOrigin: // of a page too, when its script does not see the answer
		site := r.Header.Get("Sec-Fetch-Site")
		return site == "" || site == "same-origin" || site == "none"
	}
	return true
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
func (f *Front) knows(host string) bool {
	name := hostname(host)
	if isLoopback(name) || slices.ContainsFunc(f.AllowedHosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	u, err := url.Parse(f.RootPath)
	return err == nil && u.Host != "" && strings.EqualFold(u.Hostname(), name)
}
