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
)

// WriteSSE writes one message as a block of an event stream. With an id
// the block has an id line, which only the project's own page asks for: official
// clients take nothing but the data line.
func WriteSSE(w io.Writer, id string, message json.RawMessage) error {
	b := make([]byte, 0, 32+len(id)+min(len(message), largeMessage))
	if id != "" {
		b = append(b, "id: "...)
		b = append(b, id...)
		b = append(b, '\n')
	}
	return writeBlock(w, b, message)
}

// WriteEvent writes one named event, the form in which a call's result is read:
// generating, complete, error, heartbeat.
func WriteEvent(w io.Writer, name string, data json.RawMessage) error {
	b := make([]byte, 0, len(name)+32+min(len(data), largeMessage))
	b = append(b, "event: "...)
	b = append(b, name...)
	b = append(b, '\n')
	return writeBlock(w, b, data)
}

// largeMessage is the size from which a message is written as it is. A copy of a smaller
// one costs less than another write.
const largeMessage = 4096

// writeBlock writes the lines in b, the data line, and the empty line behind it. A reader
// that takes its time holds no copy of a large message.
func writeBlock(w io.Writer, b []byte, data json.RawMessage) error {
	b = append(b, "data: "...)
	if len(data) < largeMessage {
		b = append(b, data...)
		b = append(b, "\n\n"...)
		_, err := w.Write(b)
		return err
	}
	for _, part := range [][]byte{b, data, []byte("\n\n")} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// finite returns nil for a number that JSON cannot say.
func finite(f *float64) *float64 {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return nil
	}
	return f
}
