package call

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// builtins are the handlers of the runtime's own, by the name that config.json has
// for them. Each is made of the ids of the blocks that it is about.
var builtins = map[string]func(blocks []int) Handler{"example": example, "reset_state": resetState}

// example is the handler of a click on a row of examples: it puts the row's
// values into the outputs. The listener's input is the dataset, whose value is
// the row's number.
func example(dataset []int) Handler {
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
func resetState(states []int) Handler {
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
		if l.Handler == "" {
			if made, ok := builtins[l.Builtin]; ok {
				h = made(l.Blocks)
			}
		}
		if h == nil {
			return nil, fmt.Errorf("nothing listens as %q (%s): run go tool blocksgen generate", l.Handler+l.Builtin, l.APIName)
		}
		handlers[l.ID] = h
		used[l.Handler] = true
	}
	for name := range given {
		if !used[name] {
			return nil, fmt.Errorf("a handler listens as %q, which config.json does not have: run go tool blocksgen generate", name)
		}
	}
	return handlers, nil
}
