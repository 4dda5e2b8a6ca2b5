// Package npm gets packages of the npm registry without Node: it resolves what a
// package depends on, fetches tarballs over HTTPS, compares them with their
// integrity hashes, keeps them in a cache of the user's, and unpacks them. It runs
// no script of a package.
//
// The protocol is that of https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md.
package npm

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Package is one package of a [Tree].
type Package struct {
	Name    string `json:"-"`
	Version string `json:"version"`
	// Integrity is the hash of the tarball: "sha512-" and the digest in base64.
	Integrity string `json:"integrity"`
	// Tarball is the address of the tarball, relative to the registry where it is
	// one of its files, so that a mirror can serve it.
	Tarball      string            `json:"tarball"`
	License      string            `json:"license,omitempty"`      // SPDX expression, as the package states it
	Dependencies map[string]string `json:"dependencies,omitempty"` // name → version range
}

// Tree is a set of packages as they are unpacked: directory → package. A directory
// is slash-separated, as Node looks packages up: "node_modules/a", or
// "node_modules/a/node_modules/b" for a version of b that only a uses.
type Tree map[string]Package

// Dirs lists the directories in order.
func (t Tree) Dirs() []string { return slices.Sorted(maps.Keys(t)) }

// At returns a package with its name, which its directory tells.
func (t Tree) At(dir string) Package {
	p := t[dir]
	_, p.Name = split(dir)
	return p
}

// modules is how a directory of packages begins.
const modules = "node_modules/"

// Limits bound what a registry can make this machine do. They are far above what
// packages for browsers need.
type Limits struct {
	Metadata int64 // bytes of the description of a package
	Tarball  int64 // bytes
	Unpacked int64 // bytes of a tarball's content
	Files    int   // in a tarball
	Packages int   // in a tree
}

// DefaultLimits are those of a new client.
var DefaultLimits = Limits{Metadata: 64 << 20, Tarball: 64 << 20, Unpacked: 512 << 20, Files: 50_000, Packages: 1000}

// Client gets packages. It is safe for concurrent use, and any number of processes
// may share a cache.
type Client struct {
	Config  Config
	Cache   string // directory of tarballs; made when needed
	Offline bool   // take tarballs from the cache, and never ask the registry
	Limits  Limits
	HTTP    *http.Client
}

// New returns a client with the configuration and the cache of the user.
func New(config Config) (*Client, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	return &Client{
		Config: config, Cache: cache, Limits: DefaultLimits,
		HTTP: &http.Client{Timeout: 5 * time.Minute, CheckRedirect: follow},
	}, nil
}

// UnreachableError says that something is not in the cache and cannot be fetched
// either.
type UnreachableError struct {
	What string // "temml 0.13.5"
	URL  string // that was asked; "" for a client that is offline
	Err  error  // nil for a client that is offline
}

// Error says what is missing and why.
func (e *UnreachableError) Error() string {
	if e.URL == "" {
		return fmt.Sprintf("%s is not in the cache, and fetching is turned off", e.What)
	}
	return fmt.Sprintf("%s cannot be fetched from %s: %v", e.What, e.URL, e.Err)
}

// Unwrap returns Err.
func (e *UnreachableError) Unwrap() error { return e.Err }

// IntegrityError says that a package is not the one that is expected.
type IntegrityError struct {
	What      string // "temml 0.13.5"
	Want, Got string // "sha512-…"
}

// Error names the package and both hashes.
func (e *IntegrityError) Error() string {
	return fmt.Sprintf("%s has the hash %s, but %s is expected", e.What, e.Got, e.Want)
}
