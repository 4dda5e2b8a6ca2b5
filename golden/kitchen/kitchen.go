// Package kitchen shows every block once, each with most of what it can do. It
// is the app that `make demo` serves.
//
//blocks:app title="Kitchen" packs=none
package kitchen

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

//go:embed intro.md
var intro string

// Size is a choice whose values are the constants of a type.
type Size int

// The sizes, in the order in which the page offers them.
const (
	SizeSmall Size = iota + 1
	SizeMedium
	SizeLarge
)

// Text and numbers.
var (
	text     = ui.Textbox().Label("Text").Info("One line; Enter submits.").Placeholder("Type here").Buttons(ui.CopyButton)
	secret   = ui.Textbox().Label("Secret").Type(ui.Password).Value("hunter2")
	email    = ui.Textbox().Label("Mail address").Type(ui.Email).HTMLAttributes(ui.InputHTMLAttributes{Autocomplete: "email"})
	long     = ui.Textbox().Label("Story").Lines(3).MaxLines(8).MaxLength(500).SubmitBtnText("Send")
	number   = ui.Number().Label("Number").Minimum(0).Maximum(100).Step(5).Value(20)
	slider   = ui.Slider(0, 1).Step(0.05).Value(0.7).Label("Temperature").Info("Higher is **bolder**.")
	checkbox = ui.Checkbox().Label("Agree").Value(true)
)

// Choices.
var (
	sizes    = ui.Radio().Choices(ui.Enum[Size]()).Label("Size").Value(SizeMedium)
	toppings = ui.CheckboxGroup("Cheese", "Ham", "Olives").Label("Toppings").Value("Cheese").ShowSelectAll(true)
	country  = ui.Dropdown("Austria", "Brazil", "Chad", "Denmark").Label("Country")
	colours  = ui.Dropdown("red", "green", "blue").Label("Colours").Multiselect().MaxChoices(2)
	free     = ui.Dropdown("tea", "coffee").Label("Drink").AllowCustomValue(true)
)

// Display.
var (
	notes  = ui.Markdown(intro).HeaderLinks(true)
	markup = ui.HTML(`<p>Plain <b>markup</b> with a <a href="#top">link</a>.</p>`).Padding(true)
	tree   = ui.JSON().Label("Everything").Open(true)
	label  = ui.Label().Label("Verdict").NumTopClasses(3)
	stars  = Stars().Label("Rating").Value(3)
)

// A form that is made from a function's signature.
var mixer = ui.Interface().Description("This part is made from the signature of **one function**.")

// Buttons, and what is not seen.
var (
	run    = ui.Button("Collect").Variant(ui.Primary)
	judge  = ui.Button("Judge")
	small  = ui.Button("Small").Size(ui.Small)
	stop   = ui.Button("Stop the clock").Variant(ui.Stop)
	docs   = ui.Button("Source").Link("https://github.com/blocksgen/blocksgen").LinkTarget(ui.TargetBlank)
	clear  = ui.ClearButton(text, long, tree)
	clock  = ui.Timer(1).Active(false)
	ticks  = ui.State(0)
	shown  = ui.Number().Label("Ticks").Interactive(false).Precision(0)
	begin  = ui.Button("Start the clock")
	orders = ui.Examples(
		[]any{"Ada", 20, "Austria"},
		[]any{"Grace", 45, "Denmark"},
		[]any{"Edsger", 70, "Chad"},
	).Inputs(text, number, country).Label("Guests")
)

// Home is the page.
var Home = ui.Page(
	ticks, clock,
	notes,
	ui.Tabs(
		ui.Tab("Fields",
			ui.Row(
				ui.Column(text, secret, email, long),
				ui.Column(number, slider, checkbox, sizes),
			),
		),
		ui.Tab("Choices",
			ui.Row(toppings, country),
			ui.Row(colours, free),
		),
		ui.Tab("Interface", mixer),
		ui.Tab("Time",
			ui.Row(begin, stop, shown),
		),
	),
	ui.Row(run, judge, small, docs, clear),
	ui.Row(
		ui.Column(tree).Scale(2),
		ui.Column(label, stars, markup),
	),
	ui.Group(orders),
	ui.Accordion("More", ui.Markdown("An accordion hides what is not needed every day.")).Open(false),
	ui.Sidebar(ui.Markdown("### Kitchen\nEvery block, once.")).Open(false),
)

// Collect gathers the values of all fields.
//
//blocks:on run.click long.submit
func Collect(text, secret, email, long string, number, slider float64, checkbox bool, sizes Size, toppings []string, country string, colours []string, free string) (tree map[string]any) {
	return map[string]any{
		"text": text, "secret": len(secret), "email": email, "story": long, "number": number, "slider": slider, "checkbox": checkbox,
		"size": int(sizes), "toppings": toppings, "country": country, "colours": colours, "drink": free,
	}
}

// Mix mixes flour and water.
//
//blocks:interface mixer api_name=mix
//blocks:param flour="in grams" water="in grams" knead="by hand"
//blocks:result dough="what is in the bowl"
func Mix(flour, water int, knead bool) (dough string) {
	how := "stirred"
	if knead {
		how = "kneaded"
	}
	return fmt.Sprintf("%d g of dough, %s", flour+water, how)
}

// Judge weighs the text.
//
//blocks:on judge.click
func Judge(ctx context.Context, text string) (label map[string]float64, stars int, err error) {
	if strings.TrimSpace(text) == "" {
		return nil, 0, event.Errorf("There is no text to judge.")
	}
	vowels := 0
	for _, r := range strings.ToLower(text) {
		if strings.ContainsRune("aeiou", r) {
			vowels++
		}
	}
	share := float64(vowels) / float64(len([]rune(text)))
	event.Info(ctx, fmt.Sprintf("%d vowels", vowels))
	return map[string]float64{"vowels": share, "the rest": 1 - share}, 1 + int(4*share), nil
}

// Begin starts the clock.
//
//blocks:on begin.click
func Begin() (clock ui.TimerBlock) { return clock.Active(true) }

// Halt stops it.
//
//blocks:on stop.click
func Halt() (clock ui.TimerBlock) { return clock.Active(false) }

// Tick counts.
//
//blocks:on clock.tick show_progress=hidden
func Tick(ticks *int) (shown int) {
	*ticks++
	return *ticks
}
