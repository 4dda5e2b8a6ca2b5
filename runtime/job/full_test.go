package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// large is a runner whose results have 1 MiB.
func large(context.Context, *job.Job, job.Emitter) (job.Output, error) {
	return job.Output{Full: []json.RawMessage{[]byte(`"` + strings.Repeat("x", 1<<20) + `"`)}}, nil
}

// spillFiles counts the open files with results. Where the system does not tell, it is
// -1.
func spillFiles() int {
	list, err := filepath.Glob("/proc/self/fd/*")
	if err != nil || len(list) == 0 {
		return -1
	}
	n := 0
	for _, name := range list {
		if target, err := os.Readlink(name); err == nil && strings.Contains(target, "blocksgen-results-") {
			n++
		}
	}
	return n
}

// TestResultsGoToTheDisk: unread results take no more memory than they may, all of them
// are there, and nothing of the file is left when the engine has stopped and the last
// reader has gone.
func TestResultsGoToTheDisk(t *testing.T) {
	m := job.NewMemory(job.OneByOne(large), job.Options{AllLogs: 8 << 20, SpillDir: t.TempDir()})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const n = 100
	for i := range n {
		submit(t, m, fmt.Sprint(i), 0, "", 1)
	}
	readers := make([]job.Reader, n)
	for i := range readers {
		r, err := m.Open(fmt.Sprint(i), nil)
		if err != nil {
			t.Fatal(err)
		}
		for !r.Finish() { // reads only what comes before the result, of the last one
			msg, err := r.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if msg.Kind == wire.KindStarts && i < n-1 {
				break
			}
		}
		readers[i] = r
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > 12<<20 {
		t.Errorf("%d results of 1 MiB hold %d bytes", n, used)
	}
	if n := spillFiles(); n == 0 || n > 1 {
		t.Errorf("%d files are open", n)
	}
	if err := m.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, r := range readers[:n-1] {
		msg, err := r.Next(t.Context())
		if err != nil || msg.Kind != wire.KindCompleted || len(msg.Data) < 1<<20 {
			t.Fatalf("result %d: %v, %d bytes of %s", i, err, len(msg.Data), msg.Kind)
		}
	}
	for _, r := range readers {
		r.Close()
	}
	if n := spillFiles(); n > 0 {
		t.Errorf("%d files are left", n)
	}
}

// TestNoDisk: where results cannot be stored, their events end with an error, and small
// ones with their results.
func TestNoDisk(t *testing.T) {
	bubbleOf(t, func(ctx context.Context, j *job.Job, e job.Emitter) (job.Output, error) {
		if j.Fn == 1 {
			return large(ctx, j, e)
		}
		return job.Output{Full: []json.RawMessage{[]byte(`"small"`)}}, nil
	}, job.Options{AllLogs: 64 << 10, SpillDir: filepath.Join(t.TempDir(), "missing")}, func(t *testing.T, m *job.Memory) {
		submit(t, m, "s", 1, "", 1)
		submit(t, m, "t", 0, "", 1)
		synctest.Wait()
		contains(t, last(t, m, "s", wire.KindCompleted), `"output":{"error":"The result could not be stored.","visible":true},"success":false`)
		contains(t, last(t, m, "t", wire.KindCompleted), `"success":true`)
	})
}

// TestMemoryIsFull: small results stay in memory; when they fill it, jobs are refused,
// and idle sessions are forgotten for new ones.
func TestMemoryIsFull(t *testing.T) {
	bubble(t, job.Options{AllLogs: 64 << 10}, func(t *testing.T, m *job.Memory) {
		var err error
		n := 0
		for ; err == nil && n < 1000; n++ {
			_, err = m.Submit(t.Context(), &job.Job{Session: fmt.Sprint(n), Data: []byte("1s"), Group: job.Group{ID: "g", Limit: 1}})
		}
		if !errors.Is(err, job.ErrFull) || n < 20 {
			t.Fatalf("after %d sessions: %v", n, err)
		}
	})
	bubble(t, job.Options{AllLogs: 64 << 10}, func(t *testing.T, m *job.Memory) {
		for i := range 1000 {
			if _, _, err := follow(t.Context(), m, fmt.Sprint(i)); err != nil {
				t.Fatalf("session %d: %v", i, err)
			}
		}
	})
}

// TestOneLogIsFull: a client that does not read its results submits no more.
func TestOneLogIsFull(t *testing.T) {
	bubble(t, job.Options{LogEntries: 50}, func(t *testing.T, m *job.Memory) {
		var err error
		n := 0
		for ; err == nil && n < 1000; n++ {
			_, err = m.Submit(t.Context(), &job.Job{Session: "s", Data: []byte("0s"), Group: job.Group{ID: "g", Limit: 1}})
			synctest.Wait()
		}
		if !errors.Is(err, job.ErrSessionFull) || n < 50 || n > 55 {
			t.Fatalf("after %d jobs: %v", n, err)
		}
		submit(t, m, "other", 0, "0s", 1)
		if err := finish(t.Context(), m, "s"); err != nil {
			t.Fatal(err)
		}
		submit(t, m, "s", 0, "0s", 1)
	})
}

// TestLogsAreShared: results of one client that does not read them leave room for those
// of others.
func TestLogsAreShared(t *testing.T) {
	dir := t.TempDir()
	bubbleOf(t, large, job.Options{AllLogs: 64 << 10, Spill: 64 << 20, SpillDir: dir}, func(t *testing.T, m *job.Memory) {
		fill := func(client string) (n int, err error) {
			for ; err == nil && n < 100; n++ {
				_, err = m.Submit(t.Context(), &job.Job{Session: fmt.Sprint(client, n), Client: client, Group: job.Group{ID: "g", Limit: 1}})
				synctest.Wait()
			}
			return n, err
		}
		if n, err := fill("a"); !errors.Is(err, job.ErrClientFull) || n < 5 {
			t.Errorf("a: %v after %d results of 1 MiB", err, n)
		}
		if n, err := fill("b"); !errors.Is(err, job.ErrClientFull) || n < 3 {
			t.Errorf("b: %v after %d results of 1 MiB", err, n)
		}
		m.Disconnect("a0")
		m.Disconnect("a1")
		m.Disconnect("a2")
		if _, err := m.Submit(t.Context(), &job.Job{Session: "new", Client: "a", Group: job.Group{ID: "g", Limit: 1}}); err != nil {
			t.Errorf("after three of its logs are gone: %v", err)
		}
		synctest.Wait()
	})
}
