package catalog

import (
	"encoding/json"
	"math"
	"slices"
)

var precision = param("precision", "", "the number of decimal places to which the value is rounded. 0 makes it a whole number.", setter("Precision", "digits", "int"))

// numbers are the fields for numbers.
var numbers = []*Block{
	{
		Kind: "number", Class: "Number", Wire: "number", Name: "number", Go: "Number",
		Doc:  "is a field for a number.",
		Form: true,
		Params: field(slices.Concat(
			valueFunc(param("value", "", "the initial number.", setter("Value", "number", "float64"))),
			[]Param{
				param("placeholder", "", "the hint in the empty field.", setter("Placeholder", "text", "string")),
				buttons("[]", ""),
				precision,
				param("minimum", "", "the smallest number that is accepted.", setter("Minimum", "number", "float64")),
				param("maximum", "", "the largest number that is accepted.", setter("Maximum", "number", "float64")),
				param("step", "1", "the amount by which the arrows of the field change it.", setter("Step", "step", "float64")),
			})...),
		Events: []Event{change, input, submit, focus, blur},
		Schema: numberSchema,
	},
	{
		Kind: "slider", Class: "Slider", Wire: "slider", Name: "slider", Go: "Slider",
		Doc:  "is a number between two bounds, set by a slider or typed.",
		Args: []Arg{{Name: "minimum", Type: "float64", Param: "minimum"}, {Name: "maximum", Type: "float64", Param: "maximum"}},
		Form: true,
		Params: field(slices.Concat(
			valueFunc(param("value", "", "the initial number. It is the minimum when not set.", setter("Value", "number", "float64"))),
			[]Param{
				param("minimum", "0", "the lower bound.", setter("Minimum", "number", "float64")),
				param("maximum", "100", "the upper bound.", setter("Maximum", "number", "float64")),
				param("step", "", "the distance between two values. When it is not set, it is a power of ten that gives at least a hundred steps.", setter("Step", "step", "float64")),
				precision,
				param("randomize", "false", "whether the initial value is drawn at random when the page is loaded.", setter("Randomize", "randomize", "bool")),
				param("buttons", "", "the buttons in the block's toolbar: ResetButton, which restores the initial value.", setter("Buttons", "items", "...ToolbarItem")).form(Parts),
			})...),
		Events: []Event{change, input, {Name: "release", Doc: "the user lets go of the slider."}},
		Derive: deriveSlider,
		Schema: sliderSchema,
	},
}

// deriveSlider fills a slider's step, about a hundredth of its range, and its
// value, the minimum.
func deriveSlider(props map[string]json.RawMessage) {
	lower, upper := number(props["minimum"], 0), number(props["maximum"], 100)
	if null(props["step"]) {
		step := 1.0
		if upper > lower {
			step = math.Pow(10, math.Floor(math.Log10(upper-lower)-2))
		}
		props["step"] = raw(decimal(step))
	}
	if null(props["value"]) {
		props["value"] = raw(decimal(lower))
	}
}

func numberSchema(props map[string]json.RawMessage) Schema {
	s := Schema{JSON: raw(`{"type":"number"}`), PythonType: "float"}
	if whole(props) {
		s = Schema{JSON: raw(`{"type":"integer"}`), PythonType: "int"}
	}
	example := max(number(props["minimum"], math.Inf(-1)), min(number(props["maximum"], math.Inf(1)), 3))
	s.Example = raw(decimal(example))
	return s
}

func sliderSchema(props map[string]json.RawMessage) Schema {
	lower, upper := decimal(number(props["minimum"], 0)), decimal(number(props["maximum"], 100))
	typ, python := "number", "float"
	if whole(props) {
		typ, python = "integer", "int"
	}
	doc := "numeric value between " + lower + " and " + upper
	return Schema{
		JSON:        raw(`{"type":"` + typ + `","description":"` + doc + `"}`),
		PythonType:  python,
		Description: doc,
		Example:     raw(lower),
	}
}

// whole reports whether a number has no decimal places.
func whole(props map[string]json.RawMessage) bool {
	return !null(props["precision"]) && number(props["precision"], 1) == 0
}

// number reads a property; what is not a number counts as missing.
func number(v json.RawMessage, missing float64) float64 {
	var n *float64
	if json.Unmarshal(v, &n) != nil || n == nil {
		return missing
	}
	return *n
}

// decimal writes a number as JSON does.
func decimal(n float64) string {
	b, err := json.Marshal(n)
	if err != nil {
		return "0" // infinite: no bound to show
	}
	return string(b)
}

// null reports whether a property is missing or null.
func null(v json.RawMessage) bool { return len(v) == 0 || string(v) == "null" }
