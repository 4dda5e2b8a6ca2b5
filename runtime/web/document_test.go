package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/web"
)

// TestDocumentIsSafe: what an app or a user writes is text in the document, wherever it
// comes.
func TestDocumentIsSafe(t *testing.T) {
	const evil = `</script></title>"><img src=x onerror=alert(1)><!--<script>`
	page := web.Page{
		Root: "/" + evil + "/", Title: evil, URL: "http://x/" + evil, Config: []byte(strconv.Quote(evil)), API: []byte(strconv.Quote(evil)),
		Types: []string{"textbox"}, Styles: []string{evil}, Script: evil, Theme: evil, Scheme: evil,
		Packs: []web.Pack{{Name: evil, Script: evil, Style: evil, Now: true}},
	}
	document := string(page.Document())
	if strings.Contains(document, "<img") || strings.Contains(document, "<!--") || strings.Count(document, "</title>") != 1 {
		t.Errorf("text is markup:\n%s", document)
	}
	if scripts := regexp.MustCompile(`(?i)<script`).FindAllString(document, -1); len(scripts) != 4 { // import map, config, API, entry
		t.Errorf("%d scripts:\n%s", len(scripts), document)
	}
}

// TestScheme: the address may choose it.
func TestScheme(t *testing.T) {
	for scheme, want := range map[string][2]string{"": {"", ""}, "light": {` data-theme="light"`, ""}, "dark": {` data-theme="dark"`, ` class="dark"`}, "odd": {"", ""}} {
		page := web.Page{Root: "/", Scheme: scheme}
		if document := string(page.Document()); !strings.Contains(document, `<html lang="en"`+want[0]+">") || !strings.Contains(document, "<body"+want[1]+">") {
			t.Errorf("%q: %.300s", scheme, document)
		}
	}
}

// TestStylesComeInOrder: the style sheet of a block comes after those that it shares.
func TestStylesComeInOrder(t *testing.T) {
	page := web.Page{Root: "/", Types: []string{"dropdown", "markdown"}}
	styles := strings.Join(all(`<link rel="stylesheet" href="(.*?)">`, string(page.Document())), " ")
	for _, pair := range [][2]string{{"listbox-", "dropdown-"}, {"prose-", "markdown-"}} {
		shared, own := strings.Index(styles, pair[0]), strings.Index(styles, pair[1])
		if shared < 0 || own < 0 || shared > own {
			t.Errorf("%s is at %d and %s at %d of %s", pair[0], shared, pair[1], own, styles)
		}
	}
}

// TestEncodings: an asset comes in the form that the client takes, and says which one.
func TestEncodings(t *testing.T) {
	entry := all(`<script type="module" src="/assets/(.*?)">`, string((&web.Page{Root: "/"}).Document()))[0]
	for accepts, want := range map[string]string{
		"": "", "br": "br", "gzip": "gzip", "gzip, br": "br", "deflate": "", "gzip;q=0": "", "gzip; q=0.0, deflate": "", "br;q=0, gzip;q=0.5": "gzip", "xgzip": "",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", accepts)
		w := httptest.NewRecorder()
		if !web.ServeAsset(w, r, entry) {
			t.Fatalf("there is no %s", entry)
		}
		h := w.Header()
		if h.Get("Content-Encoding") != want || h.Get("Vary") != "Accept-Encoding" || h.Get("Content-Length") != strconv.Itoa(w.Body.Len()) || !strings.HasPrefix(h.Get("Content-Type"), "text/javascript") {
			t.Errorf("%q: %d bytes, %v", accepts, w.Body.Len(), h)
		}
		text := w.Body.Bytes()
		if want == "gzip" {
			z, err := gzip.NewReader(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if text, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if plain := read(t, "assets/"+entry); want != "br" && string(text) != plain || want == "br" && len(text) > len(plain)/2 {
			t.Errorf("%q: %d bytes of %d", accepts, len(text), len(plain))
		}
	}
	for _, name := range []string{"", ".", "..", "../page.go", "../../page.go", "../modules/blocks.json", "/etc/passwd", entry + ".gz", "../assets/../../assets.go"} {
		if w := httptest.NewRecorder(); web.ServeAsset(w, httptest.NewRequest("GET", "/", nil), name) {
			t.Errorf("%q: got %d bytes", name, w.Body.Len())
		}
	}
}

// TestThemesAreKept for good only by the address that names their content.
func TestThemesAreKept(t *testing.T) {
	for query, want := range map[string]string{"": "no-cache", "?v=old": "no-cache", "?v=" + web.ThemeHash("soft"): "public, max-age=31536000, immutable"} {
		w := httptest.NewRecorder()
		if !web.ServeTheme(w, httptest.NewRequest("GET", "/theme.css"+query, nil), "soft") || w.Header().Get("Cache-Control") != want {
			t.Errorf("%q: %v", query, w.Header())
		}
	}
}
