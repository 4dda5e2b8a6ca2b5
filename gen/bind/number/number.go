// Package number writes the model of an app. It gives blocks, pages and listeners their
// numbers, by which the model refers to them.
package number

import (
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/listen"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// Parts are the parts of an app.
type Parts struct {
	Tree      *tree.Tree
	Layout    *layout.Layout
	Listeners []*listen.Listener
	Shapes    *jsontype.Walker
}

// Fill writes the parts into app, whose name and options are set. Errors go to diags.
func (p Parts) Fill(app *model.App, diags *diag.List) {
	n := numbering{Parts: p, app: app, diags: diags, ids: map[*layout.Block]int{}}
	n.blocks()
	n.pages()
	n.listeners()
	n.scripts()
	n.packs()
	for _, t := range p.Tree.Enums {
		app.Enums = append(app.Enums, model.Enum{Type: gotype.Ref(t.Obj()), Choices: tree.EnumChoices(t)})
	}
}

// numbering fills one app.
type numbering struct {
	Parts
	app   *model.App
	diags *diag.List
	ids   map[*layout.Block]int
}

// blocks gives every block its id, in the order of the layout with forms last, and
// writes the blocks.
func (n *numbering) blocks() {
	var all, forms []*layout.Block
	for _, p := range n.Layout.Pages {
		p.Walk(func(b *layout.Block) {
			if layout.IsForm(b.Entry) {
				forms = append(forms, b)
			} else {
				all = append(all, b)
			}
		})
	}
	all = append(all, forms...)
	for id, b := range all {
		n.ids[b] = id
	}
	for _, b := range all {
		n.app.Blocks = append(n.app.Blocks, n.block(b))
	}
	n.app.Order = n.idsOf(n.Layout.Order)
}

func (n *numbering) idsOf(blocks []*layout.Block) []int {
	var ids []int
	for _, b := range blocks {
		ids = append(ids, n.ids[b])
	}
	return ids
}

// block writes a block.
func (n *numbering) block(b *layout.Block) model.Block {
	m := model.Block{
		ID: n.ids[b], Kind: b.Entry.Kind, Page: slices.Index(n.Layout.Pages, b.Page), Late: b.Late, Span: b.Span, Toolbar: b.InToolbar,
		Props: slices.Clone(b.Props), Children: append([]int{}, n.idsOf(b.Children)...),
	}
	m.Twice = b.Node != nil && b.Node.Twice
	if b.Var != nil {
		m.Var = b.Var.Name()
	}
	if b.Type != nil {
		m.Type = gotype.Describe(b.Type)
	}
	if b.Custom != nil {
		m.Custom = &model.Custom{Class: b.Custom.Class, Value: n.Shapes.Of(b.Custom.Value, jsontype.Decoded).Schema(), Events: b.Custom.Events}
	}
	return m
}

// pages writes the pages.
func (n *numbering) pages() {
	main := mainPage(n.Layout.Pages)
	for i, p := range n.Layout.Pages {
		page := model.Page{Block: n.ids[p], Path: strings.Trim(p.Text("path"), "/"), Name: p.Text("name"), InNavbar: string(p.Raw("show_in_navbar")) != "false"}
		goName := p.Func
		if p.Var != nil {
			page.Var, goName = gotype.Ref(p.Var), p.Var.Name()
		}
		if page.Name == "" {
			page.Name = p.Text("title")
		}
		switch hasPath := p.Prop("path") != nil; {
		case hasPath:
		case i == main:
			if p.Text("name") == "" {
				page.Name = "Home"
			}
		case page.Path == "":
			page.Path = strings.ReplaceAll(gotype.Snake(goName), "_", "-")
		}
		if page.Name == "" {
			page.Name = gotype.Human(goName)
		}
		n.app.Pages = append(n.app.Pages, page)
	}
	if n.app.Options.Title == "" && len(n.Layout.Pages) > 0 {
		n.app.Options.Title = n.Layout.Pages[0].Text("title")
	}
}

// mainPage finds the page whose path is set to "", else Home, else the first.
func mainPage(pages []*layout.Block) int {
	home := 0
	for i, p := range slices.Backward(pages) {
		if p.Var != nil && p.Var.Name() == "Home" && p.Prop("path") == nil {
			home = i
		}
	}
	for i, p := range pages {
		if p.Prop("path") != nil && p.Text("path") == "" {
			home = i
		}
	}
	return home
}
