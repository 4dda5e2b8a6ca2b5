// Package check holds the rules over a whole app: what no directive and no
// declaration can get wrong by itself.
package check

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// App adds what is wrong with an app to list.
func App(app *model.App, list *diag.List) {
	c := checker{app, list}
	c.pages()
	c.elements()
	for i := range app.Blocks {
		c.block(&app.Blocks[i])
	}
	for i := range app.Fns {
		c.listener(&app.Fns[i])
	}
	c.concurrency()
	c.scripts()
}

type checker struct {
	app  *model.App
	list *diag.List
}

// name is what messages call a block.
func name(b *model.Block) string {
	if b.Var != "" {
		return b.Var
	}
	return "a " + b.Kind
}

// reserved are the paths that belong to the server.
var reserved = strings.Fields("theme.css robots.txt pwa_icon manifest.json login logout svelte config static assets favicon.ico gradio_api monitoring")

var pathForm = regexp.MustCompile(`^[A-Za-z0-9\-._~!$&'()*+,;=:@\[\]]+$`)

// pages reports paths that clash, and those that cannot be.
func (c *checker) pages() {
	seen := map[string]*model.Block{}
	for i := range c.app.Pages {
		p := &c.app.Pages[i]
		b := &c.app.Blocks[p.Block]
		at := b.Span
		if set := b.Prop("path"); set != nil {
			at = set.Span
		}
		switch {
		case slices.Contains(reserved, p.Path):
			c.list.Errorf(diag.BadPath, at, "the path %s belongs to the server", p.Path)
		case p.Path != "" && (!pathForm.MatchString(p.Path) || p.Path == "." || p.Path == ".."):
			c.list.Errorf(diag.BadPath, at, "the path %q of page %s is not one part of an address", p.Path, p.Name).
				Fix("use letters, digits, - and _")
		}
		if was := seen[p.Path]; was != nil {
			shown := "/" + p.Path
			c.list.Errorf(diag.DuplicatePath, at, "two pages have the path %s", shown).
				Note(was.Span, "the other page").
				Fix("give one of them another path: .Path(…)")
			continue
		}
		seen[p.Path] = b
	}
}

// elements reports element ids that stand twice in a page.
func (c *checker) elements() {
	type key struct {
		page int
		id   string
	}
	seen := map[key]*model.Prop{}
	for i := range c.app.Blocks {
		b := &c.app.Blocks[i]
		set := b.Prop("elem_id")
		if set == nil {
			continue
		}
		k := key{b.Page, b.Text("elem_id")}
		if was := seen[k]; was != nil {
			c.list.Errorf(diag.DuplicateElemID, set.Span, "two blocks have the elem_id %s", k.id).Note(was.Span, "the other one")
			continue
		}
		seen[k] = set
	}
}

// block checks one block's properties against each other.
func (c *checker) block(b *model.Block) {
	switch b.Kind {
	case "slider", "number", "timer":
		c.bounds(b)
	case "radio", "dropdown", "checkboxgroup":
		c.choices(b)
	case "tabs":
		c.tabs(b)
	}
}

// bounds checks minimum, maximum and value.
func (c *checker) bounds(b *model.Block) {
	low, hasLow := b.Number("minimum")
	high, hasHigh := b.Number("maximum")
	if b.Kind == "slider" {
		if !hasLow && !slices.Contains(b.Late, "minimum") {
			low, hasLow = 0, true
		}
		if !hasHigh && !slices.Contains(b.Late, "maximum") {
			high, hasHigh = 100, true
		}
	}
	if hasLow && hasHigh && low > high {
		c.list.Errorf(diag.EmptyRange, b.Span, "the minimum of %s, %v, lies above its maximum, %v", name(b), low, high)
		return
	}
	value := b.Prop("value")
	v, ok := b.Number("value")
	switch {
	case !ok:
	case b.Kind == "timer" && v <= 0:
		c.list.Errorf(diag.OutOfRange, value.Span, "the interval of %s is %v seconds, which is no time", name(b), v)
	case hasLow && v < low:
		c.list.Errorf(diag.OutOfRange, value.Span, "the value of %s, %v, lies below its minimum, %v", name(b), v, low)
	case hasHigh && v > high:
		c.list.Errorf(diag.OutOfRange, value.Span, "the value of %s, %v, lies above its maximum, %v", name(b), v, high)
	}
}

// choices checks that what is chosen at first can be chosen.
func (c *checker) choices(b *model.Block) {
	list, value := b.Prop("choices"), b.Prop("value")
	if value == nil || slices.Contains(b.Late, "choices") || b.IsTrue("allow_custom_value") {
		return
	}
	var pairs [][2]json.RawMessage
	if list != nil && json.Unmarshal(list.Value, &pairs) != nil {
		return
	}
	var values []json.RawMessage
	if json.Unmarshal(value.Value, &values) != nil {
		values = []json.RawMessage{value.Value}
	}
	var known []string
	for _, p := range pairs {
		known = append(known, string(p[1]))
	}
	for _, v := range values {
		if string(v) == "null" || slices.Contains(known, string(v)) {
			continue
		}
		d := c.list.Errorf(diag.NotAChoice, value.Span, "the value of %s, %s, is not among its choices", name(b), v)
		if near := diag.Nearest(string(v), known); near != "" {
			d.Fix("did you mean " + near + "?")
		}
		if len(known) > 0 && len(known) <= 20 {
			d.Detail = "its choices: " + strings.Join(known, ", ")
		}
	}
}

// tabs checks the ids of the tabs, and the one that is selected.
func (c *checker) tabs(b *model.Block) {
	seen := map[string]*model.Prop{}
	late := false
	for _, id := range b.Children {
		tab := &c.app.Blocks[id]
		late = late || slices.Contains(tab.Late, "id")
		set := tab.Prop("id")
		if set == nil {
			continue
		}
		k := string(set.Value)
		if was := seen[k]; was != nil {
			c.list.Errorf(diag.DuplicateTab, set.Span, "two tabs have the id %s", k).Note(was.Span, "the other one")
			continue
		}
		seen[k] = set
	}
	if selected := b.Prop("selected"); selected != nil && !late && seen[string(selected.Value)] == nil && string(selected.Value) != "null" {
		c.list.Errorf(diag.NotAChoice, selected.Span, "no tab of %s has the id %s", name(b), selected.Value)
	}
}
