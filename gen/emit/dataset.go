package emit

import (
	"encoding/json"
	"maps"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
)

// describeSamples tells the page what the columns of a dataset are: the blocks
// that a click on a sample fills.
func (w *configWriter) describeSamples(b *model.Block, props map[string]json.RawMessage) {
	columns := w.columns(b.ID)
	if len(columns) == 0 {
		return
	}
	type kind struct {
		Name    string `json:"name"`
		ClassID string `json:"class_id"`
	}
	kinds, shown, labels, labelled := []kind{}, []object{}, []string{}, false
	var own []map[string]json.RawMessage // component_props, one for each column
	_ = json.Unmarshal(props["component_props"], &own)
	for i, id := range columns {
		column := &w.app.Blocks[id]
		entry := blocks.Lookup(column.Kind)
		set := w.props(column)
		if i < len(own) {
			maps.Copy(set, own[i])
		}
		kinds = append(kinds, kind{entry.Name(), hash(entry.Class)})
		shown = append(shown, ordered(entry, set))
		var label string
		if present(set["label"]) && json.Unmarshal(set["label"], &label) == nil && label != "" {
			labelled = true
		}
		labels = append(labels, label)
	}
	derived := object{{"components", kinds}, {"component_props", shown}, {"component_ids", columns}}
	var headers []string
	_ = json.Unmarshal(props["headers"], &headers)
	if len(headers) == 0 && labelled {
		derived = append(derived, member{"headers", labels})
	}
	for _, d := range derived {
		if raw, err := marshal(d.value); err == nil { // text, numbers and JSON always marshal
			props[d.name] = raw
		}
	}
}

// columns are the blocks that the samples of a dataset fill.
func (w *configWriter) columns(dataset int) []int {
	for i := range w.app.Fns {
		fn := &w.app.Fns[i]
		if fn.Builtin == "example" && len(fn.BuiltinArgs) > 0 && fn.BuiltinArgs[0] == dataset {
			return fn.Outputs
		}
	}
	return nil
}
