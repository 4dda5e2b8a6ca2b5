package emit

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/model"
)

// source writes the Go files: the wiring, and the adapters if there are any.
func (g *generator) source() (wiring, handlers []byte, err error) {
	if handlers, err = g.handlersFile(); err != nil {
		return nil, nil, err
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
	f.Const().Id("_").Op("=").Qual(appPath, "CompatV1")
	embed := func(file, name string) {
		f.Line()
		f.Comment("//go:embed " + file)
		f.Var().Id(name).Index().Byte()
	}
	embed("config.json", "configJSON")
	embed("api.json", "apiJSON")
	if len(g.app.Scripts) > 0 {
		embed("app.js", "appJS")
	}
	f.Line()
	body := []jen.Code{jen.Id("a").Op(":=").Add(g.build())}
	if usesMarkdown(g.app) {
		body = append(body, jen.Id("a").Dot("Use").Call(jen.Qual(markdownPath, "New").Call()))
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
		jen.Id("API").Op(":").Id("apiJSON"),
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

// listeners writes one block of lines per handler, in source order, and a last one
// for the runtime's own functions.
func (g *generator) listeners() []jen.Code {
	type block struct {
		order int // of the handler's first adapter
		title string
		lines []jen.Code
	}
	last := len(g.app.Adapters)
	blocks := map[string]*block{}
	for i := range g.app.Fns {
		fn := &g.app.Fns[i]
		key, b := "", block{order: last, title: "examples and clear buttons"}
		var handler jen.Code
		switch {
		case fn.Builtin != "":
			handler = builtin(fn)
		case fn.JSOnly || fn.Adapter < 0:
			continue // the browser alone runs it
		default:
			f := g.app.Adapters[fn.Adapter].Func
			key, b.order, b.title = f.Pkg.Path+"."+f.Name, fn.Adapter, f.Name
			if f.Pkg != g.app.Package {
				b.title = f.Pkg.Name + "." + f.Name
			}
			handler = jen.Id(g.names[fn.Adapter])
		}
		if blocks[key] == nil {
			blocks[key] = &b
		}
		at := blocks[key]
		at.order = min(at.order, b.order)
		args := append([]jen.Code{jen.Lit(fn.ID), jen.Lit(fn.Group), handler}, options(fn)...)
		at.lines = append(at.lines, jen.Id("a").Dot("ListenAt").Call(args...))
	}
	sorted := make([]*block, 0, len(blocks))
	for _, b := range blocks {
		sorted = append(sorted, b)
	}
	slices.SortFunc(sorted, func(a, b *block) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.title, b.title))
	})
	var body []jen.Code
	for _, b := range sorted {
		body = append(body, jen.Line(), jen.Comment(b.title))
		body = append(body, b.lines...)
	}
	return body
}

// builtin writes a handler of the runtime's own.
func builtin(fn *model.Fn) jen.Code {
	args := make([]jen.Code, len(fn.BuiltinArgs))
	for i, id := range fn.BuiltinArgs {
		args[i] = jen.Lit(id)
	}
	name := map[string]string{"example": "Example", "reset_state": "ResetState"}[fn.Builtin]
	return jen.Qual(appPath, name).Call(args...)
}

// options writes what differs from the runtime's defaults.
func options(fn *model.Fn) []jen.Code {
	var list []jen.Code
	if fn.ConcurrencyLimit != nil {
		list = append(list, jen.Qual(appPath, "ConcurrencyLimit").Call(jen.Lit(*fn.ConcurrencyLimit)))
	}
	if fn.ConcurrencyID != "" {
		list = append(list, jen.Qual(appPath, "ConcurrencyID").Call(jen.Lit(fn.ConcurrencyID)))
	}
	if fn.TimeLimit > 0 {
		list = append(list, jen.Qual(appPath, "TimeLimit").Call(duration(fn.TimeLimit)))
	}
	return list
}

func duration(seconds float64) jen.Code {
	if seconds == math.Trunc(seconds) {
		return jen.Lit(int(seconds)).Op("*").Qual("time", "Second")
	}
	return jen.Lit(int(math.Round(seconds*1000))).Op("*").Qual("time", "Millisecond")
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
