// Package jobtest holds the tests that every job engine passes. They use the
// [job.Engine] interface alone, and no clock.
package jobtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

// Make makes an engine for one test. The test drains it.
type Make func(run job.Runner, o job.Options) job.Engine

// Run runs all tests on engines that are made by make.
func Run(t *testing.T, make Make) {
	for _, c := range []struct {
		name string
		test func(*harness)
	}{
		{"Transcript", transcript},
		{"Failures", failures},
		{"Order", order},
		{"LowestLimit", lowestLimit},
		{"Unlimited", unlimited},
		{"GlobalLimit", globalLimit},
		{"Full", full},
		{"Direct", direct},
		{"Stream", stream},
		{"Readers", readers},
		{"NoReaderCreatesASession", noReaderCreatesASession},
		{"PendingAndDelivered", pendingAndDelivered},
		{"ProgressIsNotLost", progressIsNotLost},
		{"CancelRunning", cancelRunning},
		{"CancelQueued", cancelQueued},
		{"CancelDeaf", cancelDeaf},
		{"CancelOthers", cancelOthers},
		{"Disconnect", disconnect},
		{"DrainWaits", drainWaits},
		{"DrainEnds", drainEnds},
		{"DrainDropsTheQueue", drainDropsTheQueue},
		{"Compaction", compaction},
		{"LogIsBounded", logIsBounded},
		{"SmallResults", smallResults},
		{"BadOutput", badOutput},
		{"Fair", fair},
		{"FairRanks", fairRanks},
		{"Share", share},
		{"ShareOfBytes", shareOfBytes},
		{"LastPlaces", lastPlaces},
		{"Turns", turns},
		{"TurnOfCancelled", turnOfCancelled},
		{"Alone", alone},
		{"Batches", batches},
		{"BatchOutcomes", batchOutcomes},
		{"BatchFails", batchFails},
		{"BatchCancelOne", batchCancelOne},
		{"BatchDisconnect", batchDisconnect},
		{"BatchDrain", batchDrain},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			c.test(&harness{T: t, ctx: ctx, make: make})
		})
	}
}

// harness is one test's engine and its helpers.
type harness struct {
	*testing.T
	job.Engine
	ctx  context.Context // ends when the test has waited too long
	make Make
}

// start makes an engine that runs single jobs.
func (h *harness) start(run job.Single, o job.Options) { h.startBatches(job.OneByOne(run), o) }

func (h *harness) startBatches(run job.Runner, o job.Options) {
	e := h.make(run, o)
	h.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		_ = e.Drain(now)
	})
	h.Engine = e
}

// one is a group for one job at a time.
var one = job.Group{ID: "one", Limit: 1}

func (h *harness) submit(j job.Job) string {
	h.Helper()
	if j.Group.ID == "" {
		j.Group = one
	}
	id, err := h.Submit(h.ctx, &j)
	if err != nil {
		h.Fatalf("submit: %v", err)
	}
	return id
}

// read returns the messages after a position, up to and with the first for which
// until holds.
func (h *harness) read(session string, after int64, until func(job.Message) bool) []job.Message {
	h.Helper()
	var list []job.Message
	for {
		batch, err := h.Read(h.ctx, session, after)
		if err != nil {
			h.Fatalf("read %s after %d: %v", session, after, err)
		}
		for _, m := range batch {
			if m.Seq <= after {
				h.Fatalf("message %d after position %d", m.Seq, after)
			}
			after = m.Seq
			list = append(list, m)
			if until(m) {
				return list
			}
		}
	}
}

// readFrom returns what one Read gives for a position.
func (h *harness) readFrom(session string, after int64) []job.Message {
	h.Helper()
	list, err := h.Read(h.ctx, session, after)
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func kind(k string) func(job.Message) bool {
	return func(m job.Message) bool { return m.Kind == k }
}

func completed(id string) func(job.Message) bool {
	return func(m job.Message) bool { return m.Kind == wire.KindCompleted && m.Event == id }
}

// kinds names the kinds of messages, without the estimations that tell of
// others' progress.
func kinds(list []job.Message) []string {
	var names []string
	for _, m := range list {
		if m.Kind != wire.KindEstimation {
			names = append(names, m.Kind)
		}
	}
	return names
}

func (h *harness) equal(got, want any) {
	h.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		h.Errorf("got  %s\nwant %s", g, w)
	}
}

// wait waits for something that the test has arranged.
func wait[T any](h *harness, c <-chan T) T {
	h.Helper()
	select {
	case v := <-c:
		return v
	case <-h.ctx.Done():
		h.Fatal("waited too long")
		panic("unreachable")
	}
}

func raw(values ...string) []json.RawMessage {
	list := make([]json.RawMessage, len(values))
	for i, v := range values {
		list[i] = json.RawMessage(v)
	}
	return list
}

func echo(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
	return job.Output{Full: []json.RawMessage{j.Data}}, nil
}

// outcome decodes the message that ends an event.
func (h *harness) outcome(m job.Message) wire.Completed {
	h.Helper()
	var c wire.Completed
	if err := json.Unmarshal(m.Data, &c); err != nil || c.Msg != wire.KindCompleted {
		h.Fatalf("not the end of an event: %s (%v)", m.Data, err)
	}
	return c
}

// values replays the intermediate outputs as a client does and returns the last.
func (h *harness) values(list []job.Message) []json.RawMessage {
	h.Helper()
	var now []json.RawMessage
	for _, m := range list {
		if m.Kind != wire.KindGenerating {
			continue
		}
		var g struct{ Output wire.Output }
		if err := json.Unmarshal(m.Data, &g); err != nil {
			h.Fatal(err)
		}
		if now == nil {
			now = g.Output.Data
			continue
		}
		for i, edits := range g.Output.Data {
			var err error
			if now[i], err = wire.Apply(now[i], edits); err != nil {
				h.Fatal(err)
			}
		}
	}
	return now
}

var numbers = regexp.MustCompile(`("(?:duration|average_duration|cache_duration|avg_time|eta|rank_eta)"):[0-9.e-]+`)

// text shows messages with their varying numbers taken out.
func text(list []job.Message, id string) string {
	s := ""
	for _, m := range list {
		line := numbers.ReplaceAllString(string(m.Data), "$1:0")
		s += regexp.MustCompile(regexp.QuoteMeta(id)).ReplaceAllString(line, "E") + "\n"
	}
	return s
}

// seqs returns the positions of messages.
func seqs(list []job.Message) []int64 {
	var s []int64
	for _, m := range list {
		s = append(s, m.Seq)
	}
	return s
}

func isSorted(s []int64) bool { return slices.IsSorted(s) }

// boom is an error for the user.
func boom() error {
	message := "boom"
	three := 3.0
	return fmt.Errorf("wrapped: %w", &job.Failure{Message: &message, Duration: &three, Visible: true, Title: "T!"})
}

var errSecret = errors.New("secret")
