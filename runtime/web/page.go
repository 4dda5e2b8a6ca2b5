package web

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strconv"
)

// Page is what a page's document is made of.
type Page struct {
	Root   string   // path of the app's root, with a slash at both ends
	Title  string   // of the browser's tab
	URL    string   // absolute, for previews
	Config []byte   // the config of the page, JSON
	API    []byte   // the description of the API, JSON
	Types  []string // component types that the page uses
	Styles []string // the app's own style sheets, relative to the root
	Script string   // the app's own module, relative to the root; may be empty
	Head   string   // HTML for the end of the head, as the app's author wrote it
	Theme  string   // name of the theme
	Scheme string   // "light" or "dark" as the address asks for it; the system decides otherwise
}

// Document returns the HTML document that starts the front end. It has no inline
// script but data, so that a strict content security policy holds.
func (p *Page) Document() []byte {
	m := readManifest()
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
	tag(&b, `<link rel="stylesheet" href="`, p.Root+"theme.css?v="+ThemeHash(p.Theme), "\">\n")
	tag(&b, `<link rel="stylesheet" href="`, p.Root+m.CSS, "\">\n")
	for _, s := range p.Styles {
		tag(&b, `<link rel="stylesheet" href="`, p.Root+s, "\">\n")
	}
	for _, s := range p.scripts(m) {
		tag(&b, `<link rel="modulepreload" href="`, p.Root+s, "\">\n")
	}
	tag(&b, `<script type="module" src="`, p.Root+m.Entry, "\"></script>\n")
	data(&b, "gradio-config", p.Config)
	data(&b, "gradio-api-info", p.API)
	b.WriteString(p.Head)
	b.WriteString("\n</head>\n<body" + body + ">\n<gradio-app></gradio-app>\n")
	b.WriteString("<noscript>This page needs JavaScript.</noscript>\n</body>\n</html>\n")
	return b.Bytes()
}

// scripts lists every script that the page loads at its start, so that all of
// them are asked for at once.
func (p *Page) scripts(m manifest) []string {
	var list []string
	add := func(script string) {
		if script == "" {
			return
		}
		for _, s := range append([]string{script}, m.Imports[script]...) {
			if !slices.Contains(list, s) && s != m.Entry {
				list = append(list, s)
			}
		}
	}
	list = append(list, m.Imports[m.Entry]...)
	for _, t := range p.Types {
		add(m.Components[t])
	}
	add(p.Script)
	return list
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
