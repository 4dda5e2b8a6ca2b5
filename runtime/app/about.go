package app

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"

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
		"name": a.config.served.Title, "start_url": "./", "display": "standalone",
		"icons": []map[string]string{{"src": "favicon.ico", "sizes": "any", "purpose": "any"}},
	}))
}

// icon is what the browser's tab shows: a file that is read when it is asked for, or
// the app's own picture.
type icon struct {
	path, kind string
	content    []byte
}

// readIcon finds the icon: the one of the settings, the app's, or the project's.
func (a *App) readIcon() (icon, error) {
	if file := a.Settings.Favicon; file != "" {
		info, err := os.Stat(file)
		if err == nil && !info.Mode().IsRegular() {
			err = fmt.Errorf("%s is not a file", file)
		}
		if err != nil {
			return icon{}, fmt.Errorf("favicon: %w", err)
		}
		return icon{path: file}, nil
	}
	head, data, ok := strings.Cut(a.config.file.Favicon, ";base64,")
	if !ok {
		return icon{kind: "image/svg+xml", content: []byte(web.Favicon)}, nil
	}
	content, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return icon{}, fmt.Errorf("config.json: favicon: %w", err)
	}
	return icon{kind: strings.TrimPrefix(head, "data:"), content: content}, nil
}

func (a *App) serveFavicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=3600")
	if a.served.icon.path != "" {
		http.ServeFile(w, r, a.served.icon.path)
		return
	}
	w.Header().Set("Content-Type", a.served.icon.kind)
	_, _ = w.Write(a.served.icon.content)
}
