// Package label is the block Label.
package label

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "label", Class: "Label", Wire: "label", Common: spec.Component,
	Props: spec.Defaults{
		{"value", "{}"}, {"num_top_classes", ""}, {"color", ""}, {"show_heading", "true"}, {"buttons", "[]"},
	},
	Value: family,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Label",
		Doc: "shows a class, and the confidences of several classes.",
		Params: []spec.Param{
			spec.P("value", "the class and, optionally, the confidences.",
				spec.Set("Value", "data", dataType),
				spec.Set("ValueText", "text", spec.String).Says("sets only the class."),
				spec.Set("ValueNumber", "number", spec.Float).Says("sets the class to a number."),
				spec.Set("ValueScores", "scores", spec.FloatMap).Says("sets the confidence of each class, from 0 to 1. The class with the highest confidence is the heading.")).As(Form),
			spec.P("num_top_classes", "the maximum number of classes that are shown. The class with the highest confidence is first.", spec.Set("NumTopClasses", "n", spec.Int)),
			spec.P("color", "the background of the heading, as a CSS colour.", spec.Set("Color", "color", spec.String.Like(`"navy"`, `"navy"`))),
			spec.P("show_heading", "whether the class is shown as a heading above the bars.", spec.Set("ShowHeading", "show", spec.Bool)),
			spec.Buttons(""),
		},
		Events: []spec.Event{
			spec.Change,
			{Name: "select", Doc: "the user clicks a class.", Payload: "select"},
		},
		Computed:  true,
		HasRender: true,
		ReadOnly:  true,
		Asks:      []spec.Ask{{Named: "label.Data"}},
		Edges: []spec.Edge{
			{Name: "null", Send: `null`, Gets: `map[string]float64 map[]`, Shows: `{}`},
			{Name: "null as Opt", Go: "ui.Opt[ui.LabelData]", Send: `null`, Gets: `null`, Shows: `{}`},
			{Name: "zero", Send: `{"label":"a","confidences":[{"label":"a","confidence":0}]}`, Gets: `map[string]float64 map[a:0]`},
			{Name: "empty", Send: `{}`, Gets: `map[string]float64 map[]`},
			{Name: "number as class", Go: "string", Send: `{"label":5,"confidences":null}`, Gets: `string 5`, Shows: `{"label":"5","confidences":null}`},
			{Name: "string", Send: `"a"`, Fails: "expected a label with confidences"},
			{Name: "other case", Go: "string", Send: `{"Label":"a"}`, Gets: `string `, Shows: `{}`},
			{Name: "gives NaN", Gives: `map[string]float64{"a": math.NaN(), "b": 0.5}`, Shows: `{"label":"b","confidences":[{"label":"b","confidence":0.5},{"label":"a","confidence":0}]}`},
			{Name: "gives NaN as class", Go: "float64", Gives: `math.NaN()`, Shows: `{"label":"NaN","confidences":null}`},
			{Name: "gives nothing", Gives: `nil`, Shows: `{}`},
		},
	}
}
