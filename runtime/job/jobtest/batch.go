package jobtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// pairs is a group of which one batch of at most two jobs runs at once.
var pairs = job.Group{ID: "pairs", Limit: 1, Batch: 2}

// data lists what came with the jobs of a batch.
func data(batch []job.Item) string {
	var list []string
	for _, item := range batch {
		list = append(list, string(item.Data))
	}
	return strings.Join(list, " ")
}

// echoes answers each job of a batch with what came with it.
func echoes(batch []job.Item) []job.Outcome {
	outcomes := make([]job.Outcome, len(batch))
	for i, item := range batch {
		outcomes[i].Output.Full = []jsonRaw{item.Data}
	}
	return outcomes
}

// gated is a runner of batches that says what it has got, and waits for the gate or its
// context.
func gated(began chan<- string, gate <-chan bool) job.Runner {
	return func(ctx context.Context, batch []job.Item) []job.Outcome {
		began <- data(batch)
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return echoes(batch)
	}
}

// alone: where a group names no size of batches, or 1, each job runs alone, however
// many wait.
func alone(h *harness) {
	began, gate := make(chan string, 20), make(chan bool)
	h.startBatches(gated(began, gate), job.Options{})
	for size := range 2 {
		group := job.Group{ID: fmt.Sprint("size ", size), Limit: 1, Batch: size}
		var last string
		for i := range 5 {
			last = h.submit(job.Job{Session: "s", Group: group, Data: []byte(fmt.Sprint(i))})
		}
		for i := range 5 {
			h.equal(wait(h, began), i)
			gate <- true
		}
		h.read("s", 0, completed(last))
	}
}

// batches: a job takes along what waits behind it for the same listener, up to the size
// of its group, and waits for nothing.
func batches(h *harness) {
	began, gate := make(chan string, 20), make(chan bool)
	h.startBatches(gated(began, gate), job.Options{})
	group := job.Group{ID: "g", Limit: 1, Batch: 3}
	ids := map[string]string{}
	submit := func(fn int, name string) {
		ids[name] = h.submit(job.Job{Session: name, Fn: fn, Group: group, Data: quote(name)})
	}
	submit(1, "a")
	h.equal(wait(h, began), `"a"`) // it does not wait for a second one
	submit(1, "b")
	submit(2, "x")
	submit(1, "c")
	submit(1, "d")
	submit(1, "e")
	submit(2, "y")
	h.equal(h.Stats(), job.Stats{Queued: 6, Running: 1, Sessions: 7})
	gate <- true
	for _, want := range []string{`"b" "c" "d"`, `"x" "y"`, `"e"`} {
		h.equal(wait(h, began), want)
		if want == `"b" "c" "d"` {
			h.equal(h.Stats(), job.Stats{Queued: 3, Running: 3, Sessions: 7})
		}
		gate <- true
	}
	for name, id := range ids {
		list := h.read(name, 0, completed(id))
		h.equal(kinds(list), "[process_starts process_completed]")
		if got := string(h.outcome(list[len(list)-1]).Output); !strings.HasPrefix(got, fmt.Sprintf(`{"data":[%q],`, name)) {
			h.Errorf("%s got %s", name, got)
		}
	}
	direct := h.submit(job.Job{Session: "d", Fn: 1, Group: group, Data: quote("direct"), Direct: true})
	h.equal(wait(h, began), `"direct"`)
	gate <- true
	h.read("d", 0, completed(direct))
}

// pair makes an engine whose runner is given, and has it begin a batch of two jobs, of
// the sessions a and b.
func pair(h *harness, run job.Runner) (a, b string) {
	ready, begin := make(chan bool, 10), make(chan bool)
	h.startBatches(func(ctx context.Context, batch []job.Item) []job.Outcome {
		if batch[0].Session != "first" {
			return run(ctx, batch)
		}
		ready <- true
		<-begin
		return echoes(batch)
	}, job.Options{})
	h.submit(job.Job{Session: "first", Group: pairs, Data: []byte("0")})
	wait(h, ready)
	a = h.submit(job.Job{Session: "a", Group: pairs, Data: []byte("1")})
	b = h.submit(job.Job{Session: "b", Group: pairs, Data: []byte("2")})
	close(begin)
	return a, b
}

// batchOutcomes: each job of a batch has a voice and an end of its own.
func batchOutcomes(h *harness) {
	a, b := pair(h, func(_ context.Context, batch []job.Item) []job.Outcome {
		for _, item := range batch {
			item.Generating(job.Output{Full: []jsonRaw{quote("from " + item.Session)}})
		}
		outcomes := echoes(batch)
		outcomes[0].Err = boom()
		return outcomes
	})
	list := h.read("a", 0, completed(a))
	h.equal(kinds(list), "[process_starts process_generating process_completed]")
	h.equal(string(h.values(list)[0]), `"from a"`)
	h.equal(string(h.outcome(list[len(list)-1]).Output), `{"error":"boom","duration":3,"visible":true,"title":"T!"}`)
	list = h.read("b", 0, completed(b))
	h.equal(string(h.values(list)[0]), `"from b"`)
	if c := h.outcome(list[len(list)-1]); !c.Success || !strings.HasPrefix(string(c.Output), `{"data":[2],`) {
		h.Errorf("b ended with %s", c.Output)
	}
}

