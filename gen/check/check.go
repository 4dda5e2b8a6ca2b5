// Package check holds the rules for a whole app: errors that are not in one directive or
// declaration.
package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// App adds the errors of an app to list.
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

// name is the name of a block in messages: "block size (Dropdown)", "this Dropdown".
func name(b *model.Block) string {
	component := blocks.Lookup(b.Kind).Go
	if b.Custom != nil {
		component = "Custom"
	}
	if b.Var == "" {
		return "this " + component
	}
	return "block " + b.Var + " (" + component + ")"
}

var pathForm = regexp.MustCompile(`^[A-Za-z0-9\-._~!$&'()*+,;=:@\[\]]+$`)

// pages reports paths that are equal, reserved or not valid.
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
		case contract.Reserved(p.Path):
			c.list.Errorf(diag.BadPath, at, "path %s of page %s is reserved", p.Path, p.Name)
		case p.Path != "" && (!pathForm.MatchString(p.Path) || p.Path == "." || p.Path == ".."):
			c.list.Errorf(diag.BadPath, at, "path %q of page %s must be a single path segment", p.Path, p.Name).
				Fix("use letters, digits, - and _")
		}
		if was := seen[p.Path]; was != nil {
			shown := "/" + p.Path
			var edits []diag.Edit
			if other := strings.ToLower(p.Var.Name); b.Prop("path") != nil && other != "" && !c.hasPath(other) {
				edits = append(edits, diag.Edit{Span: at, NewText: "Path(" + strconv.Quote(other) + ")"})
			}
			c.list.Errorf(diag.DuplicatePath, at, "two pages have the path %s", shown).
				Note(was.Span, "the other page").
				Fix("give one of them another path: .Path(…)", edits...)
			continue
		}
		seen[p.Path] = b
	}
}

// hasPath reports whether a page has a path.
func (c *checker) hasPath(path string) bool {
	return slices.ContainsFunc(c.app.Pages, func(p model.Page) bool { return p.Path == path })
}

// elements reports element ids that are used twice on a page.
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
			c.list.Warnf(diag.DuplicateElemID, set.Span, "two blocks have the elem_id %s", k.id).Note(was.Span, "the other block")
			continue
		}
		seen[k] = set
	}
}
