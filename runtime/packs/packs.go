// Package packs serves the asset packs of an app: what the generator bundled of npm
// packages that the app's blocks need in the browser. The generator adds it to an app
// that has such blocks; others do not link it.
package packs

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/web"
)

// prefix is where the files are served, relative to the app's root.
const prefix = "assets/packs/"

// New returns the extension of an app that has asset packs: the content of the
// packs.zip that the generator wrote. It panics when that is not what the generator
// wrote.
func New(archive []byte) extend.Extension {
	b, err := read(archive)
	if err != nil {
		panic("packs.zip: " + err.Error())
	}
	return b
}

// bundle is an archive that has been read.
type bundle struct {
	packs contract.Packs
	files map[string]*file
}

// file is one file of an archive. Its name has a hash in it, so that it never changes,
// but for the licences and the manifest.
type file struct {
	kind        string // media type
	plain       []byte
	brotli      []byte // nil: not compressed
	gzip        func() []byte
	cacheHeader string
}

// read reads an archive, whose files are not compressed.
func read(archive []byte) (*bundle, error) {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, err
	}
	contents := map[string][]byte{}
	for _, f := range r.File {
		at, err := f.DataOffset()
		if err != nil {
			return nil, err
		}
		if f.Method != zip.Store {
			return nil, fmt.Errorf("%s is compressed", f.Name)
		}
		contents[f.Name] = archive[at : at+int64(f.UncompressedSize64)]
	}
	b := &bundle{files: map[string]*file{}}
	if err := json.Unmarshal(contents[contract.PackManifest], &b.packs); err != nil {
		return nil, fmt.Errorf("%s: %w", contract.PackManifest, err)
	}
	for name, content := range contents {
		if kind, ok := kinds[path.Ext(name)]; ok {
			b.files[name] = newFile(name, kind, content, contents[name+".br"])
		}
	}
	for name, p := range b.packs {
		for _, needed := range []string{p.Script, p.Style} {
			if needed != "" && b.files[needed] == nil {
				return nil, fmt.Errorf("pack %s has no file %s", name, needed)
			}
		}
	}
	return b, nil
}

// kinds are the media types of what is served.
var kinds = map[string]string{
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".txt":   "text/plain; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".woff2": "font/woff2",
	".wasm":  "application/wasm",
}

func newFile(name, kind string, plain, brotli []byte) *file {
	f := &file{kind: kind, plain: plain, brotli: brotli, cacheHeader: "public, max-age=31536000, immutable"}
	if name == contract.PackLicenses {
		f.cacheHeader = "no-cache"
	}
	// Browsers take brotli over HTTPS and on this machine. For others, a file is
	// compressed when it is first asked for.
	f.gzip = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(plain) // memory takes everything
		_ = z.Close()
		return b.Bytes()
	})
	return f
}

// Extend implements [extend.Extension].
func (b *bundle) Extend(r *extend.Registry) {
	r.Routes = append(r.Routes, extend.Route{Method: http.MethodGet, Path: "/" + prefix + "{file}", Access: extend.Anyone, Handler: b.serve})
	for name, p := range b.packs {
		m := extend.Module{Name: name, Script: prefix + p.Script}
		if p.Style != "" {
			m.Style = prefix + p.Style
		}
		r.Modules = append(r.Modules, m)
	}
	slices.SortFunc(r.Modules, func(a, b extend.Module) int { return strings.Compare(a.Name, b.Name) })
}

// serve answers with a file.
func (b *bundle) serve(w http.ResponseWriter, r *http.Request) {
	f := b.files[r.PathValue("file")]
	if f == nil {
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	h := w.Header()
	content := f.plain
	if f.brotli != nil {
		h.Set("Vary", "Accept-Encoding")
		switch {
		case web.Accepts(r, "br"):
			content = f.brotli
			h.Set("Content-Encoding", "br")
		case web.Accepts(r, "gzip"):
			content = f.gzip()
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", f.cacheHeader)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = w.Write(content) // a client that went away needs no answer
}
