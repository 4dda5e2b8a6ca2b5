package catalog

import "slices"

// displays show data to the user.
var displays = []*Block{
	{
		Kind: "json", Class: "JSON", Wire: "json", Name: "json", Go: "JSON",
		Doc:      "shows data as a tree of JSON whose branches open and close.",
		ReadOnly: true,
		Params: component(slices.Concat(
			valueFunc(param("value", "", "the data: anything that encoding/json can write.", setter("Value", "value", "any"))),
			[]Param{
				param("open", "false", "whether all branches are open at first. Otherwise the deep ones are closed.", setter("Open", "open", "bool")),
				param("show_indices", "false", "whether the items of lists show their place.", setter("ShowIndices", "show", "bool")),
				size("height", "", "Height", "the height of the block, which scrolls what does not fit,"),
				size("max_height", "500", "MaxHeight", "the height up to which the block grows before it scrolls,"),
				size("min_height", "", "MinHeight", "the height that the block has at least,"),
				buttons(`["copy"]`, "CopyButton"),
			})...),
		Events: []Event{change},
		Schema: constSchema(`{"type":{},"description":"any valid json"}`, "str | float | bool | list | dict", "any valid json", `{"foo":"bar"}`),
	},
	{
		Kind: "label", Class: "Label", Wire: "label", Name: "label", Go: "Label",
		Doc:      "shows a class, and how sure one is of it and of others.",
		ReadOnly: true,
		Params: component(slices.Concat(
			valueFunc(param("value", "{}", "the class and, if there are any, the confidences.",
				setter("Value", "data", "LabelData"),
				setter("ValueText", "text", "string").documented("sets the class alone."),
				setter("ValueNumber", "number", "float64").documented("sets the class to a number."),
				setter("ValueScores", "scores", "map[string]float64").documented("sets the confidence of each class, from 0 to 1. The surest one is the heading.")).form(Labels)),
			[]Param{
				param("num_top_classes", "", "the number of classes that are shown at most, the surest first.", setter("NumTopClasses", "n", "int")),
				param("color", "", "the background of the heading, as a CSS colour.", setter("Color", "color", "string")),
				param("show_heading", "true", "whether the class is shown as a heading above the bars.", setter("ShowHeading", "show", "bool")),
				buttons("[]", ""),
			})...),
		Events: []Event{change, {Name: "select", Doc: "the user clicks a class.", Payload: "select"}},
		Schema: constSchema(labelSchema, "dict(label: str | int | float | None, confidences: list[dict(label: str | int | float | None, confidence: float | None)] | None)", "",
			`{"label":"Cat","confidences":[{"label":"cat","confidence":0.9},{"label":"dog","confidence":0.1}]}`),
	},
}

const labelSchema = `{"$defs":{"LabelConfidence":{"properties":{"label":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"number"},{"type":"null"}],"default":null,"title":"Label"},` +
	`"confidence":{"anyOf":[{"type":"number"},{"type":"null"}],"default":null,"title":"Confidence"}},"title":"LabelConfidence","type":"object"}},` +
	`"properties":{"label":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"number"},{"type":"null"}],"default":null,"title":"Label"},` +
	`"confidences":{"anyOf":[{"items":{"$ref":"#/$defs/LabelConfidence"},"type":"array"},{"type":"null"}],"default":null,"title":"Confidences"}},"title":"LabelData","type":"object"}`
