package label

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// Whole decodes a Label. T is [Data].
func Whole[T interface{ Data }](in *value.In) T { return T(decodeLabel(in)) }

// PutWhole encodes a Label, the surest class first. Without a title the surest
// class is the title; without both the Label is empty. T is [Data].
func PutWhole[T interface{ Data }](out *value.Out, v T) {
	data := Data(v)
	data.Confidences = slices.Clone(data.Confidences)
	putLabel(out, data)
}

// ByClass decodes a Label into confidences by class.
func ByClass[T ~map[string]float64](in *value.In) T {
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

// PutByClass encodes confidences by class: the surest is the title, and classes
// of one confidence are in alphabetical order.
func PutByClass[T ~map[string]float64](out *value.Out, v T) { putLabel(out, Scores(v)) }

// Class decodes a Label into its title.
func Class[T ~string](in *value.In) T { return T(decodeLabel(in).Label) }

// PutClass encodes a title without confidences.
func PutClass[T ~string](out *value.Out, v T) { putLabel(out, Data{Label: string(v)}) }

// PutNumber encodes a number as the title.
func PutNumber[T value.Integer | value.Decimal](out *value.Out, v T) {
	title := string(value.EncodeScalar(v))
	if v != v {
		title = "NaN"
	}
	putLabel(out, Data{Label: title})
}

func decodeLabel(in *value.In) (data Data) {
	if !in.Null() && json.Unmarshal(in.Raw, &data) != nil {
		in.Failf("expected a label with confidences")
		return Data{}
	}
	return data
}

// putLabel encodes a Label whose confidences may be put in order.
func putLabel(out *value.Out, data Data) {
	list := data.Confidences
	for i := range list {
		list[i].Confidence = finite(list[i].Confidence)
	}
	slices.SortStableFunc(list, func(a, b Confidence) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if data.Label == "" && len(list) == 0 {
		out.Set(json.RawMessage("{}"))
		return
	}
	if data.Label == "" {
		data.Label = list[0].Label
	}
	if most := spec.Number(out.Props["num_top_classes"], 0); most > 0 && len(list) > int(most) {
		data.Confidences = list[:int(most)]
	}
	out.Put(data)
}
