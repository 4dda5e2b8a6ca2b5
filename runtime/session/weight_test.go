package session_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/session"
)

// setProps stores properties that the session may hold.
func setProps(t testing.TB, s *session.Session, id int, props map[string]json.RawMessage) {
	t.Helper()
	if err := s.SetProps(id, props, "job"); err != nil {
		t.Error(err)
	}
}

// label is a property of n bytes.
func label(n int) map[string]json.RawMessage {
	return map[string]json.RawMessage{"label": []byte(`"` + strings.Repeat("x", n) + `"`)}
}

// dress gives a session of a client a label of n bytes.
func dress(t testing.TB, st *session.Store, hash, client string, n int) {
	t.Helper()
	s := st.Acquire(hash, client)
	defer s.Release()
	setProps(t, s, 1, label(n))
}

// dressed reports whether a session still has it.
func dressed(st *session.Store, hash string) bool {
	if !st.Touch(hash) {
		return false
	}
	s := st.Acquire(hash, "reader")
	defer s.Release()
	return s.Props(1) != nil
}

// TestStrangersKeepTheirDistance: a client that makes up sessions loses its own ones, not
// those of others.
func TestStrangersKeepTheirDistance(t *testing.T) {
	st := session.New(session.Options{Capacity: 100, States: map[int]session.State{1: {}}})
	defer closeStore(t, st)
	for i := range 20 {
		setOf(st, fmt.Sprint("mine", i), fmt.Sprint("user", i%10), i)
	}
	for i := range 5000 {
		setOf(st, fmt.Sprint("stranger", i), "stranger", i)
	}
	equal(t, st.Len(), 100)
	for i := range 20 {
		if !st.Touch(fmt.Sprint("mine", i)) {
			t.Fatalf("session %d is gone", i)
		}
	}
	equal(t, st.Touch("stranger4999"), true)
	equal(t, st.Touch("stranger1"), false)
	// Among clients with one session each, the least recently used goes.
	for i := range 5000 {
		setOf(st, fmt.Sprint("one", i), fmt.Sprint("client", i), i)
	}
	equal(t, st.Len(), 100)
	equal(t, st.Touch("one4999"), true)
}

// TestPropsAreBounded: all properties together stay within the limit. The client that
// holds most loses its own first, and States stay.
func TestPropsAreBounded(t *testing.T) {
	st := session.New(session.Options{Bytes: 1 << 20})
	defer closeStore(t, st)
	for i := range 3 {
		dress(t, st, fmt.Sprint("mine", i), "me", 50_000)
	}
	for i := range 200 {
		dress(t, st, fmt.Sprint("stranger", i), "stranger", 100_000)
		setOf(st, fmt.Sprint("stranger", i), "stranger", i)
		if st.Weight() > 1<<20 {
			t.Fatalf("%d bytes", st.Weight())
		}
	}
	for i := range 3 {
		if !dressed(st, fmt.Sprint("mine", i)) {
			t.Errorf("properties of session %d are gone", i)
		}
	}
	equal(t, st.Len(), 203)
	equal(t, dressed(st, "stranger199"), true)
	equal(t, dressed(st, "stranger0"), false)
	for i := range 200 { // again
		dress(t, st, fmt.Sprint("stranger", i), "stranger", 10)
	}
	for i := range 200 {
		equal(t, dressed(st, fmt.Sprint("stranger", i)), true)
	}
}

// TestPropsOfOneSession: it holds an eighth of all at most; what it has stays.
func TestPropsOfOneSession(t *testing.T) {
	st := session.New(session.Options{Bytes: 800_000})
	defer closeStore(t, st)
	s := st.Acquire("a", "client")
	defer s.Release()
	setProps(t, s, 1, label(60_000))
	if err := s.SetProps(2, label(60_000), "job"); !errors.Is(err, session.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	setProps(t, s, 1, label(90_000)) // in the place of the first
	if len(s.Props(1)["label"]) != 90_002 || s.Props(2) != nil || st.Weight() != 90_002+5+64 {
		t.Errorf("%d, %v, %d bytes", len(s.Props(1)["label"]), s.Props(2), st.Weight())
	}
}

// TestPropsExpire: an hour after the last use; a session that ends takes them along.
func TestPropsExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := session.New(session.Options{})
		dress(t, st, "a", "client", 1000)
		dress(t, st, "b", "client", 1000)
		for range 3 {
			time.Sleep(40 * time.Minute)
			equal(t, st.Touch("a"), true)
		}
		equal(t, dressed(st, "a"), true)
		equal(t, dressed(st, "b"), false)
		used := st.Acquire("a", "client")
		time.Sleep(3 * time.Hour)
		equal(t, used.Props(1) != nil, true)
		used.Release()
		st.Leave("a", true)
		time.Sleep(2 * time.Minute)
		equal(t, st.Weight(), int64(0))
		equal(t, st.Len(), 0) // they held nothing else
		closeStore(t, st)
	})
}
