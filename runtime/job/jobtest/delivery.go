package jobtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// sized is a runner whose results have the size that the job's data names.
func sized(_ context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
	var size int
	if err := json.Unmarshal(j.Data, &size); err != nil {
		return job.Output{}, err
	}
	e.Log(job.Notice{Log: "noise", Level: "info"})
	return job.Output{Full: []jsonRaw{resultOf(j.ID, size)}}, nil
}

func resultOf(id string, size int) jsonRaw { return quote(id + strings.Repeat("x", size)) }

// ends reads a log until n events have ended and returns how. It does not say that
// anything has arrived.
func (h *harness) ends(session string, n int) map[string]wire.Completed {
	h.Helper()
	ends := map[string]wire.Completed{}
	h.read(session, 0, func(m job.Message) bool {
		if m.Kind == wire.KindCompleted {
			ends[m.Event] = h.outcome(m)
		}
		return len(ends) == n
	})
	return ends
}

// unreadResultsStay: results wait for their reader however large they are together, and
// however much else happens in the session.
func unreadResultsStay(h *harness) {
	h.start(sized, job.Options{LogBytes: 16 << 10, LogEntries: 100, AllLogs: 512 << 10, Sessions: 1, SpillDir: h.TempDir()})
	sizes := map[string]int{}
	for i := range 150 {
		size := []int{1, 1000, 5000, 60 << 10, 300 << 10}[i%5]
		sizes[h.submit(job.Job{Session: fmt.Sprint("s", i%3), Data: fmt.Append(nil, size)})] = size
	}
	n := 0
	for i := range 3 {
		session := fmt.Sprint("s", i)
		h.ends(session, 50)
		for id, c := range h.ends(session, 50) { // as often as it is read
			n++
			if want := `{"data":[` + string(resultOf(id, sizes[id])) + `],`; !c.Success || !strings.HasPrefix(string(c.Output), want) {
				h.Fatalf("the result of %d bytes is %.100s", sizes[id], c.Output)
			}
		}
	}
	h.equal(n, len(sizes))
}

// readResultsGo: what has arrived makes room.
func readResultsGo(h *harness) {
	h.start(sized, job.Options{LogBytes: 64 << 10, LogEntries: 1000, SpillDir: h.TempDir()})
	r := job.Reader(nil)
	for i := range 40 {
		id := h.submit(job.Job{Session: "s", Data: []byte("30000")})
		if i == 0 {
			var err error
			if r, err = h.Open("s", nil); err != nil {
				h.Fatal(err)
			}
			defer r.Close()
		}
		for !completed(id)(h.next(r)) {
		}
	}
	if n := len(h.readFrom("s", 0)); n > 30 {
		h.Errorf("%d messages are kept that have arrived", n)
	}
}

// logsAreFull: an engine that holds as much as it may accepts no more jobs, and what it
// has accepted ends, until somebody reads.
func logsAreFull(h *harness) {
	h.start(sized, job.Options{AllLogs: 64 << 10, Spill: 4 << 20, Sessions: 1, SpillDir: h.TempDir()})
	var ids []string
	for {
		id, err := h.Submit(h.ctx, &job.Job{Session: "s", Group: one, Data: []byte("200000")})
		if errors.Is(err, job.ErrFull) {
			break
		}
		if err != nil {
			h.Fatal(err)
		}
		ids = append(ids, id)
		if len(ids) > 100 {
			h.Fatal("nothing is refused")
		}
		h.read("s", 0, completed(id))
	}
	ends := h.ends("s", len(ids))
	for _, id := range ids {
		if c, ok := ends[id]; !ok || !c.Success {
			h.Errorf("an event has ended with %v %.100s", ok, c.Output)
		}
	}
	r, err := h.Open("s", nil)
	if err != nil {
		h.Fatal(err)
	}
	h.rest(r)
	h.equal(r.Finish(), true)
	r.Close()
	h.submit(job.Job{Session: "s", Data: []byte("1")})
}

// foreign: a position in a log that was forgotten is the beginning, and the reader can
// tell.
func foreign(h *harness) {
	h.start(echo, job.Options{})
	session := func() job.Position {
		id := h.submit(job.Job{Session: "s", Data: []byte("1")})
		list := h.read("s", 0, completed(id))
		r := h.open("s", list[len(list)-1].Seq)
		defer r.Close()
		h.equal(r.Foreign(), false)
		at, err := job.ParsePosition(r.Position().String())
		h.equal(at, r.Position())
		h.equal(err, nil)
		h.equal(len(h.rest(r)), 0)
		return at
	}
	old := session()
	h.Disconnect("s")
	now := session()
	h.equal(now.Seq, old.Seq)
	for _, at := range []job.Position{old, {Seq: 1}, {Log: now.Log, Seq: now.Seq + 1}} {
		r, err := h.Open("s", &at)
		if err != nil {
			h.Fatal(err)
		}
		h.equal(r.Foreign(), true)
		h.equal(kinds(h.rest(r)), "[process_starts process_completed]")
		h.equal(r.Position(), now)
		r.Close()
	}
	for _, bad := range []string{"", "x", "-1", "-", "a-", "a-b", "1-2-3", "a--1"} {
		if at, err := job.ParsePosition(bad); err == nil {
			h.Errorf("%q is the position %v", bad, at)
		}
	}
}

