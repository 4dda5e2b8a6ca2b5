// Package state is the block State.
package state

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "state", Class: "State", Wire: "state",
	Props:   spec.Defaults{},
	SkipAPI: true, PerSession: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "State", Role: spec.KeepsState,
		Doc: "is a value on the server, one for each session.",
		Params: []spec.Param{
			spec.P("value", "the initial value. Each session starts with a copy of it.").As(spec.GoValue),
			spec.P("time_to_live", "the time in seconds after which the value is deleted if no handler sets it.", spec.Set("TimeToLive", "seconds", spec.Float)),
			spec.P("delete_callback", "the function that is called with a value when it is deleted.", spec.Set("DeleteCallback", "fn", spec.Any)).As(spec.GoValue),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "a handler changes the value."},
		},
		HasRender: true,
		Hidden:    true,
		Generic:   true,
	}
}
