// Package hello greets people.
//
//blocks:app title="Hello, Blocks" theme=soft
package hello

//go:generate go tool blocksgen generate

import "github.com/blocksgen/blocksgen/runtime/ui"

var (
	name  = ui.Textbox().Label("Name").Placeholder("What is your name?")
	reply = ui.Textbox().Label("Reply")
	run   = ui.Button("Run")
)

// Home is the page.
var Home = ui.Page(
	ui.Markdown("Start typing below and then click **Run** to see the output."),
	ui.Row(name, reply),
	run,
)

// Greet welcomes name.
//
//blocks:on run.click name.submit
func Greet(name string) (reply string) {
	return "Welcome to Blocks, " + name + "!"
}
