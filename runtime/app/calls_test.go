package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// stream reads the result of a call by its event.
func (a *testApp) stream(t testing.TB, name, event string) string {
	t.Helper()
	_, text := a.get(t, api+"/call/"+name+"/"+event)
	return text
}

// call calls an endpoint in the two requests that curl needs.
func (a *testApp) call(t testing.TB, name, body string) string {
	t.Helper()
	status, text := a.post(t, api+"/call/"+name, body)
	if status != http.StatusOK {
		return fmt.Sprint(status, " ", text)
	}
	return a.stream(t, name, eventIDs.FindString(text))
}

func TestCall(t *testing.T) {
	a := serve(t)
	tests := []struct{ name, endpoint, body, want string }{
		{"value", "echo", `{"data":["héé"]}`, "event: complete\ndata: [\"héé\"]\n\n"},
		{"generator", "stream", `{"data":[2]}`, "event: generating\ndata: [\"0 \"]\n\nevent: generating\ndata: [\"0 1 \"]\n\nevent: complete\ndata: [\"0 1 \"]\n\n"},
		{"tokens", "tokens", `{"data":[2]}`, "event: generating\ndata: [\"0 \"]\n\nevent: generating\ndata: [\"0 1 \"]\n\nevent: complete\ndata: [\"0 1 \"]\n\n"},
		{"error", "fail", `{"data":["shown"]}`, "event: error\ndata: {\"error\":\"boom\",\"duration\":3,\"visible\":true,\"title\":\"T!\"}\n\n"},
		{"hidden error", "fail", `{"data":[""]}`, "event: error\ndata: {\"error\":null}\n\n"},
		{"state left out", "add", `{"data":[]}`, "event: complete\ndata: [null,\"11\"]\n\n"},
		{"by name", "v2/echo", `{"p1":"x"}`, "event: complete\ndata: [\"x\"]\n\n"},
		{"by name, default", "v2/number", `{}`, "event: complete\ndata: [\"2\"]\n\n"},
		{"by name, required", "v2/echo", `{}`, `422 {"detail":"p1: is required"}`},
		{"by name, unknown", "v2/echo", `{"p1":"x","P1":"y"}`, `422 {"detail":"P1: is not a parameter"}`},
		{"without a queue", "direct", `{"data":["x"]}`, "event: complete\ndata: [\"x\"]\n\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := a.call(t, tt.endpoint, tt.body); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if n := a.Census().Logs; n != 0 {
		t.Errorf("%d logs are kept of calls whose results were read", n)
	}
	t.Run("unknown event", func(t *testing.T) {
		if got, want := a.stream(t, "echo", "nobody"), "event: error\ndata: \"404: Not Found\"\n\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestRun(t *testing.T) {
	a := serve(t)
	for _, path := range []string{"/run/direct", "/run/echo", "/run/echo/", "/api/echo"} {
		status, got := a.post(t, api+path, `{"data":["x"]}`)
		got = durations.ReplaceAllString(got, "${1}0")
		want := `{"data":["x"],"is_generating":false,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[],"used_cache":null}`
		if status != 200 || got != want {
			t.Errorf("%s: %d %s", path, status, got)
		}
	}
	// The page calls by number; the name in its URL means nothing.
	if got := a.result(t, "predict", fmt.Sprintf(`{"data":["x"],"fn_index":%d}`, directFn)); got != `"x"` {
		t.Errorf("by number: got %s", got)
	}
	if status, got := a.post(t, api+"/run/fail", `{"data":["shown"]}`); status != 500 || got != `{"error":"boom","duration":3,"visible":true,"title":"T!"}` {
		t.Errorf("error: %d %s", status, got)
	}
}

// TestState: the values of two sessions are apart, and survive from call to call by
// every road; without a session they are thrown away.
func TestState(t *testing.T) {
	a := serve(t)
	add := func(session string) string {
		return a.result(t, "add", fmt.Sprintf(`{"data":[],"session_hash":%q}`, session))
	}
	if got := add("a") + add("a") + add("b"); got != `"11""12""11"` {
		t.Errorf("got %s", got)
	}
	a.join(t, "a", addFn, `[null]`)
	done := a.open(t, "session_hash=a").until("process_completed")
	if got := string(done.Output.Data[1]); got != `"13"` {
		t.Errorf("in the queue: got %s", got)
	}
	if got, want := strings.Contains(done.Raw, fmt.Sprintf(`"changed_state_ids":[%d]`, tallyID)), true; got != want {
		t.Errorf("the change was not told: %s", done.Raw)
	}
	if got := a.call(t, "add", `{"data":[],"session_hash":"a"}`); !strings.Contains(got, `"14"`) {
		t.Errorf("by call: got %s", got)
	}
	a.result(t, "reset", `{"data":[],"session_hash":"a"}`)
	if got := add("a"); got != `"11"` {
		t.Errorf("after a reset: got %s", got)
	}
	for range 2 {
		if got := a.result(t, "add", `{"data":[]}`); got != `"11"` {
			t.Errorf("without a session: got %s", got)
		}
	}
	if n := a.Census().States; n != 2 {
		t.Errorf("%d sessions are kept, want a and b", n)
	}
}

// TestChangedProperties: what a handler changed counts for that session alone.
func TestChangedProperties(t *testing.T) {
	a := serve(t)
	number := func(session string) string {
		return a.result(t, "number", fmt.Sprintf(`{"data":[15],"session_hash":%q}`, session))
	}
	tooLarge := `{"error":"Count: 15 is greater than the maximum 10","duration":10,"visible":true,"title":"Error"}`
	if got := number("a"); got != tooLarge {
		t.Errorf("before: got %s", got)
	}
	if got, want := a.result(t, "limit", `{"data":[],"session_hash":"a"}`), `{"__type__":"update","maximum":20,"label":"More"}`; got != want {
		t.Errorf("update: got %s, want %s", got, want)
	}
	if got := number("a"); got != `"15"` {
		t.Errorf("after: got %s", got)
	}
	if got := number("b"); got != tooLarge {
		t.Errorf("another session: got %s", got)
	}
}

func TestLateChoices(t *testing.T) {
	a := serve(t)
	if got := a.result(t, "pick", `{"data":["b"]}`); got != `"b"` {
		t.Errorf("got %s", got)
	}
	if got := a.result(t, "pick", `{"data":["z"]}`); !strings.Contains(got, `Pick: \"z\" is not in the list of choices`) {
		t.Errorf("got %s", got)
	}
}

func TestNotices(t *testing.T) {
	a := serve(t)
	a.join(t, "s", noticesFn, `[]`)
	var got []string
	for _, m := range a.open(t, "session_hash=s").all() {
		if m.Msg == "log" || m.Msg == "progress" {
			got = append(got, eventIDs.ReplaceAllString(m.Raw, "E"))
		}
	}
	// A late reader gets the last progress alone.
	want := []string{
		`{"msg":"progress","event_id":"E","progress_data":[{"index":2,"length":2,"unit":"steps","progress":null,"desc":"outer"}]}`,
		`{"msg":"log","event_id":"E","log":"hello","level":"info","duration":null,"visible":true,"title":"Info"}`,
		`{"msg":"log","event_id":"E","log":"careful","level":"warning","duration":10,"visible":true,"title":"Hm"}`,
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("no %s in\n%s", w, strings.Join(got, "\n"))
		}
	}
}

func TestRequest(t *testing.T) {
	a := serve(t)
	_, text := a.do(t, "POST", api+"/run/request?q=1", `{"data":[],"session_hash":"s"}`, "X-Test", "2")
	if want := `"s|1|2|` + a.url + `"`; !strings.Contains(text, want) {
		t.Errorf("got %s, want %s", text, want)
	}
}

func TestErrorsAreShownOnRequest(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.ShowError = true })
	if got := a.result(t, "fail", `{"data":[""]}`); got != `{"error":"secret","visible":true}` {
		t.Errorf("got %s", got)
	}
	if got := a.result(t, "fail", `{"data":["panic"]}`); got != `{"error":null}` {
		t.Errorf("a panic: got %s", got)
	}
	if log := a.log.String(); !strings.Contains(log, "secret panic") || !strings.Contains(log, "listener=fail") {
		t.Errorf("the log lacks the panic: %s", log)
	}
}

