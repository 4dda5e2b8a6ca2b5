package front

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/web"
)

// serveConfig answers with the config of all pages.
func (f *Front) serveConfig(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("deep_link") != "" {
		refuse(w, http.StatusNotFound, "There is no such deep link.")
		return
	}
	answer(w, http.StatusOK, f.Site.Config(f.root(r)))
}

// serveInfo answers with the description of the API.
func (f *Front) serveInfo(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("all_endpoints") != "" {
		answer(w, http.StatusOK, f.Site.API().All)
		return
	}
	answer(w, http.StatusOK, f.Site.API().Public)
}

// servePage answers with the document of a page.
func (f *Front) servePage(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/")
	d := f.Site.Document(path)
	if d == nil {
		f.noPage(w, r, path)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "Method Not Allowed")
		return
	}
	page := f.page(r, d)
	f.sendPage(w, r, http.StatusOK, page.Document(), page)
}

// sendPage answers with a document. Its policy allows what a page has inline.
func (f *Front) sendPage(w http.ResponseWriter, r *http.Request, status int, text []byte, page *web.Page) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy(page.Inline()))
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
	h.Set("Permissions-Policy", permissions)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Encoding")
	if !web.Accepts(r, "gzip") {
		h.Set("Content-Length", strconv.Itoa(len(text)))
		w.WriteHeader(status)
		_, _ = w.Write(text)
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzips.Get().(*gzip.Writer)
	defer gzips.Put(z)
	z.Reset(w)
	_, _ = z.Write(text)
	_ = z.Close()
}

// permissions is what pages and the frames in them may use of a device: nothing but what
// blocks or an author's scripts have a use for, and that only the app's own pages.
const permissions = "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(self), display-capture=(self), geolocation=(self), " +
	"gyroscope=(), hid=(), magnetometer=(), microphone=(self), midi=(), payment=(), serial=(), usb=()"

var gzips = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// page is a page as the client of a request gets it.
func (f *Front) page(r *http.Request, d *site.Document) *web.Page {
	root := f.root(r)
	return &web.Page{
		Root:   f.rootPath(r),
		Title:  d.Title,
		URL:    root + r.URL.Path,
		Config: d.Config(root),
		API:    f.Site.API().Public,
		Types:  d.Types,
		Styles: d.Styles,
		Script: f.Site.Script,
		Head:   d.Head,
		Packs:  d.Packs,
		Theme:  f.Site.Theme,
		Scheme: r.URL.Query().Get("__theme"),
	}
}

// policy is the content security policy of a page: no script but the app's own
// files and the scripts and styles that its head holds, no request to another
// origin.
func policy(scripts, styles []string) string {
	return "default-src 'none'; script-src " + sources(scripts) + "; style-src " + sources(styles) + "; style-src-attr 'unsafe-inline'; " +
		"img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}

// sources is the app's own origin, and what has one of the hashes.
func sources(hashes []string) string { return strings.Join(append([]string{"'self'"}, hashes...), " ") }

// noPage answers for a path that is not a page's.
func (f *Front) noPage(w http.ResponseWriter, r *http.Request, path string) {
	bare, slash := strings.CutSuffix(path, "/")
	switch {
	case slash && bare != "" && f.Site.Document(bare) != nil:
		w.Header().Set("Location", f.rootPath(r)+bare)
		answer(w, http.StatusMovedPermanently, []byte(`{"detail":"Moved Permanently"}`))
	case path == "" && f.Site.Pages() == 0:
		refuse(w, http.StatusNotFound, "This app has no page. %s%s/info describes its API.", f.root(r), prefix)
	default:
		refuse(w, http.StatusNotFound, "Not Found")
	}
}

// serveAsset answers with a script or style of the app's own, or of the front end.
func (f *Front) serveAsset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if file, ok := f.Site.File(name); ok {
		h := w.Header()
		h.Set("Content-Type", file.Kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Content-Length", strconv.Itoa(len(file.Content)))
		_, _ = w.Write([]byte(file.Content))
		return
	}
	if !web.ServeAsset(w, r, name) {
		refuse(w, http.StatusNotFound, "Not Found")
	}
}

func (f *Front) serveTheme(w http.ResponseWriter, r *http.Request) {
	if !web.ServeTheme(w, r, f.Site.Theme) {
		refuse(w, http.StatusNotFound, "Not Found")
	}
}
