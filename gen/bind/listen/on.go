package listen

import (
	"go/constant"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// on makes the listeners of an on directive: one for all triggers on blocks and pages,
// and one for each trigger on another listener.
func (m *maker) on(h *handler.Handler, call *directive.Call) []*Listener {
	targets, chains, ok := m.triggers(h, call)
	l := m.bindHandler(h, call)
	if l == nil || !ok {
		return nil
	}
	var list []*Listener
	if len(targets) > 0 {
		l.Targets = targets
		list = append(list, l)
	}
	for _, after := range chains {
		if len(list) > 0 {
			if l = m.bindHandler(h, call); l == nil {
				return list
			}
			l.Fn.ListenerID = "" // the id names one listener: the first of the line
		}
		l.After = after
		list = append(list, l)
	}
	return list
}

// triggers reads the triggers of a directive: events of blocks, and other listeners.
func (m *maker) triggers(h *handler.Handler, call *directive.Call) (targets []Target, chains []*After, ok bool) {
	ok = true
	for _, a := range call.Positional() {
		name, event := cutLast(a.Value.Text)
		o := gotype.Find(h.Home, name)
		followed := []string{"then", "success", "failure"}
		switch blk := m.layout.Of(o); {
		case blk != nil:
			t, found := m.trigger(blk, event, a.Value.Span)
			targets, ok = append(targets, t), ok && found
		case event == "then" || event == "success" || event == "failure":
			chains = append(chains, &After{name: name, home: h.Home, On: event, Span: a.Value.Span})
		case o != nil && m.handlers.Attached(o) != nil:
			ok = false
			m.diags.Errorf(diag.UnknownTrigger, a.Value.Span.Tail(len(name)+1), "handler %s has no event %s, only then, success and failure", name, event).
				Suggest(event, followed)
		default:
			ok = false
			m.layout.Refuse(h.Home, o, name, a.Value.Span.Head(len(name)))
		}
	}
	return targets, chains, ok
}

// cutLast splits block.event at the last dot.
func cutLast(s string) (head, tail string) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// trigger checks an event of a block. at ends with the name of the event.
func (m *maker) trigger(blk *layout.Block, event string, at diag.Span) (Target, bool) {
	if blk.Fires(event) {
		return Target{blk, event, at}, true
	}
	all := blk.Events()
	at.Column = at.EndColumn - len(event)
	d := m.diags.Errorf(diag.UnknownTrigger, at, "%s has no event %s", blk.Described(), event)
	if len(all) > 0 {
		d.Detail = "its events: " + strings.Join(all, ", ")
	}
	if blk.Span.IsValid() {
		d.Note(blk.Span, "%s is declared here", blk.Name())
	}
	d.Suggest(event, all)
	return Target{}, false
}

// bindHandler makes the listener of an on directive, without triggers. If there are
// errors, it reports them and returns nil.
func (m *maker) bindHandler(h *handler.Handler, call *directive.Call) *Listener {
	l := newListener(h, call)
	if !m.options(l) {
		return nil
	}
	if h.Decl == nil {
		return m.constantListener(l)
	}
	results, sends := call.Arg("out"), (*directive.Arg)(nil)
	if h.Sig.HasSend() { // out= lists the outputs of the send function
		results, sends = nil, results
	}
	b := bound{handler: h, at: call.Span}
	var ok [3]bool
	b.inputs, ok[0] = m.attach(side{h, call.Span, parameter, h.Sig.Inputs(), call.Arg("in")})
	b.sends, ok[1] = m.attach(side{h, call.Span, result, h.Sig.Sends, sends})
	b.results, ok[2] = m.attach(side{h, call.Span, result, h.Sig.Results, results})
	switch {
	case ok != [3]bool{true, true, true}:
		return nil
	case h.BrowserOnly():
		// The types count when the body gets its first statement.
		if !m.connect(newListener(h, call), b) {
			return nil
		}
		return emptyListener(l, b.inputs)
	case !m.connect(l, b):
		return nil
	}
	return l
}

// inBrowser makes a listener run only in the browser. Clients cannot call it, so it is
// private by default.
func inBrowser(l *Listener) {
	l.Fn.JSOnly, l.Fn.Queue = true, false
	if l.call.Arg("api_visibility") == nil {
		l.Fn.APIVisibility = "private"
	}
}

// constantListener completes the listener of a ui.JS constant, whose inputs and outputs
// are those that the directive lists.
func (m *maker) constantListener(l *Listener) *Listener {
	inBrowser(l)
	l.Fn.JS = constant.StringVal(l.Handler.Obj.(*types.Const).Val())
	l.Fn.ArgSpans["js"] = m.loaded.Declaration(l.Handler.Obj)
	ok := l.Fn.JS != ""
	if !ok {
		m.diags.Errorf(diag.BadScript, l.Fn.ArgSpans["js"], "constant %s is empty, but must be a JavaScript function", l.Handler.Name())
	}
	for _, name := range []string{"in", "out"} {
		arg := l.call.Arg(name)
		if arg == nil {
			continue
		}
		for _, v := range arg.Value.List {
			op, found := m.resolve(l.Handler.Home, v)
			if found && (op.block == nil || v.Key != "" || name == "out" && op.prop != "") {
				m.diags.Errorf(diag.UnknownBlock, v.Span, "%s= of a listener that runs in the browser must list blocks by position", name)
				found = false
			}
			switch ok = ok && found; {
			case !found:
			case name == "in":
				l.Inputs = append(l.Inputs, Input{op.block, op.prop != ""})
			default:
				l.Outputs = append(l.Outputs, op.block)
			}
		}
	}
	if !ok {
		return nil
	}
	return l
}

// emptyListener completes the listener of a function with an empty body: only cancels=
// and js= have an effect, in the browser.
func emptyListener(l *Listener, inputs []binding) *Listener {
	inBrowser(l)
	for _, in := range inputs {
		if in.block != nil {
			l.Inputs = append(l.Inputs, Input{in.block, in.prop != ""})
		}
	}
	return l
}
