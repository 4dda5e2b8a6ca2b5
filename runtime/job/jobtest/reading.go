package jobtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

type jsonRaw = json.RawMessage

// count streams n tokens.
func count(n int) job.Single {
	return func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		text := ""
		for i := range n {
			token := fmt.Sprint(i, " ")
			text += token
			if i == 0 {
				e.Generating(job.Output{Full: []jsonRaw{quote(text)}})
			} else {
				e.Generating(job.Output{Edits: []jsonRaw{wire.Append(token)}})
			}
		}
		return job.Output{Full: []jsonRaw{quote(text)}}, nil
	}
}

func counted(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprint(&b, i, " ")
	}
	return b.String()
}

func quote(s string) jsonRaw {
	b, err := wire.Marshal(s)
	if err != nil {
		panic(err)
	}
	return b
}

// stream: several sessions at once, no message lost, none out of order, none of
// another session.
func stream(h *harness) {
	const n, sessions = 200, 20
	h.start(count(n), job.Options{})
	var all sync.WaitGroup
	for i := range sessions {
		session := fmt.Sprint("s", i)
		id := h.submit(job.Job{Session: session, Group: job.Group{ID: "g"}})
		all.Go(func() {
			list, err := drainTo(h, session, id)
			if err != nil {
				h.Error(err)
				return
			}
			for k, m := range list {
				if m.Event != id || m.Seq != int64(k+1) {
					h.Errorf("%s: message %d is %d of %s", session, k, m.Seq, m.Event)
					return
				}
			}
			if got := string(h.values(list)[0]); got != string(quote(counted(n))) {
				h.Errorf("%s: got %s", session, got)
			}
		})
	}
	all.Wait()
}

// drainTo reads until an event is complete; for goroutines, which must not Fatal.
func drainTo(h *harness, session, id string) ([]job.Message, error) {
	var list []job.Message
	for after := int64(0); ; {
		batch, err := h.Read(h.ctx, session, after)
		if err != nil {
			return list, err
		}
		list = append(list, batch...)
		last := batch[len(batch)-1]
		if after = last.Seq; completed(id)(last) {
			return list, nil
		}
	}
}

// readers: many at once, from any position, get the same log.
func readers(h *harness) {
	const n = 50
	gate := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		<-gate
		return count(n)(ctx, j, e)
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	var all sync.WaitGroup
	logs := make([][]job.Message, 5)
	for i := range logs {
		all.Go(func() {
			var err error
			if logs[i], err = drainTo(h, "s", id); err != nil {
				h.Error(err)
			}
		})
	}
	close(gate)
	all.Wait()
	whole := h.read("s", 0, completed(id))
	for _, log := range logs {
		if text(log, id) != text(whole, id) {
			h.Errorf("readers differ: %v and %v", seqs(log), seqs(whole))
		}
	}
	for after := range int64(len(whole)) {
		rest := h.read("s", after, completed(id))
		if text(rest, id) != text(whole[after:], id) {
			h.Errorf("after %d: got %v", after, seqs(rest))
		}
	}
}

func noReaderCreatesASession(h *harness) {
	h.start(echo, job.Options{})
	for i := range 1000 {
		s := fmt.Sprint(i)
		if _, err := h.Read(h.ctx, s, 0); !errors.Is(err, job.ErrNoSession) {
			h.Fatalf("got %v, want ErrNoSession", err)
		}
		h.Delivered(s, 5)
		h.Pending(s, 0)
		h.Cancel(h.ctx, s, 0, "x")
		h.Disconnect(s)
	}
	h.equal(h.Stats(), job.Stats{})
}

func pendingAndDelivered(h *harness) {
	gate := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		<-gate
		return echo(ctx, j, e)
	}, job.Options{})
	a := h.submit(job.Job{Session: "s", Data: []byte("1")})
	b := h.submit(job.Job{Session: "s", Data: []byte("2")})
	h.equal(h.Pending("s", 0), 2)
	gate <- true
	list := h.read("s", 0, completed(a))
	at := list[len(list)-1].Seq
	h.equal(h.Pending("s", at-1), 2) // the end of a is still to be read
	h.equal(h.Pending("s", at), 1)
	h.equal(h.Delivered("s", 0), 0)
	h.equal(h.Delivered("s", at), at)
	h.equal(h.Delivered("s", at-1), at)
	gate <- true
	list = h.read("s", at, completed(b))
	h.equal(h.Pending("s", at), 1)
	h.equal(h.Pending("s", list[len(list)-1].Seq), 0)
	at = list[len(list)-1].Seq
	h.equal(h.Delivered("s", 1<<60), at) // no more than there is

	// A position that was never reached is one of another log.
	for _, never := range []int64{-1, at + 1, 1 << 60} {
		h.equal(len(h.read("s", 0, completed(b))) == len(h.readFrom("s", never)), true)
		h.equal(h.Pending("s", never), 2)
	}
	ended, cancel := context.WithCancel(h.ctx)
	cancel()
	if _, err := h.Read(ended, "s", at); !errors.Is(err, context.Canceled) {
		h.Errorf("got %v, want the context's error", err)
	}
}

