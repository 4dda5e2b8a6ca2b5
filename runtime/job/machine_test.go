package job_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// machine is a model of the engine's scheduling: which jobs wait and run.
type machine struct {
	m       *job.Memory
	limits  map[string]int
	waiting map[string][]string // by group, in order
	running map[string][]string
	session map[string]string // of each job
	group   map[string]string
	gates   map[string]chan bool
	total   int
}

const maxRunning, maxSize = 4, 12

// settle starts in the model what the engine must have started: every group is
// full, empty, or the engine is.
func (c *machine) settle(t *rapid.T, started <-chan string) {
	synctest.Wait()
	now := map[string][]string{} // started since the last step, in no order
	for len(started) > 0 {
		id := <-started
		now[c.group[id]] = append(now[c.group[id]], id)
	}
	for g, ids := range now {
		first := c.waiting[g][:min(len(ids), len(c.waiting[g]))]
		if !slices.Equal(slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(first))) {
			t.Fatalf("%v started; %v came first in %s", ids, first, g)
		}
		c.waiting[g] = c.waiting[g][len(ids):]
		c.running[g] = append(c.running[g], ids...)
	}
	running, waiting := 0, 0
	for g, limit := range c.limits {
		n := len(c.running[g])
		running += n
		waiting += len(c.waiting[g])
		if limit > 0 && n > limit {
			t.Fatalf("%d jobs of %s run, limit %d", n, g, limit)
		}
	}
	for g, limit := range c.limits {
		if running < maxRunning && len(c.waiting[g]) > 0 && (limit == 0 || len(c.running[g]) < limit) {
			t.Fatalf("%s waits though it may start", g)
		}
	}
	if s := c.m.Stats(); running > maxRunning || s.Queued != waiting || s.Running != running {
		t.Fatalf("engine says %+v, want %d waiting and %d running", s, waiting, running)
	}
}

func (c *machine) gone(id string) {
	g := c.group[id]
	for _, lists := range []map[string][]string{c.waiting, c.running} {
		var rest []string
		for _, other := range lists[g] {
			if other != id {
				rest = append(rest, other)
			}
		}
		lists[g] = rest
	}
	delete(c.session, id)
}

func TestScheduling(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		synctest.Test(t, func(t *testing.T) { schedule(t, rt) })
	})
}

func schedule(t *testing.T, rt *rapid.T) {
	started := make(chan string, 1000)
	c := &machine{
		limits: map[string]int{"one": 1, "two": 2, "three": 3, "free": 0}, waiting: map[string][]string{}, running: map[string][]string{},
		session: map[string]string{}, group: map[string]string{}, gates: map[string]chan bool{},
	}
	c.m = job.NewMemory(job.OneByOne(func(ctx context.Context, j *job.Job, _ job.Emitter) (job.Output, error) {
		started <- j.ID
		select {
		case <-c.gates[j.ID]:
		case <-ctx.Done():
		}
		return job.Output{}, ctx.Err()
	}), job.Options{MaxRunning: maxRunning, MaxSize: maxSize})
	ctx, cancel := context.WithCancel(t.Context())
	sessions, groups := []string{"a", "b", "c"}, []string{"one", "two", "three", "free"}
	rt.Repeat(map[string]func(*rapid.T){
		"submit": func(rt *rapid.T) {
			id := fmt.Sprint(c.total)
			g, s := rapid.SampledFrom(groups).Draw(rt, "group"), rapid.SampledFrom(sessions).Draw(rt, "session")
			c.gates[id] = make(chan bool)
			c.group[id] = g
			waiting := 0
			for _, w := range c.waiting {
				waiting += len(w)
			}
			_, err := c.m.Submit(ctx, &job.Job{ID: id, Session: s, Fn: c.total, Group: job.Group{ID: g, Limit: c.limits[g]}})
			c.total++
			if (waiting >= maxSize) != errors.Is(err, job.ErrFull) || (waiting < maxSize) != (err == nil) {
				rt.Fatalf("%d wait: %v", waiting, err)
			}
			if err == nil {
				c.waiting[g] = append(c.waiting[g], id)
				c.session[id] = s
			}
		},
		"finish": func(rt *rapid.T) {
			var all []string
			for _, g := range groups {
				all = append(all, c.running[g]...)
			}
			if len(all) == 0 {
				rt.Skip("nothing runs")
			}
			id := rapid.SampledFrom(all).Draw(rt, "job")
			close(c.gates[id])
			c.gone(id)
		},
		"cancel": func(rt *rapid.T) {
			if c.total == 0 {
				rt.Skip("no job")
			}
			fn := rapid.IntRange(0, c.total-1).Draw(rt, "job")
			id := fmt.Sprint(fn)
			s := rapid.SampledFrom(sessions).Draw(rt, "session")
			c.m.Cancel(ctx, s, fn, "")
			if c.session[id] == s {
				c.gone(id)
			}
		},
		"disconnect": func(rt *rapid.T) {
			s := rapid.SampledFrom(sessions).Draw(rt, "session")
			c.m.Disconnect(s)
			for id, of := range c.session {
				if of == s {
					c.gone(id)
				}
			}
		},
		"": func(rt *rapid.T) { c.settle(rt, started) },
	})
	cancel()
	_ = c.m.Drain(ctx)
}
