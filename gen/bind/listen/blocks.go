package listen

import (
	"encoding/json"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
)

// blockListeners makes the listeners of what a block does by itself.
func (m *maker) blockListeners(b *layout.Block) []*Listener {
	var list []*Listener
	switch {
	case layout.Clears(b.Entry):
		list = m.clear(b)
	case layout.HasSamples(b.Entry):
		list = m.samples(b)
	}
	if s := b.Setting("value_func"); s != nil {
		list = append(list, m.valueFunc(b, s)...)
	}
	return list
}

// clear empties blocks in the browser, and gives States their initial value.
func (m *maker) clear(button *layout.Block) []*Listener {
	blocks := button.Fills
	if blocks == nil {
		blocks = m.layout.Nodes(button.Setting("components"))
	}
	var values []json.RawMessage
	var outputs, states []*layout.Block
	for _, b := range blocks {
		switch {
		case b.Entry.Layout: // nothing to empty
		case layout.IsState(b.Entry):
			states = append(states, b)
		default:
			outputs = append(outputs, b)
			values = append(values, b.Empty())
		}
	}
	name, visibility := "clear", "undocumented"
	if s := button.Text("api_name"); s != "" {
		name = s
	}
	if s := button.Text("api_visibility"); s != "" {
		visibility = s
	}
	var list []*Listener
	click := []Target{{button, "click", button.Span}}
	if len(outputs) > 0 {
		l := newInternal(name, visibility, button.Span)
		l.Fn.JSOnly, l.Fn.JS = true, emptying(values)
		l.Targets, l.Outputs = click, outputs
		list = append(list, l)
	}
	if len(states) > 0 {
		l := newInternal(name+"_state", visibility, button.Span)
		l.Fn.Builtin, l.Args = "reset_state", states
		l.Targets, l.Outputs = click, states
		list = append(list, l)
	}
	return list
}

// emptying is a JavaScript function that returns the values.
func emptying(values []json.RawMessage) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	switch first := list[0]; {
	case len(list) > 1 || first[0] == '[':
		return "() => [" + strings.Join(list, ", ") + "]"
	case first[0] == '{': // else it would be read as the body of the function
		return "() => (" + first + ")"
	default:
		return "() => " + first
	}
}

// valueFunc computes a block's value when the page is loaded, at the ticks of a timer,
// and when an input of the function changes.
func (m *maker) valueFunc(b *layout.Block, s *tree.Setting) []*Listener {
	inputs, ok := m.inputsOf(b)
	if !ok {
		return nil
	}
	l := m.callOf(fnSetting{b, s, diag.BadValueFunc}, inputs, []*layout.Block{b})
	if l == nil {
		return nil
	}
	timers := m.layout.Nodes(b.Setting("every"))
	if b.Timer != nil {
		timers = append(timers, b.Timer)
	}
	for _, t := range timers {
		l.Targets = append(l.Targets, Target{t, "tick", b.Span})
	}
	for _, in := range inputs {
		if in.Fires("change") {
			l.Targets = append(l.Targets, Target{in, "change", b.Span})
		}
	}
	if len(l.Targets) > 0 {
		l.Fn.ShowProgress = "full"
	}
	l.Targets = append(l.Targets, Target{b.Page, "load", b.Span})
	l.Fn.TriggerMode = triggerMode(l.Targets)
	return []*Listener{l}
}

// inputsOf gives the blocks of the setting inputs. It reports false when one of them is
// not placed, which was reported.
func (m *maker) inputsOf(b *layout.Block) ([]*layout.Block, bool) {
	s := b.Setting("inputs")
	inputs := m.layout.Nodes(s)
	return inputs, s == nil || len(inputs) == len(s.Nodes)
}

// fnSetting is a setting of a block that names a function, with the code of findings
// about it.
type fnSetting struct {
	block *layout.Block
	*tree.Setting
	code diag.Code
}

// callOf makes a listener that calls the function of a setting, with blocks for its
// parameters and results by position; nil when that cannot be, which is reported.
func (m *maker) callOf(s fnSetting, inputs, outputs []*layout.Block) *Listener {
	at := s.block.Span
	if s.Expr != nil {
		at = m.loaded.Span(s.Expr)
	}
	fn, ok := s.Func.(*types.Func)
	if !ok || fn.Signature().Recv() != nil {
		m.diags.Errorf(s.code, at, "the generated main can only call a package-level function").
			Fix("declare an exported function and name it here")
		return nil
	}
	h := m.handlers.Function(fn)
	if h == nil {
		if !m.diags.HasErrors() {
			m.diags.Errorf(s.code, at, "%s is declared in a package that is not read with the app", fn.Name())
		}
		return nil
	}
	if n := len(h.Sig.Inputs()); n != len(inputs) {
		m.diags.Errorf(s.code, at, "%s takes %s, but %s are given as inputs", fn.Name(), diag.Count(n, "value"), diag.Count(len(inputs), "block")).
			Note(m.loaded.Declaration(fn), "%s is declared here", fn.Name())
		return nil
	}
	if n := len(h.Sig.Outputs()); n != len(outputs) {
		m.diags.Errorf(s.code, at, "%s gives %s, but there are %s for them", fn.Name(), diag.Count(n, "result"), diag.Count(len(outputs), "block")).
			Note(m.loaded.Declaration(fn), "%s is declared here", fn.Name())
		return nil
	}
	b := bound{handler: h, at: at, inputs: toBlocks(inputs)}
	if h.Sig.HasSend() {
		b.sends = toBlocks(outputs)
	} else {
		b.results = toBlocks(outputs)
	}
	l := newInternal(gotype.Snake(fn.Name()), "private", at)
	l.Handler = h
	l.Fn.Queue, l.Fn.Group, l.Fn.Description = true, h.Group(), h.Doc()
	if !m.connect(l, b) {
		return nil
	}
	return l
}
