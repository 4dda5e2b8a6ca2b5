package job

import (
	"errors"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

const (
	// smallShare is how many jobs a client may have in any case.
	smallShare = 16
	// smallLogs is how many bytes its logs may hold in any case.
	smallLogs = 64 << 10
)

// admit takes what a task needs of the limits, until it is released. It reports why a
// job cannot be taken.
func (m *Memory) admit(t *task) error {
	if s := m.sessions[t.job.Session]; s != nil && s.log.unread >= m.opt.LogEntries {
		return ErrSessionFull
	}
	if !t.job.Direct && m.opt.PerSession > 0 && m.owned[t.job.Owner()] >= m.opt.PerSession {
		return ErrSessionFull
	}
	place := m.places
	if t.job.Direct {
		place = m.direct
	}
	err := m.roomForLogs(t.job.Client)
	if err == nil {
		err = place.Take(t.job.Client, 1)
	}
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

// roomForLogs reports whether a client's logs hold so much that it may submit no job.
func (m *Memory) roomForLogs(client string) error {
	if err := m.logs.Allows(client, 0); err != nil {
		return err
	}
	return m.spill.held.Allows(client, 0)
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
