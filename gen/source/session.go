package source

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Session loads the same packages again and again, while their files are edited. The go
// command runs only when it must: the first time, after [Session.Forget], and when the
// set of files, their imports or the annotated packages change. Otherwise a load parses the
// files that changed, and type-checks their packages and those that import them. All other
// types are those of the load before.
//
// A Session is not safe for concurrent use. What it returns is not changed by later loads,
// except that a file set forgets the positions of a file two loads after it was replaced.
type Session struct {
	options  Options
	listed   bool
	shape    string                       // what was listed; see shapeOf
	found    *found                       // the annotated packages and those that they import
	list     diag.List                    // errors of listing
	packages map[string]*packages.Package // all, with dependencies, by path
	source   []string                     // paths of those that are type-checked from source, sorted
	exports  map[string]string            // files with the types of the others, by path

	fset     *token.FileSet
	files    map[string]*parsed
	replaced [kept][]*token.File // in the last loads, the latest first
	checked  map[string]*checked
	imported map[string]*types.Package // from export data
}

// kept is the number of loads for which the positions in a replaced file are kept, for those
// who still use what an earlier load returned.
const kept = 4

// NewSession returns a session that loads what [Load] would. It does not use Overlay.
func NewSession(o Options) *Session { return &Session{options: o} }

// Forget makes the next load run the go command: something may have changed that a load
// does not see, such as go.mod or a dependency.
func (s *Session) Forget() { s.listed = false }

// Load loads the packages with the given files in place of those on disk. It reports
// errors like [Load].
func (s *Session) Load(ctx context.Context, overlay map[string][]byte, list *diag.List) (*Loaded, error) {
	dir, err := filepath.Abs(s.options.Dir)
	if err != nil {
		return nil, err
	}
	if s.listed && s.shapeOf(overlay) != s.shape {
		s.listed = false
	}
	if !s.listed {
		if err := s.relist(ctx, overlay); err != nil {
			return nil, err
		}
		s.listed, s.shape = true, s.shapeOf(overlay)
	}
	list.Append(&s.list)
	for _, f := range s.replaced[kept-1] {
		s.fset.RemoveFile(f)
	}
	copy(s.replaced[1:], s.replaced[:kept-1])
	s.replaced[0] = nil
	l := &Loaded{Fset: s.fset, Codecs: map[string]*types.Package{}, overlay: overlay, dir: dir}
	if s.found == nil {
		return l, nil
	}
	c := checker{s, overlay, map[string]*checked{}}
	codecs := codecPaths()
	for path, name := range codecs {
		p, err := c.Import(path)
		switch {
		case err == nil:
			l.Codecs[name] = p
		case path == ValuePath:
			l.noRuntime = true
			runtimeMissing(packages.Error{Msg: err.Error()}, list)
		}
	}
	for _, path := range s.found.paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if p := c.check(path); p != nil {
			l.Packages = append(l.Packages, l.wrap(p.Package, s.found, list))
		}
	}
	s.checked = c.done
	slices.SortFunc(l.Packages, func(a, b *Package) int { return cmp.Compare(a.Path, b.Path) })
	return l, nil
}

// relist runs the go command.
func (s *Session) relist(ctx context.Context, overlay map[string][]byte) error {
	s.list = diag.List{}
	o := s.options
	o.Overlay = overlay
	found, err := find(ctx, o, &s.list)
	if err != nil {
		return err
	}
	s.found = nil
	if s.fset == nil {
		s.reset(nil)
	}
	if len(found.paths) == 0 {
		return nil
	}
	// Without the overlay: the packages need not be compiled as they are being edited, only
	// those that they import.
	roots, err := packages.Load(&packages.Config{
		Context: ctx, Dir: o.Dir, Env: o.Env, BuildFlags: o.buildFlags(),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedModule | packages.NeedExportFile | packages.NeedTypesSizes,
	}, slices.Concat(found.paths, slices.Sorted(maps.Keys(codecPaths())), s.newImports(found, overlay))...)
	if err != nil {
		return driverError(ctx, err, &s.list)
	}
	s.found, s.packages = found, map[string]*packages.Package{}
	packages.Visit(roots, nil, func(p *packages.Package) { s.packages[p.PkgPath] = p })
	s.choose()
	exports := map[string]string{}
	for path, p := range s.packages {
		if !slices.Contains(s.source, path) {
			exports[path] = p.ExportFile
		}
	}
	if !maps.Equal(exports, s.exports) {
		s.reset(exports)
	}
	return nil
}

