package app_test

import (
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestStateOfDirectCalls: calls that do not wait in the queue take turns as well, however
// long they take.
func TestStateOfDirectCalls(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, a *app.App, _ *probe, _ func() net.Conn) {
		var all sync.WaitGroup
		start := time.Now()
		for range 10 {
			all.Go(func() { post(t, a, "/run/directAdd", `{"data":[],"session_hash":"s"}`) })
		}
		all.Wait()
		if took := time.Since(start); took != 10*time.Second {
			t.Errorf("10 calls of a second took %v", took)
		}
		if got := post(t, a, "/run/add", `{"data":[],"session_hash":"s"}`); !strings.Contains(got, `"21"`) {
			t.Errorf("of 10 calls and one more: %s", got)
		}
	})
}

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
