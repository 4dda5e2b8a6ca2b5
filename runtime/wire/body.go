package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Limits of the JSON that a client sends. A value is counted for each bracket, brace,
// comma and colon: decoded into Go values, a byte of source may take the memory of
// thirty.
const (
	MaxDepth  = 256     // how deep arrays and objects may nest
	MaxWidth  = 10_000  // how many members the outermost array or object may have
	MaxValues = 200_000 // how many values there may be on all levels together
)

// Body is what a client posts to call a listener. Keys are matched exactly and
// unknown ones are ignored; of a repeated key the last counts. Its JSON is part of the
// bytes that were parsed, not a copy.
type Body struct {
	Data      []json.RawMessage // never nil
	FnIndex   *int
	Session   string          // "" when the client names none
	EventData json.RawMessage // nil when the client sends none, or null
	TriggerID *int
	EventID   string
	After     string // what our page had read of its stream; "" of other clients
	Values    int    // how many values the body has, for [limit.CallCost]

	sent json.RawMessage // the array of which Data was read
	n    int             // and how many elements it had
}

// List returns Data as one JSON array.
func (b *Body) List() json.RawMessage {
	if b.sent != nil && len(b.Data) == b.n {
		return b.sent
	}
	return List(b.Data)
}

// BodyError is a body that is not what it must be. Its text is for the client.
type BodyError struct {
	Field   string // "" when the body as a whole is wrong
	Message string
}

// Error says it in one line, for logs and wrapping errors.
func (e *BodyError) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// ParseBody reads a call. The error is a *BodyError.
func ParseBody(raw []byte) (*Body, error) {
	values, err := CheckShape(raw)
	if err != nil {
		return nil, err
	}
	object, err := parseObject(raw)
	if err != nil {
		return nil, err
	}
	b := &Body{Values: values}
	data, ok := object["data"]
	if !ok {
		return nil, &BodyError{"data", "field required"}
	}
	if b.Data, err = elements(data); err != nil {
		return nil, &BodyError{"data", err.Error()}
	}
	if len(b.Data) > MaxWidth {
		return nil, &BodyError{"data", fmt.Sprintf("holds more than %d values", MaxWidth)}
	}
	b.sent, b.n = data, len(b.Data)
	if err := field(object["fn_index"], "fn_index", "an integer", &b.FnIndex); err != nil {
		return nil, err
	}
	if err := field(object["session_hash"], "session_hash", "a string", &b.Session); err != nil {
		return nil, err
	}
	if err := field(object["trigger_id"], "trigger_id", "an integer", &b.TriggerID); err != nil {
		return nil, err
	}
	if err := field(object["event_id"], "event_id", "a string", &b.EventID); err != nil {
		return nil, err
	}
	if err := field(object["after"], "after", "a string", &b.After); err != nil {
		return nil, err
	}
	if v := object["event_data"]; string(v) != "null" {
		b.EventData = v
	}
	return b, nil
}

// ParseObject reads one JSON object whose keys are matched exactly. Its members are
// parts of raw, not copies. The error is a *BodyError.
func ParseObject(raw []byte) (map[string]json.RawMessage, error) {
	if _, err := CheckShape(raw); err != nil {
		return nil, err
	}
	return parseObject(raw)
}

func parseObject(raw []byte) (map[string]json.RawMessage, error) {
	if !json.Valid(raw) {
		return nil, &BodyError{"", "body is not valid JSON"}
	}
	object, ok := members(raw)
	if !ok {
		return nil, &BodyError{"", "body must be an object"}
	}
	return object, nil
}

// CheckShape refuses JSON beyond MaxDepth, MaxWidth or MaxValues, without decoding it,
// and counts its values. The error is a *BodyError.
func CheckShape(raw []byte) (values int, err error) {
	depth, width := 0, 1
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			if i = closing(raw, i+1); i < 0 {
				return values, nil // it is not JSON
			}
		case '[', '{':
			values++
			if depth++; depth > MaxDepth {
				return values, &BodyError{"", fmt.Sprintf("body nests deeper than %d levels", MaxDepth)}
			}
		case ']', '}':
			depth--
		case ',':
			if values++; depth == 1 {
				width++
			}
		case ':':
			values++
		}
		switch {
		case width > MaxWidth:
			return values, &BodyError{"", fmt.Sprintf("body holds more than %d members", MaxWidth)}
		case values > MaxValues:
			return values, &BodyError{"", fmt.Sprintf("body holds more than %d values", MaxValues)}
		}
	}
	return values, nil
}

// closing returns the index of the quotation mark that ends a string, or -1.
func closing(raw []byte, i int) int {
	for {
		n := bytes.IndexByte(raw[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		escapes := 0
		for raw[i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i
		}
		i++
	}
}

// field decodes one member; absent and null leave the target as it is.
func field(raw json.RawMessage, name, want string, target any) error {
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, target); err != nil {
		return &BodyError{name, "must be " + want}
	}
	return nil
}
