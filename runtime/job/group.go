package job

import (
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// group is one queue and how many of it run. There is one for each group that was
// ever named: at most as many as the app has listeners.
type group struct {
	limit   int // the lowest that was named; 0 is unlimited
	batch   int // the largest that was named, for estimates
	waiting *queue
	fns     map[int]int     // how many tasks of each listener wait
	running map[*batch]bool // whose runner has not returned
	ready   bool            // is in Memory.ready
	told    time.Time       // when the ranks were last told
	tell    *time.Timer     // tells them again; nil when that is not due
}

func (m *Memory) group(g Group) *group {
	have := m.groups[g.ID]
	if have == nil {
		have = &group{limit: g.Limit, waiting: newQueue(), fns: map[int]int{}, running: map[*batch]bool{}}
		m.groups[g.ID] = have
	} else if g.Limit > 0 && (have.limit == 0 || g.Limit < have.limit) {
		have.limit = g.Limit
	}
	have.batch = max(have.batch, g.Batch)
	return have
}

func (g *group) saturated() bool { return g.limit > 0 && len(g.running) >= g.limit }

// enqueue puts a task into the queue of its group and tells it its rank.
func (m *Memory) enqueue(t *task) {
	g := m.group(t.job.Group)
	t.group = g
	rank := g.waiting.push(t)
	m.queued++
	m.owned[t.job.Owner()]++

	e := m.estimate(g)
	if others := g.waiting.Len() - 1; others > 0 {
		for fn, n := range g.fns { // a share of each listener's tasks, until the ranks are told
			e.pass(fn, float64(n)*float64(rank)/float64(others))
		}
	}
	g.fns[t.job.Fn]++
	m.estimation(t, rank, e.eta(t.job.Fn))
	m.offer(g)
}

// dequeue takes a waiting task out of its group: it starts, or it is dropped.
func (m *Memory) dequeue(t *task) {
	g := t.group
	g.waiting.remove(t)
	if g.fns[t.job.Fn]--; g.fns[t.job.Fn] == 0 {
		delete(g.fns, t.job.Fn)
	}
	m.queued--
	if owner := t.job.Owner(); m.owned[owner] > 1 {
		m.owned[owner]--
	} else {
		delete(m.owned, owner)
	}
	m.places.Give(t.job.Client, 1)
	m.ranks(g)
	m.offer(g) // what waited for its turn behind it may start
}

// offer lets a group take its turn when it has something to start.
func (m *Memory) offer(g *group) {
	if !g.ready && g.waiting.Len() > 0 && !g.saturated() {
		g.ready = true
		m.ready.PushBack(g)
	}
}

// dispatch starts what may start: one batch of each ready group in turn, so that
// no group holds up the others.
func (m *Memory) dispatch() {
	for m.running < m.opt.MaxRunning && m.ready.Len() > 0 {
		g := m.ready.Remove(m.ready.Front()).(*group)
		g.ready = false
		if g.waiting.Len() == 0 || g.saturated() {
			continue
		}
		if tasks := m.gather(g); len(tasks) > 0 {
			m.start(g, tasks...)
			m.offer(g)
		} else {
			m.blocked[g] = true
		}
	}
}

// ranks tells the waiting tasks of a group their places, soon. A queue of n is
// told in O(n), so the longer it is, the more changes are told together.
func (m *Memory) ranks(g *group) {
	n := g.waiting.Len()
	if n == 0 || g.tell != nil || m.draining {
		return
	}
	pause := 100*time.Millisecond + time.Duration(n)*20*time.Microsecond
	g.tell = time.AfterFunc(max(0, pause-time.Since(g.told)), func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		g.tell = nil
		if !m.draining {
			m.tellRanks(g)
		}
	})
}

func (m *Memory) tellRanks(g *group) {
	g.told = time.Now()
	e := m.estimate(g)
	for rank, t := range g.waiting.all() {
		m.estimation(t, rank, e.eta(t.job.Fn))
		e.pass(t.job.Fn, 1)
	}
}

// estimation says where a task waits; only the last one counts.
func (m *Memory) estimation(t *task, rank int, eta *float64) {
	message := wire.Estimation(t.job.ID, rank, t.group.waiting.Len(), eta)
	t.estimated = m.add(t.session, entry{of: t.event, kind: wire.KindEstimation, data: message}, t.estimated)
}

// estimate goes through a queue and sums up how long it takes to come to a place.
type estimate struct {
	m     *Memory
	limit int
	batch int     // how many jobs run together, at least 1
	first float64 // seconds until the group has a free place
	wait  float64 // seconds for those passed
	known bool    // no duration is missing so far
}

func (m *Memory) estimate(g *group) *estimate {
	e := &estimate{m: m, limit: g.limit, batch: max(1, g.batch), known: true}
	if !g.saturated() {
		return e
	}
	soonest := -1.0
	for b := range g.running {
		average := m.average(b.fn())
		if average == nil {
			e.known = false
			continue
		}
		left := max(0, *average-time.Since(b.started).Seconds())
		if soonest < 0 || left < soonest {
			soonest = left
		}
	}
	e.first = max(0, soonest)
	return e
}

// eta is when a job of the listener would end at this place, in seconds from now.
func (e *estimate) eta(fn int) *float64 {
	average := e.m.average(fn)
	if !e.known || average == nil {
		return nil
	}
	eta := *average + e.wait + e.first
	return &eta
}

// pass goes past n waiting jobs of a listener.
func (e *estimate) pass(fn int, n float64) {
	if e.limit == 0 {
		return
	}
	if average := e.m.average(fn); average != nil {
		e.wait += n * *average / float64(e.limit*e.batch)
	} else {
		e.known = false
	}
}

// durations are the running means of one listener, in seconds.
type durations struct{ runs, steps mean }

type mean struct {
	sum float64
	n   int
}

func (m *mean) add(seconds float64) { m.sum += seconds; m.n++ }

func (m *mean) value() float64 { return m.sum / float64(max(1, m.n)) }

func (m *Memory) durationsOf(fn int) *durations {
	d := m.durations[fn]
	if d == nil {
		d = &durations{}
		m.durations[fn] = d
	}
	return d
}

// average is how long a successful job of a listener takes, nil if none is known.
func (m *Memory) average(fn int) *float64 {
	d := m.durations[fn]
	if d == nil || d.runs.n == 0 {
		return nil
	}
	v := d.runs.value()
	return &v
}
