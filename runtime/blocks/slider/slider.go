// Package slider is the block Slider.
package slider

import (
	"encoding/json"
	"math"
	"slices"

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
	Value: spec.NumberValue, Schema: schema, Derive: derive, Accepts: accept, Presents: present,
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
			spec.P("step", "the step between two values. A value between two steps is moved to the nearest one. The default is the largest power of ten that gives at least 100 steps.", spec.Set("Step", "step", spec.Float)),
			spec.Precision(),
			spec.P("randomize", "whether the initial value is random each time the page is loaded.", spec.Set("Randomize", "randomize", spec.Bool)),
			spec.P("buttons", "the buttons in the block's toolbar: ResetButton, which restores the initial value.", spec.Set("Buttons", "items", spec.Toolbar)).As(spec.BlockParts),
		},
		Events: []spec.Event{
			spec.Change, spec.Input,
			{Name: "release", Doc: "the user releases the slider, or has typed a number."},
		},
		Computed:    true,
		HasRender:   true,
		Form:        true,
		Constructor: "ui.Slider(1, 10)",
		Edges: append([]spec.Edge{
			{Name: "null", Send: `null`, Gets: `float64 1`, Shows: `1`},
			{Name: "null as Opt", Go: "ui.Opt[int]", Send: `null`, Gets: `ui.Opt[int] {1 2}`, Shows: `1`},
			{Name: "zero", With: ".Minimum(0)", Send: `0`, Gets: `float64 0`},
			{Name: "off step", With: ".Step(0.1)", Send: `3.14`, Gets: `float64 3.1`, Shows: `3.1`},
			{Name: "1 - 0.9", With: ".Minimum(0).Step(0.1)", Send: `0.09999999999999998`, Gets: `float64 0.1`, Shows: `0.1`},
			{Name: "middle", With: ".Step(2)", Send: `4`, Gets: `float64 5`, Shows: `5`},
			{Name: "last step", With: ".Step(4)", Send: `10`, Gets: `float64 9`, Shows: `9`},
			{Name: "off step for an int", With: ".Step(1)", Go: "int", Send: `5.4`, Gets: `int 5`, Shows: `5`},
			{Name: "2^53+1", Send: `9007199254740993`, Fails: "9007199254740993 is greater than the maximum 10"},
			{Name: "gives off step", With: ".Minimum(0).Step(0.1)", Gives: `1 - 0.9`, Shows: `0.1`},
			{Name: "gives out of bounds", Gives: `11`, Shows: `11`},
			{Name: "gives NaN", Gives: `math.NaN()`, Shows: `1`},
			{Name: "gives nothing", Go: "ui.Opt[int]", Gives: `ui.Null[int]()`, Shows: `1`},
		}, numberEdges()...),
	}
}

// numberEdges are those of numbers but zero, which is below the minimum.
func numberEdges() []spec.Edge {
	return slices.DeleteFunc(slices.Clone(spec.NumberEdges), func(e spec.Edge) bool { return e.Name == "zero" })
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

// accept checks the bounds and moves the number to a step. A slider is never without a
// value: null is the minimum.
func accept(p spec.Props, raw json.RawMessage) (json.RawMessage, error) {
	if spec.IsNull(raw) {
		return lowest(p), nil
	}
	raw, err := spec.AcceptNumber(p, raw)
	if err != nil {
		return nil, err
	}
	return snap(p, raw), nil
}

// present moves a number to a step. One that is out of bounds is left to the page.
func present(p spec.Props, raw json.RawMessage) json.RawMessage {
	if spec.IsNull(raw) {
		return lowest(p)
	}
	raw = spec.PresentNumber(p, raw)
	if !spec.IsNumber(raw) || spec.Within(p, raw) != nil {
		return raw
	}
	return snap(p, raw)
}

// snap gives the nearest value that the slider can be moved to: a whole number of steps
// above the minimum, at most the maximum, with as many decimal places as those have. In
// the middle between two values it is the greater one.
func snap(p spec.Props, raw json.RawMessage) json.RawMessage {
	step, lower, upper := spec.Number(p["step"], 0), spec.Number(p["minimum"], 0), spec.Number(p["maximum"], 100)
	value := spec.Number(raw, lower)
	if step <= 0 || value == lower {
		return raw
	}
	steps := math.Round((value - lower) / step)
	if most := math.Floor((upper-lower)/step + 1e-9); steps > most {
		steps = most
	}
	places := max(places(p["step"]), places(p["minimum"]))
	return spec.Rounded(json.RawMessage(spec.Decimal(lower+steps*step)), places)
}

// lowest is the value of a slider that has none.
func lowest(p spec.Props) json.RawMessage {
	return json.RawMessage(spec.Decimal(spec.Number(p["minimum"], 0)))
}

// places is the number of decimal places of a property.
func places(raw json.RawMessage) int {
	n, _ := spec.ParseNumeral(raw)
	return n.Places()
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
