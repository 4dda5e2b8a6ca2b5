// Package state is the block State.
package state

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "state", Class: "State", Wire: "state",
	Props:   spec.Defaults{},
	SkipAPI: true, PerSession: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "State", Role: spec.KeepsState,
		Doc: "keeps a value on the server, one for each user's session.",
		Params: []spec.Param{
			spec.P("value", "the initial value; each session starts with a copy of it.").As(spec.GoValue),
			spec.P("time_to_live", "the time in seconds after which a value that nobody set is dropped.", spec.Set("TimeToLive", "seconds", spec.Float)),
			spec.P("delete_callback", "the function that is called with a value when it is dropped.", spec.Set("DeleteCallback", "fn", spec.Any)).As(spec.GoValue),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "a handler leaves a value that differs from the one before."},
		},
		HasRender: true,
		Hidden:    true,
		Generic:   true,
	}
}
