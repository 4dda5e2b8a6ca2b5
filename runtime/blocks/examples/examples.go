// Package examples is the block Dataset.
package examples

import (
	"encoding/json"
	"maps"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "examples", Class: "Dataset", Wire: "dataset", Common: spec.Component,
	Props: spec.Defaults{
		{"samples", "[]"},
		{"samples_per_page", "10"},
		{"sample_labels", ""},
		{"component_props", ""},
		{"headers", "[]"},
		{"visible_columns", ""},
		{"type", `"values"`},
		{"layout", ""},
		{"proxy_url", ""},
		{"label", `"Examples"`},
	},
	Value: rowValue, Relate: describe,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Examples", Role: spec.FillsInputs,
		Doc:  "shows samples. A click on one fills the input blocks.",
		Args: []spec.Arg{{Name: "rows", Type: spec.Rows, Param: "samples"}},
		Params: []spec.Param{
			spec.P("samples", "the samples: rows with a value for each of Inputs.", spec.Set("Rows", "rows", spec.Rows)).Also("examples"),
			spec.P("samples_dir", "the directory that holds the samples.", spec.Set("Dir", "path", spec.String)).NotDone("examples from a directory are not supported yet: list the rows"),
			spec.P("inputs", "the blocks that a click fills, one for each value of a row.", spec.Set("Inputs", "blocks", spec.Nodes)).As(spec.BlockRefs),
			spec.P("outputs", "the blocks for the results of Fn.", spec.Set("Outputs", "blocks", spec.Nodes)).As(spec.BlockRefs),
			spec.P("fn", "the function that runs on a click, after the inputs are filled. It needs RunOnClick.", spec.Set("Fn", "fn", spec.Any)).As(spec.GoValue),
			spec.P("run_on_click", "whether a click also runs Fn.", spec.Set("RunOnClick", "run", spec.Bool)).Def("false"),
			spec.P("cache_examples", "whether the results of the examples are cached.", spec.Set("CacheExamples", "cache", spec.Bool)).NotDone("cached examples are not supported yet"),
			spec.P("cache_mode", "when the results of the examples are computed: at startup (Eager) or at the first click (Lazy).", spec.Set("CacheMode", "mode", spec.CacheMode.Arg())).NotDone("cached examples are not supported yet"),
			spec.P("samples_per_page", "the number of samples on a page.", spec.Set("ExamplesPerPage", "n", spec.Int)).Also("examples_per_page"),
			spec.P("sample_labels", "the labels that are shown instead of the samples.", spec.Set("ExampleLabels", "labels", spec.Strings)).Also("example_labels"),
			spec.P("preload", "the index of the row that fills the inputs when the page is loaded, from 0.",
				spec.Set("Preload", "row", spec.Int),
				spec.Fixed("PreloadNone", "false", "disables preloading.")).Def("0").NotDone("preloading needs cached examples, which are not supported yet"),
			spec.P("preprocess", "whether values are converted before Fn receives them.", spec.Set("Preprocess", "preprocess", spec.Bool)).Def("true").NotDone("values are always converted to the types of the handler"),
			spec.P("postprocess", "whether results of Fn are converted.", spec.Set("Postprocess", "postprocess", spec.Bool)).Def("true").NotDone("results are always converted from the types of the handler"),
			spec.P("api_visibility", "who can call the endpoint by name: Public, Private or Undocumented.", spec.Set("APIVisibility", "visibility", spec.APIVisibility.Arg())).Def(`"undocumented"`),
			spec.P("api_name", "the name in the API.", spec.Set("APIName", "name", spec.String)).Def(`"load_example"`),
			spec.P("api_description", "the description in the API. An empty string removes it.", spec.Set("APIDescription", "text", spec.String)),
			spec.P("batch", "whether the function processes several calls at once, as lists.", spec.Set("Batch", "batch", spec.Bool)).Def("false").NotDone("batches are not supported yet"),
			spec.P("components", "the blocks that determine how the values are shown. The default is Inputs.", spec.Set("Components", "blocks", spec.Nodes)).As(spec.BlockRefs).NotDone("samples are always shown as values of Inputs"),
			spec.P("component_props", "the properties for the blocks that show the values.", spec.Set("ComponentProps", "props", spec.AnyMaps)),
			spec.P("headers", "the headings of the table. The default are the labels of Inputs.", spec.Set("Headers", "headings", spec.Strings)),
			spec.P("visible_columns", "the indexes of the columns that are shown, from 0. The default is all columns. A click also fills the inputs of hidden columns.", spec.Set("VisibleColumns", "columns", spec.Ints)),
			spec.P("type", "what a handler of click receives: the row (DatasetValues), its index (DatasetIndex) or both (DatasetTuple).", spec.Set("Type", "kind", typeEnum.Arg())),
			spec.P("layout", "how the samples are shown: GalleryLayout (for one input) or TableLayout.", spec.Set("Layout", "layout", layoutEnum.Arg())),
			spec.P("proxy_url", "the URL of the app from which files of the samples are read.", spec.Set("ProxyURL", "url", spec.String)).NotDone("files of other apps are not supported"),
		},
		Events: []spec.Event{
			{Name: "change", Doc: "the samples change."},
			{Name: "click", Doc: "the user clicks a sample."},
			{Name: "select", Doc: "the user selects a sample.", Payload: "select"},
		},
		HasRender:   true,
		Constructor: `ui.Examples([]any{"a"}, []any{"b"})`,
		Edges: []spec.Edge{
			{Name: "null", Send: `null`, Fails: "expected a whole number, got nothing"},
			{Name: "null as Opt", Go: "ui.Opt[int]", Send: `null`, Gets: `null`},
			{Name: "zero", Send: `0`, Gets: `int 0`},
			{Name: "string", Send: `"1"`, Fails: "expected a whole number"},
		},
	}
}

