package app_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestCensus: the same load for the second time leaves no more behind than the first
// did, whatever way its calls, streams and clients end.
func TestCensus(t *testing.T) {
	a := serve(t)
	calls := 400
	if testing.Short() {
		calls = 200
	}
	if os.Getenv("BLOCKSGEN_SOAK") != "" {
		calls = 40_000
	}
	load := func() (goroutines int, heap uint64) {
		for i := range calls {
			a.oneOf(t, i, fmt.Sprint("census", i/10%100))
		}
		eventually(t, func() bool {
			c := a.Census()
			return c.Open == 0 && c.Running == 0 && c.Waiting == 0 && c.Streams == 0
		})
		runtime.GC()
		runtime.GC() // what pools hold is free after the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return runtime.NumGoroutine(), m.HeapObjects
	}
	load()
	goroutines, heap := load()
	census := a.Census()
	g, h := load()
	if c := a.Census(); c != census {
		t.Errorf("registries: %+v, then %+v", census, c)
	}
	if g > goroutines+2 || h > heap+heap/10+1000 { // a connection may be about to close
		t.Errorf("%d goroutines and %d objects, then %d and %d", goroutines, heap, g, h)
	}
}

// oneOf makes a call, in one of the ways there are.
func (a *testApp) oneOf(t *testing.T, i int, s string) {
	t.Helper()
	switch i % 10 {
	case 0:
		a.result(t, "echo", `{"data":["x"]}`)
	case 1:
		a.result(t, "add", fmt.Sprintf(`{"data":[],"session_hash":%q}`, s))
	case 2: // an official client, to the end
		a.join(t, s, tokensFn, "[5]")
		a.dial(t, "session_hash="+s).all()
	case 3: // our page, twice
		a.join(t, s, mixedFn, "[]")
		a.get(t, api+"/queue/data?"+"after=0&session_hash="+s)
		a.get(t, api+"/queue/data?"+"after=0&session_hash="+s)
	case 4: // cancelled
		id := a.join(t, s, waitFn, `["x"]`)
		<-a.started
		a.post(t, api+"/cancel", fmt.Sprintf(`{"session_hash":%q,"fn_index":%d,"event_id":%q}`, s, waitFn, id))
		<-a.stopped
		a.get(t, api+"/queue/data?"+"after=0&session_hash="+s)
	case 5: // the page goes away with a call that runs and one that waits
		a.join(t, s, waitFn, `["x"]`)
		<-a.started
		a.join(t, s, waitFn, `["x"]`)
		a.post(t, api+"/close", fmt.Sprintf(`{"session_hash":%q}`, s))
		<-a.stopped
		<-a.unloaded
	case 6: // a caller who hangs up
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-a.started
			cancel()
		}()
		req, err := http.NewRequestWithContext(ctx, "POST", a.url+api+"/run/wait", strings.NewReader(`{"data":["x"]}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if res, err := client.Do(req); err == nil {
			res.Body.Close()
			t.Fatal("it answered")
		}
		<-a.stopped
	case 7: // a client that beats for a moment
		ctx, cancel := context.WithCancel(t.Context())
		req, err := http.NewRequestWithContext(ctx, "GET", a.url+api+"/heartbeat/"+s, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		res.Body.Close()
		<-a.unloaded
	case 8:
		a.result(t, "fail", `{"data":["panic"]}`)
		a.result(t, "limit", fmt.Sprintf(`{"data":[],"session_hash":%q}`, s))
	case 9: // strangers; and the session ends
		a.post(t, api+"/close", fmt.Sprintf(`{"session_hash":%q}`, s))
		<-a.unloaded
		a.get(t, api+"/queue/data?"+"session_hash=nobody"+s)
		a.get(t, api+"/call/echo/nobody"+s)
	}
}
