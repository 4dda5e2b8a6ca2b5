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
	Accepts: accept, Presents: present,
	Schema:  schema,
	Samples: []string{`{"label":"one","confidences":[{"label":"one","confidence":0.75},{"label":"two","confidence":0.25}]}`, `{"label":"two","confidences":null}`},
}

// Form turns what a setter of the value takes into the value: a string or a number
// is the class alone, a map holds the confidence of each class.
var Form = &spec.Form{Go: "label.Form", TS: dataTS, Apply: data}

// dataTS is a LabelData in TypeScript.
const dataTS = "{ label?: string | number | null; confidences?: { label: string | number | null; confidence: number | null }[] | null }"

var dataType = spec.Type{Go: "LabelData", TS: dataTS, Sample: `ui.LabelData{Label: "one"}`, JSON: `{"label":"one","confidences":null}`}

// accept takes a Data whose members are matched exactly. Classes may be numbers, and
// confidences null, as the schema says.
func accept(_ spec.Props, raw json.RawMessage) (json.RawMessage, error) {
	if spec.IsNull(raw) {
		return raw, nil
	}
	errShape := errors.New("expected a label with confidences")
	members, err := spec.ParseObject(raw)
	if err != nil {
		return nil, errShape
	}
	var data Data
	var list []spec.Object
	if !text(members.Get("label"), &data.Label) || members.Get("confidences") != nil && json.Unmarshal(members.Get("confidences"), &list) != nil {
		return nil, errShape
	}
	for _, c := range list {
		var confidence Confidence
		if !text(c.Get("label"), &confidence.Label) || c.Get("confidence") != nil && json.Unmarshal(c.Get("confidence"), &confidence.Confidence) != nil {
			return nil, errShape
		}
		data.Confidences = append(data.Confidences, confidence)
	}
	return spec.Marshal(data), nil
}

// text reads the name of a class.
func text(raw json.RawMessage, into *string) bool {
	raw, err := spec.TextValue.Accept(nil, raw)
	if err != nil {
		return false
	}
	*into, _ = spec.Text(raw)
	return true
}

// present shows nothing as a Label without a class.
func present(_ spec.Props, raw json.RawMessage) json.RawMessage {
	if spec.IsNull(raw) {
		return json.RawMessage("{}")
	}
	return raw
}

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
			return nil, errors.New("the confidence of each class must be a number")
		}
		scores[m.Name] = confidence
	}
	return spec.Marshal(Scores(scores)), nil
}
