package layout

import (
	"slices"

	"github.com/blocksgen/blocksgen/gen/model"
)

// arrange places the blocks as Gradio's Interface does: inputs and buttons on the left,
// outputs on the right, samples below them, title and description above, and article at the
// end.
func (x *expansion) arrange() {
	parts := x.markdown(nil, "title", "# ")
	parts = x.markdown(parts, "description", "")
	parts = append(parts, newBlock("row", x.columns()...))
	if samples := x.samples(); samples != nil {
		parts = append(parts, samples)
	}
	parts = x.markdown(parts, "article", "")
	if x.Placed != nil {
		x.Placed.becomeColumn()
		x.Placed.Children = parts
		setPage(x.Placed, x.Placed.Page)
		return
	}
	page := newBlock("page", parts...)
	page.Span, page.Func = x.Call.Span, x.Handler.Name()
	if title := x.text("title"); title != "" {
		page.set("title", title)
	}
	if x.flag("fill_width") {
		page.set("fill_width", true)
	}
	x.pages = append(x.pages, page)
	setPage(page, page)
}

// markdown appends a block for a text of the interface, if it has that text.
func (x *expansion) markdown(parts []*Block, name, prefix string) []*Block {
	if text := x.text(name); text != "" {
		parts = append(parts, newBlock("markdown").set("value", prefix+text))
	}
	return parts
}

// columns makes the columns of inputs and outputs, or only one of them if the function
// has no outputs or no inputs. The buttons are below the inputs, or below the outputs if
// there are no inputs.
func (x *expansion) columns() []*Block {
	buttons := x.buttons()
	left, right := newBlock("column", x.Inputs...), newBlock("column", x.Outputs...)
	if len(x.Additional) > 0 {
		left.Children = append(left.Children, x.accordion())
	}
	if len(x.AllInputs()) == 0 {
		right.Children = append(right.Children, buttons)
		return []*Block{right}
	}
	left.Children = append(left.Children, buttons)
	if len(x.Outputs) == 0 {
		return []*Block{left}
	}
	return []*Block{left, right}
}

// buttons makes a row of the buttons Clear, Submit and Stop that the interface has.
func (x *expansion) buttons() *Block {
	if !x.Live() {
		x.Submit = x.button("submit_btn", "button", "Submit", "primary")
	}
	x.Clear = x.button("clear_btn", "clearbutton", "Clear", "")
	if x.Handler.Sig.Streams() {
		x.Stop = x.button("stop_btn", "button", "Stop", "stop")
		if x.Stop != nil && !x.Live() {
			x.Stop.set("visible", false)
		}
	}
	if x.Clear != nil {
		x.Clear.Fills = slices.Concat(x.AllInputs(), x.names.Nodes(x.Clear.Setting("components")), x.Outputs)
	}
	buttons := slices.DeleteFunc([]*Block{x.Clear, x.Submit, x.Stop}, func(b *Block) bool { return b == nil })
	return newBlock("row", buttons...)
}

// button returns the button that the placed interface sets, or makes one with the text
// of the interface or directive. It is nil if the interface leaves the button out.
func (x *expansion) button(name, kind, text, variant string) *Block {
	if given := x.nodes(name); len(given) > 0 {
		return given[0]
	}
	if string(x.Set.Raw(name)) == "null" {
		return nil // ClearBtnNone
	}
	if t := x.text(name); t != "" {
		text = t
	}
	blk := newBlock(kind).set("value", text)
	if variant != "" {
		blk.set("variant", variant)
	}
	blk.Span = x.Call.Span
	return blk
}

// accordion makes the accordion of the additional inputs.
func (x *expansion) accordion() *Block {
	if given := x.nodes("additional_inputs_accordion"); len(given) > 0 {
		given[0].Children = x.Additional
		return given[0]
	}
	acc := newBlock("accordion", x.Additional...).set("label", "Additional Inputs").set("open", false)
	if text := x.text("additional_inputs_accordion"); text != "" {
		acc.set("label", text)
	}
	return acc
}

// samples makes the block for the samples of a placed interface; nil when it has none.
func (x *expansion) samples() *Block {
	if x.Set.Prop("examples") == nil {
		return nil
	}
	set := newBlock("examples")
	set.Span, set.Fills = x.Placed.Span, x.AllInputs()
	for _, p := range []struct{ from, to string }{{"examples", "samples"}, {"examples_per_page", "samples_per_page"}, {"example_labels", "sample_labels"}} {
		if raw := x.Set.Raw(p.from); raw != nil {
			set.Props = append(set.Props, model.Prop{Name: p.to, Value: raw})
		}
	}
	if len(x.Additional) > 0 && len(x.Inputs) > 0 { // whose columns are not shown, but filled
		columns := make([]int, len(x.Inputs))
		for i := range columns {
			columns[i] = i
		}
		set.set("visible_columns", columns)
	}
	return set
}
