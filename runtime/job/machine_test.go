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
	waiting map[string][]string // by group, as they came
	turns   map[string]*turns   // by group
	running map[string][]string
	session map[string]string // of each job
	group   map[string]string
	gates   map[string]chan bool
	total   int
}

const maxRunning, maxSize = 4, 12

// clientOf is whose sessions they are.
var clientOf = map[string]string{"a": "x", "b": "x", "c": "x", "d": "y", "e": "z"}

// turns is the order in which clients and their sessions take turns in a group.
type turns struct {
	clients  []string
	sessions map[string][]string
}

func toBack(list []string, s string) []string {
	return append(slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == s }), s)
}

// next takes the job of a group that starts next.
func (c *machine) next(g string) string {
	t := c.turns[g]
	for _, client := range t.clients {
		for _, s := range t.sessions[client] {
			for _, id := range c.waiting[g] {
				if c.session[id] == s {
					t.clients = toBack(t.clients, client)
					t.sessions[client] = toBack(t.sessions[client], s)
					c.waiting[g] = slices.DeleteFunc(c.waiting[g], func(x string) bool { return x == id })
					c.forget(g)
					return id
				}
			}
		}
	}
	return ""
}

// forget takes the clients and sessions of which nothing waits out of the order.
func (c *machine) forget(g string) {
	t := c.turns[g]
	waits := func(match func(session string) bool) bool {
		return slices.ContainsFunc(c.waiting[g], func(id string) bool { return match(c.session[id]) })
	}
	t.clients = slices.DeleteFunc(t.clients, func(client string) bool {
		return !waits(func(s string) bool { return clientOf[s] == client })
	})
	for client := range t.sessions {
		t.sessions[client] = slices.DeleteFunc(t.sessions[client], func(session string) bool {
			return !waits(func(s string) bool { return s == session })
		})
	}
}

// come adds a job to the waiting ones.
func (c *machine) come(g, id, s string) {
	c.waiting[g] = append(c.waiting[g], id)
	c.session[id] = s
	t, client := c.turns[g], clientOf[s]
	if !slices.Contains(t.clients, client) {
		t.clients = append(t.clients, client)
	}
	if !slices.Contains(t.sessions[client], s) {
		t.sessions[client] = append(t.sessions[client], s)
	}
}

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
		var first []string
		for range ids {
			first = append(first, c.next(g))
		}
		if !slices.Equal(slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(first))) {
			t.Fatalf("%v started; it was the turn of %v in %s", ids, first, g)
		}
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
	c.forget(g)
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
		turns:   map[string]*turns{},
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
	sessions, groups := []string{"a", "b", "c", "d", "e"}, []string{"one", "two", "three", "free"}
	for _, g := range groups {
		c.turns[g] = &turns{sessions: map[string][]string{}}
	}
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
			_, err := c.m.Submit(ctx, &job.Job{ID: id, Session: s, Client: clientOf[s], Fn: c.total, Group: job.Group{ID: g, Limit: c.limits[g]}})
			c.total++
			if (waiting >= maxSize) != errors.Is(err, job.ErrFull) || (waiting < maxSize) != (err == nil) {
				rt.Fatalf("%d wait: %v", waiting, err)
			}
			if err == nil {
				c.come(g, id, s)
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
