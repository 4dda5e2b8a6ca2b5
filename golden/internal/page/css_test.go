package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// classes lists every class name in the page's style sheets.
func classes(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"assets/*.css", "themes/*.css"} {
		found, err := filepath.Glob("../../../runtime/web/dist/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	var all []string
	for _, file := range files {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.([a-zA-Z][\w-]*)`).FindAllStringSubmatch(string(css), -1) {
			if !slices.Contains(all, m[1]) {
				all = append(all, m[1])
			}
		}
	}
	if len(files) < 20 || !slices.Contains(all, "row") && !slices.Contains(all, "panel") {
		t.Fatalf("%d files have the classes %v", len(files), all)
	}
	return append(all, "row", "label", "icon", "hidden", "hide", "visually-hidden") // names that users like
}

// TestUsersMarkupStaysPlain: an element in a user's markup that has one of our class
// names looks like one without, wherever the markup is.
func TestUsersMarkupStaysPlain(t *testing.T) {
	var markup strings.Builder
	markup.WriteString("<section><div>x</div></section>")
	for _, class := range classes(t) {
		fmt.Fprintf(&markup, `<section><div class="%s">x</div></section>`, class)
	}
	everywhere := func(id int) []node {
		return []node{
			{id: id, kind: "html", props: obj{"name": "html", "value": markup.String(), "apply_default_css": true}},
			{id: id + 1, kind: "html", props: obj{"name": "html", "value": markup.String(), "apply_default_css": false, "padding": true}},
			{id: id + 2, kind: "markdown", props: obj{"name": "markdown", "value": "x", "_html": markup.String(), "sanitize_html": false}},
		}
	}
	p := newServer(t, page(append(everywhere(10),
		layout(1, "row", nil, everywhere(20)...),
		layout(2, "column", obj{"variant": "panel"}, everywhere(30)...),
		layout(3, "group", nil, everywhere(40)...),
		layout(4, "accordion", obj{"label": "Open", "open": true}, everywhere(50)...),
		layout(5, "tabs", nil, layout(6, "tabitem", obj{"label": "One"}, everywhere(60)...)),
		layout(7, "sidebar", obj{"open": true}, everywhere(70)...),
		// Style sheets of the other types are in the page, too.
		textbox(81, "A", nil), button(82, "B"), part(83, "dropdown", nil), part(84, "slider", nil), part(85, "json", nil), part(86, "label", nil),
		part(87, "dataset", nil), part(88, "checkboxgroup", nil), part(89, "checkbox", nil), layout(90, "form", nil)))).open("/")
	p.Size(1440, 900)
	styled := browser.Eval[[]string](p, `[...document.querySelectorAll("[data-prose] > .content")].flatMap(content => {
		const [plain, ...others] = content.querySelectorAll("section > div");
		const bare = getComputedStyle(plain), want = [...bare].map(k => [k, bare.getPropertyValue(k)]);
		const block = content.parentElement;
		return others.flatMap(e => {
			const own = getComputedStyle(e);
			return want.filter(([k, v]) => own.getPropertyValue(k) !== v).map(([k]) => "." + e.className + " in " + block.dataset.block + " " + block.blockId + ": " + k + " is " + own.getPropertyValue(k));
		});
	})`)
	for _, s := range styled {
		t.Error(s)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll("main section > div[class]").length`); n < 100*21 {
		t.Errorf("only %d elements were looked at", n)
	}
}

// TestAppsRulesWin: the weakest rule of an app beats the strongest of the page.
func TestAppsRulesWin(t *testing.T) {
	choices := [][]any{{"Tea", "t"}, {"Coffee", "c"}}
	s := newServer(t, page([]node{
		part(1, "textbox", obj{"label": "Name", "info": "Info", "submit_btn": true, "buttons": []any{"copy"}}),
		part(2, "slider", obj{"label": "Heat"}),
		part(3, "checkboxgroup", obj{"label": "Toppings", "choices": choices, "value": []any{"t"}, "show_select_all": true}),
		part(4, "dropdown", obj{"label": "Drink", "choices": choices, "value": []any{"t"}, "multiselect": true}),
		part(5, "json", obj{"label": "Tree", "value": obj{"a": []any{1}}}),
		part(6, "label", obj{"label": "Verdict", "value": obj{"label": "cat", "confidences": []obj{{"label": "cat", "confidence": 0.7}}}}),
		part(7, "markdown", obj{"value": "x", "_html": "<h1>x</h1><pre><code>x</code></pre><table><tr><td>x</td></tr></table>"}),
		part(8, "dataset", obj{"label": "Guests", "components": []obj{{"name": "number"}, {"name": "textbox"}}, "samples": [][]any{{1, "a"}, {2, "b"}}}),
		layout(10, "row", obj{"variant": "panel"}, part(11, "button", obj{"value": "Go", "variant": "primary", "size": "lg"})),
		layout(12, "group", nil, part(13, "checkbox", obj{"label": "Agree"})),
		layout(14, "accordion", obj{"label": "More", "open": true}, part(15, "radio", obj{"label": "Size", "choices": choices})),
		layout(16, "tabs", nil, layout(17, "tabitem", obj{"label": "One"}, part(18, "number", obj{"label": "Age"}))),
	}))
	s.config["style"] = "* { color: rgb(1, 2, 3); padding: 3px; border: 4px solid rgb(5, 6, 7); background-color: rgb(8, 9, 10); border-radius: 11px; font-size: 12px; line-height: 13px }"
	p := s.open("/")
	p.Screenshot("app-rules")
	ours := browser.Eval[[]string](p, `[...document.querySelectorAll("main, main *")].flatMap(e => {
		const own = getComputedStyle(e);
		const want = {color: "rgb(1, 2, 3)", paddingTop: "3px", borderTopColor: "rgb(5, 6, 7)", borderTopWidth: "4px", backgroundColor: "rgb(8, 9, 10)", borderTopLeftRadius: "11px", fontSize: "12px", lineHeight: "13px"};
		return Object.keys(want).filter(k => own[k] !== want[k]).map(k => e.tagName + "." + e.className + ": " + k + " is " + own[k]);
	})`)
	for _, o := range ours {
		t.Error(o)
	}
}
