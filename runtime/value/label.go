package value

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/label"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Label decodes a Label. T is [label.Data].
func Label[T interface{ label.Data }](in *In) T { return T(decodeLabel(in)) }

// PutLabel encodes a Label, the surest class first. Without a title the surest
// class is the title; without both the Label is empty. T is [label.Data].
func PutLabel[T interface{ label.Data }](out *Out, v T) {
	data := label.Data(v)
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
// of one confidence are in alphabetical order.
func PutLabelMap[T ~map[string]float64](out *Out, v T) { putLabel(out, label.Scores(v)) }

// LabelText decodes a Label into its title.
func LabelText[T ~string](in *In) T { return T(decodeLabel(in).Label) }

// PutLabelText encodes a title without confidences.
func PutLabelText[T ~string](out *Out, v T) { putLabel(out, label.Data{Label: string(v)}) }

// PutLabelNumber encodes a number as the title.
func PutLabelNumber[T Integer | Decimal](out *Out, v T) {
	title := string(encodeScalar(v))
	if v != v {
		title = "NaN"
	}
	putLabel(out, label.Data{Label: title})
}

func decodeLabel(in *In) (data label.Data) {
	if !in.Null() && json.Unmarshal(in.Raw, &data) != nil {
		in.Failf("expected a label with confidences")
		return label.Data{}
	}
	return data
}

// putLabel encodes a Label whose confidences may be put in order.
func putLabel(out *Out, data label.Data) {
	list := data.Confidences
	for i := range list {
		list[i].Confidence = label.Finite(list[i].Confidence)
	}
	slices.SortStableFunc(list, func(a, b label.Confidence) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if data.Label == "" && len(list) == 0 {
		out.set(json.RawMessage("{}"))
		return
	}
	if data.Label == "" {
		data.Label = list[0].Label
	}
	if most := int(spec.Number(out.Props["num_top_classes"], 0)); most > 0 && len(list) > most {
		data.Confidences = list[:most]
	}
	out.put(data)
}
