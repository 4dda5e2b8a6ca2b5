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
	r, err := h.Open(session, &job.Position{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for list := []job.Message(nil); ; {
		m, err := r.Next(h.ctx)
		if err != nil {
			return list, err
		}
		if list = append(list, m); completed(id)(m) {
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
		for _, at := range []*job.Position{nil, {}, {Log: "x", Seq: 5}} {
			if _, err := h.Open(s, at); !errors.Is(err, job.ErrNoSession) {
				h.Fatalf("got %v, want ErrNoSession", err)
			}
		}
		if h.Closing(s) != nil {
			h.Fatal("somebody has finished")
		}
		h.Cancel(h.ctx, s, 0, "x")
		h.Disconnect(s)
	}
	h.equal(h.Stats(), job.Stats{})
}

// withoutAPosition: such a reader goes on where the last one has stopped, at the message
// that may not have arrived.
func withoutAPosition(h *harness) {
	gate := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		<-gate
		return echo(ctx, j, e)
	}, job.Options{})
	a := h.submit(job.Job{Session: "s", Data: []byte("1")})
	b := h.submit(job.Job{Session: "s", Data: []byte("2")})
	open := func() job.Reader {
		r, err := h.Open("s", nil)
		if err != nil {
			h.Fatal(err)
		}
		return r
	}
	r := open()
	gate <- true
	for !completed(a)(h.next(r)) {
	}
	at := r.Position().Seq
	h.equal(r.Finish(), false) // b is to come
	h.equal(h.pending("s", at-1), true)
	r.Close()
	gate <- true
	h.read("s", at, completed(b))

	r = open()
	first := h.next(r)
	h.equal(first.Seq > at, true)
	r.Close()
	r = open()
	h.equal(h.next(r).Seq, first.Seq) // it may not have arrived
	for !r.Finish() {
		h.next(r)
	}
	end := r.Position().Seq
	r.Close()
	h.equal(h.pending("s", end), false)
	h.equal(h.pending("s", end-1), true)
	r = open()
	defer r.Close()
	h.equal(len(h.rest(r)), 0)
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
	late := h.readFrom("s", 0)
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

// comingBack: a reader that loses its connection after every message sees the outputs
// of several events whole, whatever the log has folded in the meantime.
func comingBack(h *harness) {
	const events, n = 10, 200
	step := make(chan bool)
	h.start(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		for i := range n {
			<-step
			token := quote(fmt.Sprintf("%d ", i))
			if i == 0 {
				e.Generating(job.Output{Full: []jsonRaw{token}})
			} else {
				e.Generating(job.Output{Edits: []jsonRaw{wire.Append(fmt.Sprintf("%d ", i))}})
			}
		}
		<-step
		return job.Output{Full: []jsonRaw{quote(counted(n))}}, nil
	}, job.Options{LogBytes: 8 << 10, MaxRunning: events})
	for i := range events {
		h.submit(job.Job{Session: "s", Group: job.Group{ID: fmt.Sprint(i)}})
	}
	half := make(chan bool) // a reader that comes now finds outputs that were folded
	go func() {
		for i := range events * (n + 1) {
			step <- true
			if i == events*n/2 {
				close(half)
			}
		}
	}()
	<-half
	seen := map[string][]job.Message{}
	for at, over := int64(0), 0; over < events; {
		r := h.open("s", at)
		m := h.next(r)
		r.Close()
		at = m.Seq
		seen[m.Event] = append(seen[m.Event], m)
		if m.Kind == wire.KindCompleted {
			over++
		}
	}
	for _, list := range seen {
		for i := range list { // at every time it shows what was said so far
			if now := h.values(list[:i+1]); len(now) > 0 && !strings.HasPrefix(counted(n), strings.Trim(string(now[0]), `"`)) {
				h.Fatalf("after %s it shows %s", list[i].Data, now[0])
			}
		}
	}
}
