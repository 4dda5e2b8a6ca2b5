// Package pack bundles asset packs into apps: packages of the npm registry that a few
// apps need in the browser. Each folder below this package is a pack: pack.json says
// what it is, and a module of ours, named like the folder, is what the page imports.
//
// Which packages exactly an app bundles is in its lock file. The bundle is made of
// nothing else, so that it is the same on every machine.
package pack

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed */pack.json */*.ts */*.css
var folders embed.FS

// Pack is an asset pack.
type Pack struct {
	Name string `json:"-"`   // the folder's
	Doc  string `json:"doc"` // what it is for, as one sentence without a subject
	// Packages are the npm packages that the module imports, each with the one
	// version that is used. What they depend on is resolved when an app first uses
	// the pack.
	Packages map[string]Pin `json:"packages"`

	files fs.FS // of the folder
}

// Pin is a version of a package and the hash of its tarball.
type Pin struct {
	Version   string `json:"version"`
	Integrity string `json:"integrity"`
}

// All lists the packs by name.
var All = sync.OnceValue(func() []Pack {
	files, err := fs.Glob(folders, "*/pack.json")
	if err != nil {
		panic("pack: " + err.Error())
	}
	packs := make([]Pack, 0, len(files))
	for _, file := range files {
		dir := path.Dir(file)
		sub, err := fs.Sub(folders, dir)
		if err != nil {
			panic("pack: " + err.Error())
		}
		p, err := Read(dir, sub)
		if err != nil {
			panic("pack: " + err.Error())
		}
		packs = append(packs, p)
	}
	return packs
})

// Lookup finds packs by name. It reports false when there is none of a name.
func Lookup(names ...string) (packs []Pack, ok bool) {
	for _, name := range names {
		i := slices.IndexFunc(All(), func(p Pack) bool { return p.Name == name })
		if i < 0 {
			return nil, false
		}
		packs = append(packs, All()[i])
	}
	return packs, true
}

// Read reads the folder of a pack.
func Read(name string, files fs.FS) (Pack, error) {
	p := Pack{Name: name, files: files}
	raw, err := fs.ReadFile(files, "pack.json")
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("%s/pack.json: %w", name, err)
	}
	_, err = fs.Stat(files, p.module())
	return p, err
}

// module is the file that the page imports.
func (p Pack) module() string { return p.Name + ".ts" }

// sources are the files of the folder that are bundled: path → content.
func (p Pack) sources() (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(p.files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) == ".json" || strings.HasSuffix(name, ".d.ts") {
			return err
		}
		files[name], err = fs.ReadFile(p.files, name)
		return err
	})
	return files, err
}

// requires are the packages with their versions.
func (p Pack) requires() map[string]string {
	all := map[string]string{}
	for name, pin := range p.Packages {
		all[name] = pin.Version
	}
	return all
}
