package front

import (
	"fmt"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// TestPresenceGivesBack: pages that have gone leave room for others of the same client, of
// which only so many are watched at once.
func TestPresenceGivesBack(t *testing.T) {
	p := newPresence(time.Hour, func(string, string, job.Request) {})
	defer p.stop()
	for i := range 2 * maxPresent {
		name := fmt.Sprint(i)
		p.enter(name, "client", job.Request{})
		if !p.forget(name) {
			t.Fatalf("page %d is not watched", i)
		}
	}
	for i := range maxPresent {
		p.enter(fmt.Sprint(i), "client", job.Request{})
	}
	if n := p.len(); n != maxPresent/2 {
		t.Errorf("%d pages of one client are watched", n)
	}
}
