package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
)

// paths are addresses of a route, with something that is there in the place of its
// wildcards.
func paths(r extend.Route) []string {
	path := strings.NewReplacer("{name}", "echo", "{event}", "nobody", "{session}", "s", "{file}", "x.js").Replace(r.Path)
	if r.Slash {
		return []string{path, path + "/"}
	}
	return []string{path}
}

// TestRouteTable holds what the table says of each route to what the app does.
func TestRouteTable(t *testing.T) {
	a := serve(t, withMarkdown)
	// What answers everybody holds no data of the app's users.
	public := []string{"/theme.css", api + "/theme.css", "/assets/{file}", "/favicon.ico", "/robots.txt", "/manifest.json", "/login", "/logout", api + "/user"}
	for _, r := range a.Routes() {
		if r.Access == extend.Nobody || (r.Access == extend.Anyone) != slices.Contains(public, r.Path) {
			t.Errorf("%s has access %d", r.Path, r.Access)
		}
		if strings.Contains(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(r.Path, ""), "{") {
			t.Errorf("%s: a pattern that the test does not know", r.Path)
		}
		post := r.Method == http.MethodPost
		if post != (r.Body > 0) {
			t.Errorf("%s %s takes %d bytes", r.Method, r.Path, r.Body)
		}
		for _, path := range paths(r) {
			if post {
				large := fmt.Sprintf(`{"data":[%q]}`, strings.Repeat("x", int(r.Body)))
				if status, text := a.post(t, path, large); status != http.StatusRequestEntityTooLarge {
					t.Errorf("%s with a large body: %d %s", path, status, text)
				}
			}
			if !post && !r.Effects {
				continue
			}
			method := r.Method
			res, text := a.do(t, method, path, "", "Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site")
			if res.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s of another site: %d %s", method, path, res.StatusCode, text)
			}
		}
	}
}

// TestEveryMethodOnEveryRoute: a method that a route does not have is refused, and the
// answer says which it has.
func TestEveryMethodOnEveryRoute(t *testing.T) {
	a := serve(t, withMarkdown)
	all := []string{"/about", "/nope", api + "/nope", api + "/run/nope"}
	for _, r := range a.Routes() {
		if !strings.Contains(r.Path, "/heartbeat/") { // it does not end
			all = append(all, paths(r)...)
		}
	}
	for _, path := range all {
		for _, method := range []string{"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "POST"} {
			res, text := a.do(t, method, path, "")
			switch {
			case res.StatusCode >= 500:
				t.Errorf("%s %s: %d %s", method, path, res.StatusCode, text)
			case res.StatusCode == 405 && res.Header.Get("Allow") == "":
				t.Errorf("%s %s: 405 that allows nothing", method, path)
			case method == "HEAD" && text != "":
				t.Errorf("HEAD %s has a body", path)
			case res.Header.Get("X-Content-Type-Options") != "nosniff":
				t.Errorf("%s %s: may be sniffed", method, path)
			}
		}
	}
}
