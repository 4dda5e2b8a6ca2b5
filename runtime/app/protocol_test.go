package app_test

import (
	"regexp"
	"strings"
	"testing"
)

var (
	durations = regexp.MustCompile(`("(?:duration|average_duration|cache_duration|avg_time|eta|rank_eta)":)[0-9.e+-]+`)
	eventIDs  = regexp.MustCompile(`[0-9a-f]{32}`)
)

// transcript is a stream with what differs from run to run put aside.
func transcript(messages []message) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(eventIDs.ReplaceAllString(durations.ReplaceAllString(m.Raw, "${1}0"), "E") + "\n")
	}
	return b.String()
}

// TestTranscripts holds the bytes of event streams, as official clients read them.
func TestTranscripts(t *testing.T) {
	const (
		begin = `{"msg":"estimation","event_id":"E","rank":0,"queue_size":1,"rank_eta":null}
{"msg":"process_starts","event_id":"E","eta":null}
`
		end = `{"msg":"close_stream","event_id":null}
`
		rest = `,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,`
	)
	generating := func(data string) string {
		return `{"msg":"process_generating","event_id":"E","output":{"data":` + data + `,"is_generating":true` + rest + `"time_limit":null}` + "\n"
	}
	completed := func(data string) string {
		return `{"msg":"process_completed","event_id":"E","output":{"data":` + data + `,"is_generating":false` + rest + `"title":null,"used_cache":null,"cache_duration":0,"avg_time":0}` + "\n"
	}
	failed := func(output, title string) string {
		return `{"msg":"process_completed","event_id":"E","output":` + output + `,"success":false,"title":"` + title + `","used_cache":null,"cache_duration":null,"avg_time":null}` + "\n"
	}
	tests := []struct {
		name string
		fn   int
		data string
		want string
	}{
		{"generator", streamFn, `[3]`, begin + generating(`["0 "]`) + generating(`[[["append",[],"1 "]]]`) + generating(`[[["append",[],"2 "]]]`) + completed(`["0 1 2 "]`) + end},
		{"tokens", tokensFn, `[3]`, begin + generating(`["0 "]`) + generating(`[[["append",[],"1 "]]]`) + generating(`[[["append",[],"2 "]]]`) + completed(`["0 1 2 "]`) + end},
		{"generator that yields nothing", streamFn, `[0]`, begin + completed(`[null]`) + end},
		{"several outputs", sendFn, `[""]`, begin + generating(`["one",1]`) + generating(`[[],[["replace",[],2]]]`) +
			generating(`[[["replace",[],{"__type__":"update","label":"New"}]],[]]`) + completed(`[{"__type__":"update","label":"New"},2]`) + end},
		{"texts and tokens", mixedFn, `[]`, begin + generating(`["a"]`) + generating(`[[["append",[],"bc"]]]`) + generating(`[[["replace",[],"xy"]]]`) + generating(`[[]]`) +
			generating(`[[["replace",[],"z"]]]`) + generating(`[[["append",[],"!"]]]`) + generating(`[[["replace",[],{"__type__":"update","label":"L"}]]]`) + generating(`[[["replace",[],"?"]]]`) + completed(`["?"]`) + end},
		{"error", failFn, `["shown"]`, begin + failed(`{"error":"boom","duration":0,"visible":true,"title":"T!"}`, "T!") + end},
		{"hidden error", failFn, `["other"]`, begin + failed(`{"error":null}`, "Error") + end},
		{"panic", failFn, `["panic"]`, begin + failed(`{"error":null}`, "Error") + end},
		{"bad input", streamFn, `[2.5]`, begin + failed(`{"error":"Count: expected a whole number, got 2.5","duration":0,"visible":true,"title":"Error"}`, "Error") + end},
		{"too few inputs", streamFn, `[]`, begin + failed(`{"error":"needs 1 values, got 0","duration":0,"visible":true,"title":"Error"}`, "Error") + end},
		{"too many inputs", echoFn, `["a","b"]`, begin + completed(`["a"]`) + end},
		{"time limit", slowFn, `[]`, begin + failed(`{"error":"the time limit was reached","duration":0,"visible":true,"title":"Error"}`, "Error") + end},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := serve(t)
			a.join(t, "s2", tt.fn, tt.data)
			if got := transcript(a.open(t, "session_hash=s2").all()); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
