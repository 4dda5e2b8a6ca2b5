// Package sample uses every way of declaring blocks.
//
//blocks:app
package sample

import (
	_ "embed"
	"os"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/tree/testdata/sample/parts"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Op is an enumeration of strings.
type Op string

// The operations, in another order than their names.
const (
	Subtract Op = "subtract"
	Add      Op = "add"
	Plus        = Add
	Other    Op = "<&>"
)

// Level is an enumeration of numbers.
type Level int

// The levels.
const (
	LevelLow  Level = iota + 1
	LevelHigh Level = iota + 10
	Extreme   Level = 99
)

// Ratio is a number.
type Ratio float32

const (
	tenth  Ratio = 0.1
	title        = "Title & <b>" + suffix
	suffix       = "\u2028"
)

//go:embed text.md
var text string

var (
	labels  = []string{"a", "b"}
	choices = ui.ChoiceList{{Name: "One", Value: 1}, {"Two", 2.5}, {Name: "<T>", Value: "t"}}
	scores  = map[string]float64{"cat": 0.25, "dog": 0.5, "ant": 0.5}
	changed = "before"
	width   = 3 * 40
)

func init() { changed = "after" }

var (
	name = ui.Textbox().Label("Name").Label(title).Lines(2).MaxLines(10).ElemClasses().
		HTMLAttributes(ui.InputHTMLAttributes{Autocapitalize: "off", Spellcheck: ui.Some(false), Tabindex: ui.Opt[int]{}})
	styled  = name.Info("styled").ElemClasses(labels...)
	secret  = ui.Textbox().Type(ui.Password).Value(text).Buttons(ui.CopyButton, reset)
	reset   = ui.Button("Reset").Variant(ui.Stop).Size(ui.Small)
	slider  = ui.Slider(0, 1e21).Step(float64(tenth)).Value(1)
	number  = ui.Number().Value(0.1).Precision(0)
	op      = ui.Radio().Choices(ui.Enum[Op]()).Value(Add)
	level   = ui.Dropdown().Choices(ui.Enum[Level]()).Multiselect().Value(LevelLow, Extreme, "x", nil)
	plain   = ui.Dropdown("x", "y").Value("y")
	group   = ui.CheckboxGroup().Choices(ui.Values(1, 2, 3)).Value(1, 3)
	ratios  = ui.CheckboxGroup().Choices(ui.Values(tenth, 0.5)).Value()
	listed  = ui.Radio().Choices(choices)
	late    = ui.Radio().Choices(models()).Label(os.Getenv("HOME"))
	lateOp  = ui.Radio().Choices(append(ui.Enum[Level](), ui.Choice{Name: "x", Value: 0}))
	data    = ui.JSON().Value(map[string]any{"b": []int{1, 2}, "a": nil, "c": point{1, 2.5, nil, ""}}).Height(width)
	raw     = ui.JSON().Value([]any{true, "x", 1.0, &point{X: 3}, [2]bool{true}})
	empty   = ui.JSON().Value(nil).HeightCSS("50vh")
	scored  = ui.Label().ValueScores(scores).NumTopClasses(2)
	marked  = ui.Label().ValueText("cat")
	counted = ui.Label().ValueNumber(0.5)
	tasks   = ui.State([]string{"a"}).TimeToLive(60)
	fresh   = ui.StateFunc(func() int { return 1 })
	timer   = ui.Timer(2).Active(false)
	clock   = ui.Textbox().ValueFunc(Now).Every(1.5).Inputs(name, tasks)
	ticked  = ui.Textbox().ValueFunc(func() string { return "" }).EveryTimer(timer)
	clear   = ui.ClearButton(name, number).Value("Empty")
	samples = ui.Examples([]any{"a", 1}, []any{"b", 2.5}).Inputs(name, slider).Fn(Now).RunOnClick(true)
	stars   = Stars(5).Label("Rate").Max(int(LevelHigh))
	boxed   = Box{ui.Textbox()}.Label("boxed")
	calc    = ui.Interface().Inputs(ui.Number().Label("a")).Examples([]any{1, "add"}).SubmitBtn(ui.Button("Go")).ClearBtnNone().Article(`
		Indented
		  text
	`)
	changes = ui.Textbox().Label(changed)
)

type point struct {
	X       int     `json:"x"`
	Y       float64 `json:"y,omitempty"`
	Next    *point  `json:",omitempty"`
	private string
}

func models() ui.ChoiceList { return ui.Values(strings.Fields(os.Getenv("MODELS"))...) }

// Now is a value function.
func Now() string { return "" }

// Box is a textbox with a type of its own.
type Box struct{ ui.TextboxBlock }

// StarsBlock is a block type of the package's own.
type StarsBlock struct{ ui.Custom[int] }

// Stars makes one.
func Stars(n int) StarsBlock {
	return StarsBlock{Custom: ui.NewCustom[int]("Stars").With("html_template", "<b>${value}</b>").Value(n)}
}

// Label sets the label.
func (b StarsBlock) Label(s string) StarsBlock { return StarsBlock{b.With("label", s)} }

// Max sets the number of stars.
func (b StarsBlock) Max(n int) StarsBlock { return b.set("max", n) }

func (b StarsBlock) set(name string, v any) StarsBlock { return StarsBlock{b.Custom.With(name, v)} }

// Rated fires when the user rates.
func (b StarsBlock) Rated() ui.Trigger { return b.On("rated") }

// Change fires when the value changes.
func (b StarsBlock) Change() ui.Trigger { return ui.Trigger{Block: b, Event: "change"} }

func field(label string, lines int) ui.TextboxBlock { return ui.Textbox().Label(label).Lines(lines) }

func card(heading string, children ...ui.Node) ui.Node {
	return ui.Group(ui.Markdown("## "+heading), ui.Column(children...))
}

func twice(n ui.Node) []ui.Node { return []ui.Node{n, field("twin", 1)} }

func enum[T ui.Scalar](label string) ui.RadioBlock {
	return ui.Radio().Choices(ui.Enum[T]()).Label(label)
}

// Home is the main page.
var Home = ui.Page(
	ui.Markdown(`
		# Heading

		  indented
	`),
	ui.Markdown(text+"!"),
	ui.HTML("<b>").ElemID("html"),
	ui.Row(styled, secret).Height(100).HeightCSS("2em"),
	ui.Tabs(
		ui.Tab("One", slider, number, op, level).ID("one"),
		ui.Tab("Two", plain, group, ratios, listed, late, lateOp),
		ui.Tab("Empty"),
	).Selected("one"),
	ui.Accordion("More", data, raw, empty, scored, marked, counted).Open(false),
	ui.Sidebar(tasks, fresh, timer, clock, ticked).Position(ui.Right),
	card("Card", field("first", 1), ui.Row(twice(field("second", 2))...)),
	clear, samples, stars, boxed, changes, enum[Op]("generic"),
	parts.Header("Here"), parts.Footer, fragment,
).Title("Home").CSS("b { color: red }")

var fragment = ui.Page(ui.Button("In a fragment"))

// Second is another page.
var Second = ui.Page(calc).Path("second").InNavbar(false)
