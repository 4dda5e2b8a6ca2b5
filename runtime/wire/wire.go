// Package wire is the JSON of Gradio's protocol and nothing else: the messages of
// an event stream, the body of a call, error payloads, and the edits of streamed
// outputs. It knows no queue, no session and no HTTP.
//
// Messages are encoded with their keys in a fixed order, null where a field has
// no value, on one line.
package wire

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
)

// WriteSSE writes one message as a block of an event stream. With a positive id
// the block has an id line, which only the project's own page asks for: official
// clients take nothing but the data line.
func WriteSSE(w io.Writer, id int64, message json.RawMessage) error {
	b := make([]byte, 0, len(message)+32)
	if id > 0 {
		b = append(b, "id: "...)
		b = strconv.AppendInt(b, id, 10)
		b = append(b, '\n')
	}
	b = append(b, "data: "...)
	b = append(b, message...)
	b = append(b, "\n\n"...)
	_, err := w.Write(b)
	return err
}

// WriteEvent writes one named event, the form in which a call's result is read:
// generating, complete, error, heartbeat.
func WriteEvent(w io.Writer, name string, data json.RawMessage) error {
	b := make([]byte, 0, len(name)+len(data)+32)
	b = append(b, "event: "...)
	b = append(b, name...)
	b = append(b, "\ndata: "...)
	b = append(b, data...)
	b = append(b, "\n\n"...)
	_, err := w.Write(b)
	return err
}

// finite returns nil for a number that JSON cannot say.
func finite(f *float64) *float64 {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return nil
	}
	return f
}
