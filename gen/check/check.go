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

// span is where something stands.
func span(p model.Pos) diag.Span {
	if p.Line == 0 {
		return diag.Span{}
	}
	return diag.Span{File: p.File, Line: p.Line, Column: p.Column, EndLine: p.Line, EndColumn: p.Column + p.Len}
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
		at := span(b.Pos)
		if set := prop(b, "path"); set != nil {
			at = span(set.Pos)
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
				Note(span(was.Pos), "the other page").
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
		set := prop(b, "elem_id")
		if set == nil {
			continue
		}
		k := key{b.Page, text(set)}
		if was := seen[k]; was != nil {
			c.list.Errorf(diag.DuplicateElemID, span(set.Pos), "two blocks have the elem_id %s", k.id).Note(span(was.Pos), "the other one")
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
	low, hasLow := number(prop(b, "minimum"))
	high, hasHigh := number(prop(b, "maximum"))
	if b.Kind == "slider" {
		if !hasLow && !slices.Contains(b.Late, "minimum") {
			low, hasLow = 0, true
		}
		if !hasHigh && !slices.Contains(b.Late, "maximum") {
			high, hasHigh = 100, true
		}
	}
	if hasLow && hasHigh && low > high {
		c.list.Errorf(diag.EmptyRange, span(b.Pos), "the minimum of %s, %v, lies above its maximum, %v", name(b), low, high)
		return
	}
	value := prop(b, "value")
	v, ok := number(value)
	switch {
	case !ok:
	case b.Kind == "timer" && v <= 0:
		c.list.Errorf(diag.OutOfRange, span(value.Pos), "the interval of %s is %v seconds, which is no time", name(b), v)
	case hasLow && v < low:
		c.list.Errorf(diag.OutOfRange, span(value.Pos), "the value of %s, %v, lies below its minimum, %v", name(b), v, low)
	case hasHigh && v > high:
		c.list.Errorf(diag.OutOfRange, span(value.Pos), "the value of %s, %v, lies above its maximum, %v", name(b), v, high)
	}
}

// choices checks that what is chosen at first can be chosen.
func (c *checker) choices(b *model.Block) {
	list, value := prop(b, "choices"), prop(b, "value")
	if value == nil || slices.Contains(b.Late, "choices") {
		return
	}
	if custom := prop(b, "allow_custom_value"); custom != nil && string(custom.Value) == "true" {
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
		d := c.list.Errorf(diag.NotAChoice, span(value.Pos), "the value of %s, %s, is not among its choices", name(b), v)
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
		set := prop(tab, "id")
		if set == nil {
			continue
		}
		k := string(set.Value)
		if was := seen[k]; was != nil {
			c.list.Errorf(diag.DuplicateTab, span(set.Pos), "two tabs have the id %s", k).Note(span(was.Pos), "the other one")
			continue
		}
		seen[k] = set
	}
	if selected := prop(b, "selected"); selected != nil && !late && seen[string(selected.Value)] == nil && string(selected.Value) != "null" {
		c.list.Errorf(diag.NotAChoice, span(selected.Pos), "no tab of %s has the id %s", name(b), selected.Value)
	}
}

// prop is what was set last; nil when nothing was.
func prop(b *model.Block, name string) *model.Prop {
	for i := len(b.Props) - 1; i >= 0; i-- {
		if b.Props[i].Name == name {
			return &b.Props[i]
		}
	}
	return nil
}

func number(p *model.Prop) (float64, bool) {
	if p == nil || string(p.Value) == "null" {
		return 0, false
	}
	var f float64
	err := json.Unmarshal(p.Value, &f)
	return f, err == nil
}

func text(p *model.Prop) string {
	var s string
	if json.Unmarshal(p.Value, &s) != nil {
		return string(p.Value)
	}
	return s
}
