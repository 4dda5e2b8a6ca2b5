// Package web is the browser side of an app: the built front end, which is
// embedded, and the document that starts it. Its source is in src; dist is
// written by gen/bundle.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed dist
var dist embed.FS

// types are the media types of what dist holds; nothing else is served.
var types = map[string]string{
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// forever is for files whose name changes with their content.
const forever = "public, max-age=31536000, immutable"

// ServeAsset answers with a file of assets/, compressed as the client accepts it.
// It reports false when there is no such file.
func ServeAsset(w http.ResponseWriter, r *http.Request, name string) bool {
	return serve(w, r, path.Join("assets", name), forever)
}

// ServeTheme answers with the custom properties of a theme. A request that names
// the theme's hash (?v=) may keep them.
func ServeTheme(w http.ResponseWriter, r *http.Request, theme string) bool {
	cache := "no-cache"
	if r.URL.Query().Get("v") == ThemeHash(theme) {
		cache = forever
	}
	return serve(w, r, themeFile(theme), cache)
}

// ThemeHash names the content of a theme.
func ThemeHash(theme string) string { return themeHashes()[themeFile(theme)] }

// themeHashes are worked out once: every page names one.
var themeHashes = sync.OnceValue(func() map[string]string {
	hashes := map[string]string{}
	files, err := fs.Glob(dist, "dist/themes/*.css")
	if err != nil {
		panic("web: " + err.Error())
	}
	for _, file := range files {
		raw, err := dist.ReadFile(file)
		if err != nil {
			panic("web: " + err.Error())
		}
		sum := sha256.Sum256(raw)
		hashes[strings.TrimPrefix(file, "dist/")] = hex.EncodeToString(sum[:])
	}
	return hashes
})

// themeFile is the file of a theme; a name that no theme has is the default's.
func themeFile(theme string) string {
	if file := "themes/" + theme + ".css"; themeHashes()[file] != "" {
		return file
	}
	return "themes/default.css"
}

// serve answers with a file of dist. The size of what is sent is known, so that
// answers carry Content-Length.
func serve(w http.ResponseWriter, r *http.Request, name, cache string) bool {
	contentType, ok := types[path.Ext(name)]
	if !ok || !fs.ValidPath(name) {
		return false
	}
	file, err := dist.Open("dist/" + name)
	if err != nil {
		return false
	}
	defer func() { file.Close() }()
	h := w.Header()
	for _, c := range [...]struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		packed, err := dist.Open("dist/" + name + c.suffix)
		if err != nil {
			continue
		}
		h.Set("Vary", "Accept-Encoding")
		if !Accepts(r, c.encoding) {
			packed.Close()
			continue
		}
		file.Close()
		file = packed
		h.Set("Content-Encoding", c.encoding)
		break
	}
	info, err := file.Stat()
	if err != nil {
		return false
	}
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", cache)
	h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	_, _ = io.Copy(w, file) // a client that went away needs no answer
	return true
}

// Accepts reports whether a client takes a content encoding.
func Accepts(r *http.Request, encoding string) bool {
	for entry := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(entry), ";")
		if name == encoding {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0"
		}
	}
	return false
}
