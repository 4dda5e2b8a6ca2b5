package listen

import (
	"encoding/json"
	"go/ast"

	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// samples makes the listeners that fill blocks from a sample, and then run a function if
// RunOnClick is set.
func (m *maker) samples(set *layout.Block) []*Listener {
	inputs, ok := m.inputsOf(set)
	if !ok {
		return nil
	}
	if inputs == nil {
		inputs = set.Fills
	}
	if len(inputs) == 0 {
		m.diags.Errorf(diag.BadExamples, set.Span, "%s has no inputs to fill", set.Described()).Fix("list the inputs: .Inputs(…)")
		return nil
	}
	if !m.rowsFit(set, inputs) {
		return nil
	}
	load := newInternal("load_example", "undocumented", set.Span)
	if name := set.Text("api_name"); name != "" {
		load.Fn.APIName = name
	}
	if v := set.Text("api_visibility"); v != "" {
		load.Fn.APIVisibility = v
	}
	load.Fn.Description = set.Text("api_description")
	load.Fn.Builtin, load.Args = "example", []*layout.Block{set}
	load.Targets, load.Inputs, load.Outputs = []Target{{set, "click", set.Span}}, []Input{{Block: set}}, inputs
	load.Fn.Params = []model.APIParam{{Name: "index", Input: 0}}
	for i := range inputs {
		load.Fn.Returns = append(load.Fn.Returns, model.APIReturn{Output: i})
	}
	list := []*Listener{load}
	if fn := set.Setting("fn"); fn != nil && set.IsTrue("run_on_click") {
		if l := m.callOf(fnSetting{set, fn, diag.BadExamples}, inputs, m.layout.Nodes(set.Setting("outputs"))); l != nil {
			l.Fn.ShowProgress = "full"
			l.After = &After{On: "then", Span: set.Span, To: load}
			list = append(list, l)
		}
	}
	return list
}

// rowsFit reports a row whose number of values is not that of the inputs, and values that
// an input does not accept.
func (m *maker) rowsFit(set *layout.Block, inputs []*layout.Block) bool {
	var rows [][]json.RawMessage
	if json.Unmarshal(set.Raw("samples"), &rows) != nil {
		return true // they are computed at startup
	}
	ok := true
	for i, row := range rows {
		var expr ast.Expr
		at := set.Span
		if s := set.Setting("samples"); s != nil && s.Expr != nil {
			expr = rowOf(s, i)
			at = m.loaded.Span(expr)
		}
		if len(row) != len(inputs) {
			m.diags.Errorf(diag.BadExamples, at, "row %d of %s has %s for %s", i+1, set.Described(), diag.Count(len(row), "value"), diag.Count(len(inputs), "input"))
			return false
		}
		for k, v := range row {
			why := inputs[k].Refuses(v)
			if why == "" {
				continue
			}
			if lit, isLit := expr.(*ast.CompositeLit); isLit && k < len(lit.Elts) {
				at = m.loaded.Span(lit.Elts[k])
			}
			ok = false
			m.diags.Errorf(diag.BadExamples, at, "%s is not a value of %s: %s", spec.Brief(v), inputs[k].Described(), why)
		}
	}
	return ok
}

// rowOf is the expression of row i of a list of samples.
func rowOf(s *tree.Setting, i int) ast.Expr {
	if call, ok := s.Expr.(*ast.CallExpr); ok && i < len(call.Args) {
		return call.Args[i]
	}
	return s.Expr
}
