// Package bind turns directives and types into the model of an app. It is a sequence of
// passes, each of which uses the results of those before: tree reads the blocks that the
// source declares, handler reads the functions with directives, layout places the blocks on
// pages, listen makes the listeners, and number writes the model. Package gotype has what
// they need to know of Go types.
package bind

import (
	"context"
	"runtime/debug"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/listen"
	"github.com/blocksgen/blocksgen/gen/bind/number"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Bind makes the model of every app among the loaded packages. Errors in the source go to
// list. An app with errors, in its package or in one that it imports, is in the result, too,
// so that check can report more of them; it is marked as broken and must not be emitted.
func Bind(ctx context.Context, l *source.Loaded, list *diag.List) []*model.App {
	calls, broken := directives{}, map[*source.Package]bool{}
	for _, p := range l.Packages {
		var found diag.List
		calls[p] = directive.Read(l.Fset, p.Files, &found)
		broken[p] = p.Broken || found.HasErrors()
		list.Append(&found)
	}
	var apps []*model.App
	for _, p := range l.Packages {
		if ctx.Err() != nil {
			return nil
		}
		if p.Annotated && !p.Broken && calls.isApp(l, p, list) {
			var found diag.List // separate for each app, because passes do not report consequences of its errors
			if app := calls.bind(l, p, &found); app != nil {
				app.Broken = found.HasErrors() || slices.ContainsFunc(l.Packages, func(q *source.Package) bool {
					return broken[q] && (q == p || imports(p.Types, q.Types))
				})
				apps = append(apps, app)
			}
			list.Append(&found)
		}
	}
	return apps
}

// bind makes the model of one app. A bug of the generator becomes a diagnostic, so that
// no source makes it crash.
func (d directives) bind(l *source.Loaded, p *source.Package, diags *diag.List) (app *model.App) {
	defer func() {
		if r := recover(); r != nil {
			diags.Errorf(diag.Bug, l.Span(p.Files[0].Name), "package %s could not be bound: %v", p.Path, r).Detail = string(debug.Stack())
			app = nil
		}
	}()
	t := tree.Read(l, p, diags)
	handlers := handler.Read(l, members(l, p, t), d, diags)
	lay := layout.Make(l, p, t, handlers, diags)
	shapes := jsontype.New(tree.EnumChoices)
	listeners := listen.Make(l, lay, handlers, shapes, diags)
	lay.ReportUnplaced(p.Types)
	call := d.first(p, "app")
	if call != nil && len(lay.Pages) == 0 && len(listeners) == 0 && !diags.HasErrors() {
		diags.Errorf(diag.NoPage, call.Span, "app %s has no page and no endpoint", p.Name).
			Fix("declare a page: var Home = ui.Page(…)")
	}
	app = newApp(l, p, call, diags)
	app.Auth = d.auth(l, members(l, p, t), diags)
	number.Parts{Tree: t, Layout: lay, Listeners: listeners, Shapes: shapes}.Fill(app, diags)
	return app
}