// reset forgets all types, because those of dependencies have changed.
func (s *Session) reset(exports map[string]string) {
	s.exports, s.fset, s.replaced = exports, token.NewFileSet(), [kept][]*token.File{}
	s.files, s.checked, s.imported = map[string]*parsed{}, map[string]*checked{}, map[string]*types.Package{}
}

// choose selects the packages that are type-checked from source: those that were found, and
// all that import one of these, so that there is only one version of each type.
func (s *Session) choose() {
	s.source = nil
	known := map[string]bool{}
	var fromSource func(p *packages.Package) bool
	fromSource = func(p *packages.Package) bool {
		if yes, ok := known[p.PkgPath]; ok {
			return yes
		}
		known[p.PkgPath] = slices.Contains(s.found.paths, p.PkgPath)
		for _, i := range p.Imports {
			if fromSource(i) {
				known[p.PkgPath] = true
			}
		}
		if known[p.PkgPath] {
			s.source = append(s.source, p.PkgPath)
		}
		return known[p.PkgPath]
	}
	for _, p := range s.packages {
		fromSource(p)
	}
	slices.Sort(s.source)
}

// newImports lists the imports of edited files, which may not be in the files on disk.
func (s *Session) newImports(found *found, overlay map[string][]byte) []string {
	var list []string
	for _, file := range slices.Sorted(maps.Keys(overlay)) {
		for _, path := range imports(file, overlay[file]) {
			if path != "C" && path != "unsafe" && !slices.Contains(found.paths, path) && importable(path) && !slices.Contains(list, path) {
				list = append(list, path)
			}
		}
	}
	return list
}

// importable reports whether a path can be an argument of the go command. The type checker
// reports others.
func importable(path string) bool {
	return path != "" && !strings.HasPrefix(path, "-") && !strings.HasPrefix(path, ".") && !strings.HasPrefix(path, "/") &&
		!strings.Contains(path, "...") && !strings.Contains(path, "@") && !strings.Contains(path, "=") && strings.TrimSpace(path) == path
}

// shapeOf describes what decides which packages there are and what they import: the names
// of the files, their imports, and which edited files have directives.
func (s *Session) shapeOf(overlay map[string][]byte) string {
	var b strings.Builder
	dirs := map[string]bool{}
	if s.found != nil {
		for _, path := range s.source {
			if p := s.packages[path]; p != nil && p.Dir != "" {
				dirs[p.Dir] = true
			}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(overlay)) {
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		if MayHaveDirectives(overlay[file]) {
			fmt.Fprintln(&b, "directives", filepath.Dir(file))
		}
		for _, path := range imports(file, overlay[file]) {
			fmt.Fprintln(&b, file, path)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		entries, err := os.ReadDir(dir)
		fmt.Fprintln(&b, dir, err)
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if _, edited := overlay[name]; edited || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			fmt.Fprintln(&b, name)
			if s.found.files.ours[name] {
				continue // a stub takes its place, which imports nothing
			}
			if f := s.files[name]; f != nil {
				for _, path := range f.imports {
					fmt.Fprintln(&b, name, path)
				}
			} else if src, err := os.ReadFile(name); err == nil {
				for _, path := range imports(name, src) {
					fmt.Fprintln(&b, name, path)
				}
			}
		}
	}
	return b.String()
}

// unquoted returns the path of an import; "" if it is not a valid string.
func unquoted(literal string) string {
	path, err := strconv.Unquote(literal)
	if err != nil {
		return ""
	}
	return path
}