func progressIsNotLost(h *harness) {
	const n = 1000
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		for i := range n {
			e.Progress([]job.Progress{{Index: &i, Unit: "steps"}})
		}
		e.Log(job.Notice{Log: "half", Level: "info"})
		for i := range n {
			i += n
			e.Progress([]job.Progress{{Index: &i, Unit: "steps"}})
		}
		return job.Output{Full: raw("1")}, nil
	}, job.Options{})
	id := h.submit(job.Job{Session: "s"})
	list := h.read("s", 0, completed(id))
	last := list[len(list)-2]
	if last.Kind != wire.KindProgress || !strings.Contains(string(last.Data), fmt.Sprintf(`"index":%d,`, 2*n-1)) {
		h.Errorf("before the end stands %s", last.Data)
	}
	if len(list) > n {
		h.Errorf("%d messages: progress is not coalesced", len(list))
	}
}

// compaction: over its bound, a log still tells every reader the whole story.
func compaction(h *harness) {
	const n = 2000
	gate := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		out, err := count(n)(ctx, j, e)
		gate <- true
		<-gate
		e.Generating(job.Output{Edits: []jsonRaw{wire.Append("!")}})
		return out, err
	}, job.Options{LogBytes: 32 << 10})
	id := h.submit(job.Job{Session: "s"})
	early := h.read("s", 0, kind(wire.KindGenerating))
	wait(h, gate)
	at := early[len(early)-1].Seq
	late, err := h.Read(h.ctx, "s", 0)
	if err != nil {
		h.Fatal(err)
	}
	size := 0
	for _, m := range late {
		size += len(m.Data)
	}
	if len(late) > n/2 || size > 128<<10 {
		h.Errorf("the log holds %d messages, %d bytes", len(late), size)
	}
	gate <- true
	want := string(quote(counted(n) + "!"))
	// One that saw the first output goes on from there; one that comes now starts anew.
	h.equal(string(h.values(append(early, h.read("s", at, kind(wire.KindCompleted))...))[0]), want)
	if !isSorted(seqs(late)) {
		h.Errorf("out of order: %v", seqs(late))
	}
	list := append(late, h.read("s", late[len(late)-1].Seq, completed(id))...)
	h.equal(string(h.values(list)[0]), want)
}

// logIsBounded: results that nobody fetches do not pile up.
func logIsBounded(h *harness) {
	big := quote(strings.Repeat("x", 64<<10))
	h.start(func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		for range 5000 {
			e.Log(job.Notice{Log: "noise", Level: "info"})
		}
		return job.Output{Full: []jsonRaw{big}}, nil
	}, job.Options{LogBytes: 64 << 10, LogEntries: 1000})
	var last string
	for range 20 {
		last = h.submit(job.Job{Session: "s"})
	}
	h.read("s", 0, completed(last))
	list := h.read("s", 0, completed(last))
	size := 0
	for _, m := range list {
		size += len(m.Data)
	}
	if size > 512<<10 || len(list) > 4000 {
		h.Errorf("the log holds %d messages, %d bytes", len(list), size)
	}
	if c := h.outcome(list[len(list)-1]); !c.Success {
		h.Errorf("the newest result is gone: %s", c.Output)
	}
}

// smallResults: nor do small ones, of which there may be many.
func smallResults(h *harness) {
	h.start(echo, job.Options{LogEntries: 100})
	var last string
	for i := range 2000 {
		last = h.submit(job.Job{Session: "s", Data: quote(fmt.Sprint(i))})
	}
	h.read("s", 0, completed(last))
	list := h.readFrom("s", 0)
	if len(list) > 1000 {
		h.Errorf("the log holds %d messages", len(list))
	}
	end := list[len(list)-1]
	if !isSorted(seqs(list)) || !completed(last)(end) {
		h.Errorf("the newest result is gone: %v", seqs(list))
	}
	h.equal(h.Pending("s", end.Seq), 0)
}
