// Package calculator makes a page from a signature: the directive says
// interface, and the placed block refines what the signature cannot say.
//
//blocks:app title="Toy Calculator"
package calculator

import (
	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

// Op is what the calculator does with its numbers.
type Op string

// The operations, in the order in which the page offers them.
const (
	Add      Op = "add"
	Subtract Op = "subtract"
	Multiply Op = "multiply"
	Divide   Op = "divide"
)

var calc = ui.Interface().
	Title("Toy Calculator").
	Description("A calculator made from the signature of **one function**.").
	Examples(
		[]any{45, Add, 3},
		[]any{3.14, Divide, 2},
		[]any{144, Multiply, 2.5},
		[]any{0, Subtract, 1.2},
	)

// Home is the page.
var Home = ui.Page(calc)

// Calculate applies op to two numbers.
//
//blocks:interface calc
//blocks:param a="the first number" op="what to do" b="the second number"
//blocks:result result="what comes out"
func Calculate(a float64, op Op, b float64) (result float64, err error) {
	switch op {
	case Add:
		return a + b, nil
	case Subtract:
		return a - b, nil
	case Multiply:
		return a * b, nil
	}
	if b == 0 {
		return 0, event.Errorf("Cannot divide by zero!")
	}
	return a / b, nil
}
