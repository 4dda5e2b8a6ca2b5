package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

func TestMessages(t *testing.T) {
	seconds, nan, i, n := 0.5, math.NaN(), 1, 4
	boom, three, desc := "boom", 3.0, "go"
	for _, c := range []struct {
		name string
		got  json.RawMessage
		want string
	}{
		{"estimation", wire.Estimation("E", 0, 1, nil), `{"msg":"estimation","event_id":"E","rank":0,"queue_size":1,"rank_eta":null}`},
		{"estimation with eta", wire.Estimation("E", 2, 3, &seconds), `{"msg":"estimation","event_id":"E","rank":2,"queue_size":3,"rank_eta":0.5}`},
		{"estimation of NaN", wire.Estimation("E", 2, 3, &nan), `{"msg":"estimation","event_id":"E","rank":2,"queue_size":3,"rank_eta":null}`},
		{"status", wire.Status(7), `{"msg":"estimation","event_id":null,"rank":null,"queue_size":7,"rank_eta":null}`},
		{"starts", wire.Starts("E", nil), `{"msg":"process_starts","event_id":"E","eta":null}`},
		{
			"progress", wire.ProgressOf("E", []wire.Progress{{Index: &i, Length: &n, Unit: "steps", Desc: &desc}, {Unit: "steps", Progress: &nan}}),
			`{"msg":"progress","event_id":"E","progress_data":[{"index":1,"length":4,"unit":"steps","progress":null,"desc":"go"},{"index":null,"length":null,"unit":"steps","progress":null,"desc":null}]}`,
		},
		{"no progress", wire.ProgressOf("E", nil), `{"msg":"progress","event_id":"E","progress_data":[]}`},
		{
			"log", wire.Log("E", wire.Notice{Log: "<b>", Level: "info", Duration: &three, Visible: true, Title: "Info"}),
			`{"msg":"log","event_id":"E","log":"<b>","level":"info","duration":3,"visible":true,"title":"Info"}`,
		},
		{
			"generating", wire.Generating("E", wire.Output{Data: []json.RawMessage{[]byte(`"0 "`), nil}, Duration: 0.15, AverageDuration: 0.25}),
			`{"msg":"process_generating","event_id":"E","output":{"data":["0 ",null],"is_generating":true,"duration":0.15,"average_duration":0.25,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"time_limit":null}`,
		},
		{
			"done", wire.Done("E", wire.Output{Data: []json.RawMessage{[]byte("\"a\u2028\u0085\"")}, IsGenerating: true, Duration: 0.5, AverageDuration: 0.25, ChangedStateIDs: []int{7}}),
			`{"msg":"process_completed","event_id":"E","output":{"data":["a\u2028\u0085"],"is_generating":false,"duration":0.5,"average_duration":0.25,"render_config":null,"changed_state_ids":[7],"used_cache":null},"success":true,"title":null,"used_cache":null,"cache_duration":0.5,"avg_time":0.25}`,
		},
		{
			"failed", wire.Failed("E", &wire.Failure{Message: &boom, Duration: &three, Visible: true, Title: "T!"}, false),
			`{"msg":"process_completed","event_id":"E","output":{"error":"boom","duration":3,"visible":true,"title":"T!"},"success":false,"title":"T!","used_cache":null,"cache_duration":null,"avg_time":null}`,
		},
		{
			"hidden", wire.Failed("E", &wire.Failure{Bare: true}, false),
			`{"msg":"process_completed","event_id":"E","output":{"error":null},"success":false,"title":"Error","used_cache":null,"cache_duration":null,"avg_time":null}`,
		},
		{
			"shown", wire.Failed("E", &wire.Failure{Message: &boom, Visible: true, NoTitle: true}, true),
			`{"msg":"process_completed","event_id":"E","output":{"error":"boom","visible":true},"success":false,"title":null,"used_cache":null,"cache_duration":null,"avg_time":null}`,
		},
		{
			"cancelled", wire.Cancelled("E"),
			`{"msg":"process_completed","event_id":"E","output":{},"success":true,"title":null,"used_cache":null,"cache_duration":null,"avg_time":null}`,
		},
		{"stopped", wire.Stopped, `{"msg":"unexpected_error","event_id":null,"message":"Server stopped unexpectedly.","session_not_found":false,"success":false}`},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, c.got, c.want)
		}
	}
}

