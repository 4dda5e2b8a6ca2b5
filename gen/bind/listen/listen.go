// Package listen makes the listeners of an app: from directives and blocks it decides
// which handler runs on which events, with which blocks, through which conversions.
package listen

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Listener becomes one entry of the config's dependencies. It holds what it refers to
// by pointer until everything has its number.
type Listener struct {
	Fn         model.Fn         // all that needs no number
	Handler    *handler.Handler // nil for a listener that the generator adds
	Targets    []Target
	After      *After // it follows another listener; nil when it does not
	Inputs     []Input
	Outputs    []*layout.Block
	Adapter    *model.Adapter // nil when no Go function runs
	Cancels    []*Listener
	ProgressOn []*layout.Block
	Args       []*layout.Block // of a function of the runtime
	APIName    *directive.Arg  // where the name of the endpoint is written; nil when it follows from the handler's

	call        *directive.Call // that makes it; nil for what blocks do by themselves
	cancelNames []directive.Value
}

// Target is one event that fires a listener.
type Target struct {
	Block *layout.Block
	Event string
	Span  diag.Span
}

// Input is a block whose value a listener takes, or a property of whose.
type Input struct {
	Block *layout.Block
	Prop  bool
}

// After says which listener is followed.
type After struct {
	On   string // then, success, failure
	To   *Listener
	Span diag.Span // of the trigger

	name string // of the handler or listener that is followed
	home *types.Package
}

// directives has, for each directive that makes listeners, the function that does. The
// directives themselves are described by package directive.
var directives = map[string]func(*maker, *handler.Handler, *directive.Call) []*Listener{
	"on":        (*maker).on,
	"interface": (*maker).interfaceListeners,
	"api":       (*maker).api,
}

// Make makes the listeners of an app: those of its directives in source order, then those
// of its blocks. What is wrong with them goes to diags.
func Make(l *source.Loaded, lay *layout.Layout, handlers *handler.Set, diags *diag.List) []*Listener {
	m := &maker{
		loaded: l, layout: lay, handlers: handlers, diags: diags,
		codecs: gotype.Codecs(l.Codecs), args: handler.Args{Loaded: l, Diags: diags},
	}
	var all []*Listener
	for _, h := range handlers.List {
		for _, c := range h.Calls {
			if listeners := directives[c.Name]; listeners != nil && !c.Broken {
				all = append(all, listeners(m, h, c)...)
			}
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

// maker has what listeners are made from.
type maker struct {
	loaded   *source.Loaded
	layout   *layout.Layout
	handlers *handler.Set
	codecs   gotype.Codecs
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

// newInternal starts a listener of the generator's, which is not an endpoint for clients.
func newInternal(name, visibility string, at diag.Span) *Listener {
	return &Listener{Fn: model.Fn{
		Adapter: -1, APIName: name, APIVisibility: visibility, ShowProgress: "hidden", TriggerMode: "once", Group: name, Span: at,
	}}
}

// triggerMode is Gradio's default: what changes quickly counts in its last state,
// everything else is ignored while it runs.
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
				m.diags.Errorf(diag.WrongEventData, p.Span, "%s is what a %s event carries, not %s of %s", gotype.Short(p.Type, l.Handler.Home), want, t.Event, t.Block.Name()).
					Note(t.Span, "the trigger")
			}
		}
		if l.After != nil {
			m.diags.Errorf(diag.WrongEventData, p.Span, "a listener that follows another one gets no event data").
				Note(l.After.Span, "the trigger")
		}
	}
}
