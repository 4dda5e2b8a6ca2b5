package jobtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
)

// held starts an engine whose first job runs until the gate is closed; started gets
// the data of each job that starts.
func held(h *harness, o job.Options) (gate chan bool, started chan string) {
	gate, started = make(chan bool), make(chan string, 1000)
	h.start(func(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		started <- string(j.Data)
		<-gate
		return job.Output{}, nil
	}, o)
	return gate, started
}

// fair: clients take turns, and the sessions of a client do; a session's jobs keep their
// order.
func fair(h *harness) {
	gate, started := held(h, job.Options{})
	h.submit(job.Job{Session: "first", Data: []byte("first")})
	for _, j := range [][3]string{
		{"x", "a", "a1"}, {"x", "a", "a2"}, {"x", "a", "a3"}, {"x", "b", "b1"}, {"x", "b", "b2"}, {"y", "c", "c1"}, {"y", "d", "d1"}, {"x", "a", "a4"},
	} {
		h.submit(job.Job{Client: j[0], Session: j[1], Data: []byte(j[2])})
	}
	close(gate)
	var order []string
	for range 9 {
		order = append(order, wait(h, started))
	}
	h.equal(order, "[first a1 c1 b1 d1 a2 b2 a3 a4]")
}

// fairRanks: a job is told where it waits by the order in which jobs start.
func fairRanks(h *harness) {
	gate, started := held(h, job.Options{})
	h.submit(job.Job{Session: "first"})
	wait(h, started)
	for i := range 5 {
		h.submit(job.Job{Session: "a", Client: "x", Fn: i})
	}
	for _, j := range []struct {
		client, session string
		rank            int
	}{
		{"x", "b", 1}, // after a's first
		{"y", "c", 1}, // after x's first
		{"y", "c", 3}, // after two of x and one of y
		{"z", "d", 2}, // after the first of x and of y
	} {
		id := h.submit(job.Job{Session: j.session, Client: j.client, Fn: 9})
		list := h.read(j.session, 0, func(m job.Message) bool { return m.Event == id })
		if got, want := string(list[len(list)-1].Data), fmt.Sprintf(`"rank":%d,`, j.rank); !strings.Contains(got, want) {
			h.Errorf("%s of %s: %s, want %s", j.session, j.client, got, want)
		}
	}
	close(gate)
}

// share: a client may have as many waiting jobs as it leaves to others.
func share(h *harness) {
	gate, started := held(h, job.Options{MaxSize: 100})
	h.submit(job.Job{Session: "running"})
	wait(h, started)
	for _, c := range []struct {
		client string
		taken  int
		err    error
	}{
		{"x", 50, job.ErrClientFull},
		{"y", 25, job.ErrClientFull},
		{"z", 16, job.ErrClientFull}, // so many in any case
		{"u", 9, job.ErrFull},
	} {
		if n, err := h.fill(c.client, 0); n != c.taken || !errors.Is(err, c.err) {
			h.Errorf("%s: %d were taken, then %v", c.client, n, err)
		}
	}
	close(gate)
}

// fill submits jobs of a client, each in a session of its own, until one is refused.
func (h *harness) fill(client string, cost int64) (taken int, err error) {
	for {
		if _, err = h.Submit(h.ctx, &job.Job{Session: job.NewID(), Client: client, Group: one, Cost: cost}); err != nil {
			return taken, err
		}
		taken++
	}
}

