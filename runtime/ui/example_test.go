package ui_test

import (
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

func ExampleTextbox() {
	name := ui.Textbox().Label("Name").Placeholder("What is your name?")
	page := ui.Page(
		ui.Markdown("Say who you are and press Enter."),
		name,
	)
	for _, n := range ui.Walk(page) {
		fmt.Println(ui.Kind(n))
	}
	// Output:
	// page
	// markdown
	// textbox
}

func ExampleEnum() {
	type Op string
	op := ui.Radio().Choices(ui.Enum[Op]()).Label("Operation")
	fmt.Println(ui.Kind(op))
	// Output: radio
}

func ExampleDropdownBlock_Multiselect() {
	toppings := ui.Dropdown("ham", "corn", "olives").Multiselect().Value("ham", "olives")
	props, err := ui.Encoder{}.Props(toppings)
	fmt.Println(string(props["value"]), err)
	// Output: ["ham","olives"] <nil>
}

func ExampleExamples() {
	a, b := ui.Number(), ui.Number()
	samples := ui.Examples([]any{5, 3}, []any{4, 2}).Inputs(a, b)
	fmt.Println(ui.Kind(samples))
	// Output: examples
}

func ExampleChanges() {
	timer := ui.Timer(1).Active(false)
	for _, s := range ui.Changes(timer.Active(true), timer) {
		fmt.Println(s.Name, s.Value)
	}
	// Output: active true
}
