// Package emit turns the model of an app into the files of its program: wiring
// that reads as if written by hand, and the two JSON documents that it serves.
// It writes nothing; files are returned in memory.
package emit

import (
	"fmt"
	"path"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
	"github.com/blocksgen/blocksgen/gen/model"
)

// Import paths of the runtime packages that generated code uses.
const (
	runtimePath  = "github.com/blocksgen/blocksgen/runtime/"
	appPath      = runtimePath + "app"
	valuePath    = runtimePath + "value"
	markdownPath = runtimePath + "markdown"
)

// Files returns the files of an app by their path, slash-separated and relative to
// the directory of the annotated package.
func Files(app *model.App) (map[string][]byte, error) {
	g := newGenerator(app)
	wiring, handlers, err := g.source()
	if err != nil {
		return nil, fmt.Errorf("writing the program of %s: %w", app.Package.Path, err)
	}
	config, err := config(app)
	if err != nil {
		return nil, fmt.Errorf("writing config.json of %s: %w", app.Package.Path, err)
	}
	api, err := info(app)
	if err != nil {
		return nil, fmt.Errorf("writing api.json of %s: %w", app.Package.Path, err)
	}
	dir := Dir(app)
	files := map[string][]byte{
		path.Join(dir, g.wiringFile()): wiring,
		path.Join(dir, "config.json"):  config,
		path.Join(dir, "api.json"):     api,
	}
	if handlers != nil {
		files[path.Join(dir, "handlers.go")] = handlers
	}
	if len(app.Scripts) > 0 {
		files[path.Join(dir, "app.js")] = script(app)
	}
	return files, nil
}

// Dir is the directory of an app's files, relative to its package.
func Dir(app *model.App) string {
	if app.Options.Emit == "package" {
		return packageName(app)
	}
	return path.Join("cmd", app.Name)
}

// Owned lists the patterns, in the sense of path.Match, of the directories that
// may hold files of an app, this one's or those of an earlier name or form.
func Owned(app *model.App) []string {
	return []string{"cmd/*", packageName(app)}
}

// packageName is the name of the package that an app with emit=package becomes.
func packageName(app *model.App) string { return app.Package.Name + "app" }

// generator holds what the Go files of one app share.
type generator struct {
	app      *model.App
	pkg      *gofile.Package
	handlers []handler      // distinct adapters, in source order
	names    map[int]string // index in app.Adapters → Go name of its function
	clones   *clones
}

// handler is one function of handlers.go.
type handler struct {
	name    string
	adapter *model.Adapter
}

func newGenerator(app *model.App) *generator {
	name := "main"
	if app.Options.Emit == "package" {
		name = packageName(app)
	}
	g := &generator{app: app, pkg: gofile.NewPackage(name), names: map[int]string{}}
	g.clones = newClones(g)
	g.pkg.Scope.Reserve("main", "newApp", "New", "configJSON", "apiJSON", "appJS")
	g.pkg.Scope.Avoid("a", "c", "err", "configure") // what functions of the package call their own
	g.imports()
	g.name()
	return g
}

// imports declares every package that the files spell, the runtime's first, so
// that a user's package of the same name is the one to get an alias.
func (g *generator) imports() {
	g.pkg.Import(appPath, "app", false)
	if len(g.app.Adapters) > 0 {
		g.pkg.Import(valuePath, "value", false)
	}
	if usesMarkdown(g.app) {
		g.pkg.Import(markdownPath, "markdown", false)
	}
	for i := range g.app.Fns {
		if g.app.Fns[i].TimeLimit > 0 {
			g.pkg.Import("time", "time", false)
		}
	}
	for _, p := range g.app.Pages {
		if p.Var.Name != "" {
			g.pkg.Import(p.Var.Pkg.Path, p.Var.Pkg.Name, true)
		}
	}
	for i := range g.app.Adapters {
		a := &g.app.Adapters[i]
		g.pkg.Import(a.Func.Pkg.Path, a.Func.Pkg.Name, true)
		eachType(a, func(t *model.Type) {
			if t.Kind == model.Named && t.Pkg.Path != "" {
				g.pkg.Import(t.Pkg.Path, t.Pkg.Name, t.Pkg == g.app.Package)
			}
		})
	}
	g.clones.imports()
}
