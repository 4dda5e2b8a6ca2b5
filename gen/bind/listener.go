package bind

import (
	"go/constant"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// listener becomes one entry of the config's dependencies. What it refers to is
// held by pointer until everything has its number.
type listener struct {
	fn         model.Fn // all that needs no number
	handler    *handler // nil for what the generator adds
	targets    []target
	after      *chain // it follows another listener
	inputs     []input
	outputs    []*block
	adapter    *model.Adapter
	cancels    []*listener
	cancelRefs []directive.Value
	progressOn []*block
	args       []*block       // of a builtin
	apiName    *directive.Arg // when it is written out
	span       diag.Span
}

// target is one event that fires a listener.
type target struct {
	block *block
	event string
	span  diag.Span
}

// listen makes the listeners of one on directive: all triggers on blocks and
// pages are one, every trigger on a listener is one of its own.
func (b *binder) listen(h *handler, call *directive.Call) {
	if call.Broken {
		return
	}
	if id := call.Arg("id"); id != nil {
		b.written[id.Value.Text] = true
	}
	var plain []target
	var chains []*chain
	ok := true
	for _, a := range call.Positional() {
		name, event, _ := cutLast(a.Value.Text)
		switch o := b.object(h.home, name); {
		case o != nil && b.vars[o] != nil:
			t, found := b.trigger(b.vars[o], event, a.Value.Span, len(name)+1)
			ok = ok && found
			plain = append(plain, t)
		case event == "then" || event == "success" || event == "failure":
			chains = append(chains, &chain{name: name, home: h.home, on: event, span: a.Value.Span})
		case o != nil && b.byFunc[o] != nil:
			ok = false
			at := tailSpan(a.Value.Span, len(name)+1)
			d := b.diags.Errorf(diag.UnknownTrigger, at, "listeners of %s have no event %s; other listeners follow it by then, success or failure", name, event)
			b.suggest(d, at, event, []string{"then", "success", "failure"})
		default:
			ok = false
			b.notABlock(h.home, o, name, headSpan(a.Value.Span, len(name)))
		}
	}
	var first *listener
	if l := b.newListener(h, call); l == nil || !ok {
		return
	} else if len(plain) > 0 {
		l.targets = plain
		first = b.add(h, call, l)
	}
	for i, c := range chains {
		l := b.newListener(h, call)
		l.after = c
		if first != nil || i > 0 {
			l.fn.ListenerID = "" // the id names one listener: the first of the line
		}
		first = cmpOr(first, b.add(h, call, l))
	}
}

// add takes a listener into the app, with its trigger mode and id.
func (b *binder) add(h *handler, call *directive.Call, l *listener) *listener {
	if l.fn.TriggerMode == "" {
		l.fn.TriggerMode = triggerMode(l.targets)
	}
	if id := call.Arg("id"); id != nil && l.fn.ListenerID != "" {
		if was, taken := b.ids[l.fn.ListenerID]; taken {
			b.diags.Errorf(diag.DuplicateID, id.Value.Span, "two listeners have the id %s", l.fn.ListenerID).
				Note(was.span, "the other one")
			return nil
		}
		b.ids[l.fn.ListenerID] = l
	}
	b.eventData(h, l)
	h.listeners = append(h.listeners, l)
	b.listeners = append(b.listeners, l)
	return l
}

// triggerMode is Gradio's default: what changes quickly counts in its last
// state, everything else is ignored while it runs.
func triggerMode(targets []target) string {
	if len(targets) > 0 {
		switch targets[0].event {
		case "change", "key_up":
			return "always_last"
		case "stream":
			return "multiple"
		}
	}
	return "once"
}

// trigger checks an event of a block; offset is where the event's name begins in
// the span.
func (b *binder) trigger(blk *block, event string, at diag.Span, offset int) (target, bool) {
	all, _, ok := blk.hasEvent(event)
	if !ok {
		at = tailSpan(at, offset)
		d := b.diags.Errorf(diag.UnknownTrigger, at, "%s, a %s, has no event %s", blk.name(), blockType(blk), event)
		if len(all) > 0 {
			d.Detail = "its events: " + strings.Join(all, ", ")
		}
		if blk.span.IsValid() {
			d.Note(blk.span, "%s is declared here", blk.name())
		}
		b.suggest(d, at, event, all)
	}
	return target{block: blk, event: event, span: at}, ok
}

// eventData checks a parameter for event data against the triggers.
func (b *binder) eventData(h *handler, l *listener) {
	if h.sig == nil {
		return
	}
	for _, p := range h.sig.params {
		if p.kind != model.EventData {
			continue
		}
		l.fn.EventData = true
		name, _ := namedIn(p.typ, eventPath)
		want := snake(name)
		if want == "data" {
			continue
		}
		for _, t := range l.targets {
			if _, payload, _ := t.block.hasEvent(t.event); payload != want {
				d := b.diags.Errorf(diag.WrongEventData, p.span, "%s is what a %s event carries, not %s of %s", shortType(p.typ, h.home), want, t.event, t.block.name())
				d.Note(t.span, "the trigger")
			}
		}
		if l.after != nil {
			b.diags.Errorf(diag.WrongEventData, p.span, "a listener that follows another one gets no event data").
				Note(l.after.span, "the trigger")
		}
	}
}

// newListener binds a handler as an on directive says, without triggers; nil
// when something was reported.
func (b *binder) newListener(h *handler, call *directive.Call) *listener {
	l := &listener{handler: h, span: call.Span, fn: model.Fn{Adapter: -1, Group: h.group(), Description: h.doc(), Queue: true, APIVisibility: "public", ShowProgress: "full", Span: pos(call.Span)}}
	l.fn.APIName = snake(h.goName())
	if !b.options(h, l, call) {
		return nil
	}
	if h.decl == nil {
		return b.browserListener(h, l, call)
	}
	ins, ok1 := b.attach(h, h.sig.inputs(), call.Arg("in"), call.Span, "parameter")
	outs, ok2 := b.attach(h, h.sig.results, resultArg(h.sig, call.Arg("out")), call.Span, "result")
	sends, ok3 := b.attach(h, h.sig.sends, sendArg(h.sig, call.Arg("out")), call.Span, "result")
	if !ok1 || !ok2 || !ok3 {
		return nil
	}
	if h.browserOnly() {
		return b.emptyListener(h, l, call, ins)
	}
	c := b.connect(h, ins, outs, sends, call.Span)
	if c == nil {
		return nil
	}
	b.use(h, l, c)
	return l
}

// use makes a listener run a connected handler.
func (b *binder) use(h *handler, l *listener, c *connection) {
	l.adapter, l.inputs, l.outputs = &c.adapter, c.inputs, c.outputs
	l.fn.Params, l.fn.Returns = c.params, c.returns
	l.fn.Generator = h.sig.stream != "" || h.sig.sender()
}

// resultArg is what out= says about results, and sendArg what it says about a
// send function: with both, a handler's out= is for the send function.
func resultArg(sig *signature, out *directive.Arg) *directive.Arg {
	if sig.sender() {
		return nil
	}
	return out
}

func sendArg(sig *signature, out *directive.Arg) *directive.Arg {
	if sig.sender() {
		return out
	}
	return nil
}

// browserListener is a ui.JS constant: inputs and outputs are listed.
func (b *binder) browserListener(h *handler, l *listener, call *directive.Call) *listener {
	l.fn.JSOnly, l.fn.Queue, l.fn.JS = true, false, constant.StringVal(h.obj.(*types.Const).Val())
	b.hide(l, call)
	ok := true
	for _, name := range []string{"in", "out"} {
		arg := call.Arg(name)
		if arg == nil {
			continue
		}
		for _, v := range arg.Value.List {
			t, found := b.resolve(h.home, v)
			if found && (t.block == nil || v.Key != "" || name == "out" && t.prop != "") {
				b.diags.Errorf(diag.UnknownBlock, v.Span, "%s= of a listener in the browser lists blocks", name)
				found = false
			}
			if ok = ok && found; !found {
				continue
			}
			if name == "in" {
				l.inputs = append(l.inputs, input{block: t.block, prop: t.prop != ""})
			} else {
				l.outputs = append(l.outputs, t.block)
			}
		}
	}
	if !ok {
		return nil
	}
	return l
}

// emptyListener is a function with an empty body: what cancels= and js= say
// happens in the browser alone.
func (b *binder) emptyListener(h *handler, l *listener, call *directive.Call, ins []wire) *listener {
	l.fn.JSOnly, l.fn.Queue = true, false
	b.hide(l, call)
	for _, w := range ins {
		if w.block != nil {
			l.inputs = append(l.inputs, input{block: w.block, prop: w.prop != ""})
		}
	}
	return l
}
