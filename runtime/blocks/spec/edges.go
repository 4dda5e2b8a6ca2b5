package spec

// Edge is a value at the edge of what a block takes, for tests: what a client sends or a
// handler gives, and what comes of it. Tests try each edge of a family on every block that
// takes the family's values.
type Edge struct {
	Name string // "2^53+1"
	With string // setters that the block is made with: ".Precision(1)"
	Go   string // type of the handler's parameter or result; "" is the natural one

	Send  string // what a client sends, in wire form
	Gets  string // what the handler gets of it, as fmt writes %T %v
	Gives string // or else what a handler gives, as a Go expression of the type
	Shows string // what the page shows of what the handler got or gives, in wire form; "" is what was sent
	Fails string // or else the message for the user
}

// Edges lists the edges of a family of values.
func Edges(v *Value) []Edge {
	switch v {
	case TextValue:
		return textEdges
	case NumberValue:
		return append(numberEdges, NumberEdges...)
	case SecondsValue:
		return secondsEdges
	case BoolValue:
		return boolEdges
	case ChoiceValue:
		return choiceEdges
	case ChoicesValue:
		return choicesEdges
	case JSONValue:
		return jsonEdges
	}
	return nil
}

var textEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `string `, Shows: `""`},
	{Name: "null as Opt", Go: "ui.Opt[string]", Send: `null`, Gets: `null`},
	{Name: "empty", Send: `""`, Gets: `string `},
	{Name: "zero", Send: `0`, Gets: `string 0`, Shows: `"0"`},
	{Name: "number", Send: `5`, Gets: `string 5`, Shows: `"5"`},
	{Name: "decimal", Send: `1.5`, Gets: `string 1.5`, Shows: `"1.5"`},
	{Name: "2^53+1", Send: `9007199254740993`, Gets: `string 9007199254740993`, Shows: `"9007199254740993"`},
	{Name: "boolean", Send: `true`, Gets: `string True`, Shows: `"True"`},
	{Name: "list", Send: `["a"]`, Fails: "expected a string"},
	{Name: "object", Send: `{"a":1}`, Fails: "expected a string"},
	{Name: "gives nothing", Go: "ui.Opt[string]", Gives: `ui.Null[string]()`, Shows: `null`},
}

// numberEdges are the edges of blocks whose numbers have no bounds at first.
var numberEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `float64 0`, Shows: `0`},
	{Name: "null as int", Go: "int", Send: `null`, Gets: `int 0`, Shows: `0`},
	{Name: "null as Opt", Go: "ui.Opt[int]", Send: `null`, Gets: `null`},
	{Name: "null out of bounds", With: ".Minimum(1)", Go: "int", Send: `null`, Fails: "expected a whole number, got nothing"},
	{Name: "2^53+1", Go: "int64", Send: `9007199254740993`, Gets: `int64 9007199254740993`},
	{Name: "2^53+1 with precision", With: ".Precision(0)", Go: "int64", Send: `9007199254740993`, Gets: `int64 9007199254740993`},
	{Name: "2^53+1 out of bounds", With: ".Maximum(9007199254740992)", Go: "int64", Send: `9007199254740993`, Fails: "9007199254740993 is greater than the maximum 9007199254740992"},
	{Name: "huge", Send: `1e400`, Fails: "1e400 is too large"},
	{Name: "off step", Send: `0.5`, Gets: `float64 0.5`},
	{Name: "gives NaN", Gives: `math.NaN()`, Shows: `null`},
	{Name: "gives infinity", With: ".Precision(1)", Gives: `math.Inf(1)`, Shows: `null`},
	{Name: "gives nothing", Go: "ui.Opt[int]", Gives: `ui.Null[int]()`, Shows: `null`},
}

