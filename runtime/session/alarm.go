package session

import (
	"container/heap"
	"time"
)

// alarm is a deadline. Its zero value is off.
type alarm struct {
	at    time.Time
	index int    // in alarms, plus 1; 0 when it is off
	ring  func() // called with the store's lock
}

// alarms is a heap of those that are on.
type alarms []*alarm

func (a alarms) Len() int           { return len(a) }
func (a alarms) Less(i, j int) bool { return a[i].at.Before(a[j].at) }
func (a alarms) Swap(i, j int) {
	a[i], a[j] = a[j], a[i]
	a[i].index, a[j].index = i+1, j+1
}

func (a *alarms) Push(x any) {
	*a = append(*a, x.(*alarm))
	(*a)[len(*a)-1].index = len(*a)
}

func (a *alarms) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	(*a)[last] = nil
	*a = (*a)[:last]
	x.index = 0
	return x
}

// ring sets an alarm, or changes one that is set. The caller holds the lock.
func (st *Store) ring(a *alarm, at time.Time, ring func()) {
	st.silence(a)
	a.at, a.ring = at, ring
	heap.Push(&st.alarms, a)
	if st.alarms[0] == a {
		st.setTimer()
	}
}

// silence turns an alarm off. The timer may still fire, without effect.
func (st *Store) silence(a *alarm) {
	if a.index > 0 {
		heap.Remove(&st.alarms, a.index-1)
	}
	a.ring = nil
}

// setTimer sets the timer to the first alarm.
func (st *Store) setTimer() {
	if len(st.alarms) == 0 {
		return
	}
	wait := time.Until(st.alarms[0].at)
	if st.timer == nil {
		st.timer = time.AfterFunc(wait, st.wake)
	} else {
		st.timer.Reset(wait)
	}
}

// wake calls the alarms that are due.
func (st *Store) wake() {
	st.mu.Lock()
	defer st.unlock()
	for now := time.Now(); len(st.alarms) > 0 && !st.alarms[0].at.After(now); {
		a := heap.Pop(&st.alarms).(*alarm)
		a.ring()
	}
	st.setTimer()
}