func TestCancel(t *testing.T) {
	a := serve(t)
	running := a.join(t, "s", waitFn, `["x"]`)
	queued := a.join(t, "s", waitFn, `["y"]`)
	<-a.started
	status, text := a.post(t, api+"/cancel", fmt.Sprintf(`{"session_hash":"s","fn_index":%d,"event_id":%q}`, waitFn, running))
	if status != 200 || text != `{"success":true}` {
		t.Errorf("got %d %s", status, text)
	}
	if err := <-a.stopped; err == nil {
		t.Error("the handler's context has not ended")
	}
	ended := 0
	for _, m := range a.open(t, "session_hash=s").all() {
		if m.Msg == "process_completed" {
			ended++
			if !strings.Contains(m.Raw, `"output":{},"success":true,"title":null`) {
				t.Errorf("got %s", m.Raw)
			}
		}
	}
	if ended != 2 {
		t.Errorf("%d events ended, want %s and %s", ended, running, queued)
	}
	for _, body := range []string{`{}`, `{"session_hash":"s","fn_index":1}`, `{"session_hash":"s","event_id":"e"}`, `{"session_hash":1,"fn_index":1,"event_id":"e"}`} {
		if status, text := a.post(t, api+"/cancel", body); status != 422 {
			t.Errorf("%s: got %d %s", body, status, text)
		}
	}
}

