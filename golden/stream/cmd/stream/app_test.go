package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestStreams(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	o := app.Call("count", 3, 0)
	if want := []string{`["0 "]`, `["0 1 "]`, `["0 1 2 "]`}; !slices.Equal(o.Generating, want) || o.Complete != want[2] {
		t.Errorf("count: %+v", o)
	}
	o = app.Call("talk", "a b", 1, 0)
	if want := []string{`["a "]`, `["a b "]`}; !slices.Equal(o.Generating, want) || o.Complete != want[1] {
		t.Errorf("talk: %+v", o)
	}
	o = app.Call("work", 1, 0)
	if want := []string{`["task 1",""]`, `["","task 1"]`}; !slices.Equal(o.Generating, want) || o.Complete != want[1] {
		t.Errorf("work: %+v", o)
	}
}

// Tokens travel as what is new: n of them cost O(n), not O(n²).
func TestTokensAreAppended(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	const words = 200
	prompt := strings.TrimSpace(strings.Repeat("word ", words/2))
	app.Join("s", app.Endpoint("talk"), prompt, 2, 0)
	generating := 0
	app.Stream("s", func(m api.Message) bool {
		if m.Msg == "process_generating" {
			generating++
			if generating > 1 && !strings.Contains(m.Raw, `"data":[[["append",[],"word "]]]`) {
				t.Fatalf("message %d: %s", generating, m.Raw)
			}
		}
		return true
	})
	if generating != words {
		t.Errorf("%d messages for %d tokens", generating, words)
	}
}

func TestCancel(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	fn := app.Endpoint("forever")
	id := app.Join("s", fn)
	completed := false
	app.Stream("s", func(m api.Message) bool {
		if m.Msg == "process_generating" && !completed {
			completed = true
			body := fmt.Sprintf(`{"session_hash":"s","fn_index":%d,"event_id":%q}`, fn, id)
			if status, answer := app.Post(api.P+"/cancel", body); status != 200 || !strings.Contains(answer, "true") {
				t.Errorf("cancel: %d %s", status, answer)
			}
		}
		if m.Msg == "process_completed" && string(m.Output) != "{}" {
			t.Errorf("completed with %s", m.Output)
		}
		return true
	})
	if !completed {
		t.Error("nothing was generated")
	}
}

// Two run, the third waits until one of them is stopped.
func TestConcurrencyLimit(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	fn := app.Endpoint("forever")
	stop := func(session, id string) {
		body := fmt.Sprintf(`{"session_hash":%q,"fn_index":%d,"event_id":%q}`, session, fn, id)
		if status, answer := app.Post(api.P+"/cancel", body); status != 200 {
			t.Errorf("cancel: %d %s", status, answer)
		}
	}
	ids := map[string]string{}
	for _, session := range []string{"a", "b", "c"} {
		ids[session] = app.Join(session, fn)
	}
	if _, status := app.Get(api.P + "/queue/status"); !strings.Contains(status, `"queue_size":1`) {
		t.Errorf("with three of two: %s", status)
	}
	stop("a", ids["a"])
	app.Stream("c", func(m api.Message) bool { return m.Msg != "process_generating" })
	if _, status := app.Get(api.P + "/queue/status"); !strings.Contains(status, `"queue_size":0`) {
		t.Errorf("with two of two: %s", status)
	}
	stop("b", ids["b"])
	stop("c", ids["c"])
}

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Fill("Pause in milliseconds", "1")
	page.Keys("\t")
	page.Press("Count")
	page.WaitValue("Counted", "0 1 2 3 4 ")

	page.Fill("Prompt", "one two")
	page.Press("Talk")
	page.WaitValue("Answer", strings.Repeat("one two ", 5))

	page.Press("Work")
	page.WaitValue("Done", "task 1\ntask 2\ntask 3\ntask 4\ntask 5")

	page.Fill("Pause in milliseconds", "200")
	page.Keys("\t")
	page.Press("Prepare")
	page.WaitText("Preparing")
	page.WaitValue("Result", "Prepared.")

	page.Press("Run forever")
	page.Wait(`Number(` + browser.Field("Counted") + `.value) > 3`)
	page.Screenshot("stream-running")
	page.Press("Stop")
	page.Wait(`!document.querySelector(".generating, .pending")`)
	stopped := browser.Eval[string](page, browser.Field("Counted")+".value")
	page.Press("Prepare")
	page.WaitText("Preparing")
	page.WaitValue("Result", "Prepared.")
	page.WaitValue("Counted", stopped)
	page.Axe("stream")
}
