package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/web"
)

// read opens the file of dist that an address names.
func read(t *testing.T, address string) string {
	t.Helper()
	text, err := os.ReadFile("dist/" + strings.TrimPrefix(address, "/book/"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// all lists the first group of each match.
func all(pattern, text string) (list []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// TestDocumentLoadsWhatThePageNeeds: the import map has the modules of the page's
// types and those that they import, and no others; each is preloaded once, and linked
// with its style sheet.
func TestDocumentLoadsWhatThePageNeeds(t *testing.T) {
	page := web.Page{Root: "/book/", Types: []string{"markdown", "dropdown", "html", "hologram"}, Styles: []string{"assets/app.css"}, Script: "assets/app.js"}
	document := string(page.Document())
	var imports struct{ Imports map[string]string }
	text := all(`<script type="importmap">(.*?)</script>`, document)
	if len(text) != 1 || json.Unmarshal([]byte(text[0]), &imports) != nil {
		t.Fatalf("import maps: %s", text)
	}
	var names []string
	for name := range imports.Imports {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := []string{"blocks", "blocks/dropdown", "blocks/html", "blocks/markdown", "shared/listbox", "shared/prose", "shared/sheets"}; !slices.Equal(names, want) {
		t.Errorf("the import map has %v, want %v", names, want)
	}

	scripts := append(all(`<link rel="modulepreload" href="(.*?)">`, document), all(`<script type="module" src="(.*?)">`, document)...)
	if len(scripts) != len(names)+1 || !slices.Contains(scripts, "/book/assets/app.js") {
		t.Errorf("scripts: %v", scripts)
	}
	for name, script := range imports.Imports {
		if !slices.Contains(scripts, script) {
			t.Errorf("%s is not loaded at once: %s", name, script)
		}
		for _, imported := range all(`(?:from|import)"([^"]+)"`, read(t, script)) {
			if imports.Imports[imported] == "" {
				t.Errorf("%s imports %s, which is not in the import map", name, imported)
			}
		}
	}
	if at := strings.Index(document, "importmap"); at > strings.Index(document, "modulepreload") || at > strings.Index(document, `type="module"`) {
		t.Error("the import map comes after the first module")
	}

	styles := all(`<link rel="stylesheet" href="(.*?)">`, document)
	if len(styles) < 6 || !strings.HasPrefix(read(t, styles[0]), "@layer theme,") || !strings.HasPrefix(styles[1], "/book/theme.css?v=") || styles[len(styles)-1] != "/book/assets/app.css" {
		t.Errorf("style sheets: %v", styles)
	}
	for i, css := range styles[2 : len(styles)-1] {
		if !strings.HasPrefix(read(t, css), "@layer ") || slices.Contains(styles[:i+2], css) {
			t.Errorf("%s is in no layer, or linked twice", css)
		}
	}
}

// TestInlineAllowsTheImportMap: the policy's hashes are those of the scripts and
// styles in the document.
func TestInlineAllowsTheImportMap(t *testing.T) {
	page := web.Page{Root: "/", Types: []string{"textbox"}, Head: "<script>let a</script><style>b { color: red }</style>"}
	document := string(page.Document())
	var want []string
	for _, text := range []string{"let a", all(`<script type="importmap">(.*?)</script>`, document)[0]} {
		sum := sha256.Sum256([]byte(text))
		want = append(want, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	if scripts, styles := page.Inline(); !slices.Equal(scripts, want) || len(styles) != 1 {
		t.Errorf("hashes are %v and %v, want %v and one style's", scripts, styles, want)
	}
}
