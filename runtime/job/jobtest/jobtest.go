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
		{"WithoutAPosition", withoutAPosition},
		{"ProgressIsNotLost", progressIsNotLost},
		{"CancelRunning", cancelRunning},
		{"CancelQueued", cancelQueued},
		{"CancelDeaf", cancelDeaf},
		{"CancelOthers", cancelOthers},
		{"Disconnect", disconnect},
		{"DrainWaits", drainWaits},
		{"DrainEnds", drainEnds},
		{"DrainEndsTheQueue", drainEndsTheQueue},
		{"Compaction", compaction},
		{"ComingBackToOutputs", comingBack},
		{"UnreadResultsStay", unreadResultsStay},
		{"ReadResultsGo", readResultsGo},
		{"LogsAreFull", logsAreFull},
		{"Foreign", foreign},
		{"Closing", closing},
		{"Delivery", delivery},
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
		{"BatchTurns", batchTurns},
		{"PlacesComeBack", placesComeBack},
		{"RefusedTakeNothing", refusedTakeNothing},
		{"DroppedGiveBack", droppedGiveBack},
		{"LowerLimit", lowerLimit},
		{"NoticeAfterProgress", noticeAfterProgress},
		{"IdleReadersAreTold", idleReadersAreTold},
		{"PositionsArrive", positionsArrive},
		{"WholeValues", wholeValues},
		{"FoldedAfterTheFirst", foldedAfterTheFirst},
		{"CrowdedLogsFold", crowdedLogsFold},
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

// open opens the log of a session for reading after a message; 0 is the beginning.
func (h *harness) open(session string, after int64) job.Reader {
	h.Helper()
	r, err := h.Open(session, &job.Position{})
	if err == nil && after > 0 {
		at := job.Position{Log: r.Position().Log, Seq: after}
		r.Close()
		r, err = h.Open(session, &at)
	}
	if err != nil {
		h.Fatalf("open %s after %d: %v", session, after, err)
	}
	return r
}

// read returns the messages after one, up to and with the first for which until holds.
func (h *harness) read(session string, after int64, until func(job.Message) bool) []job.Message {
	h.Helper()
	r := h.open(session, after)
	defer r.Close()
	var list []job.Message
	for {
		m, err := r.Next(h.ctx)
		if err != nil {
			h.Fatalf("read %s after %v: %v", session, r.Position(), err)
		}
		if m.Seq <= after || r.Position().Seq != m.Seq {
			h.Fatalf("message %d after %d, position %v", m.Seq, after, r.Position())
		}
		after = m.Seq
		if list = append(list, m); until(m) {
			return list
		}
	}
}

// next reads one message.
func (h *harness) next(r job.Reader) job.Message {
	h.Helper()
	m, err := r.Next(h.ctx)
	if err != nil {
		h.Fatalf("read after %v: %v", r.Position(), err)
	}
	return m
}

// pending reports whether more is to come after a message.
func (h *harness) pending(session string, after int64) bool {
	h.Helper()
	r := h.open(session, after)
	defer r.Close()
	return !r.Finish()
}

// readFrom returns what a log holds after a message.
func (h *harness) readFrom(session string, after int64) []job.Message {
	h.Helper()
	r := h.open(session, after)
	defer r.Close()
	return h.rest(r)
}

// rest returns what a reader can read without waiting.
func (h *harness) rest(r job.Reader) (list []job.Message) {
	h.Helper()
	now, cancel := context.WithCancel(h.ctx)
	cancel()
	for {
		m, err := r.Next(now)
		if errors.Is(err, context.Canceled) || errors.Is(err, job.ErrStopped) {
			return list
		}
		if err != nil {
			h.Fatal(err)
		}
		list = append(list, m)
	}
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
		if now == nil || g.Output.Whole {
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