func TestMessagesAreSafe(t *testing.T) {
	for _, odd := range []string{"a\"\\\n\u2028", `a"`, `a\`, "a\x7f", "a<"} {
		messagesAreSafe(t, odd)
	}
}

func messagesAreSafe(t *testing.T, odd string) {
	t.Helper()
	cache := "full\n"
	for _, m := range []json.RawMessage{
		wire.Estimation(odd, 1, 2, nil), wire.Starts(odd, nil), wire.Log(odd, wire.Notice{Log: odd, Title: odd}), wire.Failed(odd, &wire.Failure{Message: &odd}, true),
		wire.Generating(odd, wire.Output{Data: []json.RawMessage{[]byte(" [ 1,\n\"\xff\u2028\" ] ")}, ChangedStateIDs: []int{1, 2}}),
		wire.Done(odd, wire.Output{Data: []json.RawMessage{[]byte("\"\u0085\""), []byte("{\n}")}, Duration: math.Inf(1), AverageDuration: 1e-9, UsedCache: &cache, RenderConfig: []byte("{}")}),
	} {
		var got struct {
			EventID string `json:"event_id"`
		}
		if err := json.Unmarshal(m, &got); err != nil || got.EventID != odd {
			t.Errorf("%s: %q, %v", m, got.EventID, err)
		}
		if bytes.ContainsAny(m, "\n\r\u0085\u2028\u2029") || !utf8.Valid(m) {
			t.Errorf("%q is not one line of UTF-8", m)
		}
	}
}

func TestWriteSSE(t *testing.T) {
	message, err := wire.Marshal("a\nb\r\u2028c\u2029d\u0085e<é>â")
	if err != nil {
		t.Fatal(err)
	}
	var plain, numbered, named bytes.Buffer
	if err := errors.Join(wire.WriteSSE(&plain, "", message), wire.WriteSSE(&numbered, "1f-12", message), wire.WriteEvent(&named, "complete", message)); err != nil {
		t.Fatal(err)
	}
	line := `data: "a\nb\r\u2028c\u2029d\u0085e<é>â"` + "\n\n"
	for got, want := range map[string]string{
		plain.String():    line,
		numbered.String(): "id: 1f-12\n" + line,
		named.String():    "event: complete\n" + line,
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestWriteLarge: a large message has the form of a small one.
func TestWriteLarge(t *testing.T) {
	message := json.RawMessage(`"` + strings.Repeat("x", 100_000) + `"`)
	var b bytes.Buffer
	if err := wire.WriteSSE(&b, "1f-12", message); err != nil || b.String() != "id: 1f-12\ndata: "+string(message)+"\n\n" {
		t.Errorf("got %d bytes, %v", b.Len(), err)
	}
}

func TestMarshalMakesRawValuesSafe(t *testing.T) {
	got, err := wire.Marshal([]json.RawMessage{[]byte(" [ 1,\n\"\xff\u2028\" ] ")})
	if want := `[[1,"` + "\uFFFD" + `\u2028"]]`; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if got, err := wire.Marshal(json.RawMessage("{")); err == nil {
		t.Errorf("got %q, want an error", got)
	}
}

func TestParseBody(t *testing.T) {
	b, err := wire.ParseBody([]byte(`{"DATA":[9],"data":[1],"data":[{"a":"["},null],"Fn_Index":8,"fn_index":3,"session_hash":"s","event_data":{"x":1},"trigger_id":5,"api_name":"/x"}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Data) != 2 || string(b.Data[0]) != `{"a":"["}` || *b.FnIndex != 3 || b.Session != "s" || string(b.EventData) != `{"x":1}` || *b.TriggerID != 5 {
		t.Errorf("got %+v", b)
	}
	if string(b.List()) != `[{"a":"["},null]` || b.Values != 26 {
		t.Errorf("list %s, %d values", b.List(), b.Values)
	}
	if b.Data = append(b.Data, []byte("1")); string(b.List()) != `[{"a":"["},null,1]` {
		t.Errorf("with one more: %s", b.List())
	}
	b, err = wire.ParseBody([]byte(`{"data":[],"fn_index":null,"session_hash":null,"event_data":null,"trigger_id":null}`))
	if err != nil || b.Data == nil || b.FnIndex != nil || b.Session != "" || b.EventData != nil || b.TriggerID != nil {
		t.Errorf("nulls: got %+v, %v", b, err)
	}
	deep := `{"data":[` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `]}`
	for body, want := range map[string]string{
		``:                              "not valid JSON",
		`{"data":[1]`:                   "not valid JSON",
		`{"data":[1]} x`:                "not valid JSON",
		`[]`:                            "must be an object",
		`null`:                          "must be an object",
		`"x"`:                           "must be an object",
		`{}`:                            "data: field required",
		`{"Data":[]}`:                   "data: field required",
		`{"data":null}`:                 "data: must be an array",
		`{"data":{}}`:                   "data: must be an array",
		`{"data":[],"fn_index":1.5}`:    "fn_index: must be an integer",
		`{"data":[],"fn_index":"1"}`:    "fn_index: must be an integer",
		`{"data":[],"session_hash":1}`:  "session_hash: must be a string",
		`{"data":[],"trigger_id":1e99}`: "trigger_id: must be an integer",
		`{"data":[` + strings.Repeat("1,", 10_000) + `1]}`:    "data: holds more than 10000 values",
		`{"data":[]` + strings.Repeat(`,"a":1`, 10_000) + `}`: "body holds more than 10000 members",
		deep: "nests deeper than 256 levels",
		`{"data":[[` + strings.Repeat("{},", 100_000) + `{}]]}`:        "body holds more than 200000 values",
		`{"data":[{` + strings.Repeat(`"\\":0,`, 100_000) + `"b":0}]}`: "body holds more than 200000 values",
	} {
		_, err := wire.ParseBody([]byte(body))
		var bad *wire.BodyError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: got %v, want %q", body, err, want)
		}
	}
}

