package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// bubble runs a test on a clock of its own, with an engine whose jobs sleep for
// the duration that their data names.
func bubble(t *testing.T, o job.Options, test func(t *testing.T, m *job.Memory)) {
	bubbleOf(t, sleeper, o, test)
}

func bubbleOf(t *testing.T, run job.Single, o job.Options, test func(t *testing.T, m *job.Memory)) {
	synctest.Test(t, func(t *testing.T) {
		m := job.NewMemory(job.OneByOne(run), o)
		test(t, m)
		if err := m.Drain(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func sleeper(ctx context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
	d, err := time.ParseDuration(string(j.Data))
	if err != nil {
		return job.Output{}, err
	}
	select {
	case <-time.After(d):
		return job.Output{Full: []json.RawMessage{[]byte("1")}}, nil
	case <-ctx.Done():
		return job.Output{}, ctx.Err()
	}
}

func submit(t *testing.T, m job.Engine, session string, fn int, d string, limit int) string {
	t.Helper()
	id, err := m.Submit(t.Context(), &job.Job{Session: session, Fn: fn, Data: []byte(d), Group: job.Group{ID: "g", Limit: limit}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// last returns the newest message of a kind in a session's log.
func last(t *testing.T, m job.Engine, session, kind string) string {
	t.Helper()
	list, err := m.Read(t.Context(), session, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := ""
	for _, msg := range list {
		if msg.Kind == kind {
			s = string(msg.Data)
		}
	}
	return s
}

func contains(t *testing.T, s, part string) {
	t.Helper()
	if !strings.Contains(s, part) {
		t.Errorf("got %s, want …%s…", s, part)
	}
}

func TestRanksAndETA(t *testing.T) {
	bubble(t, job.Options{}, func(t *testing.T, m *job.Memory) {
		// Nothing is known before a job has ended.
		submit(t, m, "x", 0, "10s", 2)
		submit(t, m, "x", 1, "4s", 2)
		submit(t, m, "a", 0, "10s", 2)
		contains(t, last(t, m, "a", wire.KindEstimation), `"rank":0,"queue_size":1,"rank_eta":null}`)
		time.Sleep(time.Minute)
		contains(t, last(t, m, "a", wire.KindCompleted), `"cache_duration":10,"avg_time":10}`)

		// Two run, which take 10 s and 4 s. After 1 s the first place is free in 3 s.
		submit(t, m, "x", 0, "10s", 2)
		submit(t, m, "x", 1, "4s", 2)
		contains(t, last(t, m, "x", wire.KindStarts), `"eta":4}`)
		time.Sleep(time.Second)
		for i, want := range []string{
			`"rank":0,"queue_size":1,"rank_eta":13}`, // 3 + 10
			`"rank":1,"queue_size":2,"rank_eta":12}`, // 3 + 10/2 + 4
			`"rank":2,"queue_size":3,"rank_eta":20}`, // 3 + (10+4)/2 + 10
			`"rank":3,"queue_size":4,"rank_eta":null}`,
			`"rank":4,"queue_size":5,"rank_eta":null}`, // behind an unknown one
		} {
			s := fmt.Sprint("q", i)
			submit(t, m, s, []int{0, 1, 0, 2, 0}[i], "10s", 2)
			contains(t, last(t, m, s, wire.KindEstimation), want)
		}
		// Once the first has started, the others move up.
		time.Sleep(3*time.Second + 200*time.Millisecond)
		synctest.Wait()
		contains(t, last(t, m, "q1", wire.KindEstimation), `"rank":0,"queue_size":4,`)
		contains(t, last(t, m, "q4", wire.KindEstimation), `"rank":3,"queue_size":4,"rank_eta":null}`)
	})
}

// A job that waits through many changes of the queue does not pile up estimations,
// and they are told together.
func TestRanksAreToldTogether(t *testing.T) {
	bubble(t, job.Options{}, func(t *testing.T, m *job.Memory) {
		for i := range 200 {
			submit(t, m, fmt.Sprint("s", i), 0, "1ms", 1)
		}
		list, err := m.Read(t.Context(), "s199", 0)
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for list[len(list)-1].Kind != wire.KindCompleted {
			if list, err = m.Read(t.Context(), "s199", list[len(list)-1].Seq); err != nil {
				t.Fatal(err)
			}
			told++
		}
		if told > 10 {
			t.Errorf("200 changes in 200 ms were told in %d messages", told)
		}
		if list, err = m.Read(t.Context(), "s199", 0); err != nil || len(list) != 3 {
			t.Errorf("the log holds %d messages, want 3 (%v)", len(list), err)
		}
	})
}

func TestFailuresDoNotCountInAverages(t *testing.T) {
	bubble(t, job.Options{}, func(t *testing.T, m *job.Memory) {
		submit(t, m, "s", 0, "what", 1)
		submit(t, m, "s", 0, "1h", 1)
		synctest.Wait()
		m.Cancel(t.Context(), "s", 0, "")
		submit(t, m, "s", 0, "2s", 1)
		contains(t, last(t, m, "s", wire.KindStarts), `"eta":null}`)
		time.Sleep(time.Minute)
		submit(t, m, "s", 0, "4s", 1)
		contains(t, last(t, m, "s", wire.KindStarts), `"eta":2}`)
		time.Sleep(time.Minute)
		contains(t, last(t, m, "s", wire.KindCompleted), `"cache_duration":4,"avg_time":3}`)
	})
}

func TestProgressIsCoalesced(t *testing.T) {
	run := func(_ context.Context, _ *job.Job, e job.Emitter) (job.Output, error) {
		for i := range 100 {
			e.Progress([]job.Progress{{Index: &i}})
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Hour)
		return job.Output{}, nil
	}
	bubbleOf(t, run, job.Options{}, func(t *testing.T, m *job.Memory) {
		submit(t, m, "s", 0, "", 1)
		told, after, start := 0, int64(0), time.Now()
		for time.Since(start) < 2*time.Hour {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			list, err := m.Read(ctx, "s", after)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) {
				break // the handler sleeps
			}
			for _, msg := range list {
				after = msg.Seq
				if msg.Kind == wire.KindProgress {
					told++
				}
			}
		}
		if told < 9 || told > 12 {
			t.Errorf("100 steps in 100 ms were told in %d messages", told)
		}
		contains(t, last(t, m, "s", wire.KindProgress), `"index":99,`) // though nothing came after it
		m.Cancel(t.Context(), "s", 0, "")
		time.Sleep(2 * time.Hour)
	})
}

func TestIdleSessionsAreForgotten(t *testing.T) {
	bubble(t, job.Options{Sessions: 10, Idle: 10 * time.Minute}, func(t *testing.T, m *job.Memory) {
		known := func(session string) bool {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := m.Read(ctx, session, 1<<60)
			if err != nil && !errors.Is(err, job.ErrNoSession) && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			return !errors.Is(err, job.ErrNoSession)
		}
		submit(t, m, "busy", 0, "3h", 0)
		for i := range 20 {
			submit(t, m, fmt.Sprint(i), 0, "1s", 0)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := m.Stats().Sessions; n != 10 {
			t.Errorf("%d sessions are remembered, want 10", n)
		}
		submit(t, m, "read", 0, "1s", 0)
		reader, stop := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() {
			for after := int64(0); ; {
				list, err := m.Read(reader, "read", after)
				if err != nil {
					gone <- err
					return
				}
				after = list[len(list)-1].Seq
			}
		}()
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := m.Stats().Sessions; n != 2 || !known("busy") || !known("read") {
			t.Errorf("%d sessions are remembered, want the one that runs and the one that is read", n)
		}
		stop()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		time.Sleep(11 * time.Minute)
		if known("read") {
			t.Error("a session is remembered that nobody reads")
		}
		time.Sleep(3 * time.Hour)
		if n := m.Stats().Sessions; n != 0 {
			t.Errorf("%d sessions are remembered, want none", n)
		}
	})
}

func TestLogsAreBoundedTogether(t *testing.T) {
	big := json.RawMessage(`"` + strings.Repeat("x", 1<<20) + `"`)
	run := func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		return job.Output{Full: []json.RawMessage{big}}, nil
	}
	bubbleOf(t, run, job.Options{AllLogs: 10 << 20}, func(t *testing.T, m *job.Memory) {
		for i := range 50 {
			s := fmt.Sprint(i)
			submit(t, m, s, 0, "", 1)
			synctest.Wait()
			contains(t, last(t, m, s, wire.KindCompleted), `"success":true`)
		}
		if n := m.Stats().Sessions; n < 5 || n > 10 {
			t.Errorf("%d sessions of 1 MiB are remembered in 10 MiB", n)
		}
	})
	// The newest is kept even if it is too large on its own.
	bubbleOf(t, run, job.Options{AllLogs: 1 << 10}, func(t *testing.T, m *job.Memory) {
		for _, s := range []string{"a", "b"} {
			submit(t, m, s, 0, "", 1)
			synctest.Wait()
		}
		contains(t, last(t, m, "b", wire.KindCompleted), `"success":true`)
		if n := m.Stats().Sessions; n != 1 {
			t.Errorf("%d sessions are remembered", n)
		}
	})
}

func TestQueueIsBoundedInBytes(t *testing.T) {
	bubble(t, job.Options{Calls: limit.New(1<<20, 0)}, func(t *testing.T, m *job.Memory) {
		submit(t, m, "s", 0, "1s", 1)
		big := &job.Job{Session: "s", Data: []byte(strings.Repeat("x", 400<<10)), Group: job.Group{ID: "g", Limit: 1}}
		for range 2 {
			if _, err := m.Submit(t.Context(), big); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := m.Submit(t.Context(), big); !errors.Is(err, job.ErrFull) {
			t.Errorf("got %v, want ErrFull", err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if _, err := m.Submit(t.Context(), big); err != nil {
			t.Error(err)
		}
	})
}

// TestOneSessionCannotFillTheQueue: its waiting jobs are counted apart, whichever log
// they have; those that started or were dropped count no more.
func TestOneSessionCannotFillTheQueue(t *testing.T) {
	bubble(t, job.Options{PerSession: 2, MaxDirect: 1}, func(t *testing.T, m *job.Memory) {
		take := func(want error, j job.Job) {
			t.Helper()
			j.Data, j.Group = []byte("1s"), job.Group{ID: "g", Limit: 1}
			if _, err := m.Submit(t.Context(), &j); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		take(nil, job.Job{Session: "s"}) // runs
		take(nil, job.Job{Session: "s"})
		take(nil, job.Job{Session: "log", State: "s"})
		take(job.ErrSessionFull, job.Job{Session: "s"})
		take(job.ErrSessionFull, job.Job{Session: "log2", State: "s"})
		take(nil, job.Job{Session: "t"})
		take(nil, job.Job{Session: "s", Direct: true})
		take(job.ErrFull, job.Job{Session: "u", Direct: true})
		m.Disconnect("log")
		take(nil, job.Job{Session: "s"})
		take(job.ErrSessionFull, job.Job{Session: "s"})
		time.Sleep(time.Minute)
		synctest.Wait()
		take(nil, job.Job{Session: "s"})
		take(nil, job.Job{Session: "s", Direct: true})
	})
}

func TestSubmitRefuses(t *testing.T) {
	bubble(t, job.Options{}, func(t *testing.T, m *job.Memory) {
		j := &job.Job{ID: "mine", Session: "s", Data: []byte("1s")}
		if id, err := m.Submit(t.Context(), j); id != "mine" || err != nil {
			t.Errorf("got %q, %v", id, err)
		}
		if _, err := m.Submit(t.Context(), j); err == nil {
			t.Error("took the same ID twice")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := m.Submit(ctx, &job.Job{Session: "t"}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if n := m.Stats().Sessions; n != 1 {
			t.Errorf("%d sessions", n)
		}
	})
}

// Drain leaves a handler behind that listens to nothing.
func TestDrainLeavesTheDeafBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan bool)
		m := job.NewMemory(job.OneByOne(func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
			<-gate
			return job.Output{}, nil
		}), job.Options{})
		submit(t, m, "s", 0, "", 1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		if err := m.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(start); took != time.Minute+time.Second {
			t.Errorf("took %v", took)
		}
		contains(t, last(t, m, "s", wire.KindUnexpected), "Server stopped unexpectedly.")
		close(gate)
	})
}
