package app

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/value"
)

// builtins are the handlers of the runtime's own, by the name that config.json has
// for them.
var builtins = map[string]func(blocks ...int) Handler{"example": example, "reset_state": resetState}

// example is the handler of a click on a row of examples: it puts the row's
// values into the outputs. The listener's input is the dataset, whose value is
// the row's number.
func example(dataset ...int) Handler {
	return func(c *Call) error {
		// Not value.Int: every app links this function, few link that one.
		var row int
		if json.Unmarshal(c.Input(0).Raw, &row) != nil {
			return &value.InputError{Label: c.Input(0).Label, Message: "expected the number of an example"}
		}
		var samples [][]json.RawMessage
		if err := json.Unmarshal(c.Input(0).Props["samples"], &samples); err != nil {
			return fmt.Errorf("samples of component %v: %w", dataset, err)
		}
		if row < 0 || row >= len(samples) {
			return &value.InputError{Message: fmt.Sprintf("there is no example %d", row)}
		}
		for i, v := range samples[row] {
			if i < len(c.outputs) {
				value.PutJSON(c.Output(i), v)
			}
		}
		return nil
	}
}

// resetState is the handler that gives States their initial values again: those
// named by id among the listener's outputs, or all of them.
func resetState(states ...int) Handler {
	return func(c *Call) error {
		for _, o := range c.outputs {
			if o.comp.state == nil || len(states) > 0 && !slices.Contains(states, o.comp.ID) {
				continue
			}
			v := o.comp.state.Initial()
			o.State = &v
		}
		return nil
	}
}
