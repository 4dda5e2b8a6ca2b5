package bind

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// chooseBlocks takes the blocks that the placed interface gives and makes the
// others from the signature.
func (b *binder) chooseBlocks(f *face) bool {
	given, extra, outs := f.nodes(b, "inputs"), f.nodes(b, "additional_inputs"), f.nodes(b, "outputs")
	slots := f.sig.inputs()
	if len(given)+len(extra) > len(slots) {
		b.diags.Errorf(diag.BadInterface, f.spec.span, "%s has %s for the %s of %s", f.spec.name(), count(len(given)+len(extra), "input"), count(len(slots), "parameter"), f.h.goName()).
			Note(b.spanOf(f.h.obj), "%s is declared here", f.h.goName())
		return false
	}
	ok := true
	for i, s := range slots {
		switch {
		case i < len(given):
			f.inputs = append(f.inputs, given[i])
		case i >= len(slots)-len(extra):
			f.additional = append(f.additional, extra[i-(len(slots)-len(extra))])
		default:
			blk := b.blockFor(s, f.h.params[s.name], label(s.name, i))
			if blk == nil {
				b.diags.Errorf(diag.BadInterface, s.span, "there is no block for parameter %s, %s", label(s.name, i), article(shortType(s.typ, f.h.home))).
					Fix("place ui.Interface().Inputs(…) with a block for it")
				ok = false
				continue
			}
			f.inputs = append(f.inputs, blk)
		}
	}
	results := f.sig.results
	if f.sig.sender() {
		results = f.sig.sends
	}
	if len(outs) > len(results) {
		b.diags.Errorf(diag.BadInterface, f.spec.span, "%s has %s for the %s of %s", f.spec.name(), count(len(outs), "output"), count(len(results), "result"), f.h.goName()).
			Note(b.spanOf(f.h.obj), "%s is declared here", f.h.goName())
		return false
	}
	for i, s := range results {
		if i < len(outs) {
			f.outputs = append(f.outputs, outs[i])
			continue
		}
		name := s.name
		if name == "" {
			if name = "output"; len(results) > 1 {
				name += " " + itoa(i+1)
			}
		}
		blk := b.blockFor(s, f.h.results[s.name], name)
		if blk == nil {
			b.diags.Errorf(diag.BadInterface, s.span, "there is no block for result %s, %s", label(s.name, i), article(shortType(s.typ, f.h.home))).
				Fix("place ui.Interface().Outputs(…) with a block for it")
			ok = false
			continue
		}
		f.outputs = append(f.outputs, blk)
	}
	return ok
}

func (f *face) nodes(b *binder, name string) []*block {
	if f.spec == nil {
		return nil
	}
	return b.nodes(f.spec.setting(name))
}

// blockFor chooses a block for a Go type; nil when none fits.
func (b *binder) blockFor(s slot, doc, name string) *block {
	blk := b.blockForType(s.typ, s.kind == model.Input || s.kind == model.InOut)
	if blk == nil {
		return nil
	}
	blk.set("label", human(name))
	if doc != "" && blk.entry.Param("info") != nil {
		blk.set("info", doc)
	}
	blk.span = s.span
	return blk
}

func (b *binder) blockForType(t types.Type, input bool) *block {
	t = optOf(t)
	if isNamed(t, uiPath, "Token") {
		return made("textbox")
	}
	if isNamed(t, labelPath, "Data") { // ui.LabelData
		return made("label")
	}
	if isBlockType(t) {
		return nil
	}
	if isNamed(t, "time", "Duration") { // its constants are units, not choices
		return made("number")
	}
	if enum := tree.EnumChoices(t); enum != nil {
		if basic, ok := t.Underlying().(*types.Basic); !input && ok && basic.Info()&types.IsString != 0 {
			return made("textbox")
		}
		return made("dropdown").set("choices", enum) // shows a number's name, too
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsString != 0:
			return made("textbox")
		case info&types.IsBoolean != 0:
			return made("checkbox")
		case info&types.IsInteger != 0:
			return made("number").set("precision", 0)
		case info&types.IsFloat != 0:
			return made("number")
		}
		return nil
	case *types.Slice:
		if enum := tree.EnumChoices(u.Elem()); enum != nil {
			return made("checkboxgroup").set("choices", enum)
		}
		return made("json")
	case *types.Map, *types.Struct, *types.Array:
		return made("json")
	case *types.Interface:
		if u.Empty() {
			return made("json")
		}
	}
	return nil
}

