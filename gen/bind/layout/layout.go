// Package layout places blocks on pages: those that the source of an app declares, those
// of its interface directives, and the forms around fields.
package layout

import (
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Layout holds the blocks of an app as they are placed on its pages.
type Layout struct {
	*Names
	Pages []*Block // declared pages in source order, then those of interfaces
	// Order lists the declared blocks in the order in which the page variables refer to
	// them.
	Order      []*Block
	interfaces map[*directive.Call]*Interface
}

// Interface returns the interface of a directive; nil if it has errors.
func (l *Layout) Interface(c *directive.Call) *Interface { return l.interfaces[c] }

// Make places the blocks of an app's package. It reports to diags errors in the placement
// of blocks and in interface directives.
func Make(l *source.Loaded, p *source.Package, t *tree.Tree, handlers *handler.Set, diags *diag.List) *Layout {
	b := builder{loaded: l, diags: diags, args: handler.Args{Loaded: l, Diags: diags}, nodes: map[*tree.Node]*Block{}}
	for _, n := range t.Pages {
		page := b.block(n, true)
		b.pages = append(b.pages, page)
		setPage(page, page)
	}
	b.names = newNames(l, p, t, b.nodes, diags)
	interfaces := b.expand(handlers)
	for _, page := range b.pages {
		b.timers(page)
		forms(page)
		setPage(page, page)
	}
	layout := &Layout{Names: b.names, Pages: b.pages, interfaces: interfaces}
	for _, n := range tree.Walk(t) {
		if blk := b.names.Find(n); blk != nil {
			layout.Order = append(layout.Order, blk)
		}
	}
	return layout
}

// builder makes a Layout.
type builder struct {
	loaded *source.Loaded
	diags  *diag.List
	args   handler.Args
	nodes  map[*tree.Node]*Block
	names  *Names
	pages  []*Block
}

// setPage sets the page of a block and of all blocks below it.
func setPage(b, page *Block) {
	b.Walk(func(x *Block) { x.Page = page })
}

// block makes the block that a node declares, and those in it. A page that is placed on
// another page becomes a column with its children.
func (b *builder) block(n *tree.Node, root bool) *Block {
	blk := &Block{Entry: blocks.Lookup(n.Kind), Node: n, Type: n.Type, Custom: n.Custom, Span: diag.At(b.loaded.Fset, n.Pos, n.End)}
	b.nodes[n] = blk
	if e := entryOf(n.Type); e != nil {
		blk.Entry = e
	}
	if n.Var != nil {
		blk.Var, blk.Span = n.Var, b.loaded.Declaration(n.Var)
	}
	for i := range n.Settings {
		s := &n.Settings[i]
		last := n.Setting(s.Name) == s
		if p := blk.Entry.Param(s.Name); last && p != nil && p.Form.Kind() == spec.Parts {
			b.parts(blk, s)
		}
		switch {
		case last && s.Late:
			blk.Late = append(blk.Late, s.Name)
			b.mustBeConstant(blk.Entry, s)
		case !s.Late && !n.Setting(s.Name).Late:
			blk.Props = append(blk.Props, model.Prop{Name: s.Name, Value: s.Value, Span: diag.At(b.loaded.Fset, s.Pos, s.End)})
		}
	}
	for _, c := range n.Children {
		blk.Children = append(blk.Children, b.block(c, false))
	}
	if IsPage(blk.Entry) && !root {
		blk.becomeColumn()
	}
	return blk
}

// parts makes the blocks that a setting places in a block. Those of an interface are
// placed by expand.
func (b *builder) parts(blk *Block, s *tree.Setting) {
	for _, n := range s.Nodes {
		part := b.block(n, false)
		if !IsInterface(blk.Entry) {
			part.InToolbar = true
			blk.Buttons = append(blk.Buttons, part)
		}
	}
}

// mustBeConstant reports a setting that is computed at startup, although the generator
// needs its value.
func (b *builder) mustBeConstant(e *spec.Entry, s *tree.Setting) {
	if !mustBeConstant(e, s.Name) {
		return
	}
	at, set := diag.At(b.loaded.Fset, s.Pos, s.End), s.Name
	if s.Setter != "" {
		set = s.Setter + "(…)"
	}
	if s.Expr != nil {
		at = b.loaded.Span(s.Expr)
	}
	b.diags.Errorf(diag.NotConstant, at, "%s of %s must be constant", set, diag.A(e.Go))
}

// timers adds a timer for each block whose value is computed at an interval, at the end
// of its page.
func (b *builder) timers(page *Block) {
	var timers []*Block
	page.Walk(func(blk *Block) {
		every := blk.Setting("every")
		if blk.Setting("value_func") == nil || every == nil || every.Late || len(every.Nodes) > 0 {
			return
		}
		blk.Timer = newBlock("timer")
		blk.Timer.Props, blk.Timer.Span = model.Props{{Name: "value", Value: every.Value}}, blk.Span
		timers = append(timers, blk.Timer)
	})
	page.Children = append(page.Children, timers...)
}

// forms puts the fields that are next to each other under one parent into forms, as
// Gradio does: they share one frame.
func forms(parent *Block) {
	if IsForm(parent.Entry) {
		return
	}
	var list []*Block
	var form *Block
	for _, c := range parent.Children {
		forms(c)
		if !joinsForm(c) {
			form = nil
			list = append(list, c)
			continue
		}
		if form == nil {
			form = newBlock("form")
			list = append(list, form)
		}
		form.Children = append(form.Children, c)
	}
	for _, f := range list {
		if IsForm(f.Entry) && stretchesForms(parent.Entry) {
			f.stretch()
		}
	}
	parent.Children = list
}

// stretch gives a form in a row the sum of the scales and widths of its fields.
func (b *Block) stretch() {
	scale, width := 0, 0
	for _, c := range b.Children {
		props := c.Entry.Fill(c.Values())
		scale += int(spec.Number(props["scale"], 1))
		width += int(spec.Number(props["min_width"], 0))
	}
	b.set("scale", scale).set("min_width", width)
}
