package app_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestResume: a reader that names a position goes on after it, as often as it
// likes, and its leaving cancels nothing.
func TestResume(t *testing.T) {
	a := serve(t)
	a.join(t, "s", tokensFn, `[5]`)
	first := a.open(t, "session_hash=s&after=0")
	var ids []string
	for _, m := range first.all() {
		ids = append(ids, m.ID)
	}
	if len(ids) < 8 || ids[0] == "" {
		t.Fatalf("got ids %v", ids)
	}
	again := a.open(t, "session_hash=s&after="+ids[len(ids)-3]).all()
	if len(again) != 2 || again[0].Msg != "process_completed" || again[1].Msg != "close_stream" {
		t.Errorf("resumed: %s", transcript(again))
	}
	// With the header that browsers send, which counts more.
	res, text := a.do(t, "GET", "/gradio_api/queue/data?session_hash=s&after=0", "", "Last-Event-ID", ids[len(ids)-3])
	if res.StatusCode != 200 || strings.Contains(text, "process_generating") || !strings.Contains(text, "process_completed") {
		t.Errorf("by header: %s", text)
	}
	if status, _ := a.get(t, api+"/queue/data?session_hash=s&after=x"); status != 422 {
		t.Errorf("a position that is no number: %d", status)
	}
}

// TestLostConnectionOfOurPage: the job goes on and its end is read later.
func TestLostConnectionOfOurPage(t *testing.T) {
	a := serve(t)
	event := a.join(t, "s", waitFn, `["x"]`)
	<-a.started
	r := a.open(t, "session_hash=s&after=0")
	r.until("process_starts")
	r.body.Close()
	back := a.open(t, "session_hash=s&after=0")
	back.until("process_starts")
	a.post(t, api+"/cancel", fmt.Sprintf(`{"session_hash":"s","fn_index":%d,"event_id":%q}`, waitFn, event))
	back.until("process_completed")
	<-a.stopped
}

// TestDroppedStreamOfAnOfficialClient: it says nothing when it goes, so that its
// events are cancelled.
func TestDroppedStreamOfAnOfficialClient(t *testing.T) {
	a := serve(t)
	a.join(t, "s", waitFn, `["x"]`)
	r := a.open(t, "session_hash=s")
	r.until("process_starts")
	<-a.started
	r.body.Close()
	<-a.stopped
	if got := a.open(t, "session_hash=s").all(); len(got) != 1 || got[0].Raw != `{"msg":"unexpected_error","event_id":null,"message":"404: Not Found","session_not_found":true,"success":false}` {
		t.Errorf("afterwards: %s", transcript(got))
	}
}

func TestHeartbeatOfAStream(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.Heartbeat = 10 * time.Millisecond })
	a.join(t, "s", waitFn, `["x"]`)
	if m := a.open(t, "session_hash=s").until("heartbeat"); m.Raw != `{"msg":"heartbeat","event_id":null}` {
		t.Errorf("got %s", m.Raw)
	}
	<-a.started
}

// TestSeveralEvents share one stream, which is closed after the last.
func TestSeveralEvents(t *testing.T) {
	a := serve(t)
	a.join(t, "s", echoFn, `["1"]`)
	a.join(t, "s", streamFn, `[3]`)
	a.join(t, "s", failFn, `["shown"]`)
	done := 0
	messages := a.open(t, "session_hash=s").all()
	for _, m := range messages {
		if m.Msg == "process_completed" {
			done++
		}
		if m.ID != "" {
			t.Errorf("a reader that names no position is told %s", m.ID)
		}
	}
	if last := messages[len(messages)-1]; done != 3 || last.Msg != "close_stream" {
		t.Errorf("%d events ended: %s", done, transcript(messages))
	}
}

// TestReadersMakeNoSession: asking for what nobody submitted leaves nothing.
func TestReadersMakeNoSession(t *testing.T) {
	a := serve(t)
	for i := range 50 {
		if got := a.open(t, fmt.Sprintf("session_hash=r%d", i)).all(); len(got) != 1 {
			t.Fatalf("got %s", transcript(got))
		}
	}
	if status, _ := a.get(t, api+"/queue/data"); status != 422 {
		t.Errorf("without a session: %d", status)
	}
}

// TestDrain: running calls end, waiting readers are told, new calls are refused.
func TestDrain(t *testing.T) {
	a := serve(t)
	a.join(t, "s", waitFn, `["x"]`)
	r := a.open(t, "session_hash=s")
	r.until("process_starts")
	<-a.started
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.Drain(ctx); err == nil {
		t.Error("a call had to be cancelled, and Drain says nothing")
	}
	<-a.stopped
	if m := r.until("process_completed"); m.Success || m.Output.Error == nil || *m.Output.Error != "The server was stopped before the call ended." {
		t.Errorf("got %s", m.Raw)
	}
	r.until("close_stream")
	if status, text := a.post(t, api+"/queue/join", `{"data":["x"],"fn_index":0,"session_hash":"s"}`); status != 503 {
		t.Errorf("afterwards: %d %s", status, text)
	}
}

// TestTooManyStreams: one session cannot hold any number of connections.
func TestTooManyStreams(t *testing.T) {
	a := serve(t)
	a.join(t, "s", waitFn, `["x"]`)
	<-a.started
	for range 8 {
		a.open(t, "session_hash=s&after=0").until("process_starts")
	}
	if status, text := a.get(t, api+"/queue/data?session_hash=s&after=0"); status != 429 {
		t.Errorf("got %d %s", status, text)
	}
}

// TestDroppedStreamOfACall: who hangs up does not want the result.
func TestDroppedStreamOfACall(t *testing.T) {
	a := serve(t)
	_, text := a.post(t, api+"/call/wait", `{"data":["x"]}`)
	<-a.started
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "GET", a.url+api+"/call/wait/"+eventIDs.FindString(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	res.Body.Close()
	<-a.stopped
}
