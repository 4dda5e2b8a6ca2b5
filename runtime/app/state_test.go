package app_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestStateUnderLoad: calls of one session that write one State take turns, whichever
// way they come, while others change and read the properties of its page.
func TestStateUnderLoad(t *testing.T) {
	a := serve(t, func(a *app.App) { a.Settings.DefaultConcurrency, a.Settings.MaxQueueSize = 8, 1000 })
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 25 {
				a.result(t, "add", `{"data":[],"session_hash":"s"}`)
				a.result(t, "limit", `{"data":[],"session_hash":"s"}`)
				a.result(t, "number", `{"data":[1],"session_hash":"s"}`)
			}
		})
	}
	all.Wait()
	if got := a.result(t, "add", `{"data":[],"session_hash":"s"}`); got != `"111"` {
		t.Errorf("of 100 calls and one more: %s", got)
	}
	if got := a.result(t, "number", `{"data":[20],"session_hash":"s"}`); got != `"20"` {
		t.Errorf("the property is lost: %s", got)
	}
	if got := a.result(t, "number", `{"data":[20],"session_hash":"t"}`); !strings.Contains(got, "greater than the maximum 10") {
		t.Errorf("another session has it: %s", got)
	}
}
