// Package web is the browser side of an app: the built front end, which is
// embedded, and the document that starts it. Its source is in src; dist is
// written by gen/bundle.
package web

import (
	"bytes"
	"compress/gzip"
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

// Scripts and style sheets are embedded in their packed forms alone: nearly every client
// takes one of them, and for the others one is unpacked.
//
//go:embed dist/assets/*.br dist/assets/*.gz dist/themes/*.br dist/themes/*.gz dist/modules
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
	files, err := fs.Glob(dist, "dist/themes/*.css.gz")
	if err != nil {
		panic("web: " + err.Error())
	}
	for _, file := range files {
		raw, err := dist.ReadFile(file)
		if err != nil {
			panic("web: " + err.Error())
		}
		sum := sha256.Sum256(raw)
		hashes[strings.TrimSuffix(strings.TrimPrefix(file, "dist/"), ".gz")] = hex.EncodeToString(sum[:])
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
	content, encoding, err := packed(r, "dist/"+name)
	if err != nil {
		return false
	}
	h := w.Header()
	h.Set("Vary", "Accept-Encoding")
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", cache)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	_, _ = w.Write(content) // a client that went away needs no answer
	return true
}

// packed gives a file in the smallest form that a client takes; no encoding means that
// it is unpacked.
func packed(r *http.Request, name string) (content []byte, encoding string, err error) {
	if Accepts(r, "br") {
		content, err = dist.ReadFile(name + ".br")
		return content, "br", err
	}
	content, err = dist.ReadFile(name + ".gz")
	if err != nil || Accepts(r, "gzip") {
		return content, "gzip", err
	}
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, "", err
	}
	content, err = io.ReadAll(z)
	return content, "", err
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
