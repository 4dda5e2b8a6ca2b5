package source

import (
	"bytes"
	"go/build"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"
)

// guess does the same as find without the go command, which takes as long to start
// as a small app takes to load. It supports patterns that are directories of a
// module, with annotated files without build constraints. It returns nil for
// everything else, and if there may be an error to report.
func guess(o Options) *found {
	if len(o.Patterns) == 0 || len(o.Overlay) > 0 || o.Tags != "" {
		return nil
	}
	f := newFound(o)
	for _, pattern := range o.Patterns {
		p := packageAt(o.Dir, pattern)
		if p == nil || !f.always(p.Dir) {
			return nil
		}
		f.add(p)
	}
	f.finish()
	return f
}

// always reports whether a directory has annotated files, and all of them are part of its
// package, whatever the build constraints.
func (f *found) always(dir string) bool {
	some := false
	for _, file := range f.files.all(dir) {
		src := f.files.read(file)
		if !MayHaveDirectives(src) {
			continue
		}
		match, err := build.Default.MatchFile(dir, filepath.Base(file))
		if err != nil || !match || bytes.Contains(src, []byte("//go:build")) || strings.HasSuffix(file, "_test.go") {
			return false
		}
		some = true
	}
	return some
}

// packageAt returns the package in a directory, with the import path that follows
// from the go.mod file above it.
func packageAt(dir, pattern string) *packages.Package {
	if !build.IsLocalImport(pattern) || strings.Contains(pattern, "...") {
		return nil
	}
	dir, err := filepath.Abs(filepath.Join(dir, filepath.FromSlash(pattern)))
	if err != nil {
		return nil
	}
	for root := dir; ; root = filepath.Dir(root) {
		if mod, err := os.ReadFile(filepath.Join(root, "go.mod")); err == nil {
			rel, err := filepath.Rel(root, dir)
			module := modfile.ModulePath(mod)
			if err != nil || module == "" {
				return nil
			}
			return &packages.Package{
				PkgPath: path.Join(module, filepath.ToSlash(rel)), Dir: dir,
				Module: &packages.Module{Path: module, Dir: root},
			}
		}
		if root == filepath.Dir(root) {
			return nil
		}
	}
}

// confirms reports whether the go command found all packages that were guessed.
func (f *found) confirms(pkgs []*packages.Package) bool {
	return !slices.ContainsFunc(f.paths, func(path string) bool {
		return !slices.ContainsFunc(pkgs, func(p *packages.Package) bool { return p.PkgPath == path && len(p.GoFiles) > 0 })
	})
}