// TestCancelCall: a call that has a log of its own is cancelled by its event.
func TestCancelCall(t *testing.T) {
	a := serve(t)
	_, text := a.post(t, api+"/call/wait", `{"data":["x"]}`)
	event := eventIDs.FindString(text)
	<-a.started
	a.post(t, api+"/cancel", fmt.Sprintf(`{"session_hash":"mine","fn_index":%d,"event_id":%q}`, waitFn, event))
	<-a.stopped
	if got := a.stream(t, "wait", event); got != "event: complete\ndata: null\n\n" {
		t.Errorf("got %q", got)
	}
}

// brokenWriter is the answer to a client that hangs up when it is to get the result.
type brokenWriter struct{ answerWriter }

func (w *brokenWriter) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("event: complete")) {
		return 0, io.ErrClosedPipe
	}
	return w.answerWriter.Write(p)
}

// TestResultIsReadAgain: a result that could not be written is there for a second request.
func TestResultIsReadAgain(t *testing.T) {
	a := serve(t)
	_, text := a.post(t, api+"/call/echo", `{"data":["x"]}`)
	event := eventIDs.FindString(text)
	w := &brokenWriter{answerWriter{header: http.Header{}}}
	a.Handler().ServeHTTP(w, httptest.NewRequest("GET", api+"/call/echo/"+event, nil))
	if got := a.stream(t, "echo", event); got != "event: complete\ndata: [\"x\"]\n\n" {
		t.Errorf("got %q after %q", got, w.text.String())
	}
}

// TestQueueFull: more may wait than run, up to the limit.
func TestQueueFull(t *testing.T) {
	a := serve(t)
	a.join(t, "s", waitFn, `["x"]`)
	<-a.started
	for range 3 {
		a.join(t, "s", waitFn, `["x"]`)
	}
	res, text := a.do(t, "POST", api+"/queue/join", fmt.Sprintf(`{"data":["x"],"fn_index":%d,"session_hash":"s"}`, waitFn))
	if res.StatusCode != 503 || text != `{"detail":"Queue is full. Max size is 3 and size is 3."}` || res.Header.Get("Retry-After") == "" {
		t.Errorf("got %d %v %s", res.StatusCode, res.Header, text)
	}
	if _, text := a.get(t, api+"/queue/status"); text != `{"msg":"estimation","event_id":null,"rank":null,"queue_size":3,"rank_eta":null}` {
		t.Errorf("status: %s", text)
	}
}

