package jobtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// waits is a runner that says when it has started, and waits for its context.
func waits(started chan<- string) job.Single {
	return func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		e.Generating(job.Output{Full: raw("1")})
		started <- j.ID
		<-ctx.Done()
		e.Generating(job.Output{Full: raw("2")}) // goes nowhere
		e.Progress([]job.Progress{{Unit: "steps"}})
		e.Log(job.Notice{Log: "late"})
		return job.Output{Full: raw("2")}, ctx.Err()
	}
}

const cancelledData = `{"msg":"process_completed","event_id":"E","output":{},"success":true,"title":null,"used_cache":null,"cache_duration":null,"avg_time":null}` + "\n"

func cancelRunning(h *harness) {
	started := make(chan string, 1)
	h.start(waits(started), job.Options{})
	id := h.submit(job.Job{Session: "s", Fn: 3})
	wait(h, started)
	h.Cancel(h.ctx, "s", 3, "")
	h.equal(h.Stats().Running, 0) // the handler has returned
	list := h.read("s", 0, completed(id))
	h.equal(kinds(list), "[process_starts process_generating process_completed]")
	h.equal(text(list[len(list)-1:], id), cancelledData)
	h.Cancel(h.ctx, "s", 3, id) // nothing is left to cancel
	next := h.submit(job.Job{Session: "s", Fn: 3})
	wait(h, started) // the place is free again
	h.Cancel(h.ctx, "s", 0, next)
	h.read("s", 0, completed(next))
}

func cancelQueued(h *harness) {
	started := make(chan string, 3)
	h.start(waits(started), job.Options{})
	first := h.submit(job.Job{Session: "a", Fn: 1})
	wait(h, started)
	b := h.submit(job.Job{Session: "b", Fn: 1})
	c := h.submit(job.Job{Session: "b", Fn: 1})
	h.Cancel(h.ctx, "b", 1, b)
	list := h.read("b", 0, completed(c))
	h.equal(kinds(list), "[process_completed process_completed]")
	h.equal(text(list[len(list)-1:], c), cancelledData)
	h.equal(h.Stats().Queued, 0)
	h.Cancel(h.ctx, "a", 1, first)
	if len(started) > 0 {
		h.Error("a cancelled job has started")
	}
}

