// Package shop has a handler of every shape, for the test that compiles what is
// emitted for them.
package shop

import (
	"context"
	"iter"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Home is the page.
var Home = ui.Page(ui.Textbox().Label("<Name>"))

// More is another page.
var More = ui.Page()

// Line is one line of an order.
type Line struct {
	SKU   string `json:"sku"`
	Count int    `json:"count,omitempty"`
	Note  *string
}

// Order is an endpoint.
func Order(lines []Line) (total int) { return len(lines) }

// Limit is a constant input.
const Limit = 3

// Item is copied through all of its references.
type Item struct {
	Name  string
	Tags  []string
	Parts []Item
	Next  *Item
	Stock map[string]int
	Pair  [2]string
	Book  Ledger
}

// Ledger copies itself.
type Ledger struct{ pages []string }

// Clone copies a ledger.
func (l Ledger) Clone() Ledger { return Ledger{append([]string(nil), l.pages...)} }

// Price joins a Textbox.
type Price struct{ cents int }

// FromBlock reads a price.
func (p *Price) FromBlock(s string) error {
	p.cents = len(s)
	return nil
}

// ToBlock writes a price.
func (p Price) ToBlock() (string, error) { return string(rune('0' + p.cents)), nil }

// Form binds its fields.
type Form struct {
	Name string
	Age  int
}

// Choice is an event's data.
type Choice struct{ Index int }

// Greet has plain inputs and outputs.
func Greet(_ context.Context, name string, value int, err, _ string) (reply string, n int, e error) {
	return name + err, value, nil
}

// Shop has nothing at all.
func Shop() {}

// Check has constant inputs.
func Check(limit int, mode string) error { return nil }

// Add reads and writes States.
func Add(basket *[]Item, count *int, ledger Ledger) error {
	*count++
	*basket = append(*basket, Item{Book: ledger})
	return nil
}

// Edit has what converts in other ways.
func Edit(note ui.Opt[string], price Price, form Form) (ui.Opt[string], Price, Form, ui.TextboxBlock, int) {
	return note, price, form, ui.TextboxBlock{}, 0
}

// Type streams tokens.
func Type(text string) iter.Seq2[ui.Token, error] {
	return func(yield func(ui.Token, error) bool) {}
}

// Stream sends several outputs.
func Stream[T any](ctx context.Context, send func(string, ui.Opt[string]) error) error {
	return send("", ui.Opt[string]{})
}

// Pick gets an event's data.
func Pick(choice Choice) {}

// Seek reads a property.
func Seek(position float64) {}
