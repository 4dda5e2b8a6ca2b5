package value_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/checkbox"
	"github.com/blocksgen/blocksgen/runtime/blocks/checkboxgroup"
	"github.com/blocksgen/blocksgen/runtime/blocks/dropdown"
	"github.com/blocksgen/blocksgen/runtime/blocks/label"
	"github.com/blocksgen/blocksgen/runtime/blocks/markdown"
	"github.com/blocksgen/blocksgen/runtime/blocks/number"
	"github.com/blocksgen/blocksgen/runtime/blocks/slider"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

type (
	level int8
	op    string
)

// MarshalText is for other places than the wire.
func (l level) MarshalText() ([]byte, error) { return []byte("LEVEL"), nil }

func props(s string) value.Props {
	var p value.Props
	if s != "" {
		if err := json.Unmarshal([]byte(s), &p); err != nil {
			panic(err)
		}
	}
	return p
}

// decode runs a codec on one input and returns what it gave as JSON, or the error.
func decode[T any](codec func(*value.In) T) func(raw, p string) (string, error) {
	return func(raw, p string) (string, error) {
		in := &value.In{Raw: json.RawMessage(raw), Props: props(p), Label: "Field", Scope: new(value.Scope)}
		v := codec(in)
		if err := in.Scope.Err(); err != nil {
			return "", err
		}
		out, err := wire.Marshal(v)
		return string(out), err
	}
}

const (
	letters = `{"choices":[["A","a"],["B","b"]]}`
	numbers = `{"choices":[["One",1],["Two",2]]}`
)

