package web

import (
	"bytes"
	"encoding/json"
	"html"
	"strconv"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Page is what a page's document is made of.
type Page struct {
	Root   string   // path of the app's root, with a slash at both ends
	Title  string   // of the browser's tab
	URL    string   // absolute, for previews
	Config []byte   // the config of the page, JSON
	API    []byte   // the description of the API, JSON
	Types  []string // component types that the page uses, now or later
	Styles []string // the app's own style sheets, relative to the root
	Script string   // the app's own module, relative to the root; may be empty
	Packs  []Pack   // that the app bundles
	Head   string   // HTML for the end of the head, as the app's author wrote it
	Theme  string   // name of the theme
	Scheme string   // "light" or "dark" as the address asks for it; the system decides otherwise
}

// Pack is an asset pack: a module that an element imports when it needs it.
type Pack struct {
	Name   string
	Script string // relative to the root
	Style  string // its style sheet; may be empty
	Now    bool   // the page needs it at its start
}

// Inline returns the hashes of the scripts and styles in the document itself: its
// import map, and what Head holds. They have the form of a content security policy,
// which has to allow these and no others.
func (p *Page) Inline() (scripts, styles []string) {
	scripts, styles = Inline(p.Head)
	return append(scripts, hash(p.importMap(used(p.Types)))), styles
}

// Document returns the HTML document that starts the front end.
func (p *Page) Document() []byte {
	list := used(p.Types)
	var b bytes.Buffer
	b.Grow(len(p.Config) + len(p.API) + 8<<10)
	html, body := "", ""
	switch p.Scheme {
	case "dark":
		html, body = ` data-theme="dark"`, ` class="dark"`
	case "light":
		html = ` data-theme="light"`
	}
	b.WriteString("<!doctype html>\n<html lang=\"en\"" + html + ">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	tag(&b, "<title>", p.Title, "</title>\n")
	tag(&b, `<meta property="og:title" content="`, p.Title, "\">\n")
	tag(&b, `<meta property="og:type" content="`, "website", "\">\n")
	tag(&b, `<meta name="twitter:card" content="`, "summary", "\">\n")
	tag(&b, `<meta property="og:url" content="`, p.URL, "\">\n")
	tag(&b, `<link rel="icon" href="`, p.Root+"favicon.ico", "\">\n")
	tag(&b, `<link rel="manifest" href="`, p.Root+"manifest.json", "\">\n")
	p.links(&b, list)
	data(&b, "gradio-config", p.Config)
	data(&b, "gradio-api-info", p.API)
	b.WriteString(p.Head)
	b.WriteString("\n</head>\n<body" + body + ">\n<gradio-app></gradio-app>\n")
	b.WriteString("<noscript>This page needs JavaScript.</noscript>\n</body>\n</html>\n")
	return b.Bytes()
}

// links writes what the browser loads at once: the style sheets and scripts of all
// modules, in the order in which they need each other, and what the app adds. The
// first style sheet, the entry's, declares the layers.
func (p *Page) links(b *bytes.Buffer, list []contract.Module) {
	b.WriteString(`<script type="importmap">` + p.importMap(list) + "</script>\n")
	styles := []string{list[0].Style, "theme.css?v=" + ThemeHash(p.Theme)}
	for _, m := range list[1:] {
		if m.Style != "" {
			styles = append(styles, m.Style)
		}
	}
	for _, pack := range p.Packs {
		if pack.Now && pack.Style != "" {
			styles = append(styles, pack.Style)
		}
	}
	for _, css := range append(styles, p.Styles...) {
		tag(b, `<link rel="stylesheet" href="`, p.Root+css, "\">\n")
	}
	for _, m := range list[1:] {
		tag(b, `<link rel="modulepreload" href="`, p.Root+m.Script, "\">\n")
	}
	for _, pack := range p.Packs {
		if pack.Now {
			tag(b, `<link rel="modulepreload" href="`, p.Root+pack.Script, "\">\n")
		}
	}
	if p.Script != "" {
		tag(b, `<link rel="modulepreload" href="`, p.Root+p.Script, "\">\n")
	}
	tag(b, `<script type="module" src="`, p.Root+list[0].Script, "\"></script>\n")
}

// tag writes a text between two pieces of HTML.
func tag(b *bytes.Buffer, before, text, after string) {
	b.WriteString(before)
	b.WriteString(html.EscapeString(text))
	b.WriteString(after)
}

// data writes JSON that a script reads: escaped so that nothing in it ends the
// element.
func data(b *bytes.Buffer, id string, raw []byte) {
	b.WriteString(`<script type="application/json" id=` + strconv.Quote(id) + `>`)
	json.HTMLEscape(b, raw)
	b.WriteString("</script>\n")
}
