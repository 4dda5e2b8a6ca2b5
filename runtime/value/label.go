package value

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Label decodes a Label. T is [ui.LabelData].
func Label[T interface{ ui.LabelData }](in *In) T { return T(decodeLabel(in)) }

// PutLabel encodes a Label, the surest class first. Without a title the surest
// class is the title; without both the Label is empty. T is [ui.LabelData].
func PutLabel[T interface{ ui.LabelData }](out *Out, v T) {
	data := ui.LabelData(v)
	data.Confidences = slices.Clone(data.Confidences)
	putLabel(out, data)
}

// LabelMap decodes a Label into confidences by class.
func LabelMap[T ~map[string]float64](in *In) T {
	data := decodeLabel(in)
	if data.Confidences == nil {
		return nil
	}
	m := make(T, len(data.Confidences))
	for _, c := range data.Confidences {
		m[c.Label] = c.Confidence
	}
	return m
}

// PutLabelMap encodes confidences by class: the surest is the title, and classes
// of one confidence stand in alphabetical order.
func PutLabelMap[T ~map[string]float64](out *Out, v T) { putLabel(out, ui.LabelScores(v)) }

// LabelText decodes a Label into its title.
func LabelText[T ~string](in *In) T { return T(decodeLabel(in).Label) }

// PutLabelText encodes a title without confidences.
func PutLabelText[T ~string](out *Out, v T) { putLabel(out, ui.LabelData{Label: string(v)}) }

// PutLabelNumber encodes a number as the title.
func PutLabelNumber[T Integer | Decimal](out *Out, v T) {
	putLabel(out, ui.LabelData{Label: string(encodeScalar(v))})
}

// decodeLabel reads the wire form; its own keys are matched exactly.
func decodeLabel(in *In) (data ui.LabelData) {
	if in.Null() {
		return data
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(in.Raw, &object) != nil ||
		object["label"] != nil && json.Unmarshal(object["label"], &data.Label) != nil ||
		object["confidences"] != nil && json.Unmarshal(object["confidences"], &data.Confidences) != nil {
		in.Failf("expected a label with confidences")
		return ui.LabelData{}
	}
	return data
}

// putLabel encodes a Label whose confidences may be put in order.
func putLabel(out *Out, data ui.LabelData) {
	list := data.Confidences
	slices.SortStableFunc(list, func(a, b ui.LabelConfidence) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if data.Label == "" && len(list) == 0 {
		out.set(json.RawMessage("{}"))
		return
	}
	if data.Label == "" {
		data.Label = list[0].Label
	}
	if most, ok := out.Props.number("num_top_classes"); ok && most > 0 && len(list) > int(most) {
		data.Confidences = list[:int(most)]
	}
	out.put(data)
}
