package limit_test

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"

	"pgregory.net/rapid"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

func TestTake(t *testing.T) {
	b := limit.New(100, 4)
	for i, step := range []struct {
		client string
		n      int64
		want   error
	}{
		{"a", 50, nil},              // half
		{"a", 1, limit.ErrShare},    // no more
		{"b", 26, limit.ErrShare},   // would leave 24
		{"b", 25, nil},              // leaves 25
		{"c", 12, nil},              // leaves 13
		{"d", 7, limit.ErrShare},    // would leave 6
		{"d", 4, nil},               // the floor
		{"", 9, nil},                // the app itself takes what there is
		{"", 1, limit.ErrFull},      // and no more
		{"e", 1, limit.ErrFull},     // not even within the floor
		{"a", -50, nil},             // gives back
		{"e", 25, nil},              // leaves 25
		{"e", 1, limit.ErrShare},    // would leave 24
		{"f", 1000, limit.ErrShare}, // never
		{"", 1000, limit.ErrFull},
		{"a", 1, nil}, // it holds nothing any more
	} {
		if step.n < 0 {
			b.Give(step.client, -step.n)
			continue
		}
		if err := b.Allows(step.client, step.n); !errors.Is(err, step.want) {
			t.Errorf("step %d: Allows(%q, %d) with %d used: %v", i, step.client, step.n, b.Used(), err)
		}
		if err := b.Take(step.client, step.n); !errors.Is(err, step.want) {
			t.Errorf("step %d: Take(%q, %d) with %d used: %v", i, step.client, step.n, b.Used(), err)
		}
	}
	if b.Used() != 76 {
		t.Errorf("%d used", b.Used())
	}
}

// TestFlat: clients that hold nothing leave nothing behind.
func TestFlat(t *testing.T) {
	b := limit.New(1<<30, 0)
	client := 0
	load := func() uint64 {
		for range 20_000 {
			client++
			name := fmt.Sprintf("%100d", client)
			if err := b.Take(name, 1); err != nil {
				t.Fatal(err)
			}
			b.Give(name, 1)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := load()
	if second := load(); second > first+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes", first, second)
	}
	if b.Used() != 0 {
		t.Errorf("%d used", b.Used())
	}
}

func TestUnlimited(t *testing.T) {
	var none *limit.Budget
	for _, b := range []*limit.Budget{none, limit.New(0, 0)} {
		if err := errors.Join(b.Take("a", 1<<60), b.Allows("a", 1<<60)); err != nil {
			t.Error(err)
		}
		b.Give("a", 1<<60)
		if b.Used() != 0 {
			t.Errorf("%d used", b.Used())
		}
	}
}

// TestSomethingIsLeft: however clients take and give, one that holds nothing is not
// refused for the sake of the others, and the books balance.
func TestSomethingIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.Int64Range(10, 10_000).Draw(t, "limit")
		b := limit.New(all, 0)
		held := map[string]int64{}
		clients := rapid.IntRange(1, 8).Draw(t, "clients")
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			c := fmt.Sprint(rapid.IntRange(1, clients).Draw(t, "client"))
			n := rapid.Int64Range(1, all).Draw(t, "n")
			if n <= held[c] && rapid.Bool().Draw(t, "give") {
				b.Give(c, n)
				held[c] -= n
			} else if b.Take(c, n) == nil {
				held[c] += n
			}
		}
		var sum int64
		for _, n := range held {
			sum += n
		}
		if sum != b.Used() {
			t.Fatalf("%d held, %d used", sum, b.Used())
		}
		if free := all - sum; free < all>>clients {
			t.Fatalf("%d clients leave %d of %d", clients, free, all)
		} else if err := b.Take("new", free/2); err != nil {
			t.Fatalf("a new client is refused %d of %d: %v", free/2, free, err)
		}
	})
}

func TestStatus(t *testing.T) {
	if a, b := limit.Status(limit.ErrShare), limit.Status(limit.ErrFull); a != 429 || b != 503 {
		t.Error(a, b)
	}
}

func TestClient(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7", "2001:db8:1:2:3::1": "2001:db8:1:2::/64",
		"2001:db8:1:2:4::9": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "unix": "unix",
	} {
		if got := limit.Client(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestDivide(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	if m := limit.Divide(1 << 20); m != (limit.Memory{Calls: 1 << 18, Properties: 1 << 18, Results: 1 << 17}) {
		t.Errorf("of 1 MiB: %+v", m)
	}
	if m := limit.Divide(0); m.Calls+m.Properties+m.Results != limit.DefaultMemory*5/8 {
		t.Errorf("without a limit: %+v", m)
	}
	debug.SetMemoryLimit(100 << 20)
	if m := limit.Divide(0); m.Calls != (50<<20)/4 {
		t.Errorf("with a limit of 100 MiB: %+v", m)
	}
}
