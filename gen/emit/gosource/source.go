package gosource

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// source writes the Go files: the wiring, and the adapters if there are any.
func (g *generator) source() (wiring, handlers []byte, err error) {
	if handlers, err = g.handlersFile(); err != nil {
		return nil, nil, err
	}
	// Only the wiring imports the blocks, so they must not take names from the user's
	// packages and from locals of the handlers.
	for _, kind := range g.kinds() {
		g.pkg.Import(blockPath(kind), kind, false)
	}
	wiring, err = g.wiring()
	return wiring, handlers, err
}

// wiringFile is the name of the file that holds newApp or New.
func (g *generator) wiringFile() string {
	if g.importable() {
		return "app.go"
	}
	return "main.go"
}

func (g *generator) importable() bool { return g.app.Options.Emit == "package" }

func (g *generator) wiring() ([]byte, error) {
	doc := fmt.Sprintf("Command %s serves the blocks declared in %s.", g.app.Name, g.app.Package.Path)
	if g.importable() {
		doc = fmt.Sprintf("Package %s serves the blocks declared in %s.", g.pkg.Name, g.app.Package.Path)
	}
	f := g.pkg.File(doc)
	f.Anon("embed")
	f.Comment("A build error here means that runtime and generator differ: run go tool blocksgen generate.")
	f.Const().Id("_").Op("=").Qual(appPath, "CompatV2")
	embed := func(file, name string) {
		f.Line()
		f.Comment("//go:embed " + file)
		f.Var().Id(name).Index().Byte()
	}
	embed("config.json", "configJSON")
	if len(g.app.Scripts) > 0 {
		embed("app.js", "appJS")
	}
	if len(g.app.Packs) > 0 {
		embed("packs.zip", "packsZIP")
	}
	f.Line()
	body := []jen.Code{jen.Id("a").Op(":=").Add(g.build())}
	if used := g.blocks(); used != nil {
		body = append(body, used)
	}
	for _, name := range g.extensions() {
		body = append(body, jen.Id("a").Dot("Use").Call(jen.Qual(runtimePath+name, "New").Call()))
	}
	if len(g.app.Packs) > 0 {
		body = append(body, jen.Id("a").Dot("Use").Call(jen.Qual(packsPath, "New").Call(jen.Id("packsZIP"))))
	}
	if who := g.app.Auth; who != nil {
		body = append(body, jen.Id("a").Dot("Auth").Call(jen.Qual(authPath, who.Form).Call(jen.Qual(who.Func.Pkg.Path, who.Func.Name))))
	}
	body = append(body, g.listeners()...)
	if g.importable() {
		f.Comment("New wires every handler to its listeners; configure changes the settings. The")
		f.Comment("app serves by its method Handler.")
		f.Func().Id("New").Params(jen.Id("configure").Op("...").Func().Params(jen.Op("*").Qual(appPath, "Settings"))).
			Params(jen.Op("*").Qual(appPath, "App"), jen.Error()).
			Block(append(body, jen.Line(),
				jen.For(jen.Id("_").Op(",").Id("c").Op(":=").Range().Id("configure")).Block(jen.Id("c").Call(jen.Op("&").Id("a").Dot("Settings"))),
				jen.Return(jen.Id("a"), jen.Id("a").Dot("Prepare").Call()))...)
		return g.pkg.Render(f)
	}
	f.Func().Id("main").Params().Block(jen.Qual(appPath, "Main").Call(jen.Id("newApp").Call()))
	f.Line()
	f.Comment("newApp wires every handler to its listeners; tests may call it.")
	f.Func().Id("newApp").Params().Op("*").Qual(appPath, "App").
		Block(append(body, jen.Line(), jen.Return(jen.Id("a")))...)
	return g.pkg.Render(f)
}

// build writes the call of app.New.
func (g *generator) build() *jen.Statement {
	fields := []jen.Code{
		jen.Id("Name").Op(":").Lit(g.app.Name),
		jen.Id("Config").Op(":").Id("configJSON"),
	}
	if len(g.app.Scripts) > 0 {
		fields = append(fields, jen.Id("Script").Op(":").Id("appJS"))
	}
	literal := jen.Qual(appPath, "Build").Values(fields...)
	var pages []jen.Code
	for _, p := range g.app.Pages {
		if p.Var.Name != "" {
			pages = append(pages, jen.Qual(p.Var.Pkg.Path, p.Var.Name))
		}
	}
	args := append([]jen.Code{literal}, pages...)
	if len(pages) > 2 {
		return jen.Qual(appPath, "New").Custom(jen.Options{Open: "(", Close: ")", Separator: ",", Multi: true}, args...)
	}
	return jen.Qual(appPath, "New").Call(args...)
}

// listeners writes a line for each handler, in source order.
func (g *generator) listeners() []jen.Code {
	body := []jen.Code{jen.Line()}
	for _, h := range g.handlers {
		body = append(body, jen.Id("a").Dot("Listen").Call(jen.Lit(h.name), jen.Id(h.name)))
	}
	if len(g.handlers) == 0 {
		return nil
	}
	return body
}

// blocks writes the list of blocks that the app uses. Other blocks are not linked.
func (g *generator) blocks() jen.Code {
	var list []jen.Code
	for _, kind := range g.kinds() {
		list = append(list, jen.Qual(blockPath(kind), "Block"))
	}
	if len(list) == 0 {
		return nil
	}
	if len(list) > 4 {
		return jen.Id("a").Dot("Blocks").Custom(jen.Options{Open: "(", Close: ")", Separator: ",", Multi: true}, list...)
	}
	return jen.Id("a").Dot("Blocks").Call(list...)
}

// kinds lists the kinds of the app's blocks, sorted.
func (g *generator) kinds() []string {
	seen := map[string]bool{}
	for i := range g.app.Blocks {
		if b := &g.app.Blocks[i]; !blocks.Lookup(b.Kind).Wrapper {
			seen[b.Kind] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func blockPath(kind string) string { return runtimePath + "blocks/" + kind }

// extensions lists the optional packages of the runtime that render properties of the
// app's blocks, sorted.
func (g *generator) extensions() []string {
	seen := map[string]bool{}
	for i := range g.app.Blocks {
		b := &g.app.Blocks[i]
		for _, r := range blocks.Lookup(b.Kind).Renders() {
			if !r.Inline || set(b, r.From) {
				seen[r.By] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// set reports whether a property is set, or computed at startup.
func set(b *model.Block, name string) bool {
	return slices.Contains(b.Late, name) || slices.ContainsFunc(b.Props, func(p model.Prop) bool {
		return p.Name == name && !spec.IsNull(p.Value)
	})
}

func (g *generator) handlersFile() ([]byte, error) {
	if len(g.handlers) == 0 {
		return nil, nil
	}
	f := g.pkg.File("")
	for _, h := range g.handlers {
		adapter, err := g.adapter(h)
		if err != nil {
			return nil, err
		}
		f.Line()
		f.Add(adapter)
	}
	for _, clone := range g.clones.functions() {
		f.Line()
		f.Add(clone)
	}
	return g.pkg.Render(f)
}
