package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// The messages that are sent most, one for each token and each waiting event, are
// put together by hand: encoding/json took more time than all the rest of a call.

// appendOutput writes null for a value that there is none of, and an empty list of
// changed States rather than null.
func appendOutput(b []byte, o *Output) []byte {
	b = append(b, `{"data":[`...)
	for i, v := range o.Data {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRaw(b, v)
	}
	b = append(b, ']')
	if o.Whole {
		b = append(b, `,"whole":true`...)
	}
	b = append(b, `,"is_generating":`...)
	b = strconv.AppendBool(b, o.IsGenerating)
	b = append(b, `,"duration":`...)
	b = appendFloat(b, &o.Duration)
	b = append(b, `,"average_duration":`...)
	b = appendFloat(b, &o.AverageDuration)
	b = append(b, `,"render_config":`...)
	b = appendRaw(b, o.RenderConfig)
	b = append(b, `,"changed_state_ids":[`...)
	for i, id := range o.ChangedStateIDs {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	b = append(b, `],"used_cache":`...)
	b = appendString(b, o.UsedCache)
	return append(b, '}')
}

// appendRaw puts a raw value on one line. What is not JSON is a mistake of the
// program.
func appendRaw(b []byte, raw json.RawMessage) []byte {
	buffer := bytes.NewBuffer(b)
	must(json.Compact(buffer, orNull(raw)))
	return buffer.Bytes()
}

func appendString(b []byte, s *string) []byte {
	if s == nil {
		return append(b, "null"...)
	}
	return append(b, MustMarshal(*s)...)
}

// appendID writes an event's ID; those that the server makes need no escapes.
func appendID(b []byte, event string) []byte {
	for i := range len(event) {
		if c := event[i]; c < '0' || c > 'z' || c == '\\' {
			return append(b, MustMarshal(event)...)
		}
	}
	if event == "" {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = append(b, event...)
	return append(b, '"')
}

func appendFloat(b []byte, f *float64) []byte {
	if finite(f) == nil {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, *f, 'f', -1, 64)
}
