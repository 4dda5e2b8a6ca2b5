package number

import (
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/listen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// listeners writes the listeners with their numbers.
func (n *numbering) listeners() {
	for i, l := range n.Listeners {
		fn := l.Fn
		fn.ID = i
		for _, t := range l.Targets {
			to := model.Target{Block: n.ids[t.Block], Event: t.Event, Span: t.Span}
			if t.Event == "unload" && layout.IsPage(t.Block.Entry) {
				to.Block = -1 // the session ends on every page
			}
			fn.Targets = append(fn.Targets, to)
		}
		if a := l.After; a != nil {
			to := slices.Index(n.Listeners, a.To)
			fn.TriggerAfter = &to
			fn.TriggerOnSuccess, fn.TriggerOnFailure = a.On == "success", a.On == "failure"
			fn.Targets = append(fn.Targets, model.Target{Block: -1, Event: a.On, Span: a.Span})
		}
		for position, in := range l.Inputs {
			fn.Inputs = append(fn.Inputs, n.ids[in.Block])
			if in.Prop {
				fn.PropInputs = append(fn.PropInputs, position)
			}
		}
		fn.Outputs, fn.ShowProgressOn, fn.BuiltinArgs = n.idsOf(l.Outputs), n.idsOf(l.ProgressOn), n.idsOf(l.Args)
		for _, c := range l.Cancels {
			if id := slices.Index(n.Listeners, c); id >= 0 && !slices.Contains(fn.Cancels, id) {
				fn.Cancels = append(fn.Cancels, id)
			}
		}
		if l.Adapter != nil {
			fn.Adapter = len(n.app.Adapters)
			n.app.Adapters = append(n.app.Adapters, *l.Adapter)
		}
		n.app.Fns = append(n.app.Fns, fn)
	}
	n.apiNames()
}

// apiNames makes the names of endpoints unique as Gradio does. It does not change names
// that the source sets; two equal ones are an error.
func (n *numbering) apiNames() {
	written := map[string]*listen.Listener{}
	names := gotype.Unique{}
	for i, l := range n.Listeners {
		if l.APIName == nil {
			continue
		}
		name := &n.app.Fns[i].APIName
		was := written[*name]
		if was == nil {
			written[*name] = l
		} else if was.APIName.Span != l.APIName.Span {
			n.diags.Errorf(diag.DuplicateAPIName, l.APIName.Span, "two listeners have the api_name %s", *name).
				Note(was.APIName.Span, "the other listener")
		}
		*name = names.Take(*name)
	}
	for i, l := range n.Listeners {
		if l.APIName == nil {
			n.app.Fns[i].APIName = names.Take(n.app.Fns[i].APIName)
		}
	}
}
