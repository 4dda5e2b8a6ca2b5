// Package check holds the rules over a whole app: what no directive and no
// declaration can get wrong by itself.
package check

import (
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
