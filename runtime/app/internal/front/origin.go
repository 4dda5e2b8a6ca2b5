package front

import (
	"fmt"
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
	allowedOrigin               // another site's, which may call the app
	foreignOrigin
)

// mayCall reports whether pages of an origin may call the app and read its answers.
func (o origin) mayCall() bool { return o == sameOrigin || o == otherLoopback || o == allowedOrigin }

// originOf compares a request's Origin with the names that the app is called by: the
// Host header, and what a trusted proxy says that it was. Another site cannot have a
// browser say the latter: it would have to ask first, and is refused.
func (f *Front) originOf(r *http.Request) origin {
	from := r.Header.Get("Origin")
	if from == "" {
		if r.Header.Get("Sec-Fetch-Site") == "same-origin" {
			return sameOrigin // a browser leaves Origin out of some of these
		}
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
	case f.everyOrigin, slices.Contains(f.AllowedOrigins, strings.ToLower(from)):
		return allowedOrigin
	}
	return foreignOrigin
}

// anyOrigin, in the list of allowed origins, allows all.
const anyOrigin = "*"

// parseOrigins reads a list of origins: "https://example.com", "http://localhost:3000", and
// "*" for every one. In the result they are as browsers send them.
func parseOrigins(list []string) (origins []string, err error) {
	for _, s := range list {
		u, err := url.Parse(strings.ToLower(s))
		if s == anyOrigin {
			origins = append(origins, s)
			continue
		}
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Contains(u.Host, "*") || u.User != nil ||
			u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
			return nil, fmt.Errorf("allowed origin %q is not an origin such as https://example.com", s)
		}
		if port := u.Port(); port == "443" && u.Scheme == "https" || port == "80" && u.Scheme == "http" {
			u.Host = strings.TrimSuffix(u.Host, ":"+port)
		}
		origins = append(origins, u.Scheme+"://"+u.Host)
	}
	return origins, nil
}

// fromOwnSite reports whether a GET that has effects comes from no page of another site:
// the end of a stream runs listeners, and ends calls.
func (f *Front) fromOwnSite(r *http.Request) bool {
	switch f.originOf(r) {
	case foreignOrigin:
		return false
	case noOrigin: // of a page too, when its script does not see the answer
		site := r.Header.Get("Sec-Fetch-Site")
		return site == "" || site == "none"
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

// hostAllowed reports whether the app answers to a request's Host. A site can have its
// name point to this machine, and then its page, in a browser here, is of one origin with
// the app. So an app that listens on loopback answers to names that it knows. One that
// listens on the network has names that it cannot know: without -allowed-hosts it refuses
// foreign ones from this machine alone, unless a proxy passed the request on. The address
// of a host cannot be pointed elsewhere.
func (f *Front) hostAllowed(r *http.Request) bool {
	name := hostname(r.Host)
	switch where := f.listens.Load(); {
	case where == nowhere, f.knows(name):
		return true
	case where == onLoopback:
		return false
	case isAddress(name), strings.EqualFold(name, f.machine):
		return true
	case len(f.AllowedHosts) > 0:
		return false
	}
	addr, ok := peer(r.RemoteAddr)
	return !ok || !addr.IsLoopback() || isForwarded(r)
}

// knows reports whether a host name is a known one of the app.
func (f *Front) knows(name string) bool {
	if isLoopback(name) || slices.ContainsFunc(f.AllowedHosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	u, err := url.Parse(f.RootPath)
	return err == nil && u.Host != "" && strings.EqualFold(u.Hostname(), name)
}

func isAddress(name string) bool {
	_, err := netip.ParseAddr(name)
	return err == nil
}

// isForwarded reports whether a proxy passed a request on.
func isForwarded(r *http.Request) bool {
	for _, h := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via"} {
		if r.Header.Get(h) != "" {
			return true
		}
	}
	return false
}
