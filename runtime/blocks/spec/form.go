package spec

import (
	"encoding/json"
	"errors"
	"strings"
)

// Form converts the argument of a setter into the property. A nil Form does not change
// the JSON of the argument. The setters, the generator and the running app use the same
// Form.
type Form struct {
	// Go is the name of the form in generated code of package ui: "spec.Pairs".
	Go string
	// TS is the TypeScript type of the property; "" for that of the arguments.
	TS string
	// Apply turns the argument, as encoding/json writes it, into the property. May be
	// nil: they are the same.
	Apply func(json.RawMessage) (json.RawMessage, error)
	// Holds tells whether the argument contains blocks or Go values.
	Holds Holding
}

// Holding is what a setting contains besides data.
type Holding int

// The contents of settings.
const (
	Data   Holding = iota // nothing else
	Refs                  // blocks that are placed elsewhere; each is {"$block": index}
	Parts                 // blocks that are placed in this block, such as its buttons
	Opaque                // a value that only the running program has; {"$go": true}
)

// The forms that several blocks use. A block may have one of its own.
var (
	// Dedent removes the common indentation of a string.
	Dedent = &Form{Go: "spec.Dedent", Apply: dedent}
	// Pairs makes choices, [[name, value], …]: a scalar is name and value at once.
	Pairs = &Form{Go: "spec.Pairs", TS: "Choice[]", Apply: pairs}
	// BlockRefs is for blocks that are placed elsewhere.
	BlockRefs = &Form{Holds: Refs}
	// BlockParts is for blocks that are placed in this block.
	BlockParts = &Form{Holds: Parts, TS: "(string | ToolbarButton)[]"}
	// GoValue is for functions and values that only the running program has.
	GoValue = &Form{Holds: Opaque}
)

// Convert applies a form, which may be nil.
func (f *Form) Convert(raw json.RawMessage) (json.RawMessage, error) {
	if f == nil || f.Apply == nil {
		return raw, nil
	}
	return f.Apply(raw)
}

// Kind is what a setting of the form holds; a nil form holds data.
func (f *Form) Kind() Holding {
	if f == nil {
		return Data
	}
	return f.Holds
}

func dedent(raw json.RawMessage) (json.RawMessage, error) {
	s, ok := Text(raw)
	if !ok {
		return raw, nil
	}
	return Quote(Dedented(s)), nil
}

// Dedented removes from a string the indentation that its lines share, and the blank
// lines around it, so a text can be indented like the code around it. The first line
// is ignored, because it follows the opening quote.
func Dedented(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	lines[0] = strings.TrimLeft(lines[0], " \t")
	margin, found := "", false
	for _, line := range lines[1:] {
		rest := strings.TrimLeft(line, " \t")
		if rest == "" {
			continue
		}
		indent := line[:len(line)-len(rest)]
		if !found {
			margin, found = indent, true
		}
		for !strings.HasPrefix(indent, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			line = ""
		}
		lines[i+1] = strings.TrimPrefix(line, margin)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// pairs does not change elements that are pairs.
func pairs(raw json.RawMessage) (json.RawMessage, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, errors.New("choices must be a list")
	}
	for i, item := range list {
		switch {
		case len(item) > 0 && item[0] == '[':
		case len(item) > 0 && item[0] == '"':
			list[i] = Marshal([2]json.RawMessage{item, item})
		default:
			list[i] = Marshal([2]json.RawMessage{Quote(string(item)), item})
		}
	}
	if list == nil {
		list = []json.RawMessage{}
	}
	return Marshal(list), nil
}
