package session_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/session"
)

const shelf = 7 // a component

// choose changes the choices of the shelf in a session, by a job.
func choose(t *testing.T, s *session.Session, choices, job string) {
	t.Helper()
	if err := s.SetProps(shelf, session.Props{"choices": json.RawMessage(choices)}, job); err != nil {
		t.Fatal(err)
	}
}

// TestShown: a client's properties are those that it had been told at its position,
// whatever has changed since.
func TestShown(t *testing.T) {
	st := session.New(session.Options{})
	defer closeStore(t, st)
	s := st.Acquire("a", "client")
	defer s.Release()
	shown := func(log string, seq int64) string {
		t.Helper()
		props := st.Shown("a", session.Position{Log: log, Seq: seq}, shelf)
		if len(props) != 1 {
			t.Fatalf("got %v", props)
		}
		return string(props[shelf]["choices"])
	}
	equal(t, shown("", 0), "")
	choose(t, s, "1", "one")
	equal(t, shown("log", 3), "") // nobody has been told
	st.Told("a", "one", session.Position{Log: "log", Seq: 4})
	equal(t, shown("", 0), "")
	equal(t, shown("log", 3), "")
	choose(t, s, "2", "two")
	choose(t, s, "3", "three")
	st.Told("a", "three", session.Position{Log: "log", Seq: 6})
	equal(t, shown("log", 5), "1")
	st.Told("a", "two", session.Position{Log: "log", Seq: 7})
	equal(t, shown("log", 6), "3")
	equal(t, shown("log", 9), "3")
	equal(t, string(s.Props(shelf)["choices"]), "3")

	// What was said in an earlier log was told before what is said in the next.
	choose(t, s, "4", "four")
	equal(t, shown("next", 1), "3")
	st.Told("a", "four", session.Position{Log: "next", Seq: 2})
	equal(t, shown("next", 1), "3")
	equal(t, shown("next", 2), "4")
	equal(t, shown("next", 1), "4") // a client does not go back

	// What is never told is taken back.
	choose(t, s, "5", "five")
	st.Told("a", "five", session.Position{})
	equal(t, string(s.Props(shelf)["choices"]), "4")
	equal(t, fmt.Sprint(st.Shown("nobody", session.Position{}, shelf)), "map[7:map[]]")
}

// TestVersionsAreBounded: a client that is far behind costs no more than a session may.
func TestVersionsAreBounded(t *testing.T) {
	st := session.New(session.Options{Bytes: 800_000})
	defer closeStore(t, st)
	s := st.Acquire("a", "client")
	for i := range 1000 {
		job := fmt.Sprint(i)
		if i%2 == 0 {
			choose(t, s, `"`+fmt.Sprintf("%060000d", i)+`"`, job)
		} else {
			choose(t, s, "1", job)
		}
		st.Told("a", job, session.Position{Log: "log", Seq: int64(i + 1)})
	}
	if w := st.Weight(); w > 100_000 || w < 60_000 {
		t.Errorf("%d bytes", w)
	}
	st.Shown("a", session.Position{Log: "log", Seq: 1000}, shelf)
	if w := st.Weight(); w > 200 {
		t.Errorf("%d bytes when the client has read all", w)
	}
	s.Release()
}

// TestVersionsAreFew: of a client that is told nothing, the oldest versions are forgotten.
func TestVersionsAreFew(t *testing.T) {
	st := session.New(session.Options{})
	defer closeStore(t, st)
	s := st.Acquire("a", "client")
	defer s.Release()
	for i := range 1000 {
		choose(t, s, "1", fmt.Sprint("job", i))
	}
	if w := st.Weight(); w > 10_000 {
		t.Errorf("1000 changes of one property hold %d bytes", w)
	}
}

// TestIncarnation: a client learns that what it relied on is gone, whatever took it.
func TestIncarnation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c counter
		st := session.New(session.Options{States: c.state(time.Hour), Capacity: 1, PropsIdle: 2 * time.Hour})
		defer closeStore(t, st)
		equal(t, st.Incarnation("a"), "")
		st.Acquire("a", "client").Release()
		equal(t, st.Incarnation("a"), "") // it holds nothing
		equal(t, st.Knows("a", ""), true)
		set(st, "a", 1)
		first := st.Incarnation("a")
		equal(t, first != "", true)
		equal(t, st.Incarnation("a"), first)
		equal(t, st.Knows("a", first), true)
		equal(t, st.Knows("b", first), false)

		time.Sleep(90 * time.Minute) // a value that has its own time to live is not lost
		synctest.Wait()
		c.check(t, 0, 1)
		equal(t, st.Knows("a", first), true)
		st.Acquire("a", "client").Release()
		equal(t, st.Knows("a", first), true)

		s := st.Acquire("a", "client")
		choose(t, s, "1", "job")
		s.Release()
		equal(t, st.Incarnation("a"), first)
		time.Sleep(2 * time.Hour) // properties that the client shows are
		synctest.Wait()
		equal(t, st.Knows("a", first), false)

		set(st, "a", 1)
		second := st.Incarnation("a")
		equal(t, second != first && st.Knows("a", second), true)
		equal(t, st.Knows("a", first), false)
		set(st, "b", 1) // beyond the capacity
		equal(t, st.Knows("a", second), false)
		equal(t, st.Knows("a", ""), true)
	})
}

func TestProps(t *testing.T) {
	st := session.New(session.Options{})
	defer closeStore(t, st)
	a, b := st.Acquire("a", "client"), st.Acquire("b", "client")
	defer a.Release()
	defer b.Release()
	setProps(t, a, 1, nil)
	if got := a.Props(1); got != nil {
		t.Errorf("got %s", got)
	}
	setProps(t, a, 1, map[string]json.RawMessage{"minimum": []byte("1"), "label": []byte(`"x"`)})
	before := a.Props(1)
	setProps(t, a, 1, map[string]json.RawMessage{"minimum": []byte("null")})
	equal(t, string(before["minimum"]), "1")
	equal(t, string(a.Props(1)["minimum"]), "null")
	equal(t, string(a.Props(1)["label"]), `"x"`)
	equal(t, len(b.Props(1)), 0)
	equal(t, len(a.Props(2)), 0)
}
