package bind

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// face is one interface directive on its way to blocks and listeners.
type face struct {
	h    *handler
	call *directive.Call
	spec *block // the placed ui.Interface(); nil when the directive stands alone
	conf *block // spec as it was declared, before the layout took its place
	sig  *signature

	inputs, additional, outputs []*block // for the parameters and results, in order
	submit, stop, clear         *block   // nil where there is none
}

// expand makes the blocks of an interface directive. They go into the placed
// ui.Interface(), or into a page of their own.
func (b *binder) expand(h *handler, call *directive.Call) *face {
	if call.Broken {
		return nil
	}
	f := &face{h: h, call: call, sig: h.sig}
	if args := call.Positional(); len(args) > 0 {
		f.spec = b.blockNamed(h.home, args[0].Value.Text, args[0].Value.Span)
		if f.spec == nil {
			return nil
		}
		if f.spec.node == nil || f.spec.node.Kind != "interface" {
			b.diags.Errorf(diag.BadInterface, args[0].Value.Span, "%s is a %s, not an interface", f.spec.name(), blockType(f.spec)).
				Note(f.spec.span, "%s is declared here", f.spec.name())
			return nil
		}
		if was := b.filled[f.spec]; was != nil {
			b.diags.Errorf(diag.BadInterface, args[0].Value.Span, "%s is filled twice", f.spec.name()).Note(was.call.Span, "the other directive")
			return nil
		}
		b.filled[f.spec] = f
		conf := *f.spec
		f.conf = &conf
	}
	if h.browserOnly() {
		b.diags.Errorf(diag.BadInterface, b.span(h.decl.Name), "%s does nothing, so there is no interface to make", h.goName())
		return nil
	}
	if h.function().Signature().TypeParams().Len() > 0 {
		b.diags.Errorf(diag.BadInterface, b.span(h.decl.Name), "%s is generic, so that its signature does not say which blocks it needs", h.goName())
		return nil
	}
	if !b.chooseBlocks(f) {
		return nil
	}
	f.layout(b)
	return f
}

// text reads a text of the interface: the directive's argument counts before
// the placed block's setter.
func (f *face) text(b *binder, name string) string {
	if a := f.call.Arg(name); a != nil {
		text, _ := b.text(f.h.home, a.Value)
		return text
	}
	if f.spec != nil {
		return f.conf.text(name)
	}
	return ""
}

func (f *face) flag(name string) bool {
	if a := f.call.Arg(name); a != nil {
		return a.Value.Bool
	}
	return f.spec != nil && f.conf.isTrue(name)
}

// listeners of an interface: the function on Submit and on Enter, or on every
// change when it is live; a Stop button that takes the place of Submit while a
// streaming function runs; Clear.
func (b *binder) interfaceListeners(f *face) {
	ins := append(append([]*block(nil), f.inputs...), f.additional...)
	outs, sends := wiresTo(f.outputs), []wire(nil)
	if f.sig.sender() {
		outs, sends = nil, outs
	}
	run := &listener{handler: f.h, span: f.call.Span, fn: model.Fn{Adapter: -1, Group: f.h.group(), Description: f.h.doc(), Queue: true, APIVisibility: "public", APIName: snake(f.h.goName()), ShowProgress: "full", Span: pos(f.call.Span)}}
	if f.spec != nil {
		b.refine(f, run)
	}
	if !b.options(f.h, run, f.call) {
		return
	}
	c := b.connect(f.h, wiresTo(ins), outs, sends, f.call.Span)
	if c == nil {
		return
	}
	b.use(f.h, run, c)
	run.targets = f.triggers(ins)
	b.add(f.h, f.call, run)

	if f.stop != nil {
		stop := own("stop", "private", f.call.Span)
		stop.fn.JSOnly = true
		stop.targets = []target{{block: f.stop, event: "click"}}
		stop.cancels = []*listener{run}
		if f.submit != nil {
			swap := own("show_stop", "private", f.call.Span)
			swap.fn.JSOnly, swap.fn.JS = true, shown(false, true)
			swap.targets, swap.outputs = run.targets, []*block{f.submit, f.stop}
			back := own("show_submit", "private", f.call.Span)
			back.fn.JSOnly, back.fn.JS = true, shown(true, false)
			back.after, back.outputs = &chain{on: "then", to: run}, swap.outputs
			stop.fn.JS, stop.outputs = back.fn.JS, swap.outputs
			b.listeners = append(b.listeners, swap, back)
		}
		b.listeners = append(b.listeners, stop)
	}
	if f.clear != nil {
		b.cleared[f.clear] = append(append(ins, b.nodes(f.clear.setting("components"))...), f.outputs...)
	}
}

// shown is a JavaScript function that shows or hides Submit and Stop.
func shown(submit, stop bool) string {
	update := func(visible bool) string {
		raw, _ := json.Marshal(visible)
		return `{"__type__": "update", "visible": ` + string(raw) + `}`
	}
	return "() => [" + update(submit) + ", " + update(stop) + "]"
}

// refine reads what the placed interface says about its listener.
func (b *binder) refine(f *face, l *listener) {
	if s := f.conf.text("api_name"); s != "" {
		l.fn.APIName = s
	}
	if s := f.conf.text("api_visibility"); s != "" {
		l.fn.APIVisibility = s
	}
	if f.conf.isSet("api_description") {
		l.fn.Description = f.conf.text("api_description")
	}
	if s := f.conf.text("show_progress"); s != "" {
		l.fn.ShowProgress = s
	}
	switch raw := f.conf.prop("concurrency_limit"); {
	case raw == nil:
	case string(raw) == "null":
		l.fn.ConcurrencyLimit = new(int)
	default:
		n := number(raw, 1)
		l.fn.ConcurrencyLimit = &n
	}
}

// triggers are Submit and Enter in the fields, or every change of an input.
func (f *face) triggers(ins []*block) []target {
	var list []target
	event := "submit"
	if f.submit == nil {
		event = "change"
	} else {
		list = append(list, target{block: f.submit, event: "click", span: f.call.Span})
	}
	for _, in := range ins {
		if _, _, ok := in.hasEvent(event); ok {
			list = append(list, target{block: in, event: event, span: f.call.Span})
		}
	}
	return list
}
