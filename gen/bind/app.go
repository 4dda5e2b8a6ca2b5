package bind

import (
	"encoding/base64"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// appOptions reads the app directive.
func (b *binder) appOptions(calls []*directive.Call) model.Options {
	o := model.Options{Emit: "main"}
	for _, c := range calls {
		if c.Name == "app" {
			for _, a := range c.Args {
				b.appOption(&o, a)
			}
		}
	}
	if o.Title == "" && len(b.pages) > 0 {
		o.Title = b.pages[0].text("title")
	}
	return o
}

func (b *binder) appOption(o *model.Options, a directive.Arg) {
	text := func() string { s, _ := b.text(b.pkg.Types, a.Value); return s }
	files := func() string {
		var all []string
		for _, v := range a.Value.List {
			if s, ok := b.file(v); ok {
				all = append(all, s)
			}
		}
		return strings.Join(all, "\n")
	}
	switch a.Name {
	case "title":
		o.Title = text()
	case "theme":
		o.Theme = a.Value.Text
	case "css":
		o.CSS = join(text(), o.CSS)
	case "css_paths":
		o.CSS = join(o.CSS, files())
	case "head":
		o.Head = join(text(), o.Head)
	case "head_paths":
		o.Head = join(o.Head, files())
	case "js":
		o.JS = text()
	case "favicon":
		if icon, ok := b.file(directive.Value{Text: text(), Span: a.Value.Span}); ok {
			o.Favicon = dataURL(text(), icon)
		}
	case "show_error":
		o.ShowError = a.Value.Bool
	case "max_size":
		o.MaxSize = int(a.Value.Int)
	case "default_concurrency_limit":
		o.DefaultConcurrencyLimit = int(max(a.Value.Int, 0))
	case "max_file_size":
		o.MaxFileSize = a.Value.Int
	case "state_session_capacity":
		o.StateSessionCapacity = int(a.Value.Int)
	case "emit":
		o.Emit = a.Value.Text
	case "fill_height":
		o.FillHeight = a.Value.Bool
	case "fill_width":
		o.FillWidth = a.Value.Bool
	case "name":
	}
}

// dataURL holds a picture, so that the program needs no file when it runs. What it is
// is told by its content; a drawing, which is text, by its name.
func dataURL(name, content string) string {
	kind := http.DetectContentType([]byte(content))
	if strings.EqualFold(path.Ext(name), ".svg") {
		kind = "image/svg+xml"
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString([]byte(content))
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// numberBlocks gives every block its id, in the order of the layout with forms
// last, and writes the blocks.
func (b *binder) numberBlocks(app *model.App) {
	var all, forms []*block
	for _, p := range b.pages {
		p.walk(func(blk *block) {
			if blk.kind == "form" {
				forms = append(forms, blk)
			} else {
				all = append(all, blk)
			}
		})
	}
	all = append(all, forms...)
	for i, blk := range all {
		blk.id = i
	}
	for _, blk := range all {
		app.Blocks = append(app.Blocks, b.modelBlock(blk))
	}
	for _, n := range tree.Walk(b.tree) {
		if blk := b.find(n); blk != nil {
			app.Order = append(app.Order, blk.id)
		}
	}
}

// modelPages writes the pages. The main page is the one whose path is set to "",
// else Home, else the first.
func (b *binder) modelPages(app *model.App) {
	main := 0
	for i, p := range slices.Backward(b.pages) {
		if p.obj != nil && p.obj.Name() == "Home" && p.prop("path") == nil {
			main = i
		}
	}
	for i, p := range b.pages {
		if p.prop("path") != nil && p.text("path") == "" {
			main = i
		}
	}
	for i, p := range b.pages {
		m := model.Page{Block: p.id, Path: strings.Trim(p.text("path"), "/"), Name: p.text("name"), InNavbar: string(p.prop("show_in_navbar")) != "false"}
		name := b.pageNames[p]
		if p.obj != nil {
			m.Var, name = modelRef(p.obj), p.obj.Name()
		}
		if m.Name == "" {
			m.Name = p.text("title")
		}
		switch {
		case i == main && p.prop("path") == nil:
			if m.Name == "" || p.text("name") == "" {
				m.Name = "Home"
			}
		case m.Path == "" && p.prop("path") == nil:
			m.Path = strings.ReplaceAll(snake(name), "_", "-")
		}
		if m.Name == "" {
			m.Name = human(name)
		}
		app.Pages = append(app.Pages, m)
	}
}

// modelFns writes the listeners with their numbers.
func (b *binder) modelFns(app *model.App) {
	ids := map[*listener]int{}
	for i, l := range b.listeners {
		ids[l] = i
	}
	for i, l := range b.listeners {
		fn := l.fn
		fn.ID = i
		for _, t := range l.targets {
			to := model.Target{Block: t.block.id, Event: t.event, Span: pos(t.span)}
			if t.event == "unload" && t.block.kind == "page" {
				to.Block = -1 // the session ends, whatever page it shows
			}
			fn.Targets = append(fn.Targets, to)
		}
		if l.after != nil {
			to := ids[l.after.to]
			fn.TriggerAfter = &to
			fn.TriggerOnSuccess, fn.TriggerOnFailure = l.after.on == "success", l.after.on == "failure"
			fn.Targets = append(fn.Targets, model.Target{Block: -1, Event: l.after.on, Span: pos(l.after.span)})
		}
		for pos, in := range l.inputs {
			fn.Inputs = append(fn.Inputs, in.block.id)
			if in.prop {
				fn.PropInputs = append(fn.PropInputs, pos)
			}
		}
		fn.Outputs = idsOf(l.outputs)
		fn.ShowProgressOn = idsOf(l.progressOn)
		fn.BuiltinArgs = idsOf(l.args)
		for _, c := range l.cancels {
			if id, ok := ids[c]; ok && !slices.Contains(fn.Cancels, id) {
				fn.Cancels = append(fn.Cancels, id)
			}
		}
		if l.adapter != nil {
			fn.Adapter = len(app.Adapters)
			app.Adapters = append(app.Adapters, *l.adapter)
		}
		app.Fns = append(app.Fns, fn)
	}
	b.apiNames(app)
}

func idsOf(blocks []*block) []int {
	var ids []int
	for _, blk := range blocks {
		ids = append(ids, blk.id)
	}
	return ids
}

// apiNames makes the names of endpoints unique as Gradio does. A name that is
// written out stays as it is; two of those are a finding.
func (b *binder) apiNames(app *model.App) {
	written := map[string]*listener{}
	names := unique{}
	for i, l := range b.listeners {
		if l.apiName == nil {
			continue
		}
		if was := written[app.Fns[i].APIName]; was != nil {
			if was.apiName.Span != l.apiName.Span {
				b.diags.Errorf(diag.DuplicateAPIName, l.apiName.Span, "two listeners have the api_name %s", app.Fns[i].APIName).
					Note(was.apiName.Span, "the other one")
			}
			app.Fns[i].APIName = names.take(app.Fns[i].APIName)
			continue
		}
		written[app.Fns[i].APIName] = l
		names.take(app.Fns[i].APIName)
	}
	for i, l := range b.listeners {
		if l.apiName == nil {
			app.Fns[i].APIName = names.take(app.Fns[i].APIName)
		}
	}
}

// modelEnums lists the types whose constants are choices, for ui.Enum in the
// running program.
func (b *binder) modelEnums(app *model.App) {
	for _, t := range b.tree.Enums {
		app.Enums = append(app.Enums, model.Enum{Type: modelRef(t.Obj()), Choices: tree.EnumChoices(t)})
	}
}
