// Package wire is the JSON of Gradio's protocol and nothing else: the messages of
// an event stream, the body of a call, error payloads, and the edits of streamed
// outputs. It knows no queue, no session and no HTTP.
//
// Messages are encoded with their keys in a fixed order, null where a field has
// no value, on one line.
package wire

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// Marshal encodes a value as compact JSON on one line of valid UTF-8: HTML is not
// escaped, and the characters that some readers take for the end of a line
// (U+0085, U+2028, U+2029) always are. It fails where encoding/json fails.
func Marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return oneLine(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// mustMarshal encodes one of this package's own messages. Those fail only if a
// raw value inside is not JSON, which is a mistake of the program.
func mustMarshal(v any) json.RawMessage {
	b, err := Marshal(v)
	if err != nil {
		panic("wire: " + err.Error())
	}
	return b
}

// oneLine makes JSON valid UTF-8, because encoding/json lets raw values pass as they
// are, and writes the line ends that JSON allows inside strings as escapes: in
// valid JSON their bytes occur nowhere else.
func oneLine(b []byte) []byte {
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	if bytes.IndexByte(b, 0xc2) < 0 && bytes.IndexByte(b, 0xe2) < 0 {
		return b
	}
	for _, e := range [...][2]string{{"\u0085", `\u0085`}, {"\u2028", `\u2028`}, {"\u2029", `\u2029`}} {
		if bytes.Contains(b, []byte(e[0])) {
			b = bytes.ReplaceAll(b, []byte(e[0]), []byte(e[1]))
		}
	}
	return b
}

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