// cancelDeaf: a handler that does not listen ends for its client, and keeps its
// place until it returns.
func cancelDeaf(h *harness) {
	started, gate := make(chan bool, 2), make(chan bool)
	h.start(func(_ context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		started <- true
		<-gate
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	wait(h, started)
	next := h.submit(job.Job{Session: "t", Fn: 1})
	impatient, cancel := context.WithCancel(h.ctx)
	cancel()
	h.Cancel(impatient, "s", 0, id)
	list := h.read("s", 0, completed(id))
	h.equal(text(list[len(list)-1:], id), cancelledData)
	h.equal(h.Stats(), job.Stats{Queued: 1, Running: 1, Sessions: 2})
	close(gate)
	h.read("t", 0, completed(next))
	h.equal(h.pending("s", list[len(list)-1].Seq), false)
}

func cancelOthers(h *harness) {
	started := make(chan string, 3)
	h.start(waits(started), job.Options{})
	group := job.Group{ID: "g"}
	a := h.submit(job.Job{Session: "a", Fn: 1, Group: group})
	h.submit(job.Job{Session: "a", Fn: 2, Group: group})
	h.submit(job.Job{Session: "b", Fn: 1, Group: group})
	for range 3 {
		wait(h, started)
	}
	h.Cancel(h.ctx, "b", 7, a) // another session's event
	h.Cancel(h.ctx, "a", 7, "unknown")
	h.equal(h.Stats().Running, 3)
	h.Cancel(h.ctx, "a", 1, a)
	h.equal(h.Stats().Running, 2)
}

func disconnect(h *harness) {
	started := make(chan string, 1)
	h.start(waits(started), job.Options{})
	h.submit(job.Job{Session: "s"})
	wait(h, started)
	h.submit(job.Job{Session: "s"}) // queued: never starts
	next := h.submit(job.Job{Session: "t"})
	r := h.open("s", 0)
	defer r.Close()
	for h.next(r).Kind != wire.KindGenerating {
	}
	ended := make(chan error)
	go func() {
		for {
			if _, err := r.Next(h.ctx); err != nil {
				ended <- err
				return
			}
		}
	}()
	h.Disconnect("s")
	if err := wait(h, ended); !errors.Is(err, job.ErrNoSession) {
		h.Errorf("the reader got %v, want ErrNoSession", err)
	}
	h.equal(wait(h, started), next)
	h.equal(h.Stats(), job.Stats{Running: 1, Sessions: 1})
	again := h.submit(job.Job{Session: "s", Fn: 1}) // afresh
	h.equal(h.read("s", 0, kind(wire.KindEstimation))[0].Seq, 1)
	h.Cancel(h.ctx, "s", 1, again)
	h.Cancel(h.ctx, "t", 0, next)
}

func drainWaits(h *harness) {
	started, gate := make(chan bool), make(chan bool)
	h.start(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		started <- true
		<-gate
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	wait(h, started)
	drained := make(chan error)
	go func() { drained <- h.Drain(h.ctx) }()
	for {
		if _, err := h.Submit(h.ctx, &job.Job{Session: "x", Direct: true}); err != nil {
			if !errors.Is(err, job.ErrStopped) {
				h.Errorf("got %v, want ErrStopped", err)
			}
			break
		}
		wait(h, started)
	}
	close(gate)
	if err := wait(h, drained); err != nil {
		h.Error(err)
	}
	r := h.open("s", 0)
	defer r.Close()
	list := h.rest(r)
	h.equal(kinds(list), "[process_starts process_completed]")
	h.equal(h.outcome(list[len(list)-1]).Success, true)
	h.equal(list[len(list)-1].Event, id)
	if _, err := r.Next(h.ctx); !errors.Is(err, job.ErrStopped) {
		h.Errorf("got %v, want ErrStopped", err)
	}
}

func drainEnds(h *harness) {
	started := make(chan string, 1)
	h.start(waits(started), job.Options{})
	id := h.submit(job.Job{Session: "s"})
	wait(h, started)
	impatient, cancel := context.WithCancel(h.ctx)
	cancel()
	if err := h.Drain(impatient); !errors.Is(err, context.Canceled) {
		h.Errorf("got %v, want the context's error", err)
	}
	h.equal(h.Stats().Running, 0)
	list := h.readFrom("s", 0)
	h.equal(kinds(list), "[process_starts process_generating process_completed]")
	h.equal(text(list[len(list)-1:], id), strings.Replace(stoppedData, "WHEN", "ended", 1))
	if err := h.Drain(h.ctx); err != nil { // again is harmless
		h.Error(err)
	}
}

const stoppedData = `{"msg":"process_completed","event_id":"E","output":{"error":"The server was stopped before the call WHEN.","visible":true},"success":false,"title":null,"used_cache":null,"cache_duration":null,"avg_time":null}` + "\n"

// drainEndsTheQueue: the jobs that wait are told at once that they will not run.
func drainEndsTheQueue(h *harness) {
	started, gate := make(chan bool), make(chan bool)
	h.start(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		started <- true
		<-gate
		return job.Output{}, nil
	}, job.Options{})
	running := h.submit(job.Job{Session: "both"})
	wait(h, started)
	waiting := map[string]string{"both": h.submit(job.Job{Session: "both"})}
	for i := range 3 {
		session := fmt.Sprint("waits", i)
		waiting[session] = h.submit(job.Job{Session: session})
	}
	drained := make(chan error)
	go func() { drained <- h.Drain(h.ctx) }()
	for session, id := range waiting {
		list := h.read(session, 0, completed(id))
		h.equal(text(list[len(list)-1:], id), strings.NewReplacer("WHEN", "began", `"title":null`, `"title":"Error"`).Replace(stoppedData))
	}
	close(gate)
	if err := wait(h, drained); err != nil {
		h.Error(err)
	}
	list := h.readFrom("both", 0)
	h.equal(kinds(list), "[process_starts process_completed process_completed]")
	h.equal(list[len(list)-1].Event, running)
	h.equal(h.outcome(list[len(list)-1]).Success, true)
}