// NumberEdges are the edges of all blocks whose values are numbers.
var NumberEdges = []Edge{
	{Name: "zero", Send: `0`, Gets: `float64 0`},
	{Name: "whole", Go: "int", Send: `5.0`, Gets: `int 5`, Shows: `5`},
	{Name: "fraction for an int", With: ".Step(0.1)", Go: "int", Send: `5.4`, Fails: "expected a whole number, got 5.4"},
	{Name: "rounded to an int", With: ".Precision(0)", Go: "int", Send: `5.4`, Gets: `int 5`, Shows: `5`},
	{Name: "rounded", With: ".Precision(1).Step(0.1)", Send: `5.06`, Gets: `float64 5.1`, Shows: `5.1`},
	{Name: "halves to even", With: ".Precision(0)", Go: "int", Send: `2.5`, Gets: `int 2`, Shows: `2`},
	{Name: "below", With: ".Minimum(2)", Send: `1`, Fails: "1 is less than the minimum 2"},
	{Name: "above", With: ".Maximum(10)", Send: `11`, Fails: "11 is greater than the maximum 10"},
	{Name: "string", Send: `"5"`, Fails: "expected a number"},
	{Name: "empty", Send: `""`, Fails: "expected a number"},
	{Name: "boolean", Send: `true`, Fails: "expected a number"},
	{Name: "list", Send: `[5]`, Fails: "expected a number"},
	{Name: "gives a fraction", With: ".Precision(1).Step(0.1)", Gives: `5.06`, Shows: `5.1`},
}

var secondsEdges = []Edge{
	{Name: "null", Send: `null`, Fails: "expected a number, got nothing"},
	{Name: "null as Opt", Go: "ui.Opt[float64]", Send: `null`, Gets: `null`},
	{Name: "zero", Send: `0`, Gets: `float64 0`},
	{Name: "duration", Go: "time.Duration", Send: `1.5`, Gets: `time.Duration 1.5s`},
	{Name: "string", Send: `"5"`, Fails: "expected a number"},
	{Name: "gives NaN", Gives: `math.NaN()`, Shows: `null`},
}

var boolEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `bool false`, Shows: `false`},
	{Name: "null as Opt", Go: "ui.Opt[bool]", Send: `null`, Gets: `null`, Shows: `false`},
	{Name: "zero", Send: `0`, Gets: `bool false`, Shows: `false`},
	{Name: "one", Send: `1.0`, Gets: `bool true`, Shows: `true`},
	{Name: "two", Send: `2`, Fails: "expected true or false"},
	{Name: "empty", Send: `""`, Fails: "expected true or false"},
	{Name: "string", Send: `"true"`, Fails: "expected true or false"},
	{Name: "list", Send: `[true]`, Fails: "expected true or false"},
}

const (
	numberChoices = `.Choices(ui.Values[int64](0, 1, 9007199254740993))`
	digitChoices  = `.Choices(ui.Values("1", "2"))`
	nilChoices    = `.Choices(ui.ChoiceList{{Name: "A", Value: "a"}, {Name: "None", Value: nil}})`
	byIndex       = `.Type(ui.TypeIndex)`
)

var choiceEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `string `, Shows: `null`},
	{Name: "null as Opt", Go: "ui.Opt[string]", Send: `null`, Gets: `null`},
	{Name: "null as int", With: numberChoices, Go: "int64", Send: `null`, Fails: "nothing is chosen"},
	{Name: "zero", With: numberChoices, Go: "int64", Send: `0`, Gets: `int64 0`},
	{Name: "decimal", With: numberChoices, Go: "int64", Send: `1.0`, Gets: `int64 1`, Shows: `1`},
	{Name: "numeral", With: numberChoices, Go: "int64", Send: `"1"`, Gets: `int64 1`, Shows: `1`},
	{Name: "2^53+1", With: numberChoices, Go: "int64", Send: `9007199254740993`, Gets: `int64 9007199254740993`},
	{Name: "2^53", With: numberChoices, Go: "int64", Send: `9007199254740992`, Fails: "9007199254740992 is not in the list of choices"},
	{Name: "number for a string", With: digitChoices, Send: `2`, Gets: `string 2`, Shows: `"2"`},
	{Name: "decimal for a string", With: digitChoices, Send: `2.0`, Gets: `string 2`, Shows: `"2"`},
	{Name: "empty", Send: `""`, Fails: `"" is not in the list of choices`},
	{Name: "unknown", Send: `"three"`, Fails: `"three" is not in the list of choices`},
	{Name: "list", Send: `["one"]`, Fails: `["one"] is not in the list of choices`},
	{Name: "nil choice", With: nilChoices, Send: `null`, Gets: `string `, Shows: `null`},
	{Name: "nil choice by index", With: nilChoices + byIndex, Go: "int", Send: `null`, Gets: `int 1`},
	{Name: "index", With: byIndex, Go: "int", Send: `"two"`, Gets: `int 1`},
	{Name: "gives nothing", Gives: `""`, Shows: `null`},
	{Name: "gives null", Go: "ui.Opt[string]", Gives: `ui.Null[string]()`, Shows: `null`},
	{Name: "gives no index", With: byIndex, Go: "int", Gives: `-1`, Shows: `null`},
	{Name: "gives 2^53+1", With: numberChoices, Go: "int64", Gives: `9007199254740993`, Shows: `9007199254740993`},
}

var choicesEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `[]string []`, Shows: `[]`},
	{Name: "null as Opt", Go: "ui.Opt[[]string]", Send: `null`, Gets: `null`, Shows: `[]`},
	{Name: "empty", Send: `[]`, Gets: `[]string []`},
	{Name: "single", Send: `"two"`, Gets: `[]string [two]`, Shows: `["two"]`},
	{Name: "zero", With: numberChoices, Go: "[]int64", Send: `[0]`, Gets: `[]int64 [0]`},
	{Name: "decimal", With: numberChoices, Go: "[]int64", Send: `[1.0]`, Gets: `[]int64 [1]`, Shows: `[1]`},
	{Name: "2^53+1", With: numberChoices, Go: "[]int64", Send: `[9007199254740993]`, Gets: `[]int64 [9007199254740993]`},
	{Name: "2^53", With: numberChoices, Go: "[]int64", Send: `[9007199254740992]`, Fails: "9007199254740992 is not in the list of choices"},
	{Name: "unknown", Send: `["one","three"]`, Fails: `"three" is not in the list of choices`},
	{Name: "empty string", Send: `""`, Fails: `"" is not in the list of choices`},
	{Name: "object", Send: `{"a":1}`, Fails: "expected a list of choices"},
	{Name: "nested", Send: `[["one"]]`, Fails: `["one"] is not in the list of choices`},
	{Name: "null in the list", Send: `[null]`, Fails: "null is not in the list of choices"},
	{Name: "nil choice", With: nilChoices, Send: `[null,"a"]`, Gets: `[]string [ a]`},
	{Name: "nil choice by index", With: nilChoices + byIndex, Go: "[]int", Send: `[null]`, Gets: `[]int [1]`},
	{Name: "gives nothing", Gives: `nil`, Shows: `[]`},
	{Name: "gives an empty string", Gives: `[]string{"", "one"}`, Shows: `["one"]`},
	{Name: "gives indices", With: byIndex, Go: "[]int", Gives: `[]int{1, 7}`, Shows: `["two"]`},
}

var jsonEdges = []Edge{
	{Name: "null", Send: `null`, Gets: `<nil> <nil>`},
	{Name: "null as Opt", Go: "ui.Opt[any]", Send: `null`, Gets: `null`},
	{Name: "zero", Send: `0`, Gets: `float64 0`},
	{Name: "empty", Send: `""`, Gets: `string `},
	{Name: "2^53+1", Send: `9007199254740993`, Gets: `json.Number 9007199254740993`},
	{Name: "2^53", Send: `9007199254740992`, Gets: `float64 9.007199254740992e+15`},
	{Name: "long integers", Send: `{"id":9007199254740993,"ids":[12345678901234567890]}`, Gets: `map[string]interface {} map[id:9007199254740993 ids:[12345678901234567890]]`},
	{Name: "gives NaN", Gives: `[]any{math.NaN(), int64(9007199254740993)}`, Shows: `[null,9007199254740993]`},
	{Name: "gives nothing", Gives: `nil`, Shows: `null`},
}
