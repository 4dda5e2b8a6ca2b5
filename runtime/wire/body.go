package wire

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// MaxDepth is how deep arrays and objects may nest in what a client sends, and
// MaxWidth how much its outermost array or object may hold: each of a few million
// values of a byte takes the memory of twenty.
const (
	MaxDepth = 256
	MaxWidth = 10_000
)

// Body is what a client posts to call a listener. Keys are matched exactly and
// unknown ones are ignored; of a repeated key the last counts.
type Body struct {
	Data      []json.RawMessage // never nil
	FnIndex   *int
	Session   string          // "" when the client names none
	EventData json.RawMessage // nil when the client sends none, or null
	TriggerID *int
	EventID   string
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
	object, err := ParseObject(raw)
	if err != nil {
		return nil, err
	}
	b := &Body{}
	data, ok := object["data"]
	if !ok {
		return nil, &BodyError{"data", "field required"}
	}
	if err := CheckShape(data); err != nil {
		return nil, &BodyError{"data", "holds more than " + strconv.Itoa(MaxWidth) + " values"}
	}
	if err := field(data, "data", "an array", &b.Data); err != nil {
		return nil, err
	}
	if b.Data == nil {
		return nil, &BodyError{"data", "must be an array"}
	}
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
	if v := object["event_data"]; string(v) != "null" {
		b.EventData = v
	}
	return b, nil
}

// ParseObject reads one JSON object whose keys are matched exactly. The error is
// a *BodyError.
func ParseObject(raw []byte) (map[string]json.RawMessage, error) {
	if err := CheckShape(raw); err != nil {
		return nil, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		if json.Valid(raw) {
			return nil, &BodyError{"", "body must be an object"}
		}
		return nil, &BodyError{"", "body is not valid JSON"}
	}
	if object == nil {
		return nil, &BodyError{"", "body must be an object"}
	}
	return object, nil
}

// CheckShape refuses JSON that is deeper than MaxDepth or wider than MaxWidth,
// without decoding it. The error is a *BodyError.
func CheckShape(raw []byte) error {
	depth, commas, inString := 0, 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			if depth++; depth > MaxDepth {
				return &BodyError{"", fmt.Sprintf("body nests deeper than %d levels", MaxDepth)}
			}
		case c == ']' || c == '}':
			depth--
		case c == ',' && depth == 1:
			if commas++; commas >= MaxWidth {
				return &BodyError{"", fmt.Sprintf("body holds more than %d members", MaxWidth)}
			}
		}
	}
	return nil
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
