package spec

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Accept turns what a client sent into a value that the block can have, whichever way it
// came: from the page or by the API. It converts what may be converted and says, for the
// user, why it refuses anything else. Null stays null, unless the block is never without
// a value.
func (b *Block) Accept(p Props, raw json.RawMessage) (json.RawMessage, error) {
	if b.Accepts != nil {
		return b.Accepts(p, raw)
	}
	return b.Value.Accept(p, raw)
}

// Present turns what a handler gave into the value that the page shows.
func (b *Block) Present(p Props, raw json.RawMessage) json.RawMessage {
	if b.Presents != nil {
		return b.Presents(p, raw)
	}
	return b.Value.Present(p, raw)
}

// Accept does it for a family of values; a nil Value takes anything.
func (v *Value) Accept(p Props, raw json.RawMessage) (json.RawMessage, error) {
	if v == nil || v.Accepts == nil {
		return raw, nil
	}
	return v.Accepts(p, raw)
}

// Present does it for a family of values; a nil Value shows anything.
func (v *Value) Present(p Props, raw json.RawMessage) json.RawMessage {
	if v == nil || v.Presents == nil {
		return raw
	}
	return v.Presents(p, raw)
}

// acceptText takes a string. Other scalars become one, as in Gradio: 5 is "5" and true is
// "True".
func acceptText(_ Props, raw json.RawMessage) (json.RawMessage, error) {
	switch {
	case IsNull(raw) || raw[0] == '"':
		return raw, nil
	case IsNumber(raw):
		return Quote(string(raw)), nil
	case string(raw) == "true":
		return Quote("True"), nil
	case string(raw) == "false":
		return Quote("False"), nil
	}
	return nil, errors.New("expected a string")
}

// acceptBool takes true, false, and 1 and 0 for them.
func acceptBool(_ Props, raw json.RawMessage) (json.RawMessage, error) {
	switch scalarKey(raw) {
	case "true", "false", "null":
		return raw, nil
	case "1":
		return json.RawMessage("true"), nil
	case "0":
		return json.RawMessage("false"), nil
	}
	return nil, errors.New("expected true or false")
}

// presentBool shows nothing as false.
func presentBool(_ Props, raw json.RawMessage) json.RawMessage {
	if IsNull(raw) {
		return json.RawMessage("false")
	}
	return raw
}

// AcceptNumber takes a number, rounds it to the block's precision and checks that it is
// within the block's bounds.
func AcceptNumber(p Props, raw json.RawMessage) (json.RawMessage, error) {
	if IsNull(raw) {
		return raw, nil
	}
	if !IsNumber(raw) {
		return nil, errors.New("expected a number")
	}
	if _, err := strconv.ParseFloat(string(raw), 64); err != nil {
		return nil, fmt.Errorf("%s is too large", Brief(raw))
	}
	raw = PresentNumber(p, raw)
	return raw, Within(p, raw)
}

// PresentNumber rounds a number to the block's precision.
func PresentNumber(p Props, raw json.RawMessage) json.RawMessage {
	if IsNull(p["precision"]) {
		return raw
	}
	return Rounded(raw, int(Number(p["precision"], 0)))
}

// Within says whether a number is within the block's minimum and maximum.
func Within(p Props, raw json.RawMessage) error {
	n, _ := ParseNumeral(raw)
	if low, ok := ParseNumeral(p["minimum"]); ok && n.Compare(low) < 0 {
		return fmt.Errorf("%s is less than the minimum %s", Brief(raw), p["minimum"])
	}
	if high, ok := ParseNumeral(p["maximum"]); ok && n.Compare(high) > 0 {
		return fmt.Errorf("%s is greater than the maximum %s", Brief(raw), p["maximum"])
	}
	return nil
}

// acceptSeconds takes a number.
func acceptSeconds(_ Props, raw json.RawMessage) (json.RawMessage, error) {
	return AcceptNumber(nil, raw)
}

// Brief shortens what a client sent for a message.
func Brief(raw json.RawMessage) string {
	const limit = 60
	if len(raw) <= limit {
		return string(raw)
	}
	return string(raw[:limit]) + "…"
}
