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

// blockListeners makes the listeners of a block that need no directive: those of
// ClearButton, Examples and ValueFunc.
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

// clear makes the listeners that clear blocks in the browser, and reset States.
func (m *maker) clear(button *layout.Block) []*Listener {
	blocks := button.Fills
	if blocks == nil {
		blocks = m.layout.Nodes(button.Setting("components"))
	}
	var values []json.RawMessage
	var outputs, states []*layout.Block
	for _, b := range blocks {
		switch {
		case b.Entry.Layout: // has no value
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

// emptying is a JavaScript function that returns values.
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

// valueFunc makes the listener that computes a block's value: when the page is loaded, at
// the ticks of a timer, and when an input changes.
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

// inputsOf returns the blocks of the setting inputs. If one of them is not placed, which
// was reported, it returns false.
func (m *maker) inputsOf(b *layout.Block) ([]*layout.Block, bool) {
	s := b.Setting("inputs")
	inputs := m.layout.Nodes(s)
	return inputs, s == nil || len(inputs) == len(s.Nodes)
}

// fnSetting is a setting of a block that names a function, with the code for its errors.
type fnSetting struct {
	block *layout.Block
	*tree.Setting
	code diag.Code
}

// callOf makes a listener that calls the function of a setting, with blocks for its
// parameters and results by position. If there are errors, it reports them and returns nil.
func (m *maker) callOf(s fnSetting, inputs, outputs []*layout.Block) *Listener {
	at := s.block.Span
	if s.Expr != nil {
		at = m.loaded.Span(s.Expr)
	}
	fn, ok := s.Func.(*types.Func)
	if !ok || fn.Signature().Recv() != nil {
		m.diags.Errorf(s.code, at, "the generated program can call only a package-level function").
			Fix("declare an exported function and name it here")
		return nil
	}
	h := m.handlers.Function(fn)
	if h == nil {
		if !m.diags.HasErrors() {
			m.diags.Errorf(s.code, at, "%s is declared in package %s, which is not part of the app", fn.Name(), fn.Pkg().Path())
		}
		return nil
	}
	if n := len(h.Sig.Inputs()); n != len(inputs) {
		m.diags.Errorf(s.code, at, "%s has %s, but %s has %s", fn.Name(), diag.Count(n, "parameter"), s.block.Described(), diag.Count(len(inputs), "input")).
			Note(m.loaded.Declaration(fn), "%s is declared here", fn.Name())
		return nil
	}
	if n := len(h.Sig.Outputs()); n != len(outputs) {
		m.diags.Errorf(s.code, at, "%s has %s, but %s has %s", fn.Name(), diag.Count(n, "result"), s.block.Described(), diag.Count(len(outputs), "output")).
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
