package soak_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestSessionsAtOnce: many sessions that each wait for a call at the same time get their
// answers, and take little memory each.
func TestSessionsAtOnce(t *testing.T) {
	n := size(500, 10_000)
	seconds := float64(size(1, 3))
	a := app(t, "-max-streams", fmt.Sprint(2*n), "-max-connections", fmt.Sprint(4*n), "-max-threads", fmt.Sprint(n/4))
	sleep := a.fn(t, "sleep")
	before := a.Usage(t).Now
	start := time.Now()
	gate := make(chan bool, 256) // joins at once
	crowd(t, n, func(i int) error {
		gate <- true
		id, err := a.join(i, sleep, seconds)
		<-gate
		if err != nil {
			return err
		}
		done := false
		if _, err := a.read(i, "", func(m message) error {
			done = done || m.EventID == id && m.Msg == "process_completed" && m.Success
			return nil
		}); err != nil {
			return err
		}
		if !done {
			return errors.New("its call has not ended")
		}
		return nil
	})
	each := (a.Usage(t).Peak - before) / n
	t.Logf("%d sessions with jobs of %g s: %v, %d bytes each", n, seconds, time.Since(start).Round(time.Millisecond), each)
	if long() && each > 60_000 {
		t.Errorf("a session takes %d bytes", each)
	}
}

// TestDelivery: results of any size arrive, each whole, however slowly clients read and
// whether they leave and come back; also those for which there is no memory.
func TestDelivery(t *testing.T) {
	a := app(t, "-memory", "128MiB", "-temp-dir", t.TempDir(), "-max-threads", "16")
	large := a.fn(t, "large")
	crowd(t, size(40, 400), func(i int) error {
		rnd := rand.New(rand.NewPCG(uint64(i), 2))
		want := map[string]int{}
		for range 1 + rnd.IntN(10) {
			n := 1 << rnd.IntN(21)
			id, err := a.join(i, large, n)
			if err != nil {
				return err
			}
			want[id] = n
		}
		after := ""
		if rnd.IntN(2) == 0 {
			after = "0" // comes back, as a page does
		}
		for len(want) > 0 {
			patience := 1 << 30
			if after != "" {
				patience = 1 + rnd.IntN(20)
			}
			at, err := a.read(i, after, func(m message) error {
				if m.Msg == "process_completed" {
					if len(m.Output.Data) != 1 || len(m.Output.Data[0]) != want[m.EventID]+2 {
						return fmt.Errorf("a result of %d bytes is wrong: success %v", want[m.EventID], m.Success)
					}
					delete(want, m.EventID)
				}
				if patience--; patience == 0 {
					return errEnough
				}
				return nil
			})
			if err != nil && !errors.Is(err, errEnough) {
				return err
			}
			if err == nil && len(want) > 0 {
				return fmt.Errorf("the stream is closed, and %d results are missing", len(want))
			}
			after = at
		}
		return nil
	})
	u := a.Usage(t)
	t.Logf("%d MB at most, %d MB at the end", u.Peak>>20, u.Now>>20)
}

// TestFlat: the same load for the second time leaves no more behind than the first did.
func TestFlat(t *testing.T) {
	a := app(t, "-memory=1GiB") // thousands of sessions a second have results that nobody has read yet
	add := a.fn(t, "add")
	load := func(round int) holds {
		sessions, events := size(200, 100_000), size(1_800, 900_000)
		const clients = 16
		crowd(t, clients, func(k int) error {
			for i := k; i < sessions; i += clients {
				session := round*sessions + i
				if _, err := a.join(session, add, nil); err != nil {
					return err
				}
				after := "" // as official clients read
				switch {
				case i%16 == 0:
					continue // nobody reads it
				case i%4 == 0:
					after = "0" // as our page reads
				}
				if _, err := a.read(session, after, func(message) error { return nil }); err != nil {
					return err
				}
			}
			for i := k; i < events; i += clients {
				raw, err := a.post("run/echo", i, map[string]any{"data": []any{"x"}})
				if err != nil || !bytes.Contains(raw, []byte(`"data":["x"]`)) {
					return fmt.Errorf("%s, %w", raw, err)
				}
			}
			return nil
		})
		a.http.CloseIdleConnections()
		return a.holds(t)
	}
	load(0) // fills what has a bound
	one := load(1)
	two := load(2)
	t.Logf("after the first load %v, after the second %v", one, two)
	if two.memory > one.memory+one.memory/4+16<<20 || two.heap > one.heap+one.heap/10+4<<20 {
		t.Errorf("memory grew from %v to %v", one, two)
	}
	// Connections may be about to close.
	if two.files > one.files+32 || two.goroutines > one.goroutines+32 {
		t.Errorf("files or goroutines grew from %v to %v", one, two)
	}
}

// holds is what a program has: bytes for the system, bytes of the heap in use, open files
// and goroutines.
type holds struct{ memory, heap, files, goroutines int }

func (h holds) String() string {
	return fmt.Sprintf("%d MB, %.1f MB of heap, %d files, %d goroutines", h.memory>>20, float64(h.heap)/(1<<20), h.files, h.goroutines)
}

func (c *client) holds(t *testing.T) holds {
	t.Helper()
	raw, err := c.post("run/inside", 0, map[string]any{"data": []any{}})
	var inside struct{ Data [2]int }
	if err = errors.Join(err, json.Unmarshal(raw, &inside)); err != nil {
		t.Fatal(err)
	}
	return holds{c.Usage(t).Now, inside.Data[1], c.Files(t), inside.Data[0]}
}
