package label

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Data is the value of a Label: a class and, if there are any, how sure one is of it
// and of others, the surest first. Package ui calls it LabelData.
type Data struct {
	Label       string       `json:"label"`
	Confidences []Confidence `json:"confidences"`
}

// Confidence is one class of a [Data]. The confidence is from 0 to 1.
type Confidence struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// Scores makes a Data of the confidence in each class. The surest class is the label;
// classes of one confidence are in the order of their names.
func Scores(scores map[string]float64) Data {
	data := Data{Confidences: make([]Confidence, 0, len(scores))}
	for label, confidence := range scores {
		data.Confidences = append(data.Confidences, Confidence{label, finite(confidence)})
	}
	slices.SortFunc(data.Confidences, func(a, b Confidence) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), strings.Compare(a.Label, b.Label))
	})
	if len(data.Confidences) > 0 {
		data.Label = data.Confidences[0].Label
	}
	return data
}

// finite is a confidence that JSON can hold: NaN and the infinities are 0.
func finite(confidence float64) float64 {
	if math.IsNaN(confidence) || math.IsInf(confidence, 0) {
		return 0
	}
	return confidence
}
