package bind

import (
	"encoding/base64"
	"net/http"
	"path"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// newApp starts the model of a package's app with the options of its app directive; call
// is nil if there is none.
func newApp(l *source.Loaded, p *source.Package, call *directive.Call, diags *diag.List) *model.App {
	app := &model.App{
		Name: p.Name, Package: model.Package{Path: p.Path, Name: p.Name}, Dir: p.Dir, Options: model.Options{Emit: "main"},
	}
	if call != nil {
		r := appReader{app, p, handler.Args{Loaded: l, Diags: diags}}
		for _, a := range call.Args {
			r.argument(a)
		}
	}
	return app
}

// appReader reads an app directive.
type appReader struct {
	*model.App
	pkg  *source.Package
	args handler.Args
}

func (r appReader) argument(a directive.Arg) {
	o := &r.Options
	switch a.Name {
	case "name":
		r.Name = a.Value.Text
	case "title":
		o.Title = r.text(a.Value)
	case "theme":
		o.Theme = a.Value.Text
	case "css":
		o.CSS = join(r.text(a.Value), o.CSS)
	case "css_paths":
		o.CSS = join(o.CSS, r.files(a.Value.List))
	case "head":
		o.Head = join(r.text(a.Value), o.Head)
	case "head_paths":
		o.Head = join(o.Head, r.files(a.Value.List))
	case "js":
		o.JS = r.text(a.Value)
	case "favicon":
		name := r.text(a.Value)
		if icon, ok := r.args.File(r.pkg.Dir, directive.Value{Text: name, Span: a.Value.Span}); ok {
			o.Favicon = dataURL(name, icon)
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
	case "session_linger":
		o.SessionLinger = a.Value.Float
	case "packs":
		for _, v := range a.Value.List {
			o.Packs = append(o.Packs, model.Pack{Name: v.Text, Span: v.Span})
		}
	case "emit":
		o.Emit = a.Value.Text
	case "fill_height":
		o.FillHeight = a.Value.Bool
	case "fill_width":
		o.FillWidth = a.Value.Bool
	}
}

func (r appReader) text(v directive.Value) string {
	s, _ := r.args.String(r.pkg.Types, v)
	return s
}

// files returns the content of files of the app's directory.
func (r appReader) files(names []directive.Value) string {
	var all []string
	for _, v := range names {
		if s, ok := r.args.File(r.pkg.Dir, v); ok {
			all = append(all, s)
		}
	}
	return strings.Join(all, "\n")
}

// dataURL encodes an image, so that the program needs no file at run time. Its type is
// detected from the content, or from the file name for SVG.
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
