// Package slider is the block Slider.
package slider

import (
	"encoding/json"
	"math"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "slider", Class: "Slider", Wire: "slider", Common: spec.Field,
	Props: spec.Defaults{
		{"value", ""},
		{"minimum", "0"},
		{"maximum", "100"},
		{"step", ""},
		{"precision", ""},
		{"randomize", "false"},
		{"buttons", ""},
	},
	Value: spec.NumberValue, Schema: schema, Derive: derive,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Slider",
		Doc:  "is a slider for a number in a range. The user can also type the number.",
		Args: []spec.Arg{{Name: "minimum", Type: spec.Float, Param: "minimum"}, {Name: "maximum", Type: spec.Float, Param: "maximum"}},
		Params: []spec.Param{
			spec.P("value", "the initial number. The default is the minimum.", spec.Set("Value", "number", spec.Float)),
			spec.P("minimum", "the minimum of the value.", spec.Set("Minimum", "number", spec.Float)),
			spec.P("maximum", "the maximum of the value.", spec.Set("Maximum", "number", spec.Float)),
			spec.P("step", "the step between two values. The default is the largest power of ten that gives at least 100 steps.", spec.Set("Step", "step", spec.Float)),
			spec.Precision(),
			spec.P("randomize", "whether the initial value is random each time the page is loaded.", spec.Set("Randomize", "randomize", spec.Bool)),
			spec.P("buttons", "the buttons in the block's toolbar: ResetButton, which restores the initial value.", spec.Set("Buttons", "items", spec.Toolbar)).As(spec.BlockParts),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "release", Doc: "the user releases the slider."},
		},
		Computed:    true,
		HasRender:   true,
		Form:        true,
		Constructor: "ui.Slider(1, 10)",
	}
}

// derive fills the step, about a hundredth of the range, and the value, the minimum.
func derive(p spec.Props) {
	lower, upper := spec.Number(p["minimum"], 0), spec.Number(p["maximum"], 100)
	if spec.IsNull(p["step"]) {
		step := 1.0
		if upper > lower {
			step = math.Pow(10, math.Floor(math.Log10(upper-lower)-2))
		}
		p["step"] = json.RawMessage(spec.Decimal(step))
	}
	if spec.IsNull(p["value"]) {
		p["value"] = json.RawMessage(spec.Decimal(lower))
	}
}

func schema(p spec.Props) spec.Schema {
	lower, upper := spec.Decimal(spec.Number(p["minimum"], 0)), spec.Decimal(spec.Number(p["maximum"], 100))
	typ, python := "number", "float"
	if spec.Whole(p) {
		typ, python = "integer", "int"
	}
	doc := "numeric value between " + lower + " and " + upper
	return spec.Schema{
		JSON:        json.RawMessage(`{"type":"` + typ + `","description":"` + doc + `"}`),
		Python:      python,
		Description: doc,
		Example:     json.RawMessage(lower),
	}
}
