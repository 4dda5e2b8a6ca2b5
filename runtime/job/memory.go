package job

import (
	"container/list"
	"context"
	"crypto/rand"
	"encoding/hex"
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
	LogBytes   int           // of one session's log beside unread results, by default 256 KiB; see [Reader.Next]
	LogEntries int           // of one session's log, by default 4096; with as many unread results, it takes no more jobs
	AllLogs    int           // bytes of all logs in memory, by default 256 MiB; from a quarter on, large results go to the disk
	Spill      int64         // bytes of the file for them, by default 4 GiB: from half of that on, no job is accepted
	SpillDir   string        // where that file is; by default the system's directory for temporary files
	Keep       time.Duration // how long an unread result is kept in any case, by default 1 minute
	Return     time.Duration // the same after a reader with positions has finished: it comes back by then if it has lost its connection; by default 15 seconds
	Sessions   int           // idle sessions that are remembered, by default 2000
	Idle       time.Duration // how long an idle session is remembered, by default 10 minutes
	// Told is called with each output of a job that can be read from now on, and its place
	// in the log; at the zero position when a job has ended without its last output being
	// told. It must be quick, and must not call the engine.
	Told   func(j *Job, at Position)
	Logger *slog.Logger // panics and the runner's mistakes; by default slog.Default()
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
	if o.Spill <= 0 {
		o.Spill = 4 << 30
	}
	if o.Keep <= 0 {
		o.Keep = time.Minute
	}
	if o.Return <= 0 {
		o.Return = 15 * time.Second
	}
	if o.Idle <= 0 {
		o.Idle = 10 * time.Minute
	}
	if o.Told == nil {
		o.Told = func(*Job, Position) {}
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
	unread    rest // see clientLog
	finished  rest
	idle      rest
	readers   int // open ones
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
	logs      *limit.Budget   // bytes of the logs in memory
	spill     *spill          // has a lock of its own
	running   int             // batches that run in a group
	alive     int             // batches that run, Direct jobs included
	busy      int             // tasks of these
	draining  bool
	drained   bool          // Drain has ended
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
	m.logs = limit.New(int64(m.opt.AllLogs), smallLogs)
	m.spill = newSpill(m.opt.SpillDir, m.opt.Spill)
	m.unread.limit, m.unread.next = m.opt.Keep, &m.idle
	m.finished.limit, m.finished.next = m.opt.Return, &m.idle
	m.idle.limit = m.opt.Idle
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
	t.session = m.logOf(j.Session, j.Client)
	t.session.pending[t.job.ID] = t
	t.session.order++
	t.order = t.session.order
	if j.Direct {
		m.start(nil, t)
	} else {
		m.enqueue(t)
		m.dispatch()
	}
	m.settle(t.session)
	return t.job.ID, nil
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
				m.complete(t, message(wire.Cancelled(t.job.ID)))
			default:
				t.cancelled = true
				if t.leave(); t.batch.wanted > 0 {
					m.complete(t, message(wire.Cancelled(t.job.ID))) // the handler runs on, for the others
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
			m.complete(t, message(wire.Cancelled(t.job.ID)))
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
