package app

import (
	"fmt"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/internal/call"
	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
)

// Call is one run of a listener, as an adapter sees it: Input, Property and
// EventData give what to decode, Err says whether that worked, Output and PutBlock
// take what to encode, Send publishes it as an intermediate result.
type Call = call.Call

// Handler is an adapter: it decodes the inputs of a call, calls a handler, and
// encodes what it gave. The generator writes them.
type Handler = call.Handler

// Listen gives the listeners that config.json wires to a name their handler.
// Everything else about them is in config.json.
func (a *App) Listen(name string, h Handler) { a.handlers[name] = h }

// Option changes how a listener runs.
type Option func(*site.Wiring)

// ConcurrencyLimit sets how many calls of the group run at once; 0 is unlimited.
// The default is the app's.
func ConcurrencyLimit(n int) Option { return func(w *site.Wiring) { w.Limit = &n } }

// ConcurrencyID makes a listener share the limit of all those with this id, and
// the lowest of their limits holds.
func ConcurrencyID(id string) Option { return func(w *site.Wiring) { w.Group = "id:" + id } }

// TimeLimit ends a call's context after d.
func TimeLimit(d time.Duration) Option {
	return func(w *site.Wiring) { w.TimeLimit = d.Seconds() }
}

// ListenAt gives listener number fn of the configuration its handler. Listeners of
// one group wait in one queue; the generator names a group after its handler.
func (a *App) ListenAt(fn int, group string, h Handler, opts ...Option) {
	w := site.Wiring{Fn: fn, Handler: fmt.Sprint("listener ", fn), Group: group}
	for _, o := range opts {
		o(&w)
	}
	a.wiring = append(a.wiring, w)
	a.handlers[w.Handler] = h
}

// Example is the handler of a click on a row of the examples with this id.
func Example(int) Handler { return call.Example }

// ResetState is the handler that gives States their initial values again: those
// named by id among the listener's outputs, or all of them.
func ResetState(states ...int) Handler { return call.ResetState(states...) }
