package session_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/session"
)

// TestConnectedLast: however many sessions others make, that of a client that is
// connected stays, until all others are gone.
func TestConnectedLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(0), Capacity: 3})
		defer closeStore(t, st)
		st.Connect("before") // before it exists
		set(st, "before", 1)
		set(st, "after", 1)
		st.Connect("after")
		st.Connect("after") // from another tab
		for i := range 10 {
			setOf(st, fmt.Sprint(i), fmt.Sprint("stranger", i), i)
		}
		equal(t, st.Len(), 3)
		equal(t, st.Touch("before"), true)
		equal(t, st.Touch("after"), true)
		equal(t, st.Touch("9"), true)

		st.Disconnect("after")
		time.Sleep(2 * time.Minute) // one is left
		equal(t, st.Touch("after"), true)
		st.Disconnect("after")
		setOf(st, "x", "strangerX", 1)
		setOf(st, "y", "strangerY", 1)
		equal(t, st.Touch("before"), true)
		equal(t, st.Touch("after"), false) // as one of many

		st.Connect("y")
		st.Connect("z")
		set(st, "z", 1)
		st.Connect("w")
		set(st, "w", 1) // all are connected now
		equal(t, st.Len(), 3)
		equal(t, st.Touch("before"), false)
		equal(t, st.Touch("w"), true)

		st.Disconnect("w")
		time.Sleep(59 * time.Second)
		st.Connect("w")
		time.Sleep(time.Hour)
		equal(t, st.Touch("w"), true)
		st.Disconnect("w")
		time.Sleep(time.Hour)
		synctest.Wait()
		equal(t, st.Touch("w"), false)
		st.Disconnect("z")
		st.Disconnect("y")
		st.Disconnect("before")
	})
}

func TestLeaveAndTouch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(time.Hour)})
		defer closeStore(t, st)
		st.Leave("nobody", true)
		equal(t, st.Touch("nobody"), false)
		equal(t, st.Len(), 0)

		value(st, "a")
		st.Leave("a", true)
		time.Sleep(59 * time.Second)
		equal(t, st.Touch("a"), true)
		time.Sleep(10 * time.Minute)
		equal(t, value(st, "a"), 1)
		st.Leave("a", true)
		time.Sleep(30 * time.Second)
		st.Leave("a", true) // the last word counts
		time.Sleep(59 * time.Second)
		c.check(t, 1)
		time.Sleep(time.Second)
		synctest.Wait()
		c.check(t, 1, 1)
		equal(t, st.Len(), 0)
		time.Sleep(2 * time.Hour) // its time to live is no more
		c.check(t, 1, 1)
	})
}

func TestLeaveWhileInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(0)})
		defer closeStore(t, st)
		s := st.Acquire("a", "client")
		s.Value(1)
		st.Leave("a", true)
		time.Sleep(time.Hour)
		synctest.Wait()
		c.check(t, 1)
		equal(t, s.Value(1), 1)
		s.Release()
		c.check(t, 1, 1)

		s = st.Acquire("b", "client")
		s.Value(1)
		st.Leave("b", false)
		time.Sleep(time.Hour)
		synctest.Wait()
		equal(t, st.Touch("b"), true) // it came back while its call ran
		s.Release()
		c.check(t, 2, 1)
		equal(t, value(st, "b"), 2)
	})
}
