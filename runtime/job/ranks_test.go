package job

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkRanks tells n waiting jobs their ranks. It looks inside, because from
// outside the pause between two tellings hides the work.
func BenchmarkRanks(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		for _, sessions := range []int{1, n} {
			b.Run(fmt.Sprintf("%d of %d sessions", n, sessions), func(b *testing.B) {
				m := NewMemory(OneByOne(func(ctx context.Context, _ *Job, _ Emitter) (Output, error) {
					<-ctx.Done()
					return Output{}, ctx.Err()
				}), Options{})
				for i := range n + 1 {
					j := &Job{Session: fmt.Sprint(i % sessions), Group: Group{ID: "g", Limit: 1}}
					if _, err := m.Submit(b.Context(), j); err != nil {
						b.Fatal(err)
					}
				}
				for b.Loop() {
					m.mu.Lock()
					m.tellRanks(m.groups["g"])
					m.mu.Unlock()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/rank")
				ctx, cancel := context.WithCancel(b.Context())
				cancel()
				_ = m.Drain(ctx)
			})
		}
	}
}
