package call

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// How long a handler may take to return after its context has ended. One whose time is
// up was told when that would be.
const (
	graceAfterLimit  = 100 * time.Millisecond
	graceAfterCancel = time.Second
)

// reportStray is when it is first logged again that a handler has still not returned.
const reportStray = time.Minute

// errExited: the handler called runtime.Goexit.
var errExited = errors.New("the handler's goroutine has exited")

// supervise calls the handler of a call and waits for it. Once the context has ended, it
// does not wait long: a handler that does not listen is left behind, and may do what it
// likes, but its call is over. Its client is told, its place and its State are free for
// others. Not more than MaxStrays are left behind.
func (r *Runner) supervise(ctx context.Context, c *Call) error {
	done := make(chan error, 1)
	s := &supervised{runner: r, call: c, start: time.Now()}
	go func() {
		err := errExited // unless the handler returns
		defer func() {
			s.returned()
			done <- err
		}()
		err = s.run()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace := graceAfterCancel
	if errors.Is(context.Cause(ctx), errTimeLimit) {
		grace = graceAfterLimit
	}
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
	}
	if !s.leave() {
		return <-done
	}
	_ = c.close()
	return context.Cause(ctx)
}

// supervised is one run of a handler.
type supervised struct {
	runner *Runner
	call   *Call
	start  time.Time
	state  atomic.Int32 // running, over or left

	mu     sync.Mutex
	report *time.Timer // says that a handler which was left has not returned
}

const (
	running int32 = iota
	over
	left
)

// run calls the handler.
func (s *supervised) run() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.runner.panicked(s.call.listener, p)
		}
	}()
	return s.runner.handlers[s.call.listener.ID](s.call)
}

// returned notes that the handler has ended.
func (s *supervised) returned() {
	if s.state.CompareAndSwap(running, over) {
		return
	}
	s.runner.strays.Add(-1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Store(over)
	s.report.Stop()
	s.runner.Log.Warn("handler has returned at last", "listener", s.call.listener.APIName, "after", s.age())
}

// leave leaves the handler behind. It is false if the handler has returned, or too many
// were left.
func (s *supervised) leave() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.runner.strays.Add(1)
	switch {
	case n > int64(s.runner.MaxStrays):
		s.runner.strays.Add(-1)
		s.runner.Log.Error("too many handlers have not returned: this one keeps its place", "listener", s.call.listener.APIName, "handlers", n)
		return false
	case !s.state.CompareAndSwap(running, left):
		s.runner.strays.Add(-1)
		return false
	}
	s.runner.Log.Error("handler has not returned, its call is over", "listener", s.call.listener.APIName, "for", s.age(), "handlers", n)
	wait := reportStray
	s.report = time.AfterFunc(wait, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.state.Load() == left {
			s.runner.Log.Error("handler has not returned", "listener", s.call.listener.APIName, "for", s.age())
			wait *= 2
			s.report.Reset(wait)
		}
	})
	return true
}

// age is how long the handler has run.
func (s *supervised) age() time.Duration { return time.Since(s.start).Round(time.Millisecond) }
