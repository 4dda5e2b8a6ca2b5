package bind

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// blockListeners adds what blocks do by themselves: value functions, buttons
// that clear, samples.
func (b *binder) blockListeners() {
	for _, page := range b.pages {
		var all []*block
		page.walk(func(blk *block) { all = append(all, blk) })
		for _, blk := range all {
			switch blk.kind {
			case "clearbutton":
				blocks := b.cleared[blk] // those of an interface's button are known already
				if blocks == nil {
					blocks = b.nodes(blk.setting("components"))
				}
				b.clear(blk, blocks)
			case "examples":
				b.examples(blk)
			}
			if s := blk.setting("value_func"); s != nil {
				b.valueFunc(blk, s)
			}
		}
	}
}

// own starts a listener of the generator's, which is no endpoint.
func own(name, visibility string, at diag.Span) *listener {
	return &listener{span: at, fn: model.Fn{Adapter: -1, APIName: name, APIVisibility: visibility, ShowProgress: "hidden", TriggerMode: "once", Group: name, Span: pos(at)}}
}

// clear empties blocks in the browser, and gives States their initial value.
func (b *binder) clear(button *block, blocks []*block) {
	var values []json.RawMessage
	var outputs, states []*block
	for _, blk := range blocks {
		if blk.entry.Layout {
			continue // nothing to empty
		}
		if blk.kind == "state" {
			states = append(states, blk)
			continue
		}
		outputs = append(outputs, blk)
		values = append(values, blk.empty())
	}
	name := button.text("api_name")
	if name == "" {
		name = "clear"
	}
	visibility := button.text("api_visibility")
	if visibility == "" {
		visibility = "undocumented"
	}
	if len(outputs) > 0 {
		l := own(name, visibility, button.span)
		l.fn.JSOnly = true
		l.fn.JS = emptying(values)
		l.targets, l.outputs = []target{{block: button, event: "click", span: button.span}}, outputs
		b.listeners = append(b.listeners, l)
	}
	if len(states) > 0 {
		l := own(name+"_state", visibility, button.span)
		l.fn.Builtin, l.args = "reset_state", states
		l.targets, l.outputs = []target{{block: button, event: "click", span: button.span}}, states
		b.listeners = append(b.listeners, l)
	}
}

// emptying is a JavaScript function that returns the values.
func emptying(values []json.RawMessage) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	if len(list) == 1 && !strings.HasPrefix(list[0], "[") {
		return "() => " + parenthesised(list[0])
	}
	return "() => [" + strings.Join(list, ", ") + "]"
}

// parenthesised keeps an object literal from being read as a function's body.
func parenthesised(js string) string {
	if strings.HasPrefix(js, "{") {
		return "(" + js + ")"
	}
	return js
}

// examples fills blocks from a sample, and runs a function then if asked to.
func (b *binder) examples(set *block) {
	inputs := b.nodes(set.setting("inputs"))
	if inputs == nil {
		inputs = b.exampleInputs[set]
	}
	if absent(set, inputs) {
		return
	}
	at := set.span
	if len(inputs) == 0 {
		b.diags.Errorf(diag.BadExamples, at, "%s fills no blocks", set.name()).Fix("say which: .Inputs(…)")
		return
	}
	if !b.rowsFit(set, len(inputs)) {
		return
	}
	click := []target{{block: set, event: "click", span: at}}
	load := own("load_example", "undocumented", at)
	if name := set.text("api_name"); name != "" {
		load.fn.APIName = name
	}
	if v := set.text("api_visibility"); v != "" {
		load.fn.APIVisibility = v
	}
	load.fn.Description = set.text("api_description")
	load.fn.Builtin, load.args = "example", []*block{set}
	load.targets, load.inputs, load.outputs = click, []input{{block: set}}, inputs
	load.fn.Params = []model.APIParam{{Name: "index", Input: 0}}
	for i := range inputs {
		load.fn.Returns = append(load.fn.Returns, model.APIReturn{Output: i})
	}
	b.listeners = append(b.listeners, load)

	if fn := set.setting("fn"); fn != nil && set.isTrue("run_on_click") {
		if l := b.callOf(set, fn, inputs, b.nodes(set.setting("outputs")), diag.BadExamples); l != nil {
			l.fn.ShowProgress = "full"
			l.after = &chain{on: "then", span: at, to: load}
			b.listeners = append(b.listeners, l)
		}
	}
}

// absent reports whether a block names inputs that stand in no page, which was
// said already.
func absent(blk *block, inputs []*block) bool {
	s := blk.setting("inputs")
	return s != nil && len(inputs) < len(s.Nodes)
}

// rowsFit reports rows with more or fewer values than there are blocks.
func (b *binder) rowsFit(set *block, want int) bool {
	var rows [][]json.RawMessage
	raw := set.prop("samples")
	if raw == nil || json.Unmarshal(raw, &rows) != nil {
		return true // late, or nothing there
	}
	for i, row := range rows {
		if len(row) != want {
			at := set.span
			if s := set.setting("samples"); s != nil {
				at = b.rowSpan(s, i, at)
			}
			b.diags.Errorf(diag.BadExamples, at, "row %d of %s has %s for %s", i+1, set.name(), count(len(row), "value"), count(want, "block"))
			return false
		}
	}
	return true
}