// rowValue is the number of a row.
var rowValue = &spec.Value{
	Name: "row", Codecs: []string{"Int"}, TS: "number",
	Natural: func(spec.Props) string { return "int" },
	Schema: func(spec.Props) spec.Schema {
		return spec.Schema{
			JSON:   json.RawMessage(`{"type":"integer","description":"index of selected example"}`),
			Python: "int", Description: "index of selected example", Example: json.RawMessage("0"),
		}
	},
	Samples: []string{"1", "0"},
}

var (
	layoutEnum = &spec.Enum{Type: "DatasetLayout", Doc: "how samples are shown", Values: []spec.EnumValue{{Go: "GalleryLayout", Wire: "gallery"}, {Go: "TableLayout", Wire: "table"}}}
	typeEnum   = &spec.Enum{Type: "DatasetType", Doc: "what handlers receive for a sample", Values: []spec.EnumValue{{Go: "DatasetValues", Wire: "values"}, {Go: "DatasetIndex", Wire: "index"}, {Go: "DatasetTuple", Wire: "tuple"}}}
)

// describe tells the page what the columns are: the blocks that a click on a sample
// fills.
func describe(p spec.Props, columns []spec.Column) {
	type kind struct {
		Name    string `json:"name"`
		ClassID string `json:"class_id"`
	}
	var own []spec.Props // component_props as the author set them, one for each column
	_ = json.Unmarshal(p["component_props"], &own)
	kinds, shown, ids, labels, labelled := []kind{}, []spec.Object{}, []int{}, []string{}, false
	for i, c := range columns {
		props := maps.Clone(c.Props)
		if i < len(own) {
			maps.Copy(props, own[i])
		}
		label, ok := spec.Text(props["label"])
		labelled = labelled || ok && label != ""
		labels = append(labels, label)
		kinds = append(kinds, kind{c.Block.Name(), c.ClassID})
		shown = append(shown, c.Block.Ordered(props))
		ids = append(ids, c.ID)
	}
	p["components"], p["component_props"], p["component_ids"] = spec.Marshal(kinds), spec.Marshal(shown), spec.Marshal(ids)
	var headers []string
	if _ = json.Unmarshal(p["headers"], &headers); len(headers) == 0 && labelled {
		p["headers"] = spec.Marshal(labels)
	}
}