func TestDecode(t *testing.T) {
	type codec = func(raw, p string) (string, error)
	var (
		text    = codec(decode(value.Text[string]))
		boolean = codec(decode(value.Bool[bool]))
		integer = codec(decode(value.Int[int64]))
		small   = codec(decode(value.Int[uint8]))
		signed8 = codec(decode(value.Int[int8]))
		float   = codec(decode(value.Float[float64]))
		float32 = codec(decode(value.Float[float32]))
		chosen  = codec(decode(value.Choice[op]))
		number  = codec(decode(value.ChoiceInt[int]))
		decimal = codec(decode(value.ChoiceFloat[float64]))
		several = codec(decode(value.Choices[[]op]))
		places  = codec(decode(value.Choices[[]int]))
		seconds = codec(decode(value.Duration[time.Duration]))
		object  = codec(decode(value.JSON[map[string]int]))
		anyJSON = codec(decode(value.JSON[any]))
		labels  = codec(decode(label.ByClass[map[string]float64]))
		title   = codec(decode(label.Class[string]))
	)
	tests := []struct {
		name       string
		codec      codec
		raw, props string
		want       string // JSON, or "error: " and the message
	}{
		{"text", text, `"héé\n"`, "", `"héé\n"`},
		{"text null", text, `null`, "", `""`},
		{"text none", text, ``, "", `""`},
		{"text number", text, `5`, "", "error: Field: expected a string"},
		{"bool", boolean, `true`, "", `true`},
		{"bool null", boolean, `null`, "", `false`},
		{"bool text", boolean, `"true"`, "", "error: Field: expected true or false"},
		{"int", integer, `7`, "", `7`},
		{"int whole fraction", integer, `7.0`, "", `7`},
		{"int exponent", integer, `1e3`, "", `1000`},
		{"int exact", integer, `9007199254740993`, "", `9007199254740993`},
		{"int fraction", integer, `2.5`, "", "error: Field: expected a whole number, got 2.5"},
		{"int tiny", integer, `1e-400`, "", "error: Field: expected a whole number, got 1e-400"},
		{"int large exponent", integer, `1e999999999999999999999`, "", "error: Field: 1e999999999999999999999 is too large"},
		{"int of digits", integer, `900719925474099300e-2`, "", `9007199254740993`},
		{"int small fraction", integer, `0.5`, "", "error: Field: expected a whole number, got 0.5"},
		{"int null", integer, `null`, "", "error: Field: expected a whole number, got nothing"},
		{"int huge", integer, `1e400`, "", "error: Field: 1e400 is too large"},
		{"int too large", integer, `9223372036854775808`, "", "error: Field: 9223372036854775808 is too large"},
		{"int text", integer, `"7"`, "", "error: Field: expected a whole number"},
		{"uint8 too large", small, `256`, "", "error: Field: 256 is too large"},
		{"uint8 negative", small, `-1`, "", "error: Field: -1 is negative"},
		{"int8 too small", signed8, `-129`, "", "error: Field: -129 is too small"},
		{"float", float, `-2.5e-3`, "", `-0.0025`},
		{"float null", float, `null`, "", "error: Field: expected a number, got nothing"},
		{"float huge", float, `1e400`, "", "error: Field: 1e400 is too large"},
		{"float32 too large", float32, `1e39`, "", "error: Field: 1e39 is too large"},
		{"float list", float, `[1]`, "", "error: Field: expected a number"},
		{"choice", chosen, `"b"`, letters, `"b"`},
		{"choice escaped", chosen, `"\u0062"`, letters, `"b"`},
		{"choice null", chosen, `null`, letters, `""`},
		{"choice of a number", chosen, `9007199254740993`, "", `"9007199254740993"`},
		{"choice int exact", number, `9007199254740993`, "", `9007199254740993`},
		{"choice int typed", number, `"7"`, "", `7`},
		{"choice index null", number, `null`, `{"choices":[["A","a"]],"type":"index"}`, `error: Field: nothing is chosen`},
		{"choice int typed text", number, `"x"`, "", `error: Field: expected a whole number`},
		{"choice index of null", number, `null`, `{"choices":[["A","a"],["None",null]],"type":"index"}`, `1`},
		{"choices with null", several, `["a",null]`, letters, `["a",""]`},
		{"choice custom", chosen, `"c"`, `{"allow_custom_value":true}`, `"c"`},
		{"choice int", number, `2`, numbers, `2`},
		{"choice int null", number, `null`, numbers, `error: Field: nothing is chosen`},
		{"choice index", number, `"b"`, letters[:len(letters)-1] + `,"type":"index"}`, `1`},
		{"choice index unknown", number, `1`, letters[:len(letters)-1] + `,"type":"index","allow_custom_value":true}`, `error: Field: 1 is not in the list of choices`},
		{"choice float", decimal, `1.0`, numbers, `1`},
		{"choices", several, `["b","a"]`, letters, `["b","a"]`},
		{"choices null", several, `null`, letters, `null`},
		{"choices empty", several, `[]`, letters, `[]`},
		{"choices scalar", several, `"a"`, letters, `error: Field: expected a list of choices`},
		{"choices index of strings", several, `["b"]`, letters[:len(letters)-1] + `,"type":"index"}`, `["b"]`},
		{"choices index", places, `["b"]`, letters[:len(letters)-1] + `,"type":"index"}`, `[1]`},
		{"duration", seconds, `1.5`, "", `1500000000`},
		{"duration too long", seconds, `1e12`, "", "error: Field: 1e12 seconds is too long"},
		{"json", object, `{"a":1}`, "", `{"a":1}`},
		{"json null", object, `null`, "", `null`},
		{"json exact", anyJSON, `{"id":9007199254740993,"ids":[12345678901234567890],"f":1.5}`, "", `{"f":1.5,"id":9007199254740993,"ids":[12345678901234567890]}`},
		{"json huge", anyJSON, `[9007199254740993,1e400]`, "", "error: Field: unexpected number 1e400"},
		{"json duplicate keys", object, `{"a":1,"a":2}`, "", `{"a":2}`},
		{"json mismatch", object, `{"a":"x"}`, "", "error: Field: unexpected string"},
		{"json deep", anyJSON, strings.Repeat("[", 10001) + strings.Repeat("]", 10001), "", "error: Field: not the expected JSON"},
		{"label", labels, `{"label":"a","confidences":[{"label":"a","confidence":0.75}]}`, "", `{"a":0.75}`},
		{"label null", labels, `null`, "", `null`},
		{"label title", title, `{"label":"a","confidences":null}`, "", `"a"`},
		{"label list", title, `[]`, "", "error: Field: expected a label with confidences"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.codec(tt.raw, tt.props)
			if err != nil {
				got = "error: " + err.Error()
				if !value.IsInput(err) {
					t.Errorf("%v is not an input error", err)
				}
			}
			if got != tt.want && !(strings.HasPrefix(tt.want, "error: ") && strings.HasPrefix(got, tt.want)) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEncode(t *testing.T) {
	tests := []struct {
		name  string
		props string
		put   func(*value.Out)
		want  string
	}{
		{"text", "", func(o *value.Out) { value.PutText(o, "<b>&\u2028") }, `"<b>&\u2028"`},
		{"bool", "", func(o *value.Out) { value.PutBool(o, true) }, `true`},
		{"int", "", func(o *value.Out) { value.PutInt(o, uint64(math.MaxUint64)) }, `18446744073709551615`},
		{"int of a type with methods", "", func(o *value.Out) { value.PutInt(o, level(3)) }, `3`},
		{"float", "", func(o *value.Out) { value.PutFloat(o, float32(0.1)) }, `0.1`},
		{"not a number", "", func(o *value.Out) { value.PutFloat(o, math.NaN()) }, `null`},
		{"infinite", `{"precision":2}`, func(o *value.Out) { value.PutFloat(o, math.Inf(1)) }, `null`},
		{"choice", letters, func(o *value.Out) { value.PutChoice(o, op("a")) }, `"a"`},
		{"empty choice", `{"choices":[["None",""]]}`, func(o *value.Out) { value.PutChoice(o, "") }, `""`},
		{"choice int", numbers, func(o *value.Out) { value.PutChoiceInt(o, level(2)) }, `2`},
		{"choice index", letters[:len(letters)-1] + `,"type":"index"}`, func(o *value.Out) { value.PutChoiceInt(o, 1) }, `"b"`},
		{"choice outside", letters[:len(letters)-1] + `,"type":"index"}`, func(o *value.Out) { value.PutChoiceInt(o, -1) }, `null`},
		{"choices", letters, func(o *value.Out) { value.PutChoices(o, []op{"b"}) }, `["b"]`},
		{"choices none", letters, func(o *value.Out) { value.PutChoices(o, []op(nil)) }, `[]`},
		{"choices index", letters[:len(letters)-1] + `,"type":"index"}`, func(o *value.Out) { value.PutChoices(o, []int{1, 7}) }, `["b"]`},
		{"duration", "", func(o *value.Out) { value.PutDuration(o, 1500*time.Millisecond) }, `1.5`},
		{"json", "", func(o *value.Out) { value.PutJSON(o, map[string]any{"a": math.NaN(), "b": []float64{1, math.Inf(-1)}}) }, `{"a":null,"b":[1,null]}`},
		{"label", "", func(o *value.Out) { label.PutByClass(o, map[string]float64{"cat": 0.25, "dog": 0.75}) }, `{"label":"dog","confidences":[{"label":"dog","confidence":0.75},{"label":"cat","confidence":0.25}]}`},
		{"label top", `{"num_top_classes":1}`, func(o *value.Out) { label.PutByClass(o, map[string]float64{"cat": 0.25, "dog": 0.75}) }, `{"label":"dog","confidences":[{"label":"dog","confidence":0.75}]}`},
		{"label of NaN", "", func(o *value.Out) { label.PutByClass(o, map[string]float64{"cat": math.NaN(), "dog": 0.75}) }, `{"label":"dog","confidences":[{"label":"dog","confidence":0.75},{"label":"cat","confidence":0}]}`},
		{"label of infinity", "", func(o *value.Out) {
			label.PutWhole(o, label.Data{Confidences: []label.Confidence{{Label: "cat", Confidence: math.Inf(1)}}})
		}, `{"label":"cat","confidences":[{"label":"cat","confidence":0}]}`},
		{"label number of NaN", "", func(o *value.Out) { label.PutNumber(o, math.NaN()) }, `{"label":"NaN","confidences":null}`},
		{"label none", "", func(o *value.Out) { label.PutByClass(o, map[string]float64{}) }, `{}`},
		{"label text", "", func(o *value.Out) { label.PutClass(o, "cat") }, `{"label":"cat","confidences":null}`},
		{"label ties", "", func(o *value.Out) { label.PutByClass(o, map[string]float64{"b": 0.5, "a": 0.5}) }, `{"label":"a","confidences":[{"label":"a","confidence":0.5},{"label":"b","confidence":0.5}]}`},
		{"choice float", numbers, func(o *value.Out) { value.PutChoiceFloat(o, 2.5) }, `2.5`},
		{"label number", "", func(o *value.Out) { label.PutNumber(o, 42) }, `{"label":"42","confidences":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := &value.Out{Props: props(tt.props)}
			tt.put(out)
			if out.Err != nil {
				t.Fatal(out.Err)
			}
			if string(out.Raw) != tt.want {
				t.Errorf("got %s, want %s", out.Raw, tt.want)
			}
		})
	}
}

// TestPutReplaces: what was put or appended before does not count.
func TestPutReplaces(t *testing.T) {
	out := &value.Out{}
	value.AppendText(out, "a")
	value.PutText(out, "b")
	if out.Tokens || out.Append != "" || string(out.Raw) != `"b"` {
		t.Errorf("got %+v", out)
	}
	value.PutProps(out, spec.Object{{Name: "label", Value: json.RawMessage(`"L"`)}})
	value.AppendText(out, "c")
	value.PutText(out, "d")
	if out.Tokens || out.Append != "" || out.Update != nil || string(out.Raw) != `"d"` {
		t.Errorf("got %+v", out)
	}
}

func TestFirstFailureStands(t *testing.T) {
	var scope value.Scope
	value.Int[int](&value.In{Raw: json.RawMessage(`"x"`), Label: "Age", Scope: &scope})
	value.Text[string](&value.In{Raw: json.RawMessage(`5`), Label: "Name", Scope: &scope})
	if err, want := scope.Err(), "Age: expected a whole number"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStateIsCopied(t *testing.T) {
	var scope value.Scope
	clone := func(v []int) []int { return append([]int(nil), v...) }
	kept := []int{1, 2}
	got := value.State(&value.In{State: kept, Scope: &scope}, clone)
	got[0] = 9
	if kept[0] != 1 {
		t.Error("the handler shares the session's memory")
	}
	var out value.Out
	value.PutState(&out, got, clone)
	got[1] = 9
	if (*out.State).([]int)[1] != 2 {
		t.Error("the session shares the handler's memory")
	}
	value.State(&value.In{State: "text", Scope: &scope}, clone)
	if err := scope.Err(); err == nil || value.IsInput(err) {
		t.Errorf("a state of another type: got %v, want an error that is not the user's", err)
	}
}

type point struct{ x, y int }

func (p *point) FromBlock(s string) error {
	if s == "" {
		panic("a value that could not be decoded")
	}
	return json.Unmarshal([]byte(s), &[]*int{&p.x, &p.y})
}

func (p point) ToBlock() (string, error) {
	raw, err := json.Marshal([]int{p.x, p.y})
	return string(raw), err
}

func TestUsersTypes(t *testing.T) {
	var scope value.Scope
	in := func(s string) *value.In {
		return &value.In{Raw: json.RawMessage(s), Label: "Point", Scope: &scope}
	}
	if got := value.From[*point](in(`"[3,4]"`), value.Text[string]); got != (point{3, 4}) || scope.Err() != nil {
		t.Fatalf("got %v, %v", got, scope.Err())
	}
	var out value.Out
	value.PutTo(&out, point{3, 4}, value.PutText[string])
	if string(out.Raw) != `"[3,4]"` {
		t.Errorf("got %s", out.Raw)
	}
	value.From[*point](in(`"no"`), value.Text[string])
	if err := scope.Err(); !value.IsInput(err) {
		t.Errorf("got %v, want an input error", err)
	}
	value.From[*point](in(`[3,4]`), value.Text[string])
}

// FuzzDecode feeds every codec with any JSON: none panics, and each either
// fails or gives a value.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`null`, `1e400`, `-0`, `1e-999999999`, `1e999999999`, `"a"`, `["a",1]`, `{"label":1}`, `1.00000000000000000000001`} {
		f.Add([]byte(s), true)
	}
	p := props(`{"choices":[["A","a"],["One",1]],"minimum":-5,"maximum":5,"precision":2,"step":0.5,"type":"index"}`)
	blocks := []*spec.Block{textbox.Block, number.Block, slider.Block, checkbox.Block, dropdown.Block, checkboxgroup.Block, label.Block, markdown.Block}
	f.Fuzz(func(t *testing.T, raw []byte, withProps bool) {
		if !json.Valid(raw) {
			return
		}
		var use value.Props
		if withProps {
			use = p
		}
		for _, b := range blocks {
			accepted, err := b.Accept(spec.Props(use), raw)
			if err != nil {
				continue
			}
			shown := b.Present(spec.Props(use), accepted)
			if again, err := b.Accept(spec.Props(use), shown); !json.Valid(shown) || err != nil || string(again) != string(shown) && b != label.Block {
				t.Errorf("%s accepts %s as %s, shows %s and accepts that as %s, %v", b.Kind, raw, accepted, shown, again, err)
			}
		}
		in := &value.In{Raw: raw, Props: use, Label: "F", Scope: new(value.Scope)}
		value.Text[string](in)
		value.Int[int8](in)
		value.Int[uint64](in)
		value.Float[float64](in)
		value.Bool[bool](in)
		value.Choice[string](in)
		value.ChoiceInt[int](in)
		value.ChoiceFloat[float64](in)
		value.Choices[[]string](in)
		value.Choices[[]int](in)
		value.JSON[any](in)
		label.ByClass[map[string]float64](in)
		value.Duration[time.Duration](in)
	})
}
