package app

import "github.com/blocksgen/blocksgen/runtime/app/internal/call"

// Call is one run of a listener, as an adapter sees it: Input, Property and
// EventData give what to decode, Err says whether that worked, Output and PutBlock
// take what to encode, Send publishes it as an intermediate result.
type Call = call.Call

// Handler is an adapter: it decodes the inputs of a call, calls a handler, and
// encodes what it gave. The generator writes them.
type Handler = call.Handler

// Listen gives a handler the name that the listeners of config.json have for it.
// Everything else about a listener is in config.json.
func (a *App) Listen(name string, h Handler) { a.handlers[name] = h }
