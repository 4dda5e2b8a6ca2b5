package source

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// isGenerated reports whether a package consists of files that the generator wrote, and
// perhaps of the user's tests and own files.
func (s *files) isGenerated(p *packages.Package) bool {
	return slices.ContainsFunc(p.GoFiles, func(file string) bool { return bytes.HasPrefix(s.read(file), []byte(Header)) })
}

// owner is the directory of the app that a directory of generated files belongs to.
func owner(dir string) string {
	parent := filepath.Dir(dir)
	if filepath.Base(parent) == "cmd" {
		return filepath.Dir(parent)
	}
	return parent
}

// isLeftover reports whether a package was generated for an app that is gone: no file in the
// directory of the app has a directive.
func (s *files) isLeftover(p *packages.Package) bool {
	has := func(file string) bool { return MayHaveDirectives(s.read(file)) }
	return s.isGenerated(p) && !slices.ContainsFunc(p.GoFiles, has) && !slices.ContainsFunc(s.all(owner(p.Dir)), has)
}

// Generated lists the directories with generated files of the packages that the patterns
// match: the packages themselves, and those that were generated for them.
func Generated(ctx context.Context, o Options, list *diag.List) ([]string, error) {
	pkgs, err := o.list(ctx, o.Patterns)
	if err != nil {
		return nil, driverError(ctx, err, list)
	}
	f := newFound(o)
	var dirs []string
	add := func(dir string) {
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	for _, p := range pkgs {
		if p.Dir == "" {
			unmatched(p, list)
			continue
		}
		if p.Module == nil || !p.Module.Main {
			notMain(p, list)
			continue
		}
		if f.files.isGenerated(p) {
			add(p.Dir)
		}
		for _, pattern := range []string{filepath.Join("cmd", "*"), "*app"} {
			matches, _ := filepath.Glob(filepath.Join(escapeGlob(p.Dir), pattern))
			for _, dir := range matches {
				if info, err := os.Lstat(dir); err == nil && info.IsDir() {
					add(dir)
				}
			}
		}
	}
	slices.Sort(dirs)
	return dirs, nil
}

// escapeGlob quotes a path for use in a pattern.
func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

// notMain reports a package that the generator must not write to.
func notMain(p *packages.Package, list *diag.List) {
	module := "the standard library"
	if p.Module != nil {
		module = "module " + p.Module.Path
	}
	list.Errorf(diag.NotMain, diag.Span{}, "package %s is in %s, which is not the main module", p.PkgPath, module).
		Fix("run blocksgen in the directory of that module")
}
