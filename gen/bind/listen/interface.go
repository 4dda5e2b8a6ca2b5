package listen

import (
	"fmt"

	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// interfaceListeners makes the listeners of an interface: the function on Submit and on
// Enter, or on every change when it is live; a Stop button that takes the place of Submit
// while a streaming function runs. Clear is a matter of its button.
func (m *maker) interfaceListeners(h *handler.Handler, call *directive.Call) []*Listener {
	i := m.layout.Interface(call)
	if i == nil {
		return nil
	}
	b := bound{handler: h, at: call.Span, inputs: toBlocks(i.AllInputs())}
	if h.Sig.HasSend() {
		b.sends = toBlocks(i.Outputs)
	} else {
		b.results = toBlocks(i.Outputs)
	}
	run := newListener(h, call)
	refine(run, i)
	if !m.options(run) || !m.connect(run, b) {
		return nil
	}
	run.Targets = interfaceTriggers(i)
	list := []*Listener{run}
	if i.Stop == nil {
		return list
	}
	stop := newInternal("stop", "private", call.Span)
	stop.Fn.JSOnly = true
	stop.Targets = []Target{{Block: i.Stop, Event: "click"}}
	stop.Cancels = []*Listener{run}
	if i.Submit != nil {
		both := []*layout.Block{i.Submit, i.Stop}
		swap := newInternal("show_stop", "private", call.Span)
		swap.Fn.JSOnly, swap.Fn.JS = true, visibility(false, true)
		swap.Targets, swap.Outputs = run.Targets, both
		back := newInternal("show_submit", "private", call.Span)
		back.Fn.JSOnly, back.Fn.JS = true, visibility(true, false)
		back.After, back.Outputs = &After{On: "then", To: run}, both
		stop.Fn.JS, stop.Outputs = back.Fn.JS, both
		list = append(list, swap, back)
	}
	return append(list, stop)
}

// visibility is a JavaScript function that shows or hides Submit and Stop.
func visibility(submit, stop bool) string {
	const update = `{"__type__": "update", "visible": %t}`
	return fmt.Sprintf("() => ["+update+", "+update+"]", submit, stop)
}

// refine reads the options of the listener from the placed interface.
func refine(l *Listener, i *layout.Interface) {
	for name, field := range map[string]*string{"api_name": &l.Fn.APIName, "api_visibility": &l.Fn.APIVisibility, "show_progress": &l.Fn.ShowProgress} {
		if s := i.Set.Text(name); s != "" {
			*field = s
		}
	}
	if i.Set.Prop("api_description") != nil {
		l.Fn.Description = i.Set.Text("api_description")
	}
	if i.Set.Prop("concurrency_limit") != nil {
		n := 0 // ConcurrencyLimitNone
		if limit, ok := i.Set.Number("concurrency_limit"); ok {
			n = int(limit)
		}
		l.Fn.ConcurrencyLimit = &n
	}
}

// interfaceTriggers are Submit and Enter in the fields, or every change of an input.
func interfaceTriggers(i *layout.Interface) []Target {
	var list []Target
	event := "change"
	if i.Submit != nil {
		event = "submit"
		list = append(list, Target{i.Submit, "click", i.Call.Span})
	}
	for _, in := range i.AllInputs() {
		if in.Fires(event) {
			list = append(list, Target{in, event, i.Call.Span})
		}
	}
	return list
}
