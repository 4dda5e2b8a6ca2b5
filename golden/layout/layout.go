// Package layout arranges blocks and changes how they look while the page is
// open: tabs, rows, an accordion, a sidebar, choices that only the running
// program knows, and parts that come from another package.
//
//blocks:app title="Layout"
package layout

import (
	"fmt"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/golden/layout/parts"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

var (
	city     = ui.Dropdown().Label("City").Choices(ui.Values(cities()...))
	country  = ui.Radio("all", "France", "Japan").Label("Country").Value("all")
	floor    = ui.Slider(lowest(), 7).Label("Floor")
	summary  = ui.Textbox().Label("Summary").Interactive(false)
	advanced = ui.Checkbox().Label("Show advanced settings")
	details  = ui.Accordion("Details",
		ui.Slider(0, 1).Step(0.1).Label("Precision"),
		ui.Number().Label("Seed"),
	).Open(false).Visible(false)

	text  = ui.Textbox().Label("Text").Lines(2)
	shout = ui.Button("Shout").Variant(ui.Primary)
	wait  = ui.Button("Wait")

	first  = ui.Tab("Places", ui.Row(country, city), floor, summary).ID("places")
	second = ui.Tab("Words", text, parts.Actions(shout, wait)).ID("words")
	tabs   = ui.Tabs(first, second)
	jump   = ui.Button("Go to words")
	side   = ui.Sidebar(ui.Markdown("## Settings"), advanced).Open(false)
)

// Home is the page.
var Home = ui.Page(
	parts.Header("Layout", "Tabs, rows, an accordion and a sidebar."),
	side,
	tabs,
	details,
	jump,
	parts.Note,
)

// About is a page with a document of its own: its title, styles and scripts are
// not those of the main page.
var About = ui.Page(
	ui.Markdown("# About\nThis page has styles and scripts of its own.").ElemID("own"),
).Path("about").Name("About").Title("About the layout").
	CSS("#own h1 { text-transform: uppercase }").
	Head(`<script>document.documentElement.dataset.head = "ran"</script><style>#own h1 { letter-spacing: 1px }</style>`).
	JS(`() => { document.documentElement.dataset.js = "ran" }`)

// Filter offers the cities of a country.
//
//blocks:on country.change
func Filter(country string) (city ui.DropdownBlock) {
	var list []string
	for _, c := range cities() {
		if country == "all" || strings.HasSuffix(c, "("+country+")") {
			list = append(list, c)
		}
	}
	return city.Choices(ui.Values(list...)).Value(nil)
}

// Choose tells which city was chosen; it must be one that the page offers now.
//
//blocks:on city.input
func Choose(city string) (summary string) { return "You chose " + city + "." }

// Climb tells which floor was chosen.
//
//blocks:on floor.release
func Climb(floor int) (summary string) { return fmt.Sprintf("You are on floor %d.", floor) }

// Toggle shows or hides the details.
//
//blocks:on advanced.change
func Toggle(advanced bool) (details ui.AccordionBlock) {
	return details.Visible(advanced).Open(advanced)
}

// Shout writes the text in capitals and renames its button.
//
//blocks:on shout.click in=text out=text,shout
func Shout(s string) (string, ui.ButtonBlock) {
	return strings.ToUpper(s), shout.Interactive(false).Value("Shouted")
}

// Wait gives the button back.
//
//blocks:on wait.click out=shout
func Wait() ui.ButtonBlock { return shout.Interactive(true).Value("Shout") }

// Jump opens the second tab.
//
//blocks:on jump.click
func Jump() (tabs ui.TabsBlock) { return tabs.Selected("words") }

// lowest is known to the running program only, and so is the slider's first value.
func lowest() float64 { return float64(len(cities()) + 1) }

func cities() []string {
	list := []string{"Paris (France)", "Lyon (France)", "Tokyo (Japan)", "Osaka (Japan)"}
	slices.Sort(list)
	return list
}
