package app

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"net/http"
	"strconv"

	"github.com/blocksgen/blocksgen/runtime/web"
)

// newAppID makes the number by which a page sees that the server was restarted.
// JavaScript must be able to hold it.
func newAppID() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:]) >> 11
}

func (a *App) serveAppID(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, []byte(`{"app_id":`+strconv.FormatUint(a.appID, 10)+`}`))
}

// serveUser answers who is logged in: nobody, there is no login.
func (a *App) serveUser(w http.ResponseWriter, r *http.Request) { serveNull(w, r) }

func serveNull(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, []byte("null")) }

// serveStartup answers true to the first who asks.
func (a *App) serveStartup(w http.ResponseWriter, _ *http.Request) {
	first := a.asked.CompareAndSwap(false, true)
	answer(w, http.StatusOK, strconv.AppendBool(nil, first))
}

func serveRobots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow:\n"))
}

// serveManifest describes the app to browsers that install it.
func (a *App) serveManifest(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/manifest+json")
	_, _ = w.Write(encode(map[string]any{
		"name": a.config.title, "start_url": "./", "display": "standalone",
		"icons": []map[string]string{{"src": "favicon.ico", "sizes": "any", "purpose": "any"}},
	}))
}

func (a *App) serveFavicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=3600")
	if icon := cmp.Or(a.Settings.Favicon, a.config.file.Assets.Favicon); icon != "" {
		http.ServeFile(w, r, icon)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(web.Favicon))
}
