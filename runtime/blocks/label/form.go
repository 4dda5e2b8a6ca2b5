package label

import (
	"encoding/json"
	"errors"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// family is the family of the values of a Label: a class, and the confidences.
var family = &spec.Value{
	Name: "label", Codecs: []string{"label.Whole", "label.ByClass", "label.Class", "label.Number"}, TS: dataTS,
	Natural: func(spec.Props) string { return "map[string]float64" }, Exact: "ui.LabelData",
	Schema:  schema,
	Samples: []string{`{"label":"one","confidences":[{"label":"one","confidence":0.75},{"label":"two","confidence":0.25}]}`, `{"label":"two","confidences":null}`},
}

// Form turns what a setter of the value takes into the value: a string or a number
// is the class alone, a map holds the confidence of each class.
var Form = &spec.Form{Go: "label.Form", TS: dataTS, Apply: data}

// dataTS is a LabelData in TypeScript.
const dataTS = "{ label?: string | number | null; confidences?: { label: string | number | null; confidence: number | null }[] | null }"

var dataType = spec.Type{Go: "LabelData", TS: dataTS, Sample: `ui.LabelData{Label: "one"}`, JSON: `{"label":"one","confidences":null}`}

func schema(spec.Props) spec.Schema {
	return spec.Schema{
		JSON:    json.RawMessage(labelSchema),
		Python:  "dict(label: str | int | float | None, confidences: list[dict(label: str | int | float | None, confidence: float | None)] | None)",
		Example: json.RawMessage(`{"label":"Cat","confidences":[{"label":"cat","confidence":0.9},{"label":"dog","confidence":0.1}]}`),
	}
}

const labelSchema = `{"$defs":{"LabelConfidence":{"properties":{"label":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"number"},{"type":"null"}],"default":null,"title":"Label"},` +
	`"confidence":{"anyOf":[{"type":"number"},{"type":"null"}],"default":null,"title":"Confidence"}},"title":"LabelConfidence","type":"object"}},` +
	`"properties":{"label":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"number"},{"type":"null"}],"default":null,"title":"Label"},` +
	`"confidences":{"anyOf":[{"items":{"$ref":"#/$defs/LabelConfidence"},"type":"array"},{"type":"null"}],"default":null,"title":"Confidences"}},"title":"LabelData","type":"object"}`

func data(raw json.RawMessage) (json.RawMessage, error) {
	if spec.IsNull(raw) {
		return raw, nil
	}
	if raw[0] != '{' {
		name, ok := spec.Text(raw)
		if !ok {
			name = string(raw)
		}
		return spec.Marshal(Data{Label: name}), nil
	}
	members, err := spec.ParseObject(raw)
	if err != nil {
		return nil, err
	}
	if members.Get("label") != nil && members.Get("confidences") != nil {
		return raw, nil // a Data
	}
	scores := map[string]float64{}
	for _, m := range members {
		var confidence float64
		if json.Unmarshal(m.Value, &confidence) != nil {
			return nil, errors.New("the confidence of each class is a number")
		}
		scores[m.Name] = confidence
	}
	return spec.Marshal(Scores(scores)), nil
}
