package bind

import (
	"encoding/json"
	"go/types"
	"slices"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

func catalogType(name string) *spec.Entry { return blocks.LookupType(name) }

// place turns the pages' nodes into blocks. A page or an interface within a page
// becomes a column: it stands where it is written and brings its children.
func (b *binder) place() {
	for _, n := range b.tree.Pages {
		page := b.blockOf(n, true)
		b.pages = append(b.pages, page)
		b.settle(page, page)
	}
	for obj, n := range b.tree.Vars {
		if blk := b.find(n); blk != nil {
			b.vars[obj] = blk
			if blk.kind == "page" && obj.Exported() && (blk.obj == nil || !blk.obj.Exported() || obj.Pos() < blk.obj.Pos()) {
				blk.obj = obj // main can only reach it by this name
			}
		} else {
			b.stray[obj] = n
		}
	}
}

// settle says which page everything below a block stands in.
func (b *binder) settle(blk, page *block) {
	blk.walk(func(x *block) { x.page = page })
}

// blockOf turns a node and what stands in it into blocks.
func (b *binder) blockOf(n *tree.Node, root bool) *block {
	blk := &block{kind: n.Kind, node: n, typ: n.Type, custom: n.Custom, span: b.at(n.Pos, n.End)}
	b.blocks[n] = blk
	blk.entry = blocks.Lookup(n.Kind)
	if name, _ := namedIn(n.Type, uiPath); name != "" {
		if e := blocks.LookupType(name); e != nil {
			blk.entry = e
		}
	}
	if n.Var != nil {
		blk.obj, blk.span = n.Var, b.spanOf(n.Var)
	}
	for i, s := range n.Settings {
		p := blk.entry.Param(s.Name)
		if p != nil && blk.setting(s.Name) == &n.Settings[i] && p.Form.Kind() == spec.Parts {
			for _, part := range s.Nodes {
				child := b.blockOf(part, false)
				if n.Kind != "interface" { // whose parts are placed when it is expanded
					child.inBar = true
					blk.toolbar = append(blk.toolbar, child)
				}
			}
		}
		switch {
		case s.Late:
			if !slices.Contains(blk.late, s.Name) {
				blk.late = append(blk.late, s.Name)
			}
			blk.props = slices.DeleteFunc(blk.props, func(p model.Prop) bool { return p.Name == s.Name })
		default:
			blk.late = slices.DeleteFunc(blk.late, func(l string) bool { return l == s.Name })
			blk.props = append(blk.props, model.Prop{Name: s.Name, Value: s.Value, Span: pos(b.at(s.Pos, s.End))})
		}
	}
	b.mustBeConstant(n)
	for _, c := range n.Children {
		blk.children = append(blk.children, b.blockOf(c, false))
	}
	if n.Kind == "page" && !root {
		blk.becomeColumn()
	}
	return blk
}

// mustBeConstant reports settings that the running program alone knows, but that
// decide which pages, blocks and listeners there are.
func (b *binder) mustBeConstant(n *tree.Node) {
	for i := range n.Settings {
		s := &n.Settings[i]
		if !s.Late || n.Setting(s.Name) != s {
			continue
		}
		wrapper := blocks.Lookup(n.Kind).Wrapper
		switch s.Name {
		case "every", "html_template", "css_template", "js_on_load":
		default:
			if !wrapper {
				continue
			}
		}
		at := b.at(s.Pos, s.End)
		if s.Expr != nil {
			at = b.span(s.Expr)
		}
		b.diags.Errorf(diag.NotConstant, at, "the %s of a %s must be a constant, because the generator needs it", s.Name, n.Kind)
	}
}

// becomeColumn makes a plain layout of something that has no component.
func (blk *block) becomeColumn() {
	blk.kind, blk.entry, blk.props, blk.late = "column", blocks.Lookup("column"), nil, nil
}

// setting finds what a setter left on a block; nil when it was not called.
func (blk *block) setting(name string) *tree.Setting {
	if blk.node == nil {
		return nil
	}
	return blk.node.Setting(name)
}

// find gives the block that a node stands for, whichever stage of its
// declaration the node is; nil when it stands in no page.
func (b *binder) find(n *tree.Node) *block {
	if blk := b.blocks[n]; blk != nil {
		return blk
	}
	for m, blk := range b.blocks {
		if m.Same(n) {
			return blk
		}
	}
	return nil
}

// nodes gives the blocks that a setting refers to. Those that stand in no page are
// reported, unless their variable is for that.
func (b *binder) nodes(s *tree.Setting) []*block {
	if s == nil {
		return nil
	}
	var list []*block
	for _, n := range s.Nodes {
		if blk := b.find(n); blk != nil {
			list = append(list, blk)
			continue
		}
		if n.Var == nil || b.stray[n.Var] == nil {
			b.diags.Errorf(diag.Nowhere, b.at(n.Pos, n.End), "this block stands in no page").
				Fix("declare a variable for it, which stands in a page and is named here")
		}
	}
	return list
}

// initial is the block's value when the page is opened, in wire form; nil when
// there is none or the running program alone knows it.
func (blk *block) initial() json.RawMessage {
	if slices.Contains(blk.late, "value") || blk.entry.Value == nil {
		return nil
	}
	v := blk.entry.Fill(blk.values())["value"]
	if string(v) == "null" {
		return nil
	}
	return v
}

// values gives the properties as they were set last.
func (blk *block) values() map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	for _, p := range blk.props {
		m[p.Name] = p.Value
	}
	return m
}