// rowSpan is where row i of a list of samples is written.
func (b *binder) rowSpan(s *tree.Setting, i int, otherwise diag.Span) diag.Span {
	if call, ok := s.Expr.(*ast.CallExpr); ok && i < len(call.Args) {
		return b.span(call.Args[i])
	}
	if s.Expr != nil {
		return b.span(s.Expr)
	}
	return otherwise
}

// valueFunc computes a block's value when the page is loaded, at the ticks of a
// timer, and when an input of the function changes.
func (b *binder) valueFunc(blk *block, s *tree.Setting) {
	inputs := b.nodes(blk.setting("inputs"))
	if absent(blk, inputs) {
		return
	}
	l := b.callOf(blk, s, inputs, []*block{blk}, diag.BadValueFunc)
	if l == nil {
		return
	}
	for _, t := range b.nodes(blk.setting("every")) {
		l.targets = append(l.targets, target{block: t, event: "tick", span: blk.span})
	}
	if every := blk.setting("every"); every != nil && len(every.Nodes) == 0 && !every.Late {
		timer := made("timer")
		timer.props = []model.Prop{{Name: "value", Value: every.Value}}
		timer.page, timer.span = blk.page, blk.span
		blk.page.children = append(blk.page.children, timer)
		l.targets = append(l.targets, target{block: timer, event: "tick", span: blk.span})
	}
	for _, in := range inputs {
		if _, _, ok := in.hasEvent("change"); ok {
			l.targets = append(l.targets, target{block: in, event: "change", span: blk.span})
		}
	}
	l.fn.ShowProgress = "full"
	if len(l.targets) == 0 {
		l.fn.ShowProgress = "hidden"
	}
	l.targets = append(l.targets, target{block: blk.page, event: "load", span: blk.span})
	l.fn.TriggerMode = triggerMode(l.targets)
	b.listeners = append(b.listeners, l)
}

// callOf makes a listener that calls a function named in a setting, with blocks
// for its parameters and results by position.
func (b *binder) callOf(blk *block, s *tree.Setting, inputs, outputs []*block, code diag.Code) *listener {
	at := blk.span
	if s.Expr != nil {
		at = b.span(s.Expr)
	}
	fn, ok := s.Func.(*types.Func)
	if !ok || fn.Signature().Recv() != nil {
		b.diags.Errorf(code, at, "the generated main can only call a package-level function").
			Fix("declare an exported function and name it here")
		return nil
	}
	h := b.plainHandler(fn)
	if h == nil {
		if !b.diags.HasErrors() {
			b.diags.Errorf(code, at, "%s is declared in a package that is not read with the app", fn.Name())
		}
		return nil
	}
	if n := len(h.sig.inputs()); n != len(inputs) && len(inputs) > 0 || n > 0 && len(inputs) == 0 {
		b.diags.Errorf(code, at, "%s takes %s, but %s are given as inputs", fn.Name(), count(n, "value"), count(len(inputs), "block")).
			Note(b.spanOf(fn), "%s is declared here", fn.Name())
		return nil
	}
	results := h.sig.results
	if h.sig.sender() {
		results = h.sig.sends
	}
	if len(results) != len(outputs) {
		b.diags.Errorf(code, at, "%s gives %s, but there are %s for them", fn.Name(), count(len(results), "result"), count(len(outputs), "block")).
			Note(b.spanOf(fn), "%s is declared here", fn.Name())
		return nil
	}
	ins, outs := wiresTo(inputs), wiresTo(outputs)
	var sends []wire
	if h.sig.sender() {
		outs, sends = nil, outs
	}
	c := b.connect(h, ins, outs, sends, at)
	if c == nil {
		return nil
	}
	l := own(snake(fn.Name()), "private", at)
	l.handler = h
	l.fn.Queue, l.fn.Group, l.fn.Description = true, h.group(), h.doc()
	b.use(h, l, c)
	return l
}

func wiresTo(blocks []*block) []wire {
	wires := make([]wire, len(blocks))
	for i, blk := range blocks {
		wires[i].block = blk
	}
	return wires
}

// plainHandler reads a function that a setting names as if it were a handler;
// nil when it was not read from source, or cannot be one.
func (b *binder) plainHandler(fn *types.Func) *handler {
	if h := b.byFunc[fn]; h != nil {
		if h.sig == nil {
			return nil
		}
		return h
	}
	decl := b.decls[fn]
	if decl == nil {
		return nil
	}
	h := &handler{obj: fn, decl: decl, home: fn.Pkg()}
	if !b.readHandler(h) {
		return nil
	}
	b.byFunc[fn] = h
	return h
}

// group is the default concurrency group: the handler, so that its listeners
// share one limit.
func (h *handler) group() string {
	return fmt.Sprintf("%s.%s", h.home.Name(), h.goName())
}
