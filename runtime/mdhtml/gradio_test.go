package mdhtml_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/blocksgen/blocksgen/runtime/mdhtml"
)

var update = flag.Bool("update", false, "write the table in docs/markdown.md")

// matrix is what sanitizers are tried with: elements with @ where an attribute goes,
// attributes and properties of CSS with a value that makes sense.
type matrix struct{ Elements, Attributes, Styles map[string]string }

// measured is what Gradio's sanitizer keeps of it, by scripts/sanitizer.py. An element
// without a list is removed.
type measured struct {
	Version  string
	Elements map[string][]string
	Styles   []string
}

// difference is something that one sanitizer keeps and the other does not.
type difference struct {
	Gradio     bool     // Gradio keeps it
	Elements   []string // "*" is all that both keep
	Attributes []string // of them; without any, the difference is in the elements
	Styles     []string // properties of CSS instead
	Reason     string
}

func read[T any](t *testing.T, name string) (v T) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// keeps renders an element with an attribute, and gives what is left of it.
func (m matrix) keeps(t *testing.T, element, attribute, value string) *html.Node {
	t.Helper()
	set := ""
	if attribute != "" {
		set = fmt.Sprintf(" %s=%q", attribute, html.EscapeString(value))
	}
	source := "<div>" + strings.ReplaceAll(m.Elements[element], "@", set) + "</div>\n"
	got, err := mdhtml.Render(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := html.ParseFragment(strings.NewReader(got), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil || len(nodes) == 0 {
		t.Fatal(got, err)
	}
	for n := range nodes[0].Descendants() { // of the <div> around it
		if n.Type == html.ElementNode && n.Data == element {
			return n
		}
	}
	return nil
}

func has(n *html.Node, attribute string) bool {
	return n != nil && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == attribute })
}

// TestGradio compares what this package keeps with what Gradio's sanitizer does, element
// by element and attribute by attribute. testdata/differences.json has the reason of each
// difference.
func TestGradio(t *testing.T) {
	m, gradio := read[matrix](t, "matrix.json"), read[measured](t, "gradio.json")
	list := read[[]difference](t, "differences.json")
	used := make([]bool, len(list))
	explained := func(theirs bool, element, attribute, style string) {
		i := slices.IndexFunc(list, func(d difference) bool {
			return d.Gradio == theirs && slices.Contains(d.Styles, style) == (style != "") && slices.Contains(d.Attributes, attribute) == (attribute != "") &&
				(style != "" || slices.Contains(d.Elements, element) || attribute != "" && slices.Contains(d.Elements, "*"))
		})
		if i < 0 {
			t.Errorf("<%s %s%s>: Gradio keeps it: %t, and testdata/differences.json has no reason", element, attribute, style, theirs)
			return
		}
		used[i] = true
	}
	compared := 0
	for _, element := range slices.Sorted(maps.Keys(m.Elements)) {
		theirs, ours := gradio.Elements[element], m.keeps(t, element, "", "") != nil
		if element == "input" {
			ours = m.keeps(t, element, "type", "checkbox") != nil
		}
		if ours != (theirs != nil) {
			explained(theirs != nil, element, "", "")
			continue
		}
		for _, attribute := range slices.Sorted(maps.Keys(m.Attributes)) {
			compared++
			mine := ours && has(m.keeps(t, element, attribute, m.Attributes[attribute]), attribute)
			if it := slices.Contains(theirs, attribute); it != mine {
				explained(it, element, attribute, "")
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Styles)) {
		mine := false
		for _, a := range m.keeps(t, "span", "style", name+": "+m.Styles[name]).Attr {
			mine = mine || a.Key == "style" && strings.Contains(a.Val, name)
		}
		if it := slices.Contains(gradio.Styles, name); it != mine {
			explained(it, "span", "", name)
		}
	}
	for i, d := range list {
		if !used[i] && !t.Failed() {
			t.Errorf("not a difference: %+v", d)
		}
	}
	t.Logf("%d elements, %d attributes and %d properties of CSS: %d pairs compared with Gradio %s", len(m.Elements), len(m.Attributes), len(m.Styles), compared, gradio.Version)
	document(t, list)
}

// document holds that docs/markdown.md lists the differences.
func document(t *testing.T, list []difference) {
	t.Helper()
	const path, begin = "../../docs/markdown.md", "<!-- The table is written by runtime/mdhtml, go test -update. -->\n"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(raw), begin)
	var b strings.Builder
	b.WriteString(head + begin + "\n| what | kept by | why |\n|---|---|---|\n")
	for _, d := range list {
		who := "blocksgen"
		if d.Gradio {
			who = "Gradio"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", d.what(), who, d.Reason)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(raw) != b.String() {
		t.Errorf("%s is out of date: go test ./runtime/mdhtml -update", path)
	}
}

// what describes what differs.
func (d difference) what() string {
	code := func(list []string, before, after string) string {
		var all []string
		for _, s := range list {
			all = append(all, "`"+before+s+after+"`")
		}
		return strings.Join(all, " ")
	}
	switch {
	case d.Styles != nil:
		return "style: " + code(d.Styles, "", "")
	case d.Attributes == nil:
		return code(d.Elements, "<", ">")
	case slices.Contains(d.Elements, "*"):
		return "attributes: " + code(d.Attributes, "", "")
	}
	return code(d.Attributes, "", "") + " of " + code(d.Elements, "<", ">")
}
