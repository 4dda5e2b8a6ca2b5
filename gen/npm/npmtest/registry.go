// Package npmtest has a registry for tests.
package npmtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/gen/npm"
)

// Package is a package to publish.
type Package struct {
	Name, Version string
	Files         map[string]string // without package.json, which is made
	Dependencies  map[string]string
	Peers         map[string]string // of which those in OptionalPeers are optional
	OptionalPeers []string
	Optional      map[string]string // optional dependencies
	License       string
	Main          string // the module that an import of the package gets
	Tarball       []byte // in place of one made from the rest
	Integrity     string // in place of the tarball's
}

// Registry is a registry on this machine. It ends with the test.
type Registry struct {
	URL string

	mu       sync.Mutex
	versions map[string]map[string]any // name → version → manifest
	tarballs map[string][]byte         // by path
	requests []string
	change   func(http.ResponseWriter, *http.Request) bool
}

// New starts a registry with packages.
func New(t *testing.T, packages ...Package) *Registry {
	t.Helper()
	r := &Registry{versions: map[string]map[string]any{}, tarballs: map[string][]byte{}}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	r.URL = server.URL + "/"
	for _, p := range packages {
		r.Publish(t, p)
	}
	return r
}

// Publish adds a version of a package.
func (r *Registry) Publish(t *testing.T, p Package) {
	t.Helper()
	m := map[string]any{"name": p.Name, "version": p.Version}
	add := func(key string, value map[string]string) {
		if len(value) > 0 {
			m[key] = value
		}
	}
	// A registry lists optional dependencies among the others, too.
	all := maps.Clone(p.Dependencies)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, p.Optional)
	add("dependencies", all)
	add("optionalDependencies", p.Optional)
	add("peerDependencies", p.Peers)
	if len(p.OptionalPeers) > 0 {
		meta := map[string]any{}
		for _, name := range p.OptionalPeers {
			meta[name] = map[string]bool{"optional": true}
		}
		m["peerDependenciesMeta"] = meta
	}
	if p.License != "" {
		m["license"] = p.License
	}
	if p.Main != "" {
		m["module"] = p.Main
	}
	if p.Tarball == nil {
		p.Tarball = Pack(t, files(t, m, p.Files)...)
	}
	if p.Integrity == "" {
		p.Integrity = npm.Integrity(p.Tarball)
	}
	at := p.Name + "/-/" + path.Base(p.Name) + "-" + p.Version + ".tgz"
	m["dist"] = map[string]string{"integrity": p.Integrity, "tarball": r.URL + at}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.versions[p.Name] == nil {
		r.versions[p.Name] = map[string]any{}
	}
	r.versions[p.Name][p.Version] = m
	r.tarballs["/"+at] = p.Tarball
}

// files are the entries of an ordinary tarball.
func files(t *testing.T, manifest map[string]any, files map[string]string) []Entry {
	t.Helper()
	raw, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	entries := []Entry{{Name: "package/package.json", Body: string(raw)}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entries = append(entries, Entry{Name: "package/" + name, Body: files[name]})
	}
	return entries
}

// Change has f answer requests, unless it returns false.
func (r *Registry) Change(f func(http.ResponseWriter, *http.Request) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.change = f
}

// Requests returns the paths that were asked for since the last call.
func (r *Registry) Requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.requests
	r.requests = nil
	return list
}

// ServeHTTP implements [http.Handler].
func (r *Registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	r.requests = append(r.requests, req.URL.Path)
	change, tarball, found := r.change, r.tarballs[req.URL.Path], false
	var document []byte
	if name, err := url.PathUnescape(strings.TrimPrefix(req.URL.EscapedPath(), "/")); err == nil {
		var versions map[string]any
		if versions, found = r.versions[name]; found {
			document, _ = json.Marshal(map[string]any{"name": name, "versions": versions})
		}
	}
	r.mu.Unlock()
	switch {
	case change != nil && change(w, req):
	case tarball != nil:
		_, _ = w.Write(tarball)
	case found:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(document)
	default:
		http.NotFound(w, req)
	}
}

// Entry is one entry of a tarball.
type Entry struct {
	Name, Body string
	Type       byte // 0 is a file
	Link       string
}

// Pack makes a tarball.
func Pack(t *testing.T, entries ...Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	gz := gzip.NewWriter(&b)
	w := tar.NewWriter(gz)
	for _, e := range entries {
		if e.Type == 0 {
			e.Type = tar.TypeReg
		}
		if err := w.WriteHeader(&tar.Header{Name: e.Name, Typeflag: e.Type, Linkname: e.Link, Size: int64(len(e.Body)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.Body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := gz.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Client returns a client of the registry with a cache of its own.
func (r *Registry) Client(t *testing.T) *npm.Client {
	t.Helper()
	c, err := npm.New(npm.Config{Registry: r.URL})
	if err != nil {
		t.Fatal(err)
	}
	c.Cache = t.TempDir()
	return c
}

// Integrity returns the hash of a version.
func (r *Registry) Integrity(name, version string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	manifest := r.versions[name][version].(map[string]any)
	return manifest["dist"].(map[string]string)["integrity"]
}

// Use makes it the registry of the process, which gets a cache of its own, until the
// test ends.
func (r *Registry) Use(t *testing.T) {
	t.Helper()
	t.Setenv("NPM_CONFIG_REGISTRY", r.URL)
	t.Setenv("BLOCKSGEN_CACHE", t.TempDir())
}
