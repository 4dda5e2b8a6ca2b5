// Package label is the block Label.
package label

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "label", Class: "Label", Wire: "label", Common: spec.Component,
	Props: spec.Defaults{
		{"value", "{}"}, {"num_top_classes", ""}, {"color", ""}, {"show_heading", "true"}, {"buttons", "[]"},
	},
	Value: family,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Label",
		Doc: "shows a class, and how sure one is of it and of others.",
		Params: []spec.Param{
			spec.P("value", "the class and, if there are any, the confidences.",
				spec.Set("Value", "data", dataType),
				spec.Set("ValueText", "text", spec.String).Says("sets the class alone."),
				spec.Set("ValueNumber", "number", spec.Float).Says("sets the class to a number."),
				spec.Set("ValueScores", "scores", spec.FloatMap).Says("sets the confidence of each class, from 0 to 1. The surest one is the heading.")).As(Form),
			spec.P("num_top_classes", "the number of classes that are shown at most, the surest first.", spec.Set("NumTopClasses", "n", spec.Int)),
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
	}
}
