// Package listen makes the listeners of an app. A listener connects triggers, a handler,
// and blocks that are its inputs and outputs, with the conversions between them.
package listen

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Listener becomes one entry of the config's dependencies. It refers to blocks and
// listeners by pointer; package number replaces these with numbers.
type Listener struct {
	Fn         model.Fn         // everything except numbers
	Handler    *handler.Handler // nil for a listener that the generator adds
	Targets    []Target
	After      *After // nil if it does not follow another listener
	Inputs     []Input
	Outputs    []*layout.Block
	Adapter    *model.Adapter // nil if no Go function runs
	Cancels    []*Listener
	ProgressOn []*layout.Block
	Args       []*layout.Block // inputs of a built-in function of the runtime
	APIName    *directive.Arg  // sets the name of the endpoint; nil for the default

	call        *directive.Call // its directive; nil for a listener of a block
	cancelNames []directive.Value
}

// Target is one event that triggers a listener.
type Target struct {
	Block *layout.Block
	Event string
	Span  diag.Span
}

// Input is a block whose value, or one of whose properties, is an input of a listener.
type Input struct {
	Block *layout.Block
	Prop  bool
}

// After is a trigger on another listener.
type After struct {
	On   string // then, success, failure
	To   *Listener
	Span diag.Span // of the trigger

	name string // of the handler or listener that is followed
	home *types.Package
}

// directives has, for each directive that makes listeners, the function that makes them.
// Package directive describes the directives.
var directives = map[string]func(*maker, *handler.Handler, *directive.Call) []*Listener{
	"on":        (*maker).on,
	"interface": (*maker).interfaceListeners,
	"api":       (*maker).api,
}

// Make makes the listeners of an app: those of its directives in source order, then those
// of its blocks. shapes tell the JSON of Go types. Errors go to diags.
func Make(l *source.Loaded, lay *layout.Layout, handlers *handler.Set, shapes *jsontype.Walker, diags *diag.List) []*Listener {
	m := &maker{
		loaded: l, layout: lay, handlers: handlers, diags: diags,
		codecs: gotype.Codecs(l.Codecs), shapes: shapes, args: handler.Args{Loaded: l, Diags: diags},
	}
	var all []*Listener
	for _, h := range handlers.List {
		before := diags.Len()
		for _, c := range h.Calls {
			if listeners := directives[c.Name]; listeners != nil && !c.Broken {
				all = append(all, listeners(m, h, c)...)
			}
		}
		if diags.Len() == before { // else a misspelt parameter may be the reason why the body reads a block
			m.checkBody(h)
		}
	}
	for _, page := range lay.Pages {
		page.Walk(func(b *layout.Block) { all = append(all, m.blockListeners(b)...) })
	}
	for _, l := range all {
		if l.Fn.TriggerMode == "" {
			l.Fn.TriggerMode = triggerMode(l.Targets)
		}
		m.checkEventData(l)
	}
	return link(m, all)
}

// maker makes listeners.
type maker struct {
	loaded   *source.Loaded
	layout   *layout.Layout
	handlers *handler.Set
	codecs   gotype.Codecs
	shapes   *jsontype.Walker
	copier   gotype.Copier
	args     handler.Args
	diags    *diag.List
}

// newListener starts the listener of a directive, with the defaults of its handler.
func newListener(h *handler.Handler, call *directive.Call) *Listener {
	return &Listener{Handler: h, call: call, Fn: model.Fn{
		Adapter: -1, Group: h.Group(), Description: h.Doc(), Queue: true,
		APIVisibility: "public", APIName: gotype.Snake(h.Name()), ShowProgress: "full", Span: call.Span,
	}}
}

// newInternal starts a listener that the generator adds, which is not an endpoint for
// clients.
func newInternal(name, visibility string, at diag.Span) *Listener {
	return &Listener{Fn: model.Fn{
		Adapter: -1, APIName: name, APIVisibility: visibility, ShowProgress: "hidden", TriggerMode: "once", Group: name, Span: at,
	}}
}

// triggerMode is Gradio's default: of frequent events the last one counts, other events
// are ignored while the listener runs.
func triggerMode(targets []Target) string {
	if len(targets) > 0 {
		switch targets[0].Event {
		case "change", "key_up":
			return "always_last"
		case "stream":
			return "multiple"
		}
	}
	return "once"
}

// checkEventData checks a handler's parameter for event data against the triggers.
func (m *maker) checkEventData(l *Listener) {
	if l.Handler == nil || l.Handler.Sig == nil {
		return
	}
	for _, p := range l.Handler.Sig.Params {
		if p.Kind != model.EventData {
			continue
		}
		l.Fn.EventData = true
		name, _ := gotype.In(p.Type, source.EventPath)
		want := gotype.Snake(name)
		if want == "data" {
			continue
		}
		for _, t := range l.Targets {
			if t.Block.Payload(t.Event) != want {
				m.diags.Errorf(diag.WrongEventData, p.Span, "parameter %s is %s, the data of a %s event, but the trigger is event %s of %s", p.Label(), diag.A(gotype.Short(p.Type, l.Handler.Home)), want, t.Event, t.Block.Described()).
					Note(t.Span, "the trigger")
			}
		}
		if l.After != nil {
			m.diags.Errorf(diag.WrongEventData, p.Span, "parameter %s is event data, but a listener that follows another one receives none", p.Label()).
				Note(l.After.Span, "the trigger")
		}
	}
}
