package model

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Props are the properties that are set on a block, in source order. If a name is
// repeated, the last one counts.
type Props []Prop

// Prop is one property in wire form, under Gradio's name.
type Prop struct {
	Name  string
	Value json.RawMessage
	Span  diag.Span // of the setter
}

// Prop returns the last setting of a property; nil if it is not set, or if it is computed
// at startup.
func (p Props) Prop(name string) *Prop {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].Name == name {
			return &p[i]
		}
	}
	return nil
}

// Raw is a property in wire form; nil if it is not set.
func (p Props) Raw(name string) json.RawMessage {
	if set := p.Prop(name); set != nil {
		return set.Value
	}
	return nil
}

// Text is a property that is a string; "" if it is not set.
func (p Props) Text(name string) string {
	var s string
	if json.Unmarshal(p.Raw(name), &s) != nil {
		return ""
	}
	return s
}

// Number is a property that is a number. It reports false if it is not set, or null.
func (p Props) Number(name string) (float64, bool) {
	var f *float64
	if json.Unmarshal(p.Raw(name), &f) != nil || f == nil {
		return 0, false
	}
	return *f, true
}

// IsTrue reports whether a property is set to true.
func (p Props) IsTrue(name string) bool { return string(p.Raw(name)) == "true" }

// Values are the properties by name, each with its last value.
func (p Props) Values() map[string]json.RawMessage {
	m := make(map[string]json.RawMessage, len(p))
	for _, set := range p {
		m[set.Name] = set.Value
	}
	return m
}
