// Package parts holds what pages share: functions whose body is one return are
// read by the generator as if they stood in the page.
package parts

import "github.com/blocksgen/blocksgen/runtime/ui"

// Header is a heading with a line below it.
func Header(title, line string) ui.Node {
	return ui.Group(ui.Markdown("# "+title), ui.Markdown(line))
}

// Actions puts buttons side by side.
func Actions(buttons ...ui.Node) ui.Node { return ui.Row(buttons...) }

// Note is a part of a page that is written once.
var Note = ui.Page(
	ui.Accordion("About", ui.Markdown("This part is a **fragment**: a page that stands in another page.")).Open(false),
)
