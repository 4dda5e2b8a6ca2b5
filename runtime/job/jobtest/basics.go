package jobtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

func transcript(h *harness) {
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		e.Generating(job.Output{Full: raw(`"0 "`)})
		e.Generating(job.Output{Edits: []jsonRaw{wire.Append("1 ")}})
		e.Log(job.Notice{Log: "hi", Level: "info", Visible: true, Title: "Info"})
		e.Generating(job.Output{Full: raw(`"0 1 2 "`), Edits: []jsonRaw{wire.Append("2 ")}})
		return job.Output{Full: raw(`"0 1 2 "`), ChangedStates: []int{4}}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
		h.Errorf("id %q is not 128 bits in hex", id)
	}
	list := h.read("s", 0, completed(id))
	h.equal(text(list, id), `{"msg":"estimation","event_id":"E","rank":0,"queue_size":1,"rank_eta":null}
{"msg":"process_starts","event_id":"E","eta":null}
{"msg":"process_generating","event_id":"E","output":{"data":["0 "],"is_generating":true,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"time_limit":null}
{"msg":"process_generating","event_id":"E","output":{"data":[[["append",[],"1 "]]],"is_generating":true,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"time_limit":null}
{"msg":"log","event_id":"E","log":"hi","level":"info","duration":null,"visible":true,"title":"Info"}
{"msg":"process_generating","event_id":"E","output":{"data":[[["append",[],"2 "]]],"is_generating":true,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"time_limit":null}
{"msg":"process_completed","event_id":"E","output":{"data":["0 1 2 "],"is_generating":false,"duration":0,"average_duration":0,"render_config":null,"changed_state_ids":[4],"used_cache":null},"success":true,"title":null,"used_cache":null,"cache_duration":0,"avg_time":0}
`)
	h.equal(seqs(list), "[1 2 3 4 5 6 7]")
	// The second time, its duration is known.
	second := h.submit(job.Job{Session: "s"})
	list = h.read("s", 7, completed(second))
	if want := `{"msg":"process_starts","event_id":"E","eta":0}` + "\n"; text(list[1:2], second) != want {
		h.Errorf("got %s", text(list[:2], second))
	}
}

