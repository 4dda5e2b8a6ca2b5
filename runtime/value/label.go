package value

import (
	"encoding/json"
	"sort"
)

// labelData is the wire form of a Label.
type labelData struct {
	Label       *string           `json:"label"`
	Confidences []labelConfidence `json:"confidences"`
}

type labelConfidence struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// LabelMap decodes a Label into confidences by label.
func LabelMap[T ~map[string]float64](in *In) T {
	data, ok := decodeLabel(in)
	if !ok || data.Confidences == nil {
		return nil
	}
	m := make(T, len(data.Confidences))
	for _, c := range data.Confidences {
		m[c.Label] = c.Confidence
	}
	return m
}

// PutLabelMap encodes confidences by label: the most likely label stands as the
// title, labels of equal confidence in alphabetical order.
func PutLabelMap[T ~map[string]float64](out *Out, v T) {
	list := make([]labelConfidence, 0, len(v))
	for label, confidence := range v {
		list = append(list, labelConfidence{label, confidence})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Label < list[j].Label })
	putLabel(out, "", list)
}

// LabelText decodes a Label into its title.
func LabelText[T ~string](in *In) T {
	data, ok := decodeLabel(in)
	if !ok || data.Label == nil {
		return ""
	}
	return T(*data.Label)
}

// PutLabelText encodes a title without confidences.
func PutLabelText[T ~string](out *Out, v T) {
	s := string(v)
	out.put(labelData{Label: &s})
}

// PutLabelNumber encodes a number as the title.
func PutLabelNumber[T Integer | Decimal](out *Out, v T) {
	s := string(encodeScalar(v))
	out.put(labelData{Label: &s})
}

// decodeLabel reads the wire form; the keys are matched exactly.
func decodeLabel(in *In) (labelData, bool) {
	var data labelData
	if in.Null() {
		return data, true
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(in.Raw, &object) != nil ||
		object["label"] != nil && json.Unmarshal(object["label"], &data.Label) != nil ||
		object["confidences"] != nil && json.Unmarshal(object["confidences"], &data.Confidences) != nil {
		in.Failf("expected a label with confidences")
		return data, false
	}
	return data, true
}

// putLabel encodes confidences in falling order under a title; without one, the
// most likely label is the title. No title and no confidences is an empty Label.
func putLabel(out *Out, title string, list []labelConfidence) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].Confidence > list[j].Confidence })
	if title == "" && len(list) == 0 {
		out.set(json.RawMessage("{}"))
		return
	}
	if title == "" {
		title = list[0].Label
	}
	if most, ok := out.Props.number("num_top_classes"); ok && most > 0 && len(list) > int(most) {
		list = list[:int(most)]
	}
	out.put(labelData{Label: &title, Confidences: list})
}
