package app

import (
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/web"
)

// served is what is made of the config once and sent with every answer.
type served struct {
	config []byte // all of it, open at the end for what a request adds
	pages  map[string]document
	files  map[string]appFile // the app's own assets by name
	script string
	icon   icon
}

// document is what one page's document is made of.
type document struct {
	config []byte // the page's share of the config, open at the end too
	types  []string
	title  string
	styles []string
	head   string
}

// appFile is one of the app's own assets.
type appFile struct{ kind, content string }

// newServed encodes the config and each page's share of it.
func (a *App) newServed() (*served, error) {
	c := a.config
	s := &served{pages: map[string]document{}, files: map[string]appFile{}}
	if len(a.build.Script) > 0 {
		s.script = s.add("app", "js", "text/javascript; charset=utf-8", string(a.build.Script))
	}

	var err error
	if s.icon, err = a.readIcon(); err != nil {
		return nil, err
	}
	whole := *c.served
	whole.ThemeHash, whole.AppID, whole.Script = web.ThemeHash(whole.Theme), a.appID, s.script
	if s.config, err = open(whole); err != nil {
		return nil, err
	}
	for _, p := range c.file.Pages {
		share, types, err := a.share(whole, p)
		if err != nil {
			return nil, err
		}
		d := document{types: types, title: share.Title, head: lines(c.file.Head, p.Head)}
		for _, css := range [...]string{c.file.CSS, p.CSS} {
			if css != "" {
				d.styles = append(d.styles, s.add("app", "css", "text/css; charset=utf-8", css))
			}
		}
		if d.config, err = open(share); err != nil {
			return nil, err
		}
		s.pages[p.Path] = d
	}
	return s, nil
}

// lines joins two pieces of markup, as a browser reads their line ends.
func lines(a, b string) string {
	return strings.ReplaceAll(strings.TrimSpace(a+"\n"+b), "\r\n", "\n")
}

// add names one of the app's own assets by its content.
func (s *served) add(name, extension, kind, content string) string {
	sum := sha256.Sum256([]byte(content))
	name += "-" + base64.RawURLEncoding.EncodeToString(sum[:6]) + "." + extension
	s.files[name] = appFile{kind, content}
	return "assets/" + name
}

// open encodes a config without its closing brace.
func open(c contract.Served) ([]byte, error) {
	b, err := spec.Encode(c)
	if err != nil {
		return nil, err
	}
	return b[:len(b)-1], nil
}

// share is one page's share of the config, and the component types that it uses.
// Markdown is rendered in it, so that the page shows it at once.
func (a *App) share(whole contract.Served, p contract.Page) (contract.Served, []string, error) {
	share := whole
	mine := whole.Page[p.Path]
	share.Layout, share.CurrentPage, share.Title = mine.Layout, &p.Path, cmp.Or(p.Title, whole.Title)
	share.Components, share.Dependencies = []contract.Component{}, []contract.Dependency{}
	if p.FillHeight != nil {
		share.FillHeight = *p.FillHeight
	}
	if p.FillWidth != nil {
		share.FillWidth = *p.FillWidth
	}
	var types []string
	on := set(mine.Components)
	for _, comp := range a.config.order {
		if !on[comp.ID] {
			continue
		}
		c, err := a.rendered(comp)
		if err != nil {
			return share, nil, err
		}
		share.Components = append(share.Components, c)
		if !slices.Contains(types, comp.Type) {
			types = append(types, comp.Type)
		}
	}
	on = set(mine.Dependencies)
	for _, dep := range whole.Dependencies {
		if on[dep.ID] {
			share.Dependencies = append(share.Dependencies, dep)
		}
	}
	return share, types, nil
}

func set(ids []int) map[int]bool {
	m := make(map[int]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// rendered is a component with the properties that extensions render.
func (a *App) rendered(comp *component) (contract.Component, error) {
	var changed []value.Prop
	if comp.block != nil {
		for _, r := range comp.block.Renders() {
			source, _ := spec.Text(comp.props[r.From])
			if source == "" {
				continue
			}
			html, ok, err := a.render(r, source, comp.props)
			if err != nil {
				return comp.Component, err
			}
			if ok {
				changed = append(changed, value.Prop{Name: r.Into, Value: quote(html)})
			}
		}
	}
	return comp.with(changed...), nil
}

// render renders a property. ok is false when the app has no extension for it.
func (a *App) render(r spec.Render, source string, props value.Props) (html string, ok bool, err error) {
	render := a.features.renderers[r.By]
	if render == nil {
		return "", false, nil
	}
	html, err = render(source, props, r.Inline)
	return html, true, err
}

// close adds to an open config what a request decides.
func closeConfig(open []byte, root string) []byte {
	b := make([]byte, 0, len(open)+len(root)+64)
	b = append(b, open...)
	b = append(b, `,"root":`...)
	b = append(b, quote(root)...)
	return append(b, `,"username":null}`...)
}

// serveConfig answers with the config of all pages.
func (a *App) serveConfig(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("deep_link") != "" {
		refuse(w, http.StatusNotFound, "There is no such deep link.")
		return
	}
	answer(w, http.StatusOK, closeConfig(a.served.config, a.root(r)))
}

// serveInfo answers with the description of the API.
func (a *App) serveInfo(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("all_endpoints") != "" {
		answer(w, http.StatusOK, a.config.api.all)
		return
	}
	answer(w, http.StatusOK, a.config.api.public)
}

// servePage answers with the document of a page.
func (a *App) servePage(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/")
	d, ok := a.served.pages[path]
	if !ok {
		bare, slash := strings.CutSuffix(path, "/")
		if _, known := a.served.pages[bare]; slash && known && bare != "" {
			w.Header().Set("Location", a.rootPath(r)+bare)
			answer(w, http.StatusMovedPermanently, []byte(`{"detail":"Moved Permanently"}`))
			return
		}
		if len(a.served.pages) == 0 && path == "" {
			refuse(w, http.StatusNotFound, "This app has no page. %s%s/info describes its API.", a.root(r), prefix)
			return
		}
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "Method Not Allowed")
		return
	}
	root := a.root(r)
	page := web.Page{
		Root:   a.rootPath(r),
		Title:  d.title,
		URL:    root + r.URL.Path,
		Config: closeConfig(d.config, root),
		API:    a.config.api.public,
		Types:  d.types,
		Styles: d.styles,
		Script: a.served.script,
		Head:   d.head,
		Theme:  a.config.served.Theme,
		Scheme: r.URL.Query().Get("__theme"),
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy(page.Inline()))
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Encoding")
	text := page.Document()
	if !web.Accepts(r, "gzip") {
		h.Set("Content-Length", strconv.Itoa(len(text)))
		_, _ = w.Write(text)
		return
	}
	h.Set("Content-Encoding", "gzip")
	z := gzips.Get().(*gzip.Writer)
	defer gzips.Put(z)
	z.Reset(w)
	_, _ = z.Write(text)
	_ = z.Close()
}

var gzips = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// serveAsset answers with a script or style of the app's own, or of the front end.
func (a *App) serveAsset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if f, ok := a.served.files[name]; ok {
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Content-Length", strconv.Itoa(len(f.content)))
		_, _ = w.Write([]byte(f.content))
		return
	}
	if !web.ServeAsset(w, r, name) {
		refuse(w, http.StatusNotFound, "Not Found")
	}
}

func (a *App) serveTheme(w http.ResponseWriter, r *http.Request) {
	if !web.ServeTheme(w, r, a.config.served.Theme) {
		refuse(w, http.StatusNotFound, "Not Found")
	}
}
