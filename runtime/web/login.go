package web

import (
	"bytes"
	"html"
	"strconv"
	"time"
)

// Frame is what the documents around the app have in common. They need no script; theirs
// follows the light or dark of the system.
type Frame struct {
	Root   string // path of the app's root, with a slash at both ends
	Title  string // of the app
	Theme  string // name of the theme
	Scheme string // "light" or "dark" as the address asks for it; the system decides otherwise
}

// Login is the document in which users log in.
type Login struct {
	Frame
	Message string // HTML of the author's; may be empty
	Failed  string // why the last login did not work; may be empty
	User    string // name that was entered
	Next    string // where to go then, relative to the root
	Config  []byte // that clients read, JSON
}

// Document returns the HTML document.
func (p *Login) Document() []byte {
	var b bytes.Buffer
	p.open(&b, "Login")
	data(&b, "gradio-config", p.Config)
	b.WriteString("</head>\n<body" + p.class() + ">\n<main class=\"panel\" data-account>\n<h1>Login</h1>\n")
	if p.Message != "" {
		b.WriteString("<div class=\"auth-message\">" + p.Message + "</div>\n")
	}
	tag(&b, `<form method="post" action="`, p.Root+"login", "\">\n")
	if p.Failed != "" {
		tag(&b, `<p role="alert">`, p.Failed, "</p>\n")
	}
	tag(&b, `<label>username <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="256"`+focus(p.User == "")+` value="`, p.User, "\"></label>\n")
	b.WriteString(`<label>password <input name="password" type="password" autocomplete="current-password" required maxlength="1024"` + focus(p.User != "") + "></label>\n")
	tag(&b, `<input type="hidden" name="next" value="`, p.Next, "\">\n")
	b.WriteString("<button data-main>Login</button>\n</form>\n</main>\n</body>\n</html>\n")
	return b.Bytes()
}

// focus is the attribute of the field that users fill first.
func focus(is bool) string {
	if is {
		return " autofocus"
	}
	return ""
}

// Account is the document that shows users where they are logged in.
type Account struct {
	Frame
	User   string
	Logins []AccountLogin
}

// AccountLogin is one login of a user.
type AccountLogin struct {
	ID             string
	This           bool // the one that looks at the document
	Begun, Used    time.Time
	Address, Agent string
}

// Document returns the HTML document.
func (p *Account) Document() []byte {
	var b bytes.Buffer
	p.open(&b, "Logins")
	b.WriteString("</head>\n<body" + p.class() + ">\n<main class=\"panel\" data-account>\n")
	tag(&b, "<h1>Logged in as ", p.User, "</h1>\n<ul>\n")
	for _, l := range p.Logins {
		name := "Other login"
		if l.This {
			name = "This login"
		}
		b.WriteString("<li><p><b>" + name + "</b> from " + html.EscapeString(l.Address) + ", since " + moment(l.Begun) + ", last used " + moment(l.Used) + "</p>\n")
		tag(&b, "<p>", l.Agent, "</p>\n")
		if !l.This {
			p.button(&b, "End", "id", l.ID)
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>\n<div class=\"actions\">\n")
	tag(&b, `<a href="`, p.Root, "\">Back to the app</a>\n")
	p.button(&b, "Log out", "", "")
	if len(p.Logins) > 1 {
		p.button(&b, "Log out everywhere", "all_session", "true")
	}
	b.WriteString("</div>\n</main>\n</body>\n</html>\n")
	return b.Bytes()
}

// button writes a form that ends logins.
func (p *Account) button(b *bytes.Buffer, text, name, value string) {
	tag(b, `<form method="post" action="`, p.Root+"logout", `">`)
	if name != "" {
		tag(b, `<input type="hidden" name="`+name+`" value="`, value, `">`)
	}
	b.WriteString("<button>" + text + "</button></form>\n")
}

// moment writes a time so that people and programs read it.
func moment(t time.Time) string {
	t = t.UTC().Truncate(time.Second)
	return "<time datetime=" + strconv.Quote(t.Format(time.RFC3339)) + ">" + t.Format("2006-01-02 15:04 UTC") + "</time>"
}

// open writes the document as far as its head has in common with the others.
func (f *Frame) open(b *bytes.Buffer, title string) {
	scheme := ""
	if f.Scheme == "dark" || f.Scheme == "light" {
		scheme = ` data-theme="` + f.Scheme + `"`
	}
	b.WriteString("<!doctype html>\n<html lang=\"en\"" + scheme + ">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
	tag(b, "<title>", title+" · "+f.Title, "</title>\n")
	tag(b, `<link rel="icon" href="`, f.Root+"favicon.ico", "\">\n")
	m := modules()[around]
	for _, css := range []string{m.Style, "theme.css?v=" + ThemeHash(f.Theme)} {
		tag(b, `<link rel="stylesheet" href="`, f.Root+css, "\">\n")
	}
	tag(b, `<script type="module" src="`, f.Root+m.Script, "\"></script>\n")
}

func (f *Frame) class() string {
	if f.Scheme == "dark" {
		return ` class="dark"`
	}
	return ""
}
