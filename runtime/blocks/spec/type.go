package spec

// Type is the Go type of an argument of a constructor or a setter.
type Type struct {
	Go       string // as package ui spells it, without "...": "string", "ChoiceList", "[]any"
	TS       string // TypeScript type of what it becomes in JSON
	Variadic bool   // any number of them
	Enum     *Enum  // a named string type with constants
	Block    bool   // a block, or an interface that blocks implement
	Copy     string // function of package ui by which a setter keeps the argument from its caller
	// Sample is an argument for tests, as users of package ui write it, and the JSON
	// that it becomes; empty for booleans and enums, whose sample depends on the
	// default.
	Sample, JSON string
}

// The types of arguments.
var (
	Bool      = Type{Go: "bool", TS: "boolean"}
	Int       = Type{Go: "int", TS: "number", Sample: "7", JSON: "7"}
	Float     = Type{Go: "float64", TS: "number", Sample: "3.5", JSON: "3.5"}
	String    = Type{Go: "string", TS: "string", Sample: `"sample"`, JSON: `"sample"`}
	Strings   = Type{Go: "string", TS: "string", Variadic: true, Sample: `"one", "two"`, JSON: `["one","two"]`}
	Ints      = Type{Go: "int", TS: "number", Variadic: true, Sample: "7", JSON: "[7]"}
	Any       = Type{Go: "any", TS: "any", Sample: `map[string]any{"one": 2}`, JSON: `{"one":2}`}
	Anys      = Type{Go: "any", TS: "any", Variadic: true, Sample: `"one", 2`, JSON: `["one",2]`}
	Rows      = Type{Go: "[]any", TS: "any[]", Variadic: true, Sample: `[]any{"c"}`, JSON: `[["c"]]`}
	AnyMap    = Type{Go: "map[string]any", TS: "Record<string, any>", Copy: "copiedMap", Sample: `map[string]any{"one": 2}`, JSON: `{"one":2}`}
	AnyMaps   = Type{Go: "map[string]any", TS: "Record<string, any>", Variadic: true, Sample: `map[string]any{"one": 2}`, JSON: `[{"one":2}]`}
	FloatMap  = Type{Go: "map[string]float64", TS: "Record<string, number>", Copy: "copiedMap", Sample: `map[string]float64{"one": 0.5}`, JSON: `{"one":0.5}`}
	JS        = Type{Go: "JS", TS: "string", Sample: `"() => {}"`, JSON: `"() => {}"`}
	Choices   = Type{Go: "ChoiceList", TS: "Choice[]", Copy: "copied", Sample: `ui.Values("one", "three")`, JSON: `[["one","one"],["three","three"]]`}
	Node      = Type{Go: "Node", TS: "number", Block: true, Sample: "in"}
	Nodes     = Type{Go: "Node", TS: "number", Variadic: true, Block: true, Sample: "in"}
	Toolbar   = Type{Go: "ToolbarItem", TS: "string | ToolbarButton", Variadic: true, Block: true, Sample: "ui.CopyButton", JSON: `["copy"]`}
	Timer     = Type{Go: "TimerBlock", TS: "number", Block: true, Sample: "clock"}
	ButtonArg = Type{Go: "ButtonBlock", TS: "number", Block: true, Sample: `ui.Button("Mine")`}
	ClearArg  = Type{Go: "ClearButtonBlock", TS: "number", Block: true, Sample: `ui.ClearButton().Value("Mine")`}
	Accordion = Type{Go: "AccordionBlock", TS: "number", Block: true, Sample: `ui.Accordion("Mine")`}
)

// Like is the type with another sample: a Go expression, and the JSON that it becomes.
func (t Type) Like(sample, json string) Type {
	t.Sample, t.JSON = sample, json
	return t
}

// List is the type as in the declaration of a parameter: with "..." if it is variadic.
func (t Type) List() string {
	if t.Variadic {
		return "..." + t.Go
	}
	return t.Go
}

// JSONType is the TypeScript type of the argument in JSON.
func (t Type) JSONType() string {
	ts := t.TS
	if t.Enum != nil {
		ts = t.Enum.TS()
	}
	if !t.Variadic {
		return ts
	}
	return "(" + ts + ")[]"
}
