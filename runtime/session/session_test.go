package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/blocksgen/blocksgen/runtime/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counter is component 1: its initial values are numbered, deleted ones listed.
type counter struct {
	mu      sync.Mutex
	made    int
	deleted []any
}

func (c *counter) state(ttl time.Duration) map[int]session.State {
	return map[int]session.State{1: {
		Initial: func() any { c.mu.Lock(); defer c.mu.Unlock(); c.made++; return c.made },
		Delete:  func(v any) { c.mu.Lock(); defer c.mu.Unlock(); c.deleted = append(c.deleted, v) },
		TTL:     ttl,
	}}
}

func (c *counter) check(t *testing.T, made int, deleted ...any) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.made != made || !slices.Equal(c.deleted, deleted) {
		t.Errorf("made %d, deleted %v; want %d and %v", c.made, c.deleted, made, deleted)
	}
}

// value reads component 1 of a session in one use.
func value(st *session.Store, hash string) any {
	s := st.Acquire(hash, "client")
	defer s.Release()
	return s.Value(1)
}

func set(st *session.Store, hash string, v any) {
	s := st.Acquire(hash, "client")
	defer s.Release()
	s.Set(1, v)
}

// setOf sets component 1 of a session of a client.
func setOf(st *session.Store, hash, client string, v any) {
	s := st.Acquire(hash, client)
	defer s.Release()
	s.Set(1, v)
}

func equal(t *testing.T, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func closeStore(t *testing.T, st *session.Store) {
	t.Helper()
	if err := st.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestValuesOfSessions(t *testing.T) {
	var c counter
	st := session.New(session.Options{States: c.state(0)})
	equal(t, value(st, "a"), 1)
	equal(t, value(st, "b"), 2)
	equal(t, value(st, "a"), 1)
	set(st, "a", "x")
	equal(t, value(st, "a"), "x")
	equal(t, value(st, "b"), 2)
	c.check(t, 2)

	equal(t, value(st, ""), 3) // thrown away after its use
	equal(t, value(st, ""), 4)
	c.check(t, 4, 3, 4)
	equal(t, st.Len(), 2)

	s := st.Acquire("a", "client")
	equal(t, s.Value(7), nil) // a State that nobody described
	s.Set(7, nil)
	s.Release()
	set(st, "b", nil)
	equal(t, value(st, "b"), nil) // nil is a value
	closeStore(t, st)
	c.check(t, 4, 3, 4, "x", nil)
	equal(t, st.Len(), 0)
	equal(t, value(st, "a"), 5) // no longer remembered
	equal(t, st.Len(), 0)
}

func TestCapacity(t *testing.T) {
	var c counter
	st := session.New(session.Options{States: c.state(0), Capacity: 2})
	defer closeStore(t, st)
	value(st, "a")
	value(st, "b")
	value(st, "a") // b is now the least recently used
	value(st, "c")
	c.check(t, 3, 2)

	// One that is in use is not forgotten, whatever comes.
	s := st.Acquire("a", "client")
	for i := range 10 {
		value(st, fmt.Sprint(i))
	}
	equal(t, s.Value(1), 1)
	s.Release()
	equal(t, value(st, "a"), 1)
	equal(t, st.Len(), 2)
	value(st, "x")
	value(st, "y")
	equal(t, value(st, "a") == 1, false)
}

// TestNothingIsKept of a session that holds nothing, whoever names it.
func TestNothingIsKept(t *testing.T) {
	var c counter
	st := session.New(session.Options{States: c.state(0), Capacity: 1})
	defer closeStore(t, st)
	value(st, "a")
	for i := range 100 {
		s := st.Acquire(fmt.Sprint(i), "stranger")
		if unlock, err := s.Lock(t.Context(), 1); err != nil {
			t.Fatal(err)
		} else {
			unlock()
		}
		equal(t, st.Len(), 2)
		s.Release()
		equal(t, st.Len(), 1)
	}
	equal(t, value(st, "a"), 1)
	s := st.Acquire("dressed", "client")
	setProps(t, s, 1, map[string]json.RawMessage{"label": []byte(`"x"`)})
	s.Release()
	equal(t, st.Touch("dressed"), true)
}

func TestTimeToLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(time.Hour)})
		defer closeStore(t, st)
		equal(t, value(st, "a"), 1)
		time.Sleep(40 * time.Minute)
		equal(t, value(st, "a"), 1) // reading does not prolong
		set(st, "b", "b")
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		c.check(t, 1, 1)
		equal(t, value(st, "a"), 2)
		time.Sleep(39 * time.Minute)
		set(st, "b", "B") // setting does
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		c.check(t, 2, 1, 2)
		equal(t, value(st, "b"), "B")
		time.Sleep(31 * time.Minute)
		synctest.Wait()
		c.check(t, 2, 1, 2, "B")
		equal(t, st.Len(), 2)
	})
}

// TestSetWhileOthersAreDeleted: a value that is set between the end of the time of the one
// before and its deletion stays.
func TestSetWhileOthersAreDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var st *session.Store
		var deleted []any
		st = session.New(session.Options{States: map[int]session.State{1: {TTL: time.Hour, Delete: func(v any) {
			if deleted = append(deleted, v); len(deleted) == 1 {
				set(st, map[any]string{"a": "b", "b": "a"}[v], "new")
			}
		}}}})
		set(st, "a", "a")
		set(st, "b", "b")
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(deleted) != 1 {
			t.Errorf("deleted %v", deleted)
		}
		closeStore(t, st)
		equal(t, len(deleted), 2)
	})
}

func TestCloseWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(time.Hour)})
		value(st, "a")
		s := st.Acquire("b", "client")
		s.Value(1)
		done := make(chan error)
		go func() { done <- st.Close(t.Context()) }()
		synctest.Wait()
		c.check(t, 2, 1) // the one in use is waited for
		s.Set(1, "last")
		s.Release()
		equal(t, <-done, nil)
		c.check(t, 2, 1, "last")

		st = session.New(session.Options{States: c.state(0)})
		s = st.Acquire("c", "client")
		s.Value(1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := st.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		c.check(t, 3, 1, "last", 3)
		s.Set(1, "late")
		s.Release()
		c.check(t, 3, 1, "last", 3, "late")
		closeStore(t, st)
	})
}

func TestDeleteMayPanicAndCallBack(t *testing.T) {
	var st *session.Store
	deleted := 0
	st = session.New(session.Options{States: map[int]session.State{
		1: {Delete: func(any) { deleted++; panic("oh") }},
		2: {Delete: func(any) { deleted++; st.Acquire("other", "client").Release(); st.Leave("other", true) }},
	}})
	s := st.Acquire("", "client")
	s.Set(1, 1)
	s.Set(2, 2)
	s.Release()
	equal(t, deleted, 2)
	closeStore(t, st)
}

func TestInitialMayPanic(t *testing.T) {
	fail := true
	st := session.New(session.Options{States: map[int]session.State{1: {Initial: func() any {
		if fail {
			panic("oh")
		}
		return "fine"
	}}}})
	defer closeStore(t, st)
	func() {
		defer func() { equal(t, recover(), "oh") }()
		value(st, "a")
	}()
	fail = false
	equal(t, value(st, "a"), "fine")
}

func TestLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := session.New(session.Options{})
		defer closeStore(t, st)
		s := st.Acquire("a", "client")
		defer s.Release()
		unlock, err := s.Lock(t.Context(), 2, 1, 2)
		if err != nil {
			t.Fatal(err)
		}
		// Turns come in the order of asking.
		var order []int
		for i := range 5 {
			go func() {
				unlock, err := s.Lock(t.Context(), 1, 3)
				if err != nil {
					t.Error(err)
					return
				}
				order = append(order, i)
				time.Sleep(time.Second)
				unlock()
			}()
			synctest.Wait()
		}
		// Another session, or another State, does not wait.
		other := st.Acquire("b", "client")
		for _, f := range []func() (func(), error){
			func() (func(), error) { return other.Lock(t.Context(), 1, 2) },
			func() (func(), error) { return s.Lock(t.Context(), 4) },
			func() (func(), error) { return s.Lock(t.Context()) },
		} {
			free, err := f()
			if err != nil {
				t.Fatal(err)
			}
			free()
		}
		other.Release()
		// One that gives up holds nothing.
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if _, err := s.Lock(ctx, 0, 2); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if _, err := s.Lock(ctx, 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		cancel()
		unlock()
		unlock() // twice is harmless
		free, err := s.Lock(t.Context(), 0, 2)
		if err != nil {
			t.Fatal(err)
		}
		free()
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
			t.Errorf("turns: %v", order)
		}
	})
}

// TestWritersTakeTurns has many goroutines change two States of a few sessions in
// every order; the race detector and the sums tell.
func TestWritersTakeTurns(t *testing.T) {
	zero := session.State{Initial: func() any { return 0 }}
	st := session.New(session.Options{States: map[int]session.State{1: zero, 2: zero}})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			for k := range 50 {
				s := st.Acquire(fmt.Sprint(k%3), "client")
				unlock, err := s.Lock(t.Context(), 1+i%2, 2-i%2)
				if err != nil {
					t.Error(err)
					return
				}
				s.Set(1, s.Value(1).(int)+1)
				s.Set(2, s.Value(2).(int)+1)
				unlock()
				s.Release()
			}
		})
	}
	all.Wait()
	sum := 0
	for k := range 3 {
		s := st.Acquire(fmt.Sprint(k), "client")
		equal(t, s.Value(1), s.Value(2))
		sum += s.Value(1).(int)
		s.Release()
	}
	equal(t, sum, 40*50)
	closeStore(t, st)
}

// TestFlat: what passes through a store leaves nothing behind.
func TestFlat(t *testing.T) {
	st := session.New(session.Options{Capacity: 100, States: map[int]session.State{1: {TTL: time.Hour, Initial: func() any { return make([]byte, 1024) }}}})
	defer closeStore(t, st)
	stranger := 0
	load := func() uint64 {
		for i := range 20_000 {
			stranger++
			st.Connect(fmt.Sprintf("%100d", stranger)) // has no session
			st.Disconnect(fmt.Sprintf("%100d", stranger))
			s := st.Acquire(fmt.Sprint(i), "client")
			s.Value(1)
			setProps(t, s, 1, map[string]json.RawMessage{"label": []byte(`"x"`)})
			s.Release()
			st.Leave(fmt.Sprint(i), true)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := load()
	second := load()
	if second > first+1<<20 {
		t.Errorf("heap grew from %d to %d bytes", first, second)
	}
	equal(t, st.Len(), 100)
}