// text reads a property that is text; "" when it was not set.
func (blk *block) text(name string) string {
	var s string
	if json.Unmarshal(blk.prop(name), &s) != nil {
		return ""
	}
	return s
}

// isTrue reads a property that is a truth value.
func (blk *block) isTrue(name string) bool { return string(blk.prop(name)) == "true" }

// forms puts the fields that stand next to each other under one parent into
// forms, as Gradio does: they share one frame.
func (b *binder) forms(parent *block) {
	if parent.kind == "form" {
		return
	}
	var list []*block
	var form *block
	for _, c := range parent.children {
		b.forms(c)
		if !c.entry.Form || c.custom != nil || string(c.prop("container")) == "false" {
			form = nil
			list = append(list, c)
			continue
		}
		if form == nil {
			form = made("form")
			form.page = parent.page
			list = append(list, form)
		}
		form.children = append(form.children, c)
	}
	for _, f := range list {
		if f.kind == "form" && parent.kind == "row" {
			f.stretch()
		}
	}
	parent.children = list
}

// stretch gives a form in a row the weight and the width of its fields.
func (blk *block) stretch() {
	scale, width := 0, 0
	for _, c := range blk.children {
		props := c.entry.Fill(c.values())
		scale += number(props["scale"], 1)
		width += number(props["min_width"], 0)
	}
	blk.set("scale", scale).set("min_width", width)
}

func number(raw json.RawMessage, missing int) int {
	if n, err := strconv.Atoi(string(raw)); err == nil {
		return n
	}
	return missing
}

// modelBlock writes a block with its number.
func (b *binder) modelBlock(blk *block) model.Block {
	m := model.Block{
		ID: blk.id, Kind: blk.kind, Page: slices.Index(b.pages, blk.page), Late: blk.late,
		Span: pos(blk.span), Toolbar: blk.inBar, Children: []int{},
	}
	if blk.obj != nil {
		m.Var = blk.obj.Name()
	}
	if blk.typ != nil {
		m.Type = modelType(blk.typ)
	}
	if blk.custom != nil {
		m.Custom = &model.Custom{Class: blk.custom.Class, Value: modelType(blk.custom.Value), Events: blk.custom.Events}
	}
	m.Props = append(m.Props, blk.props...)
	for _, c := range blk.children {
		m.Children = append(m.Children, c.id)
	}
	return m
}

// markUnread notes the blocks of a package whose declaration could not be read:
// that was reported, and nothing more is to be blamed on them.
func (b *binder) markUnread(p *types.Package) {
	for _, name := range p.Scope().Names() {
		if v, ok := p.Scope().Lookup(name).(*types.Var); ok && isBlockType(v.Type()) && b.vars[v] == nil && b.stray[v] == nil {
			b.unread[v] = true
		}
	}
}

// forgive lets blocks stand nowhere where the structure of a page could not be
// read: it may be what holds them.
func (b *binder) forgive(found []*diag.Diagnostic) {
	for _, d := range found {
		switch d.Code {
		case diag.UnreadableBlock, diag.LoopInLayout, diag.NotOneReturn, diag.RecursiveLayout, diag.ForeignBlock:
			for o := range b.stray {
				b.unread[o] = true
			}
			clear(b.stray)
			return
		}
	}
}

// strayed reports a block that stands in no page where something names it, once
// for all its uses. Of blocks within a layout that stands nowhere it is the layout
// that is reported.
func (b *binder) strayed(o types.Object, at diag.Span) {
	if b.unread[o] || b.reported[o] {
		return
	}
	b.reported[o] = true
	if b.held(o) {
		return
	}
	b.diags.Errorf(diag.Nowhere, at, "%s stands in no page", o.Name()).
		Note(b.spanOf(o), "%s is declared here", o.Name()).
		Fix("put " + o.Name() + " into a page")
}

// held reports whether a block that stands in no page stands in a layout that a
// variable holds.
func (b *binder) held(o types.Object) bool {
	n := b.stray[o]
	var within func(*tree.Node) bool
	within = func(m *tree.Node) bool {
		return slices.ContainsFunc(m.Children, func(c *tree.Node) bool { return n.Same(c) || within(c) })
	}
	for other, m := range b.stray {
		if n != nil && other != o && within(m) {
			return true
		}
	}
	return false
}
