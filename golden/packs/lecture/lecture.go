// Package lecture shows formulas and coloured code, in a text that is known when the
// app is generated, and in answers that a handler writes.
//
//blocks:app title="Lecture" packs=highlight
package lecture

import (
	_ "embed"
	"iter"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:embed intro.md
var intro string

var (
	text   = ui.Textbox().Label("Text").Lines(4)
	show   = ui.Button("Show")
	ask    = ui.Button("Explain")
	answer = ui.Markdown("").ElemID("answer").LatexDelimiters(
		ui.LatexDelimiter{Left: "$$", Right: "$$", Display: true},
		ui.LatexDelimiter{Left: "$", Right: "$"},
		ui.LatexDelimiter{Left: `\(`, Right: `\)`},
		ui.LatexDelimiter{Left: `\[`, Right: `\]`, Display: true},
	)
)

// Home is the page.
var Home = ui.Page(ui.Markdown(intro).ElemID("intro"), ui.Row(text, ui.Column(show, ask)), answer)

// Show gives back a text.
//
//blocks:on show.click
func Show(text string) (answer string) { return text }

// Explain writes an answer, piece by piece.
//
//blocks:on ask.click
func Explain() (answer iter.Seq[ui.Token]) {
	return func(yield func(ui.Token) bool) {
		for word := range strings.SplitAfterSeq(explanation, " ") {
			if !yield(ui.Token(word)) {
				return
			}
		}
	}
}

const explanation = "The mean of $n$ numbers is \\(\\bar{x}\\), and it is\n\n$$\\bar{x} = \\frac{1}{n} \\sum_{i=1}^{n} x_i .$$\n\n" +
	"In Python:\n\n```python\ndef mean(numbers: list[float]) -> float:\n    \"\"\"The mean of some numbers.\"\"\"\n    return sum(numbers) / len(numbers)\n```\n\nThat is all.\n"
