// Package plain is the app lecture without asset packs.
//
//blocks:app title="Lecture" packs=none
package plain

import (
	"github.com/blocksgen/blocksgen/runtime/ui"
)

var (
	text   = ui.Textbox().Label("Text").Lines(4)
	show   = ui.Button("Show")
	answer = ui.Markdown("$$x^2$$\n\n```go\nvar x int\n```\n").ElemID("answer")
)

// Home is the page.
var Home = ui.Page(ui.Row(text, ui.Column(show)), answer)

// Show gives back a text.
//
//blocks:on show.click
func Show(text string) (answer string) { return text }
