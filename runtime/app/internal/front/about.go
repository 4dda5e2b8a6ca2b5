package front

import (
	"net/http"
	"strconv"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

func (f *Front) serveAppID(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, []byte(`{"app_id":`+strconv.FormatUint(f.Site.AppID, 10)+`}`))
}

// serveUser answers who is logged in.
func serveUser(w http.ResponseWriter, r *http.Request) {
	if u := user(r); u.Name != "" {
		answer(w, http.StatusOK, wire.MustMarshal(u.Name))
		return
	}
	serveNull(w, r)
}

// serveNull answers that somebody may use the app.
func serveNull(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, []byte("null")) }

// serveStartup answers true to the first who asks.
func (f *Front) serveStartup(w http.ResponseWriter, _ *http.Request) {
	first := f.greeted.CompareAndSwap(false, true)
	answer(w, http.StatusOK, strconv.AppendBool(nil, first))
}

func serveRobots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow:\n"))
}

// serveManifest describes the app to browsers that install it.
func (f *Front) serveManifest(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/manifest+json")
	_, _ = w.Write(wire.MustMarshal(map[string]any{
		"name": f.Site.Title, "start_url": "./", "display": "standalone",
		"icons": []map[string]string{{"src": "favicon.ico", "sizes": "any", "purpose": "any"}},
	}))
}

func (f *Front) serveFavicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=3600")
	icon := f.Site.Icon
	if icon.Path != "" {
		http.ServeFile(w, r, icon.Path)
		return
	}
	w.Header().Set("Content-Type", icon.Kind)
	_, _ = w.Write(icon.Content)
}
