// Package bind turns directives and types into the model of an app: which
// handler runs on which events, with which blocks, through which conversions.
package bind

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Bind makes the model of every app among the loaded packages. What is wrong with
// the source goes to list; an app with errors is in the result all the same, for
// rules over what could be read, and must not be emitted.
func Bind(l *source.Loaded, list *diag.List) []*model.App {
	calls := map[*source.Package][]*directive.Call{}
	for _, p := range l.Packages {
		calls[p] = directive.Read(l.Fset, p.Files, list)
	}
	var apps []*model.App
	for _, p := range l.Packages {
		if p.Annotated && !p.Broken && isApp(l, p, calls, list) {
			if app := bindApp(l, p, calls, list); app != nil {
				apps = append(apps, app)
			}
		}
	}
	return apps
}

// bindApp binds one app. A mistake of ours becomes a finding: no source may make
// the generator crash.
func bindApp(l *source.Loaded, p *source.Package, calls map[*source.Package][]*directive.Call, list *diag.List) (app *model.App) {
	defer func() {
		if r := recover(); r != nil {
			at := diag.At(l.Fset, p.Files[0].Name.Pos(), p.Files[0].Name.End())
			list.Errorf(diag.Bug, at, "package %s could not be bound: %v", p.Path, r).Detail = string(debug.Stack())
			app = nil
		}
	}()
	var own diag.List // so that findings of other apps silence nothing
	defer func() { list.Append(&own) }()
	b := newBinder(l, p, &own)
	b.tree = tree.Read(l, p, &own)
	b.place()
	b.forgive(own.Sorted())
	members := b.members()
	b.collect(members, calls)
	var faces []*face
	for _, h := range b.handlers {
		for _, c := range h.calls {
			if c.Name == "interface" {
				if f := b.expand(h, c); f != nil {
					faces = append(faces, f)
				}
			}
		}
	}
	b.unfilled()
	b.listenAll(faces)
	b.blockListeners()
	b.link()
	b.strays()
	b.somethingToServe(calls[p])
	return b.finish(calls[p])
}

// binder puts one app together.
type binder struct {
	loaded *source.Loaded
	pkg    *source.Package
	tree   *tree.Tree
	codecs codecs
	diags  *diag.List

	blocks map[*tree.Node]*block
	vars   map[types.Object]*block     // blocks that stand in a page
	stray  map[types.Object]*tree.Node // blocks that do not
	unread map[types.Object]bool       // blocks whose declaration could not be read
	pages  []*block

	handlers  []*handler
	byFunc    map[types.Object]*handler
	decls     map[types.Object]*ast.FuncDecl
	ids       map[string]*listener
	written   map[string]bool // ids in directives, whether or not their listeners could be bound
	listeners []*listener
	reported  map[types.Object]bool // blocks outside of pages that a finding names

	filled        map[*block]*face
	exampleInputs map[*block][]*block // of samples that an interface makes
	cleared       map[*block][]*block // of Clear buttons that an interface makes
	pageNames     map[*block]string   // of pages that an interface makes
}

func newBinder(l *source.Loaded, p *source.Package, list *diag.List) *binder {
	return &binder{
		loaded: l, pkg: p, diags: list, codecs: codecs{l.Value},
		blocks: map[*tree.Node]*block{}, vars: map[types.Object]*block{}, stray: map[types.Object]*tree.Node{}, unread: map[types.Object]bool{},
		byFunc: map[types.Object]*handler{}, decls: map[types.Object]*ast.FuncDecl{}, ids: map[string]*listener{}, written: map[string]bool{}, reported: map[types.Object]bool{},
		filled: map[*block]*face{}, exampleInputs: map[*block][]*block{}, cleared: map[*block][]*block{}, pageNames: map[*block]string{},
	}
}

func (b *binder) at(from, to token.Pos) diag.Span { return diag.At(b.loaded.Fset, from, to) }

func (b *binder) span(n ast.Node) diag.Span { return b.at(n.Pos(), n.End()) }

// spanOf is where an object is declared: its name.
func (b *binder) spanOf(o types.Object) diag.Span {
	return b.at(o.Pos(), o.Pos()+token.Pos(len(o.Name())))
}

// listenAll makes the listeners of all handlers in source order.
func (b *binder) listenAll(faces []*face) {
	for _, h := range b.handlers {
		for _, c := range h.calls {
			switch c.Name {
			case "on":
				b.listen(h, c)
			case "api":
				b.endpoint(h, c)
			case "interface":
				for _, f := range faces {
					if f.call == c {
						b.interfaceListeners(f)
					}
				}
			}
		}
	}
}

