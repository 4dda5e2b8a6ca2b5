package attack

import (
	"fmt"
	"iter"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Blocks and handlers for what a client can send: values of every kind, checked and shown
// in every way.
var (
	many   = ui.CheckboxGroup().Label("Many").Choices(choices(5000))
	free   = ui.Dropdown("a", "b").Multiselect().AllowCustomValue(true).Label("Free")
	amount = ui.Number().Label("Amount").Precision(2).Minimum(-1e9).Maximum(1e9)
	level  = ui.Slider(0, 1).Step(0.001).Label("Level")
	class  = ui.Label().Label("Class")
	kept   = ui.State[any](nil)

	choose = ui.Button("Choose")
	name   = ui.Button("Name")
	count  = ui.Button("Count")
	judge  = ui.Button("Judge")
	keep   = ui.Button("Keep")
	turn   = ui.Button("Turn")
	grow   = ui.Button("Grow")
	pass   = ui.Button("Pass")

	costly = ui.Accordion("Costly", many, free, amount, level, class, ui.Row(choose, name, count, judge, keep, turn, grow, pass))
)

// choices makes choices.
func choices(n int) ui.ChoiceList {
	list := make(ui.ChoiceList, n)
	for i := range list {
		list[i] = ui.Choice{Name: fmt.Sprint("choice ", i), Value: i}
	}
	return list
}

// Choose gives back what is chosen of many.
//
//blocks:on choose.click out=many concurrency_limit=none
func Choose(many []int) []int { return many }

// Name gives back what is chosen freely.
//
//blocks:on name.click in=free out=free concurrency_limit=none
func Name(free []string) []string { return free }

// Count adds numbers.
//
//blocks:on count.click concurrency_limit=none
func Count(amount float64, level float64) (reply string) { return fmt.Sprint(amount + level) }

// Judge gives back a label.
//
//blocks:on judge.click in=class out=class concurrency_limit=none
func Judge(class ui.LabelData) ui.LabelData { return class }

// Keep writes a State.
//
//blocks:on keep.click in=data,kept out=kept concurrency_limit=none
func Keep(data, kept any) any { return data }

// Turn shows the parts of a list one after the other.
//
//blocks:on turn.click in=data out=data concurrency_limit=none
func Turn(data []any) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, part := range data[:min(4, len(data))] {
			if !yield(part) {
				return
			}
		}
	}
}

// Grow says a text word by word.
//
//blocks:on grow.click in=text out=reply concurrency_limit=none
func Grow(text string) iter.Seq[ui.Token] {
	return func(yield func(ui.Token) bool) {
		for len(text) > 0 {
			n := min(len(text), 1000)
			if !yield(ui.Token(text[:n])) {
				return
			}
			text = text[n:]
		}
	}
}

// Pass gives back event data.
//
//blocks:on pass.click in=data out=data concurrency_limit=none
func Pass(data any, e event.Data[any]) any { return e.Value }

// Typed decodes types of its own.
//
//blocks:api queue=false
func Typed(names map[string]int, list []string, rows [][]float64, note Note) (length int) {
	return len(names) + len(list) + len(rows)
}

// Note is a type of the app.
type Note struct {
	Title string
	Tags  []string
	More  *Note
}
