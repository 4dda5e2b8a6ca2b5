package listen

import (
	"encoding/json"
	"go/ast"

	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
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
	if !m.rowsFit(set, len(inputs)) {
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

// rowsFit reports a row whose number of values is not that of the inputs.
func (m *maker) rowsFit(set *layout.Block, want int) bool {
	var rows [][]json.RawMessage
	if json.Unmarshal(set.Raw("samples"), &rows) != nil {
		return true // they are computed at startup
	}
	for i, row := range rows {
		if len(row) != want {
			at := set.Span
			if s := set.Setting("samples"); s != nil && s.Expr != nil {
				at = m.loaded.Span(rowOf(s, i))
			}
			m.diags.Errorf(diag.BadExamples, at, "row %d of %s has %s for %s", i+1, set.Described(), diag.Count(len(row), "value"), diag.Count(want, "input"))
			return false
		}
	}
	return true
}

// rowOf is the expression of row i of a list of samples.
func rowOf(s *tree.Setting, i int) ast.Expr {
	if call, ok := s.Expr.(*ast.CallExpr); ok && i < len(call.Args) {
		return call.Args[i]
	}
	return s.Expr
}
