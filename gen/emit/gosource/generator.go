// Package gosource writes the Go files of an app's program.
package gosource

import (
	"fmt"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
	"github.com/blocksgen/blocksgen/gen/model"
)

// Import paths of the runtime packages that generated code uses.
const (
	runtimePath = "github.com/blocksgen/blocksgen/runtime/"
	appPath     = runtimePath + "app"
	valuePath   = runtimePath + "value"
	packsPath   = runtimePath + "packs"
	authPath    = runtimePath + "auth"
)

// Program is the Go source of an app's program.
type Program struct {
	Files    map[string][]byte // by name
	handlers map[int]string
}

// Handler is the name by which the program listens for an adapter, by index in the
// model; "" when no listener uses it.
func (p *Program) Handler(adapter int) string { return p.handlers[adapter] }

// Write writes the program of an app.
func Write(app *model.App) (*Program, error) {
	g := newGenerator(app)
	wiring, handlers, err := g.source()
	if err != nil {
		return nil, fmt.Errorf("writing the program of %s: %w", app.Package.Path, err)
	}
	p := &Program{Files: map[string][]byte{g.wiringFile(): wiring}, handlers: g.names}
	if handlers != nil {
		p.Files["handlers.go"] = handlers
	}
	return p, nil
}

// PackageName is the name of the package that an app with emit=package becomes.
func PackageName(app *model.App) string { return app.Package.Name + "app" }

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

// newGenerator reads the model of an app.
func newGenerator(app *model.App) *generator {
	name := "main"
	if app.Options.Emit == "package" {
		name = PackageName(app)
	}
	g := &generator{app: app, pkg: gofile.NewPackage(name), names: map[int]string{}}
	g.clones = newClones(g)
	g.pkg.Scope.Reserve("main", "newApp", "New", "configJSON", "appJS", "packsZIP")
	g.pkg.Scope.Avoid("a", "c", "err", "configure") // names of locals in functions of the package
	g.imports()
	g.name()
	g.codecs()
	return g
}

// imports declares every package that the files use. Those of the runtime are first, so a
// user's package of the same name gets an alias.
func (g *generator) imports() {
	g.pkg.Import(appPath, "app", false)
	if len(g.app.Adapters) > 0 {
		g.pkg.Import(valuePath, "value", false)
	}
	for _, name := range g.extensions() {
		g.pkg.Import(runtimePath+name, name, false)
	}
	if len(g.app.Packs) > 0 {
		g.pkg.Import(packsPath, "packs", false)
	}
	if who := g.app.Auth; who != nil {
		g.pkg.Import(authPath, "auth", false)
		g.pkg.Import(who.Func.Pkg.Path, who.Func.Pkg.Name, true)
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

// codecs declares the packages of blocks whose codecs the handlers use.
func (g *generator) codecs() {
	for _, h := range g.handlers {
		for _, name := range ownCodecs(h.adapter) {
			g.pkg.Import(blockPath(name), name, false)
		}
	}
}
