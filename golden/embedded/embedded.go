// Package embedded is an app that is a part of a program that was there before:
// what is generated is a package, and cmd/site mounts it beside its own pages.
//
//blocks:app title="Guest book" emit=package
package embedded

import "github.com/blocksgen/blocksgen/runtime/ui"

//go:generate go tool blocksgen generate

var (
	guest   = ui.Textbox().Label("Your name")
	visits  = ui.State([]string{})
	entries = ui.Textbox().Label("Guests").Lines(3).Buttons(ui.CopyButton, wipe)
	sign    = ui.Button("Sign")
	wipe    = ui.Button("Wipe").Size(ui.Small)
)

// Home is the page.
var Home = ui.Page(visits, guest, sign, entries)

// Sign adds a guest to the book of the session.
//
//blocks:on sign.click
func Sign(guest string, visits *[]string) (entries string) {
	*visits = append(*visits, guest)
	for i, name := range *visits {
		if i > 0 {
			entries += ", "
		}
		entries += name
	}
	return entries
}

// Wipe empties the book, and takes its button away.
//
//blocks:on wipe.click
func Wipe(visits *[]string) (entries ui.TextboxBlock) {
	*visits = nil
	return entries.Value("").Buttons(ui.CopyButton)
}

// Offer brings the button back.
//
//blocks:on Sign.then
func Offer() (entries ui.TextboxBlock) {
	return entries.Buttons(wipe, ui.CopyButton)
}