// closing: of a job that comes while a reader finishes, either the reader has it still to
// read, or the engine knows that the reader has finished until it is closed.
func closing(h *harness) {
	h.start(echo, job.Options{})
	h.submit(job.Job{Session: "s", Data: []byte("0")})
	for i := range 300 {
		r, err := h.Open("s", nil)
		if err != nil {
			h.Fatal(err)
		}
		joined := make(chan string)
		go func() {
			id, err := h.Submit(h.ctx, &job.Job{Session: "s", Group: job.Group{ID: "g"}, Data: fmt.Append(nil, i)})
			if err != nil {
				h.Error(err)
			}
			if closing := h.Closing("s"); closing != nil {
				<-closing
			}
			joined <- id
		}()
		for !r.Finish() {
			h.next(r)
		}
		closing := h.Closing("s")
		if closing == nil {
			h.Fatal("the reader has finished, and nobody knows")
		}
		select {
		case id := <-joined: // it came before: the reader has read it
			joined = make(chan string, 1)
			joined <- id
		case <-closing:
			h.Fatal("the reader is not closed")
		default:
		}
		r.Close()
		<-closing
		id := wait(h, joined)
		if h.Closing("s") != nil {
			h.Fatal("the reader is closed, and nobody knows")
		}
		if next, err := h.Open("s", nil); err != nil {
			h.Fatal(err)
		} else {
			for !next.Finish() {
				if m := h.next(next); m.Event != id {
					h.Fatalf("%s was read twice, or never", m.Data)
				}
			}
			next.Close()
		}
	}
}

// delivery: n sessions, results of any size, readers of any speed that leave and come
// back: n answers, each once, in order.
func delivery(h *harness) {
	h.start(sized, job.Options{LogBytes: 8 << 10, LogEntries: 50, AllLogs: 2 << 20, Sessions: 1, SpillDir: h.TempDir()})
	const sessions, jobs = 40, 12
	var all sync.WaitGroup
	for i := range sessions {
		all.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(i), 1))
			if err := deliver(h, rnd, fmt.Sprint("s", i), jobs); err != nil {
				h.Errorf("session %d: %v", i, err)
			}
		})
	}
	all.Wait()
}

// deliver is one client of delivery.
func deliver(h *harness, rnd *rand.Rand, session string, jobs int) error {
	positioned := rnd.IntN(2) == 0
	var at *job.Position
	if positioned {
		at = &job.Position{}
	}
	want, got := map[string]int{}, map[string]bool{}
	for len(want) < jobs || len(got) < jobs {
		for range rnd.IntN(4) {
			if len(want) == jobs {
				break
			}
			size := 1 << rnd.IntN(18)
			id, err := h.Submit(h.ctx, &job.Job{Session: session, Group: job.Group{ID: "g"}, Data: fmt.Append(nil, size)})
			if err != nil {
				return err
			}
			want[id] = size
		}
		if len(want) == 0 {
			continue
		}
		r, err := h.Open(session, at)
		if err != nil {
			return err
		}
		if err := readSome(h, r, rnd.IntN(8), want, got); err != nil {
			return err
		}
		if positioned {
			here := r.Position()
			at = &here
		}
		r.Close()
	}
	return nil
}

// readSome reads at most n messages, and checks the results among them.
func readSome(h *harness, r job.Reader, n int, want map[string]int, got map[string]bool) error {
	last := r.Position().Seq
	for ; n > 0 && len(got) < len(want); n-- {
		m, err := r.Next(h.ctx)
		switch {
		case err != nil:
			return err
		case m.Seq < last:
			return fmt.Errorf("message %d comes after %d", m.Seq, last)
		case m.Kind != wire.KindCompleted:
			last = m.Seq
			continue
		}
		last = m.Seq
		if !strings.Contains(string(m.Data), string(resultOf(m.Event, want[m.Event]))) {
			return fmt.Errorf("wrong result: %.200s", m.Data)
		}
		got[m.Event] = true
	}
	return nil
}
