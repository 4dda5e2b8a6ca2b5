package number

import (
	"slices"
	"strconv"

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

// apiNames makes the names of endpoints unique as Gradio does. Names that the source sets do
// not change, and must not be names that other handlers have by default: then adding a
// listener would move a name from one function to another.
func (n *numbering) apiNames() {
	set := map[string]*listen.Listener{}
	names := gotype.Unique{}
	for i, l := range n.Listeners {
		if l.APIName == nil {
			continue
		}
		name := &n.app.Fns[i].APIName
		was := set[*name]
		if was == nil {
			set[*name] = l
		} else if was.APIName.Span != l.APIName.Span {
			n.diags.Errorf(diag.DuplicateAPIName, l.APIName.Span, "two listeners have the api_name %s", *name).
				Note(was.APIName.Span, "the other listener")
		}
		*name = names.Take(*name)
	}
	first := map[string]*listen.Listener{}
	for i, l := range n.Listeners {
		if l.APIName != nil {
			continue
		}
		name := &n.app.Fns[i].APIName
		if public := n.isEndpoint(i); public && set[*name] != nil && set[*name].Handler != l.Handler {
			n.diags.Errorf(diag.DuplicateAPIName, set[*name].APIName.Span, "%s is the name of the endpoint of %s", *name, l.Handler.Name()).
				Note(l.Fn.Span, "the other listener").
				Fix("choose another name, or set api_name on both")
		} else if public && first[*name] == nil {
			first[*name] = l
		} else if public && first[*name].Fn.Span != l.Fn.Span {
			n.diags.Warnf(diag.UnstableAPIName, l.Fn.Span, "this listener gets the name %s_%d only because it is not the first one with the name %s", *name, n.taken(names, *name), *name).
				Note(first[*name].Fn.Span, "the first one").
				Fix("set api_name, or api_visibility=private")
		}
		*name = names.Take(*name)
	}
}

// isEndpoint reports whether clients can call a listener by a name that the source implies.
func (n *numbering) isEndpoint(i int) bool {
	l, fn := n.Listeners[i], &n.app.Fns[i]
	return l.Handler != nil && l.Adapter != nil && !fn.JSOnly && fn.APIVisibility != "private"
}

// taken is the number that makes a name unique.
func (n *numbering) taken(names gotype.Unique, name string) int {
	i := 1
	for names[name+"_"+strconv.Itoa(i)] {
		i++
	}
	return i
}
