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
	if len(o.Patterns) == 0 || len(o.Overlay) > 0 {
		return nil
	}
	f := newFound(o)
	for _, pattern := range o.Patterns {
		p := packageAt(o.Dir, pattern)
		if p == nil || !slices.ContainsFunc(f.files.list(p.Dir), func(file string) bool {
			src := f.files.read(file)
			always, err := build.Default.MatchFile(p.Dir, filepath.Base(file))
			return MayHaveDirectives(src) && err == nil && always && !bytes.Contains(src, []byte("//go:build"))
		}) {
			return nil
		}
		f.add(p)
	}
	f.finish()
	return f
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