// batchFails: what ends a runner ends all jobs of its batch, and the engine goes on.
func batchFails(h *harness) {
	for name, run := range map[string]job.Runner{
		"panic":    func(context.Context, []job.Item) []job.Outcome { panic("secret") },
		"too few":  func(_ context.Context, batch []job.Item) []job.Outcome { return echoes(batch)[:1] },
		"too many": func(_ context.Context, batch []job.Item) []job.Outcome { return slices.Repeat(echoes(batch), 2) },
		"error": func(_ context.Context, batch []job.Item) []job.Outcome {
			return slices.Repeat([]job.Outcome{{Err: errSecret}}, len(batch))
		},
	} {
		a, b := pair(h, run)
		for session, id := range map[string]string{"a": a, "b": b} {
			list := h.read(session, 0, completed(id))
			if got := string(h.outcome(list[len(list)-1]).Output); got != `{"error":null}` {
				h.Errorf("%s: %s ended with %s", name, session, got)
			}
		}
		next := h.submit(job.Job{Session: "first", Group: pairs, Data: []byte("3")})
		list := h.read("first", 0, completed(next))
		h.equal(h.outcome(list[len(list)-1]).Success, true)
	}
}

// batchCancelOne: a job that is cancelled ends at once, and the others of its batch go on;
// with the last the context ends.
func batchCancelOne(h *harness) {
	began, ended, gate := make(chan bool), make(chan error, 1), make(chan bool)
	run := func(ctx context.Context, batch []job.Item) []job.Outcome {
		began <- true
		select {
		case <-gate:
		case <-ctx.Done():
		}
		ended <- ctx.Err()
		for _, item := range batch {
			item.Generating(job.Output{Full: []jsonRaw{item.Data}})
		}
		return echoes(batch)
	}
	a, b := pair(h, run)
	wait(h, began)
	h.Cancel(h.ctx, "a", 0, a) // returns though the handler does not
	list := h.read("a", 0, completed(a))
	h.equal(text(list[len(list)-1:], a), cancelledData)
	h.equal(h.pending("a", list[len(list)-1].Seq), false)
	h.equal(h.Stats().Running, 2) // it keeps its place
	gate <- true
	h.equal(wait(h, ended), nil)
	list = h.read("b", 0, completed(b))
	h.equal(kinds(list), "[process_starts process_generating process_completed]")
	if !h.outcome(list[len(list)-1]).Success {
		h.Errorf("b ended with %s", list[len(list)-1].Data)
	}
	h.equal(kinds(h.readFrom("a", 0)), "[process_starts process_completed]")

	a, b = pair(h, run)
	wait(h, began)
	h.Cancel(h.ctx, "a", 0, a)
	h.Cancel(h.ctx, "b", 0, b)
	if err := wait(h, ended); !errors.Is(err, context.Canceled) {
		h.Errorf("the context ended with %v", err)
	}
	list = h.read("b", 0, completed(b))
	h.equal(text(list[len(list)-1:], b), cancelledData)
}

// batchDisconnect: the same for sessions that are gone.
func batchDisconnect(h *harness) {
	began, ended, gate := make(chan bool), make(chan error, 1), make(chan bool)
	run := func(ctx context.Context, batch []job.Item) []job.Outcome {
		began <- true
		select {
		case <-gate:
		case <-ctx.Done():
		}
		ended <- ctx.Err()
		return echoes(batch)
	}
	_, b := pair(h, run)
	wait(h, began)
	h.Disconnect("a")
	gate <- true
	h.equal(wait(h, ended), nil)
	list := h.read("b", 0, completed(b))
	h.equal(h.outcome(list[len(list)-1]).Success, true)
	if _, err := h.Open("a", nil); !errors.Is(err, job.ErrNoSession) {
		h.Errorf("got %v, want ErrNoSession", err)
	}

	pair(h, run)
	wait(h, began)
	h.Disconnect("a")
	h.Disconnect("b")
	if err := wait(h, ended); !errors.Is(err, context.Canceled) {
		h.Errorf("the context ended with %v", err)
	}
}

// batchDrain: Drain waits for a batch as for a job, and then ends it.
func batchDrain(h *harness) {
	began := make(chan bool)
	pair(h, func(ctx context.Context, batch []job.Item) []job.Outcome {
		began <- true
		<-ctx.Done()
		return echoes(batch)
	})
	wait(h, began)
	impatient, cancel := context.WithCancel(h.ctx)
	cancel()
	if err := h.Drain(impatient); !errors.Is(err, context.Canceled) {
		h.Errorf("got %v, want the context's error", err)
	}
	h.equal(h.Stats().Running, 0)
	for _, session := range []string{"a", "b"} {
		list := h.readFrom(session, 0)
		h.equal(h.outcome(list[len(list)-1]).Success, false)
	}
}
