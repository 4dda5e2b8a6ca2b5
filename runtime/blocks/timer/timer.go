// Package timer is the block Timer.
package timer

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "timer", Class: "Timer", Wire: "timer",
	Props: spec.Defaults{
		{"value", "1"}, {"active", "true"},
	},
	Value: spec.SecondsValue,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Timer",
		Doc:  "fires an event at an interval while the page is open. Its value is the interval in seconds.",
		Args: []spec.Arg{{Name: "seconds", Type: spec.Float, Param: "value"}},
		Params: []spec.Param{
			spec.P("value", "the interval between two ticks in seconds.", spec.Set("Value", "seconds", spec.Float)),
			spec.P("active", "whether the timer ticks.", spec.Set("Active", "active", spec.Bool)),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "the interval changes."},
			{Name: "tick", Doc: "the interval ends."},
		},
		HasRender:   true,
		Hidden:      true,
		Constructor: "ui.Timer(2)",
	}
}