// TestRunIsCancelledWithItsCaller: a caller who goes away is not worked for.
func TestRunIsCancelledWithItsCaller(t *testing.T) {
	a := serve(t)
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "POST", a.url+api+"/run/wait", strings.NewReader(`{"data":["x"]}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	done := make(chan struct{})
	go func() {
		defer close(done)
		if res, err := client.Do(req); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
	}()
	<-a.started
	cancel()
	<-a.stopped
	<-done
}

func TestUnload(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.Heartbeat = 10 * time.Millisecond })
	a.join(t, "s", waitFn, `["x"]`)
	<-a.started
	if status, text := a.post(t, api+"/close", `{"session_hash":"s"}`); status != 200 {
		t.Errorf("got %d %s", status, text)
	}
	<-a.stopped // closing the page cancels what it waits for
	if got := <-a.unloaded; got != "s" {
		t.Errorf("unload of %q", got)
	}
	beat := func() {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, "GET", a.url+api+"/heartbeat/h", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		beats := make([]byte, len("data: ALIVE\n\ndata: ALIVE\n\n"))
		if _, err := io.ReadFull(res.Body, beats); err != nil || string(beats) != "data: ALIVE\n\ndata: ALIVE\n\n" {
			t.Errorf("got %q, %v", beats, err)
		}
	}
	for range 2 { // after each call
		a.result(t, "echo", `{"data":["x"],"session_hash":"h"}`)
		beat()
		if got := <-a.unloaded; got != "h" {
			t.Errorf("unload of %q", got)
		}
	}
	beat()
	eventually(t, func() bool { return a.Census().Open == 0 })
	if n := a.Census().States; n > 0 || len(a.unloaded) > 0 {
		t.Errorf("%d sessions are left, and %d unloads ran without a call", n, len(a.unloaded))
	}
}

// TestUnloadOfNobody: sessions that never made a call have nothing to unload, however they
// end, and leave nothing behind. One that made a call in between has.
func TestUnloadOfNobody(t *testing.T) {
	a := serve(t)
	a.result(t, "echo", `{"data":["x"],"session_hash":"somebody"}`)
	for i := range 500 {
		_, leave := a.hold(t, fmt.Sprintf("%s/heartbeat/nobody%d", api, i))
		leave()
		a.post(t, api+"/alive", fmt.Sprintf(`{"session_hash":"nobody%d"}`, i))
		a.post(t, api+"/close", fmt.Sprintf(`{"session_hash":"nobody%d"}`, i))
		a.get(t, fmt.Sprintf("%s/queue/data?session_hash=nobody%d", api, i))
		if len(a.unloaded) > 0 {
			t.Fatalf("unload of %q", <-a.unloaded)
		}
	}
	eventually(t, func() bool { return a.Census().Open == 0 })
	a.post(t, api+"/close", `{"session_hash":"somebody"}`)
	if got := <-a.unloaded; got != "somebody" || len(a.unloaded) > 0 {
		t.Errorf("unload of %q, and %d more", got, len(a.unloaded))
	}
	if n := a.Census().States; n > 0 {
		t.Errorf("%d sessions are left", n)
	}
}

// TestSendTogether: goroutines of one handler send by turns, so that no output is
// lost or mixed with another; one that outlives its handler is refused.
func TestSendTogether(t *testing.T) {
	a := serve(t)
	a.join(t, "s", togetherFn, `[4]`)
	var list []message
	for _, m := range a.open(t, "session_hash=s").all() {
		if m.Msg == "process_generating" {
			list = append(list, m)
		}
	}
	if len(list) != 4*50 {
		t.Errorf("%d outputs of %d", len(list), 4*50)
	}
	values := []json.RawMessage{}
	for i, m := range list {
		if i == 0 {
			values = m.Output.Data
			continue
		}
		for k, edits := range m.Output.Data {
			var err error
			if values[k], err = wire.Apply(values[k], edits); err != nil {
				t.Fatal(err)
			}
		}
		if string(values[0]) != `"`+string(values[1])+`"` {
			t.Fatalf("output %d is mixed: %s", i, values)
		}
	}
	if err := <-a.stopped; err == nil {
		t.Error("a goroutine sent after its handler had returned")
	}
}
