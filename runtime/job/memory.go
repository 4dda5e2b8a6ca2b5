package job

import (
	"container/list"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Options bound a memory engine. A zero field takes its default.
type Options struct {
	MaxSize    int           // jobs that may wait, over all groups; 0 is unlimited
	PerSession int           // jobs of one session that may wait; 0 is unlimited
	Calls      *limit.Budget // bytes that the jobs which wait or run hold, by default 256 MiB
	MaxRunning int           // batches that run at once, Direct jobs aside; by default 40
	MaxDirect  int           // Direct jobs that run at once; more are refused; by default 1000
	LogBytes   int           // of one session's log, by default 256 KiB; see [Engine.Read]
	LogEntries int           // of one session's log, by default 4096
	AllLogs    int           // bytes of all logs together, by default 256 MiB: beyond, idle sessions are forgotten
	Sessions   int           // sessions that are remembered when nothing runs or reads, by default 2000
	Idle       time.Duration // how long such a session is remembered, by default 10 minutes
	Logger     *slog.Logger  // panics and the runner's mistakes; by default slog.Default()
}

func (o Options) withDefaults() Options {
	set := func(p *int, n int) {
		if *p <= 0 {
			*p = n
		}
	}
	set(&o.MaxRunning, 40)
	set(&o.MaxDirect, 1000)
	set(&o.LogBytes, 256<<10)
	set(&o.LogEntries, 4096)
	set(&o.AllLogs, 256<<20)
	set(&o.Sessions, 2000)
	if o.Calls == nil {
		o.Calls = limit.New(256<<20, 0)
	}
	if o.Idle <= 0 {
		o.Idle = 10 * time.Minute
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

// Memory is the engine that keeps everything in this process. A running batch has
// one goroutine; waiting jobs, sessions and readers' positions have none.
type Memory struct {
	run  Runner
	opt  Options
	base context.Context // parent of every job's
	stop context.CancelFunc

	mu        sync.Mutex // guards everything below, and the sessions, groups and tasks
	sessions  map[string]*clientLog
	idle      list.List   // of *clientLog: nothing runs, nothing reads; the longest idle first
	sweep     *time.Timer // forgets the first of idle; nil when none is due
	groups    map[string]*group
	ready     list.List // of *group: something waits and may start, in turn
	durations map[int]*durations
	queued    int             // waiting tasks
	owned     map[string]int  // waiting tasks by their owner
	places    *limit.Budget   // of waiting tasks
	direct    *limit.Budget   // of Direct tasks
	turns     map[string]bool // see Job.Turns: those of running tasks
	runs      map[string]int  // running tasks of groups, by client
	blocked   map[*group]bool // its tasks may not start now: see mayStart
	logged    int             // bytes of the logs
	running   int             // batches that run in a group
	alive     int             // batches that run, Direct jobs included
	busy      int             // tasks of these
	draining  bool
	quiet     chan struct{} // made by Drain, closed when nothing is alive
}

var _ Engine = (*Memory)(nil)

// NewMemory makes an engine that runs every batch with run.
func NewMemory(run Runner, o Options) *Memory {
	m := &Memory{
		run:       run,
		opt:       o.withDefaults(),
		sessions:  map[string]*clientLog{},
		groups:    map[string]*group{},
		durations: map[int]*durations{},
		owned:     map[string]int{},
		turns:     map[string]bool{},
		runs:      map[string]int{},
		blocked:   map[*group]bool{},
	}
	m.places = limit.New(int64(m.opt.MaxSize), smallShare)
	m.direct = limit.New(int64(m.opt.MaxDirect), smallShare)
	m.base, m.stop = context.WithCancel(context.Background())
	return m
}

// NewID makes an unguessable ID: 128 random bits as 32 hex digits.
func NewID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// Submit implements [Engine]. The job is copied; its data must not change.
func (m *Memory) Submit(ctx context.Context, j *Job) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	t := &task{m: m, job: *j}
	if t.job.ID == "" {
		t.job.ID = NewID()
	}
	t.event = &event{id: t.job.ID}

	m.mu.Lock()
	defer m.mu.Unlock()
	if m.draining {
		return "", ErrStopped
	}
	if s := m.sessions[j.Session]; s != nil && s.pending[t.job.ID] != nil {
		return "", fmt.Errorf("job %s is already in the queue", t.job.ID)
	}
	if err := m.admit(t); err != nil {
		return "", err
	}
	t.session = m.logOf(j.Session)
	t.session.pending[t.job.ID] = t
	t.session.order++
	t.order = t.session.order
	if j.Direct {
		m.start(nil, t)
	} else {
		m.enqueue(t)
		m.dispatch()
	}
	m.checkIdle(t.session)
	return t.job.ID, nil
}

// smallShare is how many jobs a client may have in any case.
const smallShare = 16

// admit takes what a task needs of the limits, until it is released. It reports why a
// job cannot be taken.
func (m *Memory) admit(t *task) error {
	if !t.job.Direct && m.opt.PerSession > 0 && m.owned[t.job.Owner()] >= m.opt.PerSession {
		return ErrSessionFull
	}
	place := m.places
	if t.job.Direct {
		place = m.direct
	}
	err := place.Take(t.job.Client, 1)
	if err == nil {
		if err = m.opt.Calls.Take(t.job.Client, t.size()); err != nil {
			place.Give(t.job.Client, 1)
		}
	}
	switch {
	case errors.Is(err, limit.ErrShare):
		return ErrClientFull
	case err != nil:
		return ErrFull
	}
	return nil
}

// release gives back what a task holds that has ended.
func (m *Memory) release(t *task) {
	m.opt.Calls.Give(t.job.Client, t.size())
	if t.job.Direct {
		m.direct.Give(t.job.Client, 1)
	}
}

// drop takes a task out of the queue that will not run.
func (m *Memory) drop(t *task) {
	m.dequeue(t)
	m.release(t)
}

// Read implements [Engine].
func (m *Memory) Read(ctx context.Context, id string, after int64) ([]Message, error) {
	m.mu.Lock()
	s := m.sessions[id]
	if s == nil {
		m.mu.Unlock()
		return nil, ErrNoSession
	}
	after = s.log.position(after)
	s.log.acked = max(s.log.acked, after)
	s.readers++
	m.checkIdle(s)
	entries, err := m.await(ctx, s, after)
	s.readers--
	m.checkIdle(s)
	m.mu.Unlock()
	if err != nil {
		return nil, err
	}
	messages := make([]Message, len(entries))
	for i, e := range entries {
		messages[i] = e.message(after)
	}
	return messages, nil
}

// await returns the entries after a position, and waits for the first. It is
// called and returns with the lock, and gives it away while it waits.
func (m *Memory) await(ctx context.Context, s *clientLog, after int64) ([]entry, error) {
	for {
		if entries := s.log.after(after); len(entries) > 0 {
			return entries, nil
		}
		switch {
		case s.gone:
			return nil, ErrNoSession
		case s.ended:
			return nil, ErrStopped
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
		if s.wake == nil {
			s.wake = make(chan struct{})
		}
		wake := s.wake
		m.mu.Unlock()
		select {
		case <-wake:
		case <-ctx.Done():
		}
		m.mu.Lock()
	}
}

// Pending implements [Engine].
func (m *Memory) Pending(id string, after int64) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[id]
	if s == nil {
		return 0
	}
	n := len(s.pending)
	for _, e := range s.log.after(s.log.position(after)) {
		if e.kind == wire.KindCompleted {
			n++
		}
	}
	return n
}

// Delivered implements [Engine].
func (m *Memory) Delivered(id string, to int64) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[id]
	if s == nil {
		return 0
	}
	s.delivered = max(s.delivered, min(to, s.log.seq))
	s.log.acked = max(s.log.acked, s.delivered)
	return s.delivered
}

// Disconnect implements [Engine].
func (m *Memory) Disconnect(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[id]
	if s == nil {
		return
	}
	for _, t := range s.pending {
		if t.place != nil {
			m.drop(t)
		}
		t.quit()
	}
	clear(s.pending)
	m.forget(s)
	m.dispatch()
}

// Cancel implements [Engine].
func (m *Memory) Cancel(ctx context.Context, id string, fn int, event string) {
	m.mu.Lock()
	var running []*task
	if s := m.sessions[id]; s != nil {
		for _, t := range s.inOrder() {
			switch {
			case t.job.Fn != fn && t.job.ID != event:
			case t.place != nil:
				m.drop(t)
				m.complete(t, wire.Cancelled(t.job.ID))
			default:
				t.cancelled = true
				if t.leave(); t.batch.wanted > 0 {
					m.complete(t, wire.Cancelled(t.job.ID)) // the handler runs on, for the others
				} else {
					running = append(running, t)
				}
			}
		}
	}
	m.dispatch()
	m.mu.Unlock()

	for _, t := range running {
		select {
		case <-t.batch.done:
		case <-ctx.Done():
			// The handler does not listen: it keeps its place until it returns, but
			// for its client it is over.
			m.mu.Lock()
			m.complete(t, wire.Cancelled(t.job.ID))
			m.mu.Unlock()
		}
	}
}

// Stats implements [Engine].
func (m *Memory) Stats() Stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Stats{Queued: m.queued, Running: m.busy, Sessions: len(m.sessions)}
}
