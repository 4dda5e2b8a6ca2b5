package spec

import (
	"encoding/json"
	"errors"
	"strings"
)

// Form says how the argument of a setter becomes the property. A nil Form leaves it
// as encoding/json writes it. The setters, the reader of the source and the running
// app all go by the same Form.
type Form struct {
	// Go is how generated code of package ui names the form: "spec.Pairs".
	Go string
	// TS is the TypeScript type of the property; "" goes by the setters' arguments.
	TS string
	// Apply turns the argument, as encoding/json writes it, into the property. May be
	// nil: they are the same.
	Apply func(json.RawMessage) (json.RawMessage, error)
	// Holds says whether blocks or Go values are in the argument.
	Holds Holding
}

// Holding says what is in a setting besides data.
type Holding int

// What a setting may hold.
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
// lines around it, so that a text may be indented with the code it is part of. The
// first line does not count: it follows the opening quote.
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

// pairs keeps what is a pair already.
func pairs(raw json.RawMessage) (json.RawMessage, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, errors.New("choices are a list")
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
