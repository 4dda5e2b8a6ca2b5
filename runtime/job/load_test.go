package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// tokens is a runner that streams n tokens.
func tokens(n int) job.Single {
	return func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		e.Generating(job.Output{Full: []json.RawMessage{[]byte(`"token "`)}})
		for range n - 1 {
			e.Generating(job.Output{Edits: []json.RawMessage{wire.Append("token ")}})
		}
		return job.Output{Full: []json.RawMessage{[]byte(`"done"`)}}, nil
	}
}

// follow submits a job and reads the log of its session to the end of it. It
// returns the number of messages and their bytes, estimations aside.
func follow(ctx context.Context, m job.Engine, session string) (n, size int, err error) {
	id, err := m.Submit(ctx, &job.Job{Session: session, Group: job.Group{ID: "g"}, Data: []byte("[]")})
	if err != nil {
		return 0, 0, err
	}
	r, err := m.Open(session, nil)
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	for at := r.Position().Seq; ; {
		msg, err := r.Next(ctx)
		if err != nil {
			return n, size, err
		}
		if msg.Seq <= at {
			return n, size, errors.New("out of order")
		}
		at = msg.Seq
		if msg.Event != id || msg.Kind == wire.KindEstimation {
			continue // how often ranks are told is a matter of time
		}
		n++
		size += len(msg.Data)
		if msg.Kind == wire.KindCompleted {
			r.Finish()
			return n, size, nil
		}
	}
}

// finish reads what a session's log holds and is still to hold.
func finish(ctx context.Context, m job.Engine, session string) error {
	r, err := m.Open(session, nil)
	if err != nil {
		return err
	}
	defer r.Close()
	for !r.Finish() {
		if _, err := r.Next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// TestCensus: the same load for the second time leaves no more behind than the
// first did, whatever way the jobs and sessions end.
func TestCensus(t *testing.T) {
	started := make(chan bool)
	m := job.NewMemory(job.OneByOne(func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		switch j.Fn {
		case 1:
			return job.Output{}, errors.New("fails")
		case 2:
			started <- true
			<-ctx.Done()
			return job.Output{}, ctx.Err()
		}
		return tokens(50)(ctx, j, e)
	}), job.Options{Sessions: 100})
	load := func(round string) (goroutines, sessions int, heap uint64) {
		for i := range 2000 {
			s := fmt.Sprint(round, i)
			if _, _, err := follow(t.Context(), m, s); err != nil {
				t.Fatal(err)
			}
			switch i % 4 {
			case 1:
				submit(t, m, s, 1, "", 1)
				if err := finish(t.Context(), m, s); err != nil {
					t.Fatal(err)
				}
			case 2:
				id := submit(t, m, s, 2, "", 1)
				<-started
				submit(t, m, s, 2, "", 1)
				m.Cancel(t.Context(), s, 2, id)
				if err := finish(t.Context(), m, s); err != nil {
					t.Fatal(err)
				}
			case 3:
				submit(t, m, s, 2, "", 1)
				<-started
				submit(t, m, s, 2, "", 1)
				m.Disconnect(s)
			}
		}
		if _, _, err := follow(t.Context(), m, "end"); err != nil {
			t.Fatal(err)
		}
		for m.Stats().Running > 0 {
			runtime.Gosched()
		}
		runtime.GC()
		var mem runtime.MemStats
		runtime.ReadMemStats(&mem)
		return runtime.NumGoroutine(), m.Stats().Sessions, mem.HeapAlloc
	}
	goroutines, sessions, heap := load("a")
	g, s, h := load("b")
	if g > goroutines || s > sessions || h > heap+heap/10+1<<20 {
		t.Errorf("after the first load %d goroutines, %d sessions, %d bytes; after the second %d, %d, %d", goroutines, sessions, heap, g, s, h)
	}
	if s > 100 {
		t.Errorf("%d sessions are remembered", s)
	}
	if err := m.Drain(t.Context()); err != nil {
		t.Error(err)
	}
}

// BenchmarkStream has 100 sessions stream at once. The bytes and the time for each
// token stay the same, however many there are.
func BenchmarkStream(b *testing.B) {
	for _, n := range []int{50, 200, 800} {
		b.Run(fmt.Sprint(n, "tokens"), func(b *testing.B) {
			const sessions = 100
			var bytes, messages int
			for b.Loop() {
				m := job.NewMemory(job.OneByOne(tokens(n)), job.Options{})
				var all sync.WaitGroup
				var mu sync.Mutex
				bytes, messages = 0, 0
				for i := range sessions {
					all.Go(func() {
						k, size, err := follow(b.Context(), m, fmt.Sprint(i))
						mu.Lock()
						defer mu.Unlock()
						if err != nil {
							b.Error(err)
						}
						messages += k
						bytes += size
					})
				}
				all.Wait()
				if err := m.Drain(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			// process_starts, n tokens, process_completed
			if want := sessions * (n + 2); messages != want && n <= 200 {
				b.Errorf("%d messages, want %d", messages, want)
			}
			b.ReportMetric(float64(bytes)/float64(sessions*n), "B/token")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(sessions*n), "ns/token")
		})
	}
}

// BenchmarkLatency is the time from Submit to the start of the handler, and of the
// whole way to the result.
func BenchmarkLatency(b *testing.B) {
	begun := make(chan bool)
	m := job.NewMemory(job.OneByOne(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		begun <- true
		return job.Output{Full: []json.RawMessage{[]byte("1")}}, nil
	}), job.Options{})
	b.Run("start", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := m.Submit(b.Context(), &job.Job{Session: fmt.Sprint(i / 1000), Group: job.Group{ID: "g"}}); err != nil {
				b.Fatal(err)
			}
			<-begun
		}
	})
	b.Run("result", func(b *testing.B) {
		go func() {
			for range begun {
			}
		}()
		for b.Loop() {
			if _, _, err := follow(b.Context(), m, "r"); err != nil {
				b.Fatal(err)
			}
		}
	})
	close(begun)
	if err := m.Drain(b.Context()); err != nil {
		b.Fatal(err)
	}
}
