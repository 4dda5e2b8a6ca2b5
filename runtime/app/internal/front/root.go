package front

import (
	"net/http"
	"net/url"
	"strings"
)

// root is the app's absolute URL as the client of a request sees it, without a
// slash at the end. It is made for each request and kept nowhere: what one client
// sends never shows up at another.
func (f *Front) root(r *http.Request) string {
	path := strings.TrimSuffix(f.RootPath, "/")
	if isURL(path) {
		return path
	}
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if f.trusts(r.RemoteAddr) {
		for _, h := range []string{"X-Forwarded-Host", "X-Gradio-Server"} {
			if name := first(r.Header.Get(h)); validHost(name) {
				host = name
				break
			}
		}
		if first(r.Header.Get("X-Forwarded-Proto")) == "https" {
			scheme = "https"
		}
	}
	if !validHost(host) {
		host = "localhost"
	}
	if path != "" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return scheme + "://" + host + path
}

// rootPath is the path of the root, with a slash at both ends.
func (f *Front) rootPath(r *http.Request) string {
	u, err := url.Parse(f.root(r))
	if err != nil {
		return "/"
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// first is the first of a list in a header.
func first(list string) string {
	s, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(s)
}

// validHost reports whether a name can be the host of a URL, and nothing else.
func validHost(host string) bool {
	if host == "" || strings.ContainsAny(host, " /\\?#@\"'<>") {
		return false
	}
	u, err := url.Parse("http://" + host)
	return err == nil && u.Host == host
}
