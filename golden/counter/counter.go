// Package counter counts for every visitor apart: its State lives in the
// session, and no visitor sees the count of another.
//
//blocks:app title="Counter"
package counter

import (
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

// History is what a visitor did. A State may hold any Go value that can be
// copied: the handler works on a copy of its own.
type History struct {
	Steps []Step
	Seen  map[int]bool
}

// Step is one change of the count.
type Step struct {
	By int
}

var (
	count   = ui.State(0)
	history = ui.State(History{})

	step    = ui.Slider(1, 10).Step(1).Value(1).Label("Step").Info("How much one click counts.")
	shown   = ui.Number().Label("Count").Precision(0).Interactive(false)
	message = ui.Textbox().Label("Message").Interactive(false)
	add     = ui.Button("Add").Variant(ui.Primary)
	undo    = ui.Button("Undo")
)

// Home is the page.
var Home = ui.Page(
	count, history,
	ui.Markdown("Every visitor has a count of their own."),
	ui.Row(step, shown),
	ui.Row(add, undo),
	message,
)

// Start shows the count that the session has.
//
//blocks:on Home.load api_visibility=private
func Start(count int) (shown int) { return count }

// Add counts by step and remembers it.
//
//blocks:on add.click
func Add(count *int, history *History, step int) (shown int) {
	*count += step
	history.Steps = append(history.Steps, Step{By: step})
	if history.Seen == nil {
		history.Seen = map[int]bool{}
	}
	history.Seen[*count] = true
	return *count
}

// Undo takes the last step back.
//
//blocks:on undo.click
func Undo(count *int, history *History) (shown int) {
	if n := len(history.Steps); n > 0 {
		*count -= history.Steps[n-1].By
		history.Steps = history.Steps[:n-1]
	}
	return *count
}

// Tell says what happened, whenever the count is another than before.
//
//blocks:on count.change api_visibility=private
func Tell(count int, history History) (message string) {
	return fmt.Sprintf("%d after %d steps, %d different counts seen.", count, len(history.Steps), len(history.Seen))
}
