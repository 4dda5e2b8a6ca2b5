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

// all returns what a session's log holds.
func all(t *testing.T, m job.Engine, session string) (list []job.Message) {
	t.Helper()
	r, err := m.Open(session, &job.Position{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for {
		msg, err := r.Next(ctx)
		if err != nil {
			return list
		}
		list = append(list, msg)
	}
}

// last returns the newest message of a kind in a session's log.
func last(t *testing.T, m job.Engine, session, kind string) string {
	t.Helper()
	s := ""
	for _, msg := range all(t, m, session) {
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
		r, err := m.Open("s199", &job.Position{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		told := 0
		for msg := (job.Message{}); msg.Kind != wire.KindCompleted; told++ {
			if msg, err = r.Next(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if told > 12 {
			t.Errorf("200 changes in 200 ms were told in %d messages", told)
		}
		if list := all(t, m, "s199"); len(list) != 3 {
			t.Errorf("the log holds %d messages, want 3", len(list))
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
		told, start := 0, time.Now()
		r, err := m.Open("s", &job.Position{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for time.Since(start) < 2*time.Hour {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			msg, err := r.Next(ctx)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) {
				break // the handler sleeps
			}
			if msg.Kind == wire.KindProgress {
				told++
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

func TestFinishedReadersMakeRoom(t *testing.T) {
	bubble(t, job.Options{Sessions: 10, MaxRunning: 200}, func(t *testing.T, m *job.Memory) {
		for i := range 100 {
			submit(t, m, fmt.Sprint(i), 0, "1s", 0)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		for i := range 50 { // half of them are read to the end, by readers that could come back
			r, err := m.Open(fmt.Sprint(i), &job.Position{})
			if err != nil {
				t.Fatal(err)
			}
			for !r.Finish() {
				if _, err := r.Next(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			r.Close()
		}
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{14 * time.Second, 100}, {2 * time.Second, 60}, {43 * time.Second, 60}, {time.Second, 10}} {
			time.Sleep(c.after)
			synctest.Wait()
			if n := m.Stats().Sessions; n != c.want {
				t.Errorf("%v later, %d sessions are remembered, want %d", c.after, n, c.want)
			}
		}
	})
}

func TestIdleSessionsAreForgotten(t *testing.T) {
	bubble(t, job.Options{Sessions: 10, Keep: time.Minute, Idle: 10 * time.Minute}, func(t *testing.T, m *job.Memory) {
		known := func(session string) bool {
			r, err := m.Open(session, &job.Position{})
			if err == nil {
				r.Close()
			} else if !errors.Is(err, job.ErrNoSession) {
				t.Fatal(err)
			}
			return err == nil
		}
		remembered := func(want int) {
			t.Helper()
			synctest.Wait()
			if n := m.Stats().Sessions; n != want {
				t.Errorf("%d sessions are remembered, want %d", n, want)
			}
		}
		submit(t, m, "busy", 0, "3h", 0)
		for i := range 20 {
			submit(t, m, fmt.Sprint(i), 0, "1s", 0)
		}
		time.Sleep(30 * time.Second)
		remembered(21) // nobody has read the results, and there was no time to
		for i := range 20 {
			submit(t, m, fmt.Sprint("quick", i), 0, "1s", 0)
		}
		time.Sleep(time.Second)
		for i := range 20 {
			if err := finish(t.Context(), m, fmt.Sprint("quick", i)); err != nil {
				t.Fatal(err)
			}
		}
		remembered(31) // strangers take no place of those who have not read
		if known("quick0") || !known("quick19") {
			t.Error("the longest idle is not the first to be forgotten")
		}
		time.Sleep(time.Minute)
		remembered(11)

		submit(t, m, "read", 0, "1s", 0)
		r, err := m.Open("read", nil)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		remembered(2)
		if !known("busy") || !known("read") {
			t.Error("the one that runs or the one that is read is forgotten")
		}
		r.Close()
		time.Sleep(10 * time.Minute)
		if !known("read") {
			t.Error("an unread result is forgotten early")
		}
		time.Sleep(12 * time.Minute)
		if known("read") {
			t.Error("a session is remembered that nobody reads")
		}
		time.Sleep(3 * time.Hour)
		remembered(0)
	})
}

// TestGivenResultsGo: of a reader that names its position only when it comes back, a result
// counts as arrived a minute after it was given.
func TestGivenResultsGo(t *testing.T) {
	bubbleOf(t, func(context.Context, *job.Job, job.Emitter) (job.Output, error) {
		return job.Output{Full: []json.RawMessage{[]byte(`"` + strings.Repeat("x", 30_000) + `"`)}}, nil
	}, job.Options{LogBytes: 64 << 10}, func(t *testing.T, m *job.Memory) {
		var r job.Reader
		for i := range 40 {
			id := submit(t, m, "s", 0, "", 1)
			if i == 0 {
				var err error
				if r, err = m.Open("s", &job.Position{}); err != nil {
					t.Fatal(err)
				}
				defer r.Close()
			}
			for {
				msg, err := r.Next(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if msg.Kind == wire.KindCompleted && msg.Event == id {
					break
				}
			}
			time.Sleep(2 * time.Minute)
		}
		if n := len(all(t, m, "s")); n > 30 {
			t.Errorf("%d messages are kept", n)
		}
	})
}

// TestETAOfBatches: jobs that run together take the time of one.
func TestETAOfBatches(t *testing.T) {
	bubble(t, job.Options{}, func(t *testing.T, m *job.Memory) {
		for _, session := range []string{"known", "running", "a", "b", "c", "d", "e"} {
			if _, err := m.Submit(t.Context(), &job.Job{Session: session, Data: []byte("10s"), Group: job.Group{ID: "g", Limit: 1, Batch: 4}}); err != nil {
				t.Fatal(err)
			}
			if session == "known" {
				time.Sleep(time.Minute)
			}
		}
		contains(t, last(t, m, "e", wire.KindEstimation), `"rank":4,"queue_size":5,"rank_eta":30}`) // 10 + 4*10/4 + 10
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
		if took := time.Since(start); took != time.Minute+500*time.Millisecond {
			t.Errorf("took %v", took)
		}
		contains(t, last(t, m, "s", wire.KindCompleted), "The server was stopped before the call ended.")
		close(gate)
	})
}
