package wire

import (
	"bytes"
	"encoding/json"
	"errors"
)

// errNotArray is what Elements says about JSON of another kind.
var errNotArray = errors.New("must be an array")

// Elements returns the elements of a JSON array. They are parts of raw, not copies: raw
// must not change. An error is for the client.
func Elements(raw json.RawMessage) ([]json.RawMessage, error) {
	if !json.Valid(raw) {
		return nil, errors.New("is not valid JSON")
	}
	return elements(raw)
}

// elements is Elements for JSON that is known to be valid.
func elements(raw json.RawMessage) ([]json.RawMessage, error) {
	raw = bytes.TrimLeft(raw, space)
	if raw[0] != '[' {
		return nil, errNotArray
	}
	list := []json.RawMessage{}
	for i := skip(raw, 1); raw[i] != ']'; {
		end := valueEnd(raw, i)
		list = append(list, raw[i:end:end])
		if i = skip(raw, end); raw[i] == ',' {
			i = skip(raw, i+1)
		}
	}
	return list, nil
}

// members returns the members of a JSON object that is known to be valid, as parts of
// raw; false for JSON of another kind. Of a repeated name the last counts.
func members(raw json.RawMessage) (map[string]json.RawMessage, bool) {
	raw = bytes.TrimLeft(raw, space)
	if raw[0] != '{' {
		return nil, false
	}
	object := map[string]json.RawMessage{}
	for i := skip(raw, 1); raw[i] != '}'; {
		end := valueEnd(raw, i)
		var name string
		_ = json.Unmarshal(raw[i:end], &name) // it is a string, because raw is valid
		i = skip(raw, skip(raw, end)+1)       // behind the colon
		end = valueEnd(raw, i)
		object[name] = raw[i:end:end]
		if i = skip(raw, end); raw[i] == ',' {
			i = skip(raw, i+1)
		}
	}
	return object, true
}

// space is the white space of JSON.
const space = " \t\r\n"

// skip returns the index of the first byte from i on that is not white space.
func skip(raw []byte, i int) int {
	for raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\r' || raw[i] == '\n' {
		i++
	}
	return i
}

// valueEnd returns the index behind the value that begins at i, in valid JSON.
func valueEnd(raw []byte, i int) int {
	switch raw[i] {
	case '"':
		return stringEnd(raw, i)
	case '[', '{':
		for depth := 0; ; i++ {
			switch raw[i] {
			case '"':
				i = stringEnd(raw, i) - 1
			case '[', '{':
				depth++
			case ']', '}':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	}
	if n := bytes.IndexAny(raw[i:], ",]} \t\r\n"); n >= 0 {
		return i + n
	}
	return len(raw)
}

// stringEnd returns the index behind the string whose first quotation mark is at i.
func stringEnd(raw []byte, i int) int {
	for i++; raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return i + 1
}