func failures(h *harness) {
	h.start(func(_ context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		switch j.Fn {
		case 0:
			return job.Output{}, boom()
		case 1:
			return job.Output{}, errSecret
		case 2:
			panic("secret")
		case 3:
			runtime.Goexit()
		case 4:
			e.Generating(job.Output{Full: raw("1")})
			return job.Output{}, boom()
		}
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	hidden := `{"error":null} false Error`
	for fn, want := range []string{
		`{"error":"boom","duration":3,"visible":true,"title":"T!"} false T!`, hidden, hidden, hidden,
		`{"error":"boom","duration":3,"visible":true,"title":"T!"} false null`,
	} {
		session := fmt.Sprint("s", fn)
		id := h.submit(job.Job{Session: session, Fn: fn})
		list := h.read(session, 0, completed(id))
		c := h.outcome(list[len(list)-1])
		title := "null"
		if c.Title != nil {
			title = *c.Title
		}
		h.equal(fmt.Sprintf("%s %v %s", c.Output, c.Success, title), want)
	}
	id := h.submit(job.Job{Session: "s", Fn: 5}) // the engine lives
	h.read("s", 0, completed(id))
}

// order: one group runs its jobs one by one, as they came.
func order(h *harness) {
	var ran []string
	gate := make(chan bool)
	h.start(func(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		if j.Fn == 0 {
			<-gate
		}
		ran = append(ran, string(j.Data)) // no lock: only one runs
		return job.Output{}, nil
	}, job.Options{})
	var want []string
	var last string
	for i := range 50 {
		n := fmt.Sprint(i)
		want = append(want, n)
		last = h.submit(job.Job{Session: fmt.Sprint("s", i%7), Fn: i, Data: []byte(n)})
		if i == 9 {
			h.equal(h.Stats(), job.Stats{Queued: 9, Running: 1, Sessions: 7})
		}
	}
	close(gate)
	h.read("s0", 0, completed(last))
	h.equal(ran, want)
}

// crowd runs n jobs of a group and returns the most that ran at once, when at
// least want must.
func crowd(h *harness, n, want int, group func(i int) job.Group, o job.Options) int32 {
	var now, most atomic.Int32
	var once sync.Once
	reached, gate := make(chan bool), make(chan bool)
	h.start(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		k := now.Add(1)
		for m := most.Load(); k > m && !most.CompareAndSwap(m, k); m = most.Load() {
		}
		if int(k) >= want {
			once.Do(func() { close(reached) })
		}
		<-gate
		now.Add(-1)
		return job.Output{}, nil
	}, o)
	var ids []string
	for i := range n {
		ids = append(ids, h.submit(job.Job{Session: fmt.Sprint(i), Group: group(i)}))
	}
	wait(h, reached)
	close(gate)
	for i, id := range ids {
		h.read(fmt.Sprint(i), 0, completed(id))
	}
	return most.Load()
}

func lowestLimit(h *harness) {
	// The lowest comes first, so that it holds from the start.
	limits := []int{2, 5, 0, 3, 7, 2, 0, 9}
	h.equal(crowd(h, 24, 2, func(i int) job.Group { return job.Group{ID: "g", Limit: limits[i%8]} }, job.Options{}), 2)
}

func unlimited(h *harness) {
	h.equal(crowd(h, 12, 12, func(int) job.Group { return job.Group{ID: "g"} }, job.Options{}), 12)
}

func globalLimit(h *harness) {
	h.equal(crowd(h, 12, 3, func(i int) job.Group { return job.Group{ID: fmt.Sprint("g", i%6)} }, job.Options{MaxRunning: 3}), 3)
}

func full(h *harness) {
	gate := make(chan bool)
	h.start(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		<-gate
		return job.Output{}, nil
	}, job.Options{MaxSize: 2})
	var last string
	for range 3 { // the first one runs and does not count
		last = h.submit(job.Job{Session: "s"})
	}
	for _, g := range []job.Group{one, {ID: "other", Limit: 1}} {
		if _, err := h.Submit(h.ctx, &job.Job{Session: "x", Group: g}); !errors.Is(err, job.ErrFull) {
			h.Errorf("got %v, want ErrFull", err)
		}
	}
	if _, err := h.Open("x", nil); !errors.Is(err, job.ErrNoSession) {
		h.Errorf("a refused job made a session: %v", err)
	}
	direct := h.submit(job.Job{Session: "d", Direct: true})
	close(gate)
	h.read("s", 0, completed(last))
	h.read("d", 0, completed(direct))
	h.submit(job.Job{Session: "s"})
}

func direct(h *harness) {
	gate := make(chan bool)
	h.start(func(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		if !j.Direct {
			<-gate
		}
		return job.Output{Full: raw("1")}, nil
	}, job.Options{MaxRunning: 1})
	queued := h.submit(job.Job{Session: "s"})
	id := h.submit(job.Job{Session: "d", Direct: true})
	h.equal(kinds(h.read("d", 0, completed(id))), "[process_starts process_completed]")
	close(gate)
	h.read("s", 0, completed(queued))
}

func badOutput(h *harness) {
	h.start(func(_ context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		e.Generating(job.Output{Full: raw(`{`)})
		e.Generating(job.Output{Edits: raw(`[]`)}) // edits of nothing
		e.Generating(job.Output{Full: raw(`1`)})
		return job.Output{Full: raw(`nonsense`)}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	list := h.read("s", 0, completed(id))
	h.equal(kinds(list), "[process_starts process_generating process_completed]")
	h.equal(string(h.outcome(list[len(list)-1]).Output), `{"error":null}`)
}
