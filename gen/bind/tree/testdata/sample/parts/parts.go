// Package parts holds layouts that pages share.
package parts

import "github.com/blocksgen/blocksgen/runtime/ui"

var link = ui.Button("Link").Link(address)

var address = base + "/x"

const base = "https://example.com"

// Header makes a header.
func Header(title string) ui.RowBlock { return ui.Row(ui.Markdown(title)) }

// Footer is a fragment.
var Footer = ui.Page(link)
