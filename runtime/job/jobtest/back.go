package jobtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// batchTurns: jobs that need the same turn do not run in one batch either.
func batchTurns(h *harness) {
	began, gate := make(chan string, 20), make(chan bool)
	h.startBatches(gated(began, gate), job.Options{})
	group := job.Group{ID: "g", Limit: 1, Batch: 3}
	for _, j := range [][2]string{{"s", "a"}, {"s", "b"}, {"t", "c"}, {"s", "d"}} {
		h.submit(job.Job{Session: j[0], Group: group, Data: quote(j[1]), Turns: []string{j[0]}})
	}
	for _, want := range []string{`"a"`, `"b" "c"`, `"d"`} {
		h.equal(wait(h, began), want)
		gate <- true
	}
}

// placesComeBack: a client whose jobs have ended has its share of the places again.
func placesComeBack(h *harness) {
	started, gate := make(chan string, 100), make(chan bool)
	h.start(func(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		started <- j.Client
		if j.Client != "x" {
			<-gate
		}
		return job.Output{}, nil
	}, job.Options{MaxRunning: 16})
	wide := job.Group{ID: "wide"}
	for range 20 {
		id := h.submit(job.Job{Client: "x", Session: "x", Group: wide})
		h.equal(wait(h, started), "x")
		h.read("x", 0, completed(id))
	}
	for i := range 14 {
		h.submit(job.Job{Client: fmt.Sprint("y", i), Session: fmt.Sprint("y", i), Group: wide})
		wait(h, started)
	}
	h.submit(job.Job{Client: "x", Session: "x", Group: wide})
	h.equal(wait(h, started), "x")
	close(gate)
}

// refusedTakeNothing: jobs that are refused for their bytes take no place in the queue.
func refusedTakeNothing(h *harness) {
	gate, started := held(h, job.Options{MaxSize: 10, Calls: limit.New(100, 0)})
	h.submit(job.Job{Session: "running", Cost: 1})
	wait(h, started)
	for range 20 {
		if _, err := h.Submit(h.ctx, &job.Job{Session: "large", Group: one, Cost: 1000}); !errors.Is(err, job.ErrFull) {
			h.Fatalf("got %v", err)
		}
	}
	h.submit(job.Job{Session: "small", Cost: 1})
	close(gate)
}

// droppedGiveBack: jobs that are cancelled or whose client is gone while they wait give
// back what they hold.
func droppedGiveBack(h *harness) {
	bytes := limit.New(100, 0)
	gate, started := held(h, job.Options{Calls: bytes})
	h.submit(job.Job{Session: "running", Cost: 1})
	wait(h, started)
	waits := h.submit(job.Job{Session: "s", Cost: 90})
	h.Cancel(h.ctx, "s", 0, waits)
	h.equal(bytes.Used(), 1)
	h.submit(job.Job{Session: "s", Cost: 90})
	h.Disconnect("s")
	h.equal(bytes.Used(), 1)
	close(gate)
}

// lowerLimit: a limit of a group that is lower than those before counts from then on.
func lowerLimit(h *harness) {
	gate, started := held(h, job.Options{})
	h.submit(job.Job{Session: "a", Group: job.Group{ID: "g", Limit: 5}})
	wait(h, started)
	h.submit(job.Job{Session: "b", Group: job.Group{ID: "g", Limit: 1}})
	h.submit(job.Job{Session: "c", Group: job.Group{ID: "g", Limit: 5}})
	h.equal(h.Stats(), job.Stats{Queued: 2, Running: 1, Sessions: 3})
	close(gate)
}

// noticeAfterProgress: a notice comes after the progress that its handler told before.
func noticeAfterProgress(h *harness) {
	gate := make(chan bool)
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		for i := range 3 {
			e.Progress([]job.Progress{{Index: &i, Unit: "steps"}})
		}
		e.Log(job.Notice{Log: "now", Level: "info"})
		<-gate
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	h.submit(job.Job{Session: "s"})
	list := h.read("s", 0, kind(wire.KindLog))
	if before := list[len(list)-2]; before.Kind != wire.KindProgress || !strings.Contains(string(before.Data), `"index":2,`) {
		h.Errorf("before the notice comes %s", before.Data)
	}
	close(gate)
}

// idleReadersAreTold: a reader that waits for nothing learns that the engine stops while
// others are still waited for.
func idleReadersAreTold(h *harness) {
	gate, started := held(h, job.Options{})
	idle := h.submit(job.Job{Session: "idle"})
	wait(h, started)
	gate <- true
	r := h.open("idle", 0)
	defer r.Close()
	for !completed(idle)(h.next(r)) {
	}
	h.submit(job.Job{Session: "busy"})
	wait(h, started)
	drained := make(chan error)
	go func() { drained <- h.Drain(h.ctx) }()
	if _, err := r.Next(h.ctx); !errors.Is(err, job.ErrStopped) {
		h.Errorf("got %v", err)
	}
	close(gate)
	h.equal(wait(h, drained), nil)
}

// positionsArrive: what comes before the position at which a reader comes back has arrived,
// and makes room.
func positionsArrive(h *harness) {
	h.start(sized, job.Options{LogBytes: 64 << 10, LogEntries: 1000, SpillDir: h.TempDir()})
	at := int64(0)
	for range 40 {
		id := h.submit(job.Job{Session: "s", Data: []byte("30000")})
		list := h.read("s", at, completed(id))
		at = list[len(list)-1].Seq
	}
	if n := len(h.readFrom("s", 0)); n > 30 {
		h.Errorf("%d messages are kept that have arrived", n)
	}
}

// wholeValues: a later output without edits is sent as edits, to readers that have the
// first one.
func wholeValues(h *harness) {
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		for _, v := range []string{`"a"`, `"b"`, `[1]`} {
			e.Generating(job.Output{Full: raw(v)})
		}
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	h.equal(string(h.values(h.read("s", 0, completed(id)))[0]), "[1]")
}

// foldedAfterTheFirst: who has the first output gets edits, also when all that followed is
// folded into one.
func foldedAfterTheFirst(h *harness) {
	const n = 2000
	gate := make(chan bool)
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		e.Generating(job.Output{Full: raw(`""`)})
		<-gate
		for range n {
			e.Generating(job.Output{Edits: []jsonRaw{wire.Append("x")}})
		}
		return job.Output{Full: raw("1")}, nil
	}, job.Options{LogBytes: 16 << 10})
	h.submit(job.Job{Session: "s"})
	first := h.read("s", 0, kind(wire.KindGenerating))
	for range 2 {
		gate <- true
		rest := h.read("s", first[len(first)-1].Seq, kind(wire.KindCompleted))
		if len(rest) > n {
			h.Errorf("%d messages: nothing is folded", len(rest))
		}
		h.equal(string(h.values(append(first, rest...))[0]), string(quote(strings.Repeat("x", n))))
		h.Disconnect("s")
		h.submit(job.Job{Session: "s"})
		first = h.read("s", 0, kind(wire.KindGenerating))
	}
	close(gate)
}

// crowdedLogsFold: when the logs together are full, none of them keeps what is out of date.
func crowdedLogsFold(h *harness) {
	const n = 500
	gate := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		out, err := count(n)(ctx, j, e)
		gate <- true
		<-gate
		return out, err
	}, job.Options{AllLogs: 32 << 10, LogBytes: 1 << 20, SpillDir: h.TempDir()})
	h.submit(job.Job{Session: "s"})
	wait(h, gate)
	if list := h.readFrom("s", 0); len(list) > n/2 {
		h.Errorf("%d messages are kept", len(list))
	}
	close(gate)
}
