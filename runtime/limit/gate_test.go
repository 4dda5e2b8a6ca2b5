package limit_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// TestGate: work of one second each. One client has half of the places, the next one does
// not wait behind it.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := limit.NewGate(4, 10)
		start := time.Now()
		var all sync.WaitGroup
		var mu sync.Mutex
		ended := map[string][]time.Duration{}
		work := func(client string) {
			all.Go(func() {
				if err := g.Enter(t.Context(), client); err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Second)
				g.Leave(client)
				mu.Lock()
				defer mu.Unlock()
				ended[client] = append(ended[client], time.Since(start))
			})
		}
		for range 12 {
			work("a")
		}
		synctest.Wait()
		if err := g.Enter(t.Context(), "a"); !errors.Is(err, limit.ErrShare) {
			t.Errorf("the 13th of a: %v", err)
		}
		for range 2 {
			work("b")
		}
		synctest.Wait()
		for range 2 {
			work("c") // all places are taken
		}
		all.Wait()
		if last := ended["a"][11]; last != 6*time.Second {
			t.Errorf("12 of a ended after %v", last)
		}
		if last := ended["b"][1]; last != time.Second {
			t.Errorf("2 of b ended after %v", last)
		}
		if last := ended["c"][1]; last != 2*time.Second {
			t.Errorf("2 of c ended after %v", last)
		}
	})
}

// TestGateGivesUp: who goes away while it waits takes no place.
func TestGateGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := limit.NewGate(1, 10)
		if err := g.Enter(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for range 10 {
			go func() {
				if err := g.Enter(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		g.Leave("a")
		for range 3 {
			if err := g.Enter(t.Context(), "b"); err != nil {
				t.Fatal(err)
			}
			g.Leave("b")
		}
	})
}
