package mutate_test

// inAnApp are the tests of the packages of values, and those of all blocks in an app.
const inAnApp = "./runtime/value ./runtime/blocks/spec ./runtime/blocks/label ./runtime/ui ./golden/gallery"

// valueMutations are mistakes in the values of blocks.
var valueMutations = []mutation{
	{
		name: "value-fractions-become-integers", file: "runtime/value/number.go", tests: inAnApp,
		old: "case !numeral.Whole():", new: "case !numeral.Whole() && numeral.Negative():",
	},
	{
		name: "value-small-integers-overflow", file: "runtime/value/number.go", tests: inAnApp,
		old: "n, err = strconv.ParseInt(digits, 10, target.Type().Bits())", new: "n, err = strconv.ParseInt(digits, 10, 64)",
	},
	{
		name: "value-small-floats-overflow", file: "runtime/value/number.go", tests: inAnApp,
		old: "strconv.ParseFloat(string(raw), target.Type().Bits())", new: "strconv.ParseFloat(string(raw), 64)",
	},
	{
		name: "value-null-below-the-minimum-is-zero", file: "runtime/value/number.go", tests: inAnApp,
		old: "case in.Zero == nil || spec.Within(spec.Props(in.Props), in.Zero) != nil:", new: "case in.Zero == nil:",
	},
	{
		name: "value-durations-overflow", file: "runtime/value/number.go", tests: inAnApp,
		old: "if math.Abs(f) > math.MaxInt64/float64(time.Second) {", new: "if math.IsNaN(f) {",
	},
	{
		name: "value-last-error-counts", file: "runtime/value/value.go", tests: inAnApp,
		old: "if s.err == nil {", new: "if err != nil {",
	},
	{
		name: "value-tokens-stay-after-a-value", file: "runtime/value/value.go", tests: inAnApp + " ./runtime/app",
		old: "out.Raw, out.Append, out.Tokens, out.Update = raw, \"\", false, nil", new: "out.Raw, out.Update = raw, nil",
	},
	{
		name: "value-nan-always-differs", file: "runtime/value/equal.go", tests: inAnApp,
		old: "|| a.Float() != a.Float() && b.Float() != b.Float()", new: "",
	},
	{
		name: "value-longer-maps-are-equal", file: "runtime/value/equal.go", tests: inAnApp,
		old: "a.IsNil() == b.IsNil() && a.Len() == b.Len() && !slices", new: "a.IsNil() == b.IsNil() && !slices",
	},
	{
		name: "value-state-is-shared-on-its-way-in", file: "runtime/value/state.go", tests: inAnApp,
		old: "v, err := copied(v, clone)\n\tif err != nil {\n\t\tin.", new: "_, err := copied(v, clone)\n\tif err != nil {\n\t\tin.",
	},
	{
		name: "value-state-is-shared-on-its-way-out", file: "runtime/value/state.go", tests: inAnApp,
		old: "v, err := copied(v, clone)\n\tif err != nil {\n\t\tout.", new: "_, err := copied(v, clone)\n\tif err != nil {\n\t\tout.",
	},
	{
		name: "value-pointers-are-shared", file: "runtime/value/copy.go", tests: inAnApp,
		old: "made.Elem().Set(copyValue(v.Elem(), depth.Next()))", new: "made.Set(v)",
	},
	{
		name: "value-cycles-have-no-end", file: "runtime/value/copy.go", tests: inAnApp,
		old: "if d >= MaxDepth {", new: "if d < 0 {",
	},
	{
		name: "value-hidden-references-are-copied", file: "runtime/value/copy.go", tests: inAnApp,
		old: "case !field.IsExported():", new: "case !field.IsExported() && field.Anonymous:",
	},
	{
		name: "value-fromblock-after-an-error", file: "runtime/value/convert.go", tests: inAnApp,
		old: "if in.Scope.err != nil {", new: "if in.Scope == nil {",
	},
	{
		name: "value-nothing-chosen-is-zero", file: "runtime/value/choice.go", tests: inAnApp,
		old: "if in.Null() && (places == nil || places.Find(null) < 0) {", new: "if in.Null() && places == nil {",
	},
	{
		name: "value-position-outside-the-list", file: "runtime/value/choice.go", tests: inAnApp,
		old: "i >= 0 && i < len(b.Values) {", new: "i >= -1 && i < len(b.Values) {",
	},
	{
		name: "value-strings-by-position", file: "runtime/value/choice.go", tests: inAnApp,
		old: "|| kind == reflect.String || kind", new: "|| kind",
	},
	{
		name: "value-long-integers-lose-digits", file: "runtime/blocks/spec/decode.go", tests: inAnApp,
		old: "const exactDigits = 15", new: "const exactDigits = 25",
	},
	{
		name: "value-every-number-is-a-json-number", file: "runtime/blocks/spec/decode.go", tests: inAnApp,
		old: "if exact(number.String()) {", new: "if f == 0 {",
	},
	{
		name: "value-minimum-is-out-of-range", file: "runtime/blocks/spec/accept.go", tests: inAnApp,
		old: "n.Compare(low) < 0 {", new: "n.Compare(low) <= 0 {",
	},
	{
		name: "value-any-number-above-the-maximum", file: "runtime/blocks/spec/accept.go", tests: inAnApp,
		old: "n.Compare(high) > 0 {", new: "n.Compare(high) > 1 {",
	},
	{
		name: "value-one-is-not-true", file: "runtime/blocks/spec/accept.go", tests: inAnApp,
		old: "case \"1\":", new: "case \"one\":",
	},
	{
		name: "value-true-as-in-json", file: "runtime/blocks/spec/accept.go", tests: inAnApp,
		old: "return Quote(\"True\"), nil", new: "return Quote(\"true\"), nil",
	},
	{
		name: "value-strings-are-numbers", file: "runtime/blocks/spec/accept.go", tests: inAnApp,
		old: "if !IsNumber(raw) {\n\t\treturn nil", new: "if !IsNumber(raw) && raw[0] != '\"' {\n\t\treturn nil",
	},
	{
		name: "value-spelling-of-a-choice-matters", file: "runtime/blocks/spec/choices.go", tests: inAnApp,
		old: "if s, ok := n.Integer(); ok {", new: "if s, ok := n.Integer(); ok && s == string(raw) {",
	},
	{
		name: "value-digits-are-not-a-choice", file: "runtime/blocks/spec/choices.go", tests: inAnApp,
		old: "if text, ok := Text(raw); ok && IsNumber(json.RawMessage(text))", new: "if text, ok := Text(raw); !ok && IsNumber(json.RawMessage(text))",
	},
	{
		name: "value-any-choice", file: "runtime/blocks/spec/choices.go", tests: inAnApp + " ./runtime/app",
		old: "if c.Custom && scalarKey(raw) != \"\" && !IsNull(raw) {", new: "if scalarKey(raw) != \"\" && !IsNull(raw) {",
	},
	{
		name: "value-more-choices-than-there-may-be", file: "runtime/blocks/spec/choices.go", tests: inAnApp + " ./runtime/app",
		old: "most > 0 && len(list) > most {", new: "most > 0 && len(list) < 0 {",
	},
	{
		name: "value-one-choice-many-times", file: "runtime/blocks/spec/choices.go", tests: inAnApp + " ./runtime/app",
		old: "len(list) > most && !choices.Custom {", new: "len(list) < 0 && !choices.Custom {",
	},
	{
		name: "value-empty-string-selects-something", file: "runtime/blocks/spec/choices.go", tests: inAnApp,
		old: "if string(raw) == `\"\"` && !c.Custom {", new: "if string(raw) == `\"\"` && c.Custom {",
	},
	{
		name: "value-halves-are-rounded-up", file: "runtime/blocks/spec/numeral.go", tests: inAnApp,
		old: "f = math.RoundToEven(f/scale) * scale", new: "f = math.Round(f/scale) * scale",
	},
	{
		name: "value-minus-zero", file: "runtime/blocks/spec/numeral.go", tests: inAnApp,
		old: "if f == 0 {\n\t\treturn", new: "if f > 0 && f < 0 {\n\t\treturn",
	},
	{
		name: "value-negative-numbers-compare-the-wrong-way", file: "runtime/blocks/spec/numeral.go", tests: inAnApp,
		old: "return c * n.sign()", new: "return c",
	},
	{
		name: "value-exponents-without-end", file: "runtime/blocks/spec/numeral.go", tests: inAnApp,
		old: "|| len(n.digits)+n.exp > 30 {", new: "{",
	},
	{
		name: "value-parameter-or-null", file: "runtime/blocks/spec/shape.go", tests: inAnApp + " ./runtime/app",
		old: "if len(s.AnyOf) > 0 {", new: "if len(s.AnyOf) > 9 {",
	},
	{
		name: "value-enum-of-a-parameter-is-not-checked", file: "runtime/blocks/spec/shape.go", tests: inAnApp + " ./runtime/app",
		old: "if len(s.Enum) > 0 {\n\t\treturn choiceSet", new: "if len(s.Enum) > 99 {\n\t\treturn choiceSet",
	},
	{
		name: "value-slider-between-its-steps", file: "runtime/blocks/slider/slider.go", tests: inAnApp,
		old: "return snap(p, raw), nil", new: "return raw, nil",
	},
	{
		name: "value-slider-beyond-its-last-step", file: "runtime/blocks/slider/slider.go", tests: inAnApp,
		old: "steps > most {", new: "steps > most+1 {",
	},
	{
		name: "value-label-without-order", file: "runtime/blocks/label/codec.go", tests: inAnApp,
		old: "return cmp.Compare(b.Confidence, a.Confidence)", new: "return cmp.Compare(a.Confidence, a.Confidence)",
	},
	{
		name: "value-label-with-nan", file: "runtime/blocks/label/codec.go", tests: inAnApp,
		old: "list[i].Confidence = finite(list[i].Confidence)", new: "_ = list[i]",
	},
	{
		name: "value-label-of-the-handler-changes", file: "runtime/blocks/label/codec.go", tests: inAnApp,
		old: "\tdata.Confidences = slices.Clone(data.Confidences)\n", new: "",
	},
	{
		name: "opt-null-is-unset", file: "runtime/ui/opt.go", tests: inAnApp,
		old: "return o.state != optUnset", new: "return o.state == optSome",
	},
	{
		name: "opt-null-is-a-value", file: "runtime/ui/opt.go", tests: inAnApp,
		old: "return o.value, o.state == optSome", new: "return o.value, o.state != optUnset",
	},
	{
		name: "opt-null-is-not-read", file: "runtime/ui/opt.go", tests: inAnApp,
		old: "\t\t*o = Null[T]()\n", new: "",
	},
	{
		name: "opt-null-is-written-as-a-value", file: "runtime/ui/opt.go", tests: inAnApp,
		old: "if o.state != optSome {", new: "if o.state == optUnset {",
	},
}
