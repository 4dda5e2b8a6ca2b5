package call

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// builtins are the handlers of the runtime's own, by the name that config.json has
// for them. Each is made of the arguments that stand beside the name.
var builtins = map[string]func(args []int) Handler{
	"example":     func([]int) Handler { return Example },
	"reset_state": func(args []int) Handler { return ResetState(args...) },
}

// Example is the handler of a click on a row of examples: it puts the row's
// values into the outputs. The listener's input is the dataset, whose value is
// the row's number.
func Example(c *Call) error {
	// Every app links this, so it does without the codec for whole numbers, which needs
	// package math/big.
	var row float64
	if in := c.Input(0); in.Null() || json.Unmarshal(in.Raw, &row) != nil {
		return &value.InputError{Label: in.Label, Message: "expected a whole number"}
	}
	var samples [][]json.RawMessage
	if err := json.Unmarshal(c.Input(0).Props["samples"], &samples); err != nil {
		return fmt.Errorf("samples of component %d: %w", c.listener.Inputs[0].ID, err)
	}
	i := int(row)
	if i < 0 || i >= len(samples) || float64(i) != row {
		return &value.InputError{Message: fmt.Sprintf("there is no example %v", row)}
	}
	for i, v := range samples[i] {
		if i < len(c.outputs) {
			value.PutJSON(c.Output(i), v)
		}
	}
	return nil
}

// ResetState is the handler that gives States their initial values again: those
// named by id among the listener's outputs, or all of them.
func ResetState(states ...int) Handler {
	return func(c *Call) error {
		for _, o := range c.outputs {
			if o.comp.State == nil || len(states) > 0 && !slices.Contains(states, o.comp.ID) {
				continue
			}
			v := o.comp.State.Initial()
			o.State = &v
		}
		return nil
	}
}

// handlersOf finds the handler of each listener, by the listener's number: one that
// was given by its name, or one of the runtime's own.
func handlersOf(s *site.Site, given map[string]Handler) (map[int]Handler, error) {
	handlers := map[int]Handler{}
	used := map[string]bool{}
	for _, l := range s.Listeners() {
		h := given[l.Handler]
		used[l.Handler] = true
		if l.Handler == "" {
			if made, ok := builtins[l.Builtin]; ok {
				h = made(l.Args)
			}
		}
		if h == nil {
			return nil, fmt.Errorf("listener %d (%s) has no handler: nothing listens as %q", l.ID, l.APIName, l.Handler+l.Builtin)
		}
		handlers[l.ID] = h
	}
	for name := range given {
		if !used[name] {
			return nil, fmt.Errorf("a handler listens as %q, which config.json does not have", name)
		}
	}
	return handlers, nil
}
