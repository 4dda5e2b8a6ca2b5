package layout

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

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

// stretch gives a form in a row the weight and the width of its fields.
func (b *Block) stretch() {
	scale, width := 0, 0
	for _, c := range b.Children {
		props := c.Entry.Fill(c.Values())
		scale += int(spec.Number(props["scale"], 1))
		width += int(spec.Number(props["min_width"], 0))
	}
	b.set("scale", scale).set("min_width", width)
}