// shareOfBytes: the same for what the jobs hold, also while they run, until they end.
func shareOfBytes(h *harness) {
	bytes := limit.New(100, 0)
	gate, started := held(h, job.Options{Calls: bytes})
	x := h.submit(job.Job{Session: "x", Client: "x", Cost: 30})
	wait(h, started)
	for _, c := range []struct {
		client string
		cost   int64
		taken  int
		err    error
	}{
		{"x", 10, 2, job.ErrClientFull}, // holds 50
		{"y", 25, 1, job.ErrClientFull},
		{"", 25, 1, job.ErrFull},
	} {
		if n, err := h.fill(c.client, c.cost); n != c.taken || !errors.Is(err, c.err) {
			h.Errorf("%s: %d were taken, then %v", c.client, n, err)
		}
	}
	h.Disconnect("nobody")
	h.equal(bytes.Used(), 100)
	close(gate)
	h.read("x", 0, completed(x))
	last := h.submit(job.Job{Session: "last", Cost: 1}) // runs after all others
	h.read("last", 0, completed(last))
	for bytes.Used() > 0 && h.ctx.Err() == nil {
		runtime.Gosched() // what a job holds is given back right after its last message
	}
	h.equal(bytes.Used(), 0)
}

// turns: jobs that need the same turn run one after another, and the one that waits
// leaves its place to others.
func turns(h *harness) {
	gates := map[string]chan bool{"w1": make(chan bool), "w2": make(chan bool), "w3": make(chan bool), "other": make(chan bool)}
	started := make(chan string, 10)
	h.start(func(_ context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		started <- string(j.Data)
		<-gates[string(j.Data)]
		return job.Output{}, nil
	}, job.Options{MaxRunning: 2})
	wide := job.Group{ID: "wide", Limit: 10}
	h.submit(job.Job{Session: "s", Data: []byte("w1"), Group: wide, Turns: []string{"s/1", "s/2"}})
	w2 := h.submit(job.Job{Session: "s", Data: []byte("w2"), Group: wide, Turns: []string{"s/2"}})
	h.submit(job.Job{Session: "t", Data: []byte("w3"), Group: job.Group{ID: "third", Limit: 1}, Turns: []string{"s/1"}})
	h.equal(wait(h, started), "w1")
	h.submit(job.Job{Session: "o", Data: []byte("other"), Group: wide})
	h.equal(wait(h, started), "other") // has the second place
	close(gates["other"])
	close(gates["w1"])
	got := map[string]bool{wait(h, started): true, wait(h, started): true}
	h.equal(got["w2"] && got["w3"], true)
	close(gates["w2"])
	close(gates["w3"])
	h.read("s", 0, completed(w2))
}

// turnOfCancelled: what waits behind a job that waits for its turn may start when that
// one is cancelled.
func turnOfCancelled(h *harness) {
	gate, started := held(h, job.Options{})
	wide := job.Group{ID: "wide", Limit: 10}
	h.submit(job.Job{Session: "s", Data: []byte("w1"), Group: wide, Turns: []string{"s/1"}})
	h.equal(wait(h, started), "w1")
	blocked := h.submit(job.Job{Session: "s", Data: []byte("w2"), Fn: 2, Group: wide, Turns: []string{"s/1"}})
	h.submit(job.Job{Session: "s", Data: []byte("behind"), Fn: 3, Group: wide})
	h.Cancel(h.ctx, "s", 2, blocked)
	h.equal(wait(h, started), "behind")
	close(gate)
}

// lastPlaces: a client that has most places leaves some to others.
func lastPlaces(h *harness) {
	gate, started := held(h, job.Options{MaxRunning: 16})
	wide := job.Group{ID: "wide"}
	for i := range 20 {
		h.submit(job.Job{Client: "x", Session: fmt.Sprint("x", i), Data: []byte("x"), Group: wide})
	}
	for range 14 {
		h.equal(wait(h, started), "x")
	}
	h.equal(h.Stats().Running, 14)
	h.submit(job.Job{Client: "y", Session: "y", Data: []byte("y"), Group: wide})
	h.equal(wait(h, started), "y") // though it came last
	h.submit(job.Job{Client: "z", Session: "z", Data: []byte("z"), Group: job.Group{ID: "other"}})
	h.equal(wait(h, started), "z")
	close(gate)
	for range 6 {
		h.equal(wait(h, started), "x")
	}
}
