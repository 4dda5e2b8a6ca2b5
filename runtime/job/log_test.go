package job

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// TestLogIsCounted: whatever is appended, dropped, folded and read, a log knows what it
// holds, and takes no more places than twice as many.
func TestLogIsCounted(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	l := &eventLog{}
	var events []*event
	for i := range 5000 {
		if i%50 == 0 {
			events = append(events, &event{id: fmt.Sprint(i)})
		}
		of := events[rnd.IntN(len(events))]
		text := json.RawMessage(`"` + strings.Repeat("x", rnd.IntN(200)) + `"`)
		switch k := rnd.IntN(10); {
		case of.over:
		case k == 0:
			l.append(entry{of: of, kind: wire.KindCompleted, data: text})
			of.over = true
		case k < 3:
			l.append(entry{of: of, kind: wire.KindLog, data: text})
		case of.first == 0:
			l.append(entry{of: of, kind: wire.KindGenerating, out: &step{full: []json.RawMessage{text}}})
		default:
			l.append(entry{of: of, kind: wire.KindGenerating, out: &step{edits: []json.RawMessage{wire.Append(string(text))}}})
		}
		switch rnd.IntN(20) {
		case 0:
			l.drop(rnd.Int64N(l.seq + 1))
		case 1:
			l.arrive(rnd.Int64N(l.seq + 1))
		case 2:
			l.shrink(4<<10, 50)
		}
		bytes, live, unread := 0, 0, 0
		l.each(func(e *entry) {
			bytes += e.size()
			live++
			if e.kind == wire.KindCompleted && e.seq > l.arrived {
				unread++
			}
		})
		if l.bytes != bytes || l.live != live || l.unread != unread {
			t.Fatalf("step %d: it counts %d bytes, %d messages, %d unread, and has %d, %d, %d", i, l.bytes, l.live, l.unread, bytes, live, unread)
		}
		if len(l.entries) > 2*max(live, 16)+50 {
			t.Fatalf("step %d: %d places for %d messages", i, len(l.entries), live)
		}
	}
}
