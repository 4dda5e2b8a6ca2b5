package gallery

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/golden/internal/xss"
)

// titlesSource is the Go source of an app with a page for each attack: in its title, in its
// name, which the navigation bar of all pages shows, and in the texts of an interface. They
// are constants, so they go through the generator and its files.
func titlesSource(evil string) (string, error) {
	list, err := xss.Texts()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("// Package gallery has attacks for titles.\n//\n//blocks:app title=" + fmt.Sprintf("%q", xss.Arm(list[0].Source, evil, "19990000")) + " packs=none\npackage gallery\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\n// Home is the main page.\nvar Home = ui.Page(ui.Markdown(\"# Titles\")).InNavbar(false)\n\n")
	for k, text := range list {
		armed := fmt.Sprintf("%q", xss.Arm(text.Source, evil, fmt.Sprintf("1%03d0000", k)))
		fmt.Fprintf(&b, "// Page%d is a page.\nvar Page%[1]d = ui.Page(form%[1]d).Path(\"p%[1]d\").Title(%[2]s).Name(%[2]s)\n\n", k, armed)
		fmt.Fprintf(&b, "var form%d = ui.Interface().Title(%[2]s).Description(%[2]s).Article(%[2]s).ExampleLabels(%[2]s).Examples([]any{%[2]s}).SubmitBtnText(%[2]s).ClearBtnText(%[2]s)\n\n", k, armed)
		fmt.Fprintf(&b, "// Say%d says it.\n//\n//blocks:interface form%[1]d\nfunc Say%[1]d(text string) (reply string) { return text }\n\n", k)
	}
	return b.String(), nil
}

// TestAttacksInTitles tries attacks in the titles and names of pages, and in addresses.
func TestAttacksInTitles(t *testing.T) {
	browser.Enabled(t)
	w := xss.Listen(t, true)
	source := func() (string, error) { return titlesSource(w.Evil) }
	app := process.Start(t, process.Build(t, write(t, source), "./cmd/gallery"))
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("the app did not end cleanly: %v", err)
		}
	})
	list, err := xss.Texts()
	if err != nil {
		t.Fatal(err)
	}
	w.Open(t, app.URL, "/")
	step := 40
	if os.Getenv("BLOCKSGEN_ATTACK") != "" {
		step = 1
	}
	for k := range list {
		text := xss.Arm(list[k].Source, w.Evil, fmt.Sprintf("1%03d0000", k))
		noPage(t, app.URL, text)
		if k%step > 0 {
			continue
		}
		w.Go(fmt.Sprint("/p", k))
		if got := browser.Eval[string](w.Page, `document.title`); visible(got) != visible(text) {
			t.Errorf("the title is %q, want %q", got, text)
		}
		for _, g := range append(w.Noticed(), w.DOM()...) {
			t.Errorf("%q: %s", text, g)
		}
	}
	if got := browser.Eval[int](w.Page, `document.querySelectorAll("nav a").length`); got != len(list) {
		t.Errorf("the navigation bar has %d pages, want %d", got, len(list))
	}
}

// visible leaves out what browsers leave out of titles.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufffd' {
			return -1
		}
		return r
	}, s)
}

// noPage holds that an address that leads nowhere is not answered with HTML.
func noPage(t *testing.T, base, text string) {
	t.Helper()
	for _, path := range []string{"/", "/gradio_api/", "/gradio_api/run/", "/assets/"} {
		res, err := http.Get(base + path + url.PathEscape(text))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if kind := res.Header.Get("Content-Type"); res.StatusCode < 400 || kind != "application/json" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s%q: %s %s %.100s", path, text, res.Status, kind, body)
		}
	}
}
