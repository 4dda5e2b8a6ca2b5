package pack

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bundle"
	"github.com/blocksgen/blocksgen/gen/npm"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Have is what an app has from earlier.
type Have struct {
	Lock    []byte // content of the lock file; nil: none
	Archive []byte // the bundle
}

// Mode says how much of what an app has counts.
type Mode int

// The modes.
const (
	Reuse  Mode = iota // all of it, as long as it is right
	Verify             // the lock file; the bundle is made again
	Update             // nothing: the newest packages that are allowed are locked
)

// Bundle is what an app gets.
type Bundle struct {
	Lock     []byte // content of the lock file
	Archive  []byte // a zip of scripts, style sheets and fonts; see package runtime/pack
	Licenses []byte // text about the packages that are in it
}

// Error is an error about one pack.
type Error struct {
	Pack string
	Err  error
}

// Error names the pack before the error.
func (e *Error) Error() string { return fmt.Sprintf("asset pack %s: %v", e.Pack, e.Err) }

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Make bundles packs. Whatever the app has already is taken over where it is right,
// in which case nothing is fetched.
func Make(ctx context.Context, client *npm.Client, packs []Pack, have Have, mode Mode) (*Bundle, error) {
	old, err := ReadLock(have.Lock)
	if err != nil {
		return nil, err
	}
	lock := &Lock{Packs: map[string]Locked{}}
	for _, p := range packs {
		locked, ok := old.of(p)
		if !ok || mode == Update {
			if locked, err = resolve(ctx, client, p); err != nil {
				return nil, &Error{p.Name, err}
			}
		}
		lock.Packs[p.Name] = locked
	}
	if lock.Made, err = madeFrom(packs, lock); err != nil {
		return nil, err
	}
	b := &Bundle{Archive: have.Archive}
	if mode != Reuse || old.Made != lock.Made || old.Bundle != Hash(have.Archive) {
		if b.Archive, err = build(ctx, client, packs, lock); err != nil {
			return nil, err
		}
	}
	lock.Bundle = Hash(b.Archive)
	if b.Lock, err = lock.bytes(); err != nil {
		return nil, err
	}
	b.Licenses, err = unzip(b.Archive, contract.PackLicenses)
	return b, err
}

// resolve finds the packages of a pack. Those that it names have the hashes that it
// names.
func resolve(ctx context.Context, client *npm.Client, p Pack) (Locked, error) {
	requires := p.requires()
	tree, err := client.Resolve(ctx, requires)
	if err != nil {
		return Locked{}, err
	}
	for _, dir := range tree.Dirs() {
		found := tree.At(dir)
		pin := p.Packages[found.Name]
		if pin.Version == found.Version && pin.Integrity != found.Integrity {
			return Locked{}, &npm.IntegrityError{What: found.Name + " " + found.Version, Want: pin.Integrity, Got: found.Integrity}
		}
	}
	return Locked{requires, tree}, nil
}

// madeFrom is the hash of all that decides what a bundle holds.
func madeFrom(packs []Pack, lock *Lock) (string, error) {
	type source struct {
		Name  string
		Files map[string][]byte
	}
	all := struct {
		Esbuild string
		Sources []source
		Packs   map[string]Locked
	}{bundle.Esbuild, nil, lock.Packs}
	for _, p := range packs {
		files, err := p.sources()
		if err != nil {
			return "", err
		}
		all.Sources = append(all.Sources, source{p.Name, files})
	}
	raw, err := json.Marshal(all)
	return Hash(raw), err
}

// Hash is how the lock file names content.
func Hash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// build makes the archive.
func build(ctx context.Context, client *npm.Client, packs []Pack, lock *Lock) ([]byte, error) {
	files := map[string][]byte{}
	manifest := contract.Packs{}
	licenses := notices{}
	for _, p := range packs {
		m, err := bundleOne(ctx, client, p, lock.Packs[p.Name].Packages, licenses)
		if err != nil {
			return nil, &Error{p.Name, err}
		}
		maps.Copy(files, m.Files)
		manifest[p.Name] = contract.Pack{Script: m.Script, Style: m.Style}
	}
	raw, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	files[contract.PackManifest] = append(raw, '\n')
	files[contract.PackLicenses] = licenses.text()
	return zipped(files)
}

// bundleOne bundles a pack in a directory of its own: its files, and node_modules.
func bundleOne(ctx context.Context, client *npm.Client, p Pack, tree npm.Tree, licenses notices) (m *bundle.Result, err error) {
	dir, err := os.MkdirTemp("", "blocksgen-pack-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	// esbuild names files by their real paths.
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	sources, err := p.sources()
	if err != nil {
		return nil, err
	}
	sources["package.json"] = []byte("{}\n") // ends esbuild's search in directories above
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, sources[name], 0o644); err != nil {
			return nil, err
		}
	}
	if err := client.Install(ctx, tree, dir); err != nil {
		return nil, err
	}
	if m, err = bundle.Standalone(dir, p.module(), "Licenses: "+contract.PackLicenses); err != nil {
		return nil, err
	}
	return m, licenses.collect(dir, tree, m.Inputs)
}
