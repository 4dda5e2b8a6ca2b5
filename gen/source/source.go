// Package source finds the annotated packages and loads them once, with syntax and
// types. The types of dependencies come from export data.
package source

import (
	"cmp"
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
)

// Paths of the runtime packages whose types the generator knows by name.
const (
	Module    = "github.com/blocksgen/blocksgen"
	UIPath    = Module + "/runtime/ui"
	ValuePath = Module + "/runtime/value"
	EventPath = Module + "/runtime/event"
)

// Options select what to load.
type Options struct {
	Dir      string   // the directory that patterns are relative to; "" is the current directory
	Patterns []string // as for the go command; the default is ./...
	// Overlay replaces files by absolute path. It is slow: with it, all
	// dependencies are type-checked from source.
	Overlay map[string][]byte
	Env     []string // environment of the go command; nil is that of the process
	Tags    string   // build tags, separated by commas
}

// Loaded is the input of one run.
type Loaded struct {
	Fset *token.FileSet
	// Packages are the annotated packages that the patterns match, and the packages
	// of their modules that they import and that may declare blocks. They are
	// sorted by path.
	Packages []*Package
	// Codecs are the packages of codecs, by what is before the dot in a codec's name: ""
	// is runtime/value, "label" runtime/blocks/label.
	Codecs map[string]*types.Package
	// Leftovers are directories that the patterns match, with generated files whose app is
	// gone.
	Leftovers []string

	overlay   map[string][]byte
	dir       string // absolute
	noRuntime bool   // the module does not require the runtime, which was reported
}

// Package is one package with its syntax and types. Files are in order of their
// names.
type Package struct {
	Path, Name string
	Dir        string
	Module     string // path of its module; "" outside of one
	ModuleDir  string
	Files      []*ast.File // without those that have syntax errors
	Types      *types.Package
	Info       *types.Info
	Annotated  bool // has directives and matches the patterns
	Imported   bool // is imported by an annotated package, directly or not
	Broken     bool // does not compile: syntax and types are incomplete

	loaded *Loaded
}

// Package returns the package with a path, or nil if it was not loaded.
func (l *Loaded) Package(path string) *Package {
	i, ok := slices.BinarySearchFunc(l.Packages, path, func(p *Package, path string) int { return cmp.Compare(p.Path, path) })
	if !ok {
		return nil
	}
	return l.Packages[i]
}

// Read returns a file's content as the loader saw it.
func (l *Loaded) Read(file string) ([]byte, error) {
	if src, ok := l.overlay[file]; ok {
		return src, nil
	}
	return os.ReadFile(file)
}

// Span is where a node is.
func (l *Loaded) Span(n ast.Node) diag.Span { return diag.At(l.Fset, n.Pos(), n.End()) }

// Declaration is where an object is declared: its name.
func (l *Loaded) Declaration(o types.Object) diag.Span {
	return diag.At(l.Fset, o.Pos(), o.Pos()+token.Pos(len(o.Name())))
}

// Load finds the annotated packages that the patterns match and loads them. Errors
// in the user's source or module go to list. Packages that do not compile are
// returned too, marked as broken. The returned error is a problem with the
// environment, such as a missing go command or a cancelled context.
func Load(ctx context.Context, o Options, list *diag.List) (*Loaded, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	l := &Loaded{dir: dir, Codecs: map[string]*types.Package{}}
	codecs := codecPaths()
	found := guess(o)
	var pkgs []*packages.Package
	if found != nil {
		pkgs, err = l.load(ctx, o, found)
	}
	if found == nil || err != nil || !found.confirms(pkgs) {
		found, err = find(ctx, o, list)
		if err != nil || len(found.paths) == 0 {
			return &Loaded{Fset: token.NewFileSet(), overlay: found.overlay, Leftovers: found.leftovers}, err
		}
		pkgs, err = l.load(ctx, o, found)
	}
	if err != nil {
		return l, driverError(ctx, err, list)
	}
	l.Leftovers = found.leftovers
	l.noRuntime = slices.ContainsFunc(pkgs, func(p *packages.Package) bool {
		if p.PkgPath != ValuePath || p.Types == nil || len(p.Errors) == 0 || p.Errors[0].Kind == packages.TypeError {
			return false // type errors follow from the missing bodies of functions
		}
		runtimeMissing(p.Errors[0], list) // the other packages of the runtime are missing with it
		return true
	})
	for _, p := range pkgs {
		if name, ok := codecs[p.PkgPath]; ok {
			l.Codecs[name] = p.Types
			if !slices.Contains(found.paths, p.PkgPath) {
				continue
			}
		}
		l.Packages = append(l.Packages, l.wrap(p, found, list))
	}
	slices.SortFunc(l.Packages, func(a, b *Package) int { return cmp.Compare(a.Path, b.Path) })
	return l, nil
}

// codecPaths are the import paths of the packages of codecs, with their names in
// [Loaded.Codecs].
func codecPaths() map[string]string {
	paths := map[string]string{ValuePath: ""}
	for _, name := range blocks.CodecPackages() {
		paths[Module+"/runtime/blocks/"+name] = name
	}
	return paths
}

// load loads the packages found and those of codecs with the go command.
func (l *Loaded) load(ctx context.Context, o Options, found *found) ([]*packages.Package, error) {
	l.Fset, l.overlay = token.NewFileSet(), found.overlay
	return packages.Load(&packages.Config{
		ParseFile: found.parse,
		Context:   ctx, Dir: o.Dir, Env: o.Env, Fset: l.Fset, Overlay: found.overlay, BuildFlags: o.buildFlags(),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedModule |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
	}, append(slices.Clone(found.paths), slices.Sorted(maps.Keys(codecPaths()))...)...)
}

func (l *Loaded) wrap(p *packages.Package, found *found, list *diag.List) *Package {
	w := &Package{
		Path: p.PkgPath, Name: p.Name, Dir: p.Dir, Files: p.Syntax, Types: p.Types, Info: p.TypesInfo,
		Annotated: found.annotated[p.PkgPath], Imported: found.imported[p.PkgPath], loaded: l,
	}
	if p.Module != nil {
		w.Module, w.ModuleDir = p.Module.Path, p.Module.Dir
	}
	slices.SortFunc(w.Files, func(a, b *ast.File) int {
		return strings.Compare(l.Fset.Position(a.FileStart).Filename, l.Fset.Position(b.FileStart).Filename)
	})
	unparsed, broken := l.compileErrors(p, list)
	w.Broken = broken
	w.Files = slices.DeleteFunc(w.Files, func(f *ast.File) bool { return unparsed[l.Fset.Position(f.FileStart).Filename] })
	return w
}

// Only returns what was loaded with only some of the packages, which must be sorted by
// path. They must not import others that were loaded from source.
func (l *Loaded) Only(packages []*Package) *Loaded {
	only := *l
	only.Packages = packages
	return &only
}