// TestElements compares the elements, which are not decoded, with what encoding/json
// decodes.
func TestElements(t *testing.T) {
	for _, raw := range []string{
		`[]`, ` [ ] `, `[1]`, `[1,2]`, "\t[ 1 ,\n2\r]", `["",[],{}]`, `[{"a":[1,{"b":"]},["}]},"\\","\"]","\\\""]`, `[true,false,null,-1.5e9]`, `[[[[1],2],3],"é\u2028"]`,
	} {
		var want []json.RawMessage
		if err := json.Unmarshal([]byte(raw), &want); err != nil {
			t.Fatal(err)
		}
		got, err := wire.Elements([]byte(raw))
		if err != nil || string(wire.List(got)) != string(wire.List(want)) || len(got) != len(want) {
			t.Errorf("%s: got %s, %v", raw, wire.List(got), err)
		}
	}
	for _, raw := range []string{``, `null`, `{}`, `1`, `"[]"`, `[1`, `[1,]`} {
		if got, err := wire.Elements([]byte(raw)); err == nil {
			t.Errorf("%s: got %s", raw, wire.List(got))
		}
	}
}

func FuzzParseBody(f *testing.F) {
	f.Add([]byte(`{"data":[1,{"a":"\\\"["}],"fn_index":1}`))
	f.Add([]byte(`{"data":[[[[]]]]`))
	f.Add([]byte("{\"\\u0064ata\" : [ \"\xff\", -0 ] , \"data\":[{}]}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := wire.ParseBody(raw)
		if (b == nil) == (err == nil) {
			t.Fatalf("body %v, error %v", b, err)
		}
		if err != nil {
			return
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatalf("took what is not JSON: %v", err)
		}
		var data []json.RawMessage
		if err := json.Unmarshal(want["data"], &data); err != nil {
			t.Fatal(err)
		}
		if string(wire.List(b.Data)) != string(wire.List(data)) || !json.Valid(b.List()) {
			t.Fatalf("data %s, want %s", wire.List(b.Data), wire.List(data))
		}
	})
}