// layout arranges the blocks as Gradio's Interface does: inputs and buttons on
// the left, outputs on the right, text above and below, samples under both.
func (f *face) layout(b *binder) {
	generator := f.sig.stream != "" || f.sig.sender()
	live := f.flag("live")
	if !live {
		f.submit = f.button(b, "submit_btn", "button", "Submit", "primary")
	}
	f.clear = f.button(b, "clear_btn", "clearbutton", "Clear", "")
	if generator {
		f.stop = f.button(b, "stop_btn", "button", "Stop", "stop")
		if f.stop != nil && !live {
			f.stop.set("visible", false)
		}
	}
	buttons := made("row", present(f.clear, f.submit, f.stop)...)

	left := made("column", f.inputs...)
	if len(f.additional) > 0 {
		left.children = append(left.children, f.accordion(b))
	}
	right := made("column", f.outputs...)
	both := []*block{left, right}
	switch {
	case len(f.inputs)+len(f.additional) == 0:
		right.children = append(right.children, buttons)
		both = []*block{right}
	case len(f.outputs) == 0:
		left.children = append(left.children, buttons)
		both = []*block{left}
	default:
		left.children = append(left.children, buttons)
	}
	var parts []*block
	if title := f.text(b, "title"); title != "" {
		parts = append(parts, made("markdown").set("value", "# "+title))
	}
	if text := f.text(b, "description"); text != "" {
		parts = append(parts, made("markdown").set("value", text))
	}
	parts = append(parts, made("row", both...))
	if set := f.samples(); set != nil {
		parts = append(parts, set)
		b.exampleInputs[set] = append(append([]*block(nil), f.inputs...), f.additional...)
	}
	if text := f.text(b, "article"); text != "" {
		parts = append(parts, made("markdown").set("value", text))
	}
	if f.spec != nil {
		f.spec.becomeColumn()
		f.spec.children = parts
		b.settle(f.spec, f.spec.page)
		return
	}
	page := made("page", parts...)
	page.span = f.call.Span
	if title := f.text(b, "title"); title != "" {
		page.set("title", title)
	}
	if f.flag("fill_width") {
		page.set("fill_width", true)
	}
	b.pages = append(b.pages, page)
	b.pageNames[page] = f.h.goName()
	b.settle(page, page)
}

func present(blocks ...*block) []*block {
	var list []*block
	for _, blk := range blocks {
		if blk != nil {
			list = append(list, blk)
		}
	}
	return list
}

// button takes the button that the placed interface gives, or makes one with
// the text that it or the directive says.
func (f *face) button(b *binder, name, kind, text, variant string) *block {
	if given := f.nodes(b, name); len(given) > 0 {
		return given[0]
	}
	if f.spec != nil {
		if raw := f.conf.prop(name); string(raw) == "null" {
			return nil // ClearBtnNone
		}
	}
	if t := f.text(b, name); t != "" {
		text = t
	}
	blk := made(kind).set("value", text)
	if variant != "" {
		blk.set("variant", variant)
	}
	blk.span = f.call.Span
	return blk
}

func (f *face) accordion(b *binder) *block {
	acc := made("accordion", f.additional...).set("label", "Additional Inputs").set("open", false)
	if given := f.nodes(b, "additional_inputs_accordion"); len(given) > 0 {
		acc = given[0]
		acc.children = f.additional
	} else if text := f.text(b, "additional_inputs_accordion"); text != "" {
		acc.set("label", text)
	}
	return acc
}

// samples makes the block for the samples of a placed interface; nil when it has
// none.
func (f *face) samples() *block {
	if f.spec == nil || f.conf.prop("examples") == nil {
		return nil
	}
	set := made("examples")
	set.span = f.spec.span
	for _, p := range []struct{ from, to string }{{"examples", "samples"}, {"examples_per_page", "samples_per_page"}, {"example_labels", "sample_labels"}} {
		if raw := f.conf.prop(p.from); raw != nil {
			set.props = append(set.props, model.Prop{Name: p.to, Value: raw})
		}
	}
	return set
}