// somethingToServe reports an app that has neither a page nor an endpoint. When
// other findings may be the reason, nothing is said.
func (b *binder) somethingToServe(calls []*directive.Call) {
	if len(b.pages) > 0 || len(b.listeners) > 0 || b.diags.HasErrors() {
		return
	}
	for _, c := range calls {
		if c.Name == "app" {
			b.diags.Errorf(diag.NoPage, c.Span, "app %s has no page and no endpoint", b.pkg.Name).
				Fix("declare a page: var Home = ui.Page(…)")
		}
	}
}

// strays reports blocks of the app's own package that stand in no page.
func (b *binder) strays() {
	var list []types.Object
	for o := range b.stray {
		if o.Pkg() == b.pkg.Types && !b.reported[o] && !b.held(o) {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(x, y types.Object) int { return int(x.Pos() - y.Pos()) })
	for _, o := range list {
		fix := "put " + o.Name() + " into a page, or remove it"
		if len(b.stray[o].Children) > 0 {
			fix = "put " + o.Name() + " into a page, or make it one with ui.Page"
		}
		b.diags.Errorf(diag.Nowhere, b.spanOf(o), "%s stands in no page", o.Name()).Fix(fix)
	}
}

// unfilled reports placed interfaces that no directive fills.
func (b *binder) unfilled() {
	for _, p := range b.pages {
		p.walk(func(blk *block) {
			if blk.node != nil && blk.node.Kind == "interface" && b.filled[blk] == nil {
				if !b.mentioned(blk) {
					b.diags.Errorf(diag.UnfilledInterface, blk.span, "interface %s has no function", blk.name()).
						Fix("write //blocks:interface " + blk.name() + " above a function")
				}
				blk.becomeColumn()
			}
		})
	}
}

// mentioned reports whether an interface directive names the block, so that its
// own findings say why it stays empty.
func (b *binder) mentioned(blk *block) bool {
	for _, h := range b.byFunc {
		for _, c := range h.calls {
			if args := c.Positional(); c.Name == "interface" && len(args) > 0 && blk.obj != nil && args[0].Value.Text == blk.obj.Name() {
				return true
			}
		}
	}
	return false
}

// stringOf reads a package-level variable that holds text: an embedded file, or
// a constant expression.
func (b *binder) stringOf(v *types.Var) (string, bool) {
	p := b.loaded.Package(v.Pkg().Path())
	if p == nil {
		return "", false
	}
	if text, ok, err := p.Embedded(v); ok {
		return text, err == nil
	}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range gen.Specs {
				spec, ok := s.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, name := range spec.Names {
					if p.Info.Defs[name] == v && i < len(spec.Values) {
						return constantText(p.Info.Types[spec.Values[i]])
					}
				}
			}
		}
	}
	return "", false
}

// finish numbers everything and writes the model.
func (b *binder) finish(calls []*directive.Call) *model.App {
	app := &model.App{
		Name: b.pkg.Name, Package: model.Package{Path: b.pkg.Path, Name: b.pkg.Name}, Dir: b.pkg.Dir, Options: b.appOptions(calls),
	}
	for _, c := range calls {
		if a := c.Arg("name"); c.Name == "app" && a != nil {
			app.Name = a.Value.Text
		}
	}
	for _, p := range b.pages {
		b.forms(p)
		b.settle(p, p)
	}
	b.numberBlocks(app)
	b.modelPages(app)
	b.modelFns(app)
	b.modelScripts(app)
	b.modelEnums(app)
	return app
}

// file reads a file of the app's package that an argument names.
func (b *binder) file(v directive.Value) (string, bool) {
	name := v.Text
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		b.diags.Errorf(diag.BadText, v.Span, "%s is not a file below the package's directory", name)
		return "", false
	}
	text, err := b.loaded.Read(filepath.Join(b.pkg.Dir, filepath.FromSlash(name)))
	if err != nil {
		b.diags.Errorf(diag.BadText, v.Span, "file %s cannot be read", path.Clean(name)).Detail = fmt.Sprint(err)
		return "", false
	}
	return string(text), true
}

func constantText(v types.TypeAndValue) (string, bool) {
	if v.Value == nil || v.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v.Value), true
}
