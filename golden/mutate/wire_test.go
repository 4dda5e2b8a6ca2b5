package mutate_test

// wireMutations are mistakes in the JSON of the protocol.
var wireMutations = []mutation{
	{
		name: "wire-one-level-too-deep", file: "runtime/wire/body.go",
		old: "depth > MaxDepth {", new: "depth > MaxDepth+1 {",
	},
	{
		name: "wire-any-width", file: "runtime/wire/body.go",
		old: "case width > MaxWidth:", new: "case width < 0:",
	},
	{
		name: "wire-any-number-of-values", file: "runtime/wire/body.go",
		old: "case values > MaxValues:", new: "case values < 0:",
	},
	{
		name: "wire-any-number-of-inputs", file: "runtime/wire/body.go",
		old: "if len(b.Data) > MaxWidth {", new: "if len(b.Data) < 0 {",
	},
	{
		name: "wire-members-are-not-counted", file: "runtime/wire/body.go",
		old: "case ':':\n\t\t\tvalues++", new: "case ':':",
	},
	{
		name: "wire-string-ends-at-an-escaped-quote", file: "runtime/wire/body.go",
		old: "if escapes%2 == 0 {", new: "if escapes%2 >= 0 {",
	},
	{
		name: "wire-null-is-event-data", file: "runtime/wire/body.go",
		old: "string(v) != \"null\" {", new: "string(v) != \"\" {",
	},
	{
		name: "wire-padded-data-is-not-sent-on", file: "runtime/wire/body.go",
		old: "if b.sent != nil && len(b.Data) == b.n {", new: "if b.sent != nil {",
	},
	{
		name: "wire-values-come-out-that-may-not-go-in", file: "runtime/wire/depth.go",
		old: "const around = 2", new: "const around = 0",
	},
	{
		name: "wire-brackets-in-strings-nest", file: "runtime/wire/depth.go",
		old: "inString = !inString", new: "inString = false",
	},
	{
		name: "wire-appended-text-is-replaced", file: "runtime/wire/diff.go",
		old: "case strings.HasPrefix(y, x):", new: "case x == \"\" && strings.HasPrefix(y, x):",
	},
	{
		name: "wire-surplus-elements-by-rising-index", file: "runtime/wire/diff.go",
		old: "for range before[common:] {\n\t\td.add(\"delete\", append(path, common), nil)", new: "for i := range before[common:] {\n\t\td.add(\"delete\", append(path, common+i), nil)",
	},
	{
		name: "wire-paths-share-memory", file: "runtime/wire/diff.go",
		old: "edit{op, slices.Clone(path), value}", new: "edit{op, path, value}",
	},
	{
		name: "wire-removed-members-stay", file: "runtime/wire/diff.go",
		old: "d.add(\"delete\", append(path, key), nil)", new: "",
	},
	{
		name: "wire-edits-without-bound", file: "runtime/wire/diff.go",
		old: "if d.over() {\n\t\treturn Replace(after)\n\t}", new: "",
	},
	{
		name: "wire-edits-of-any-length", file: "runtime/wire/diff.go",
		old: "d.room -= len(key) + 3", new: "_ = key",
	},
	{
		name: "wire-apply-replaces-instead-of-inserting", file: "runtime/wire/apply.go",
		old: "c.items = slices.Insert(c.items, i, any(value))", new: "c.items = append(c.items[:i], value)",
	},
	{
		name: "wire-apply-beyond-the-end", file: "runtime/wire/apply.go",
		old: "case i == len(c.items):\n\t\t\treturn nil, errPath", new: "case i == len(c.items):\n\t\t\treturn c, nil",
	},
	{
		name: "wire-apply-changes-what-is-not-there", file: "runtime/wire/apply.go",
		old: "case !there:\n\t\t\treturn nil, errPath", new: "case !there:\n\t\t\treturn c, nil",
	},
	{
		name: "wire-line-separators-end-the-line", file: "runtime/wire/marshal.go",
		old: "{\"\\u2028\", `\\u2028`}, ", new: "",
	},
	{
		name: "wire-invalid-utf8", file: "runtime/wire/marshal.go",
		old: "if !utf8.Valid(b) {", new: "if len(b) == 0 && !utf8.Valid(b) {",
	},
	{
		name: "wire-nan-fails", file: "runtime/wire/marshal.go",
		old: "if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {", new: "if f := v.Float(); math.IsInf(f, 0) {",
	},
	{
		name: "wire-title-after-an-output", file: "runtime/wire/message.go",
		old: "if !published {", new: "if published {",
	},
	{
		name: "wire-cancelled-is-a-failure", file: "runtime/wire/message.go",
		old: "Output: json.RawMessage(\"{}\"), Success: true})", new: "Output: json.RawMessage(\"{}\")})",
	},
	{
		name: "wire-ids-are-not-escaped", file: "runtime/wire/append.go",
		old: "c < '0' || c > 'z' || c == '\\\\' {", new: "c < ' ' || c > 'z' {",
	},
	{
		name: "wire-infinite-numbers", file: "runtime/wire/wire.go",
		old: "if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {", new: "if f == nil || math.IsNaN(*f) {",
	},
	{
		name: "wire-large-messages-without-an-end", file: "runtime/wire/wire.go",
		old: "[][]byte{b, data, []byte(\"\\n\\n\")}", new: "[][]byte{b, data, []byte(\"\\n\")}",
	},
	{
		name: "wire-first-of-a-repeated-key-counts", file: "runtime/wire/split.go",
		old: "object[name] = raw[i:end:end]", new: "if object[name] == nil {\n\t\t\tobject[name] = raw[i:end:end]\n\t\t}",
	},
	{
		name: "wire-brackets-in-strings-end-arrays", file: "runtime/wire/split.go",
		old: "i = stringEnd(raw, i) - 1", new: "",
	},
	{
		name: "wire-escaped-quote-ends-the-string", file: "runtime/wire/split.go",
		old: "if raw[i] == '\\\\' {\n\t\t\ti++\n\t\t}", new: "",
	},
}
