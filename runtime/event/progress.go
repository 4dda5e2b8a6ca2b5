package event

import (
	"context"
	"iter"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// Progress shows a bar with the fraction of the work that is done, from 0 to 1, and a
// description, which can be empty. Inside a loop of [Track], it is the innermost bar.
func Progress(ctx context.Context, fraction float64, desc string) {
	show(ctx, job.Progress{Unit: unit, Progress: &fraction, Desc: text(desc)})
}

// ProgressStep shows a bar with step i of n and a description, which can be empty.
func ProgressStep(ctx context.Context, i, n int, desc string) {
	show(ctx, job.Progress{Unit: unit, Index: &i, Length: &n, Desc: text(desc)})
}

// Track iterates over a slice and shows a bar with the position. Nested loops show a
// bar each. If ctx is cancelled, the loop ends early; the handler can check ctx.Err.
//
//	for i, file := range event.Track(ctx, files, "Reading") {
func Track[T any](ctx context.Context, items []T, desc string) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for item := range track(ctx, slices.Values(items), len(items), desc) {
			if !yield(i, item) {
				return
			}
			i++
		}
	}
}

// TrackSeq is [Track] for an iterator of n elements. If their number is not known, n
// is 0.
func TrackSeq[T any](ctx context.Context, seq iter.Seq[T], n int, desc string) iter.Seq[T] {
	return track(ctx, seq, n, desc)
}

func track[T any](ctx context.Context, seq iter.Seq[T], n int, desc string) iter.Seq[T] {
	return func(yield func(T) bool) {
		b := begin(ctx, n, desc)
		defer b.end()
		for item := range seq {
			if ctx.Err() != nil || !yield(item) {
				return
			}
			b.step()
		}
	}
}

// unit is the unit of progress, which clients show.
const unit = "steps"

// bar is the bar of one tracked loop. The methods of a nil bar do nothing.
type bar struct {
	scope  *scope
	index  int
	length *int
	desc   *string
}

func begin(ctx context.Context, n int, desc string) *bar {
	s := from(ctx)
	if s == nil {
		return nil
	}
	b := &bar{scope: s, desc: text(desc)}
	if n > 0 {
		b.length = &n
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bars = append(s.bars, b)
	s.show(nil)
	return b
}

func (b *bar) step() {
	if b == nil {
		return
	}
	b.scope.mu.Lock()
	defer b.scope.mu.Unlock()
	b.index++
	b.scope.show(nil)
}

func (b *bar) end() {
	if b == nil {
		return
	}
	b.scope.mu.Lock()
	defer b.scope.mu.Unlock()
	b.scope.bars = slices.DeleteFunc(b.scope.bars, func(x *bar) bool { return x == b })
}

// show sends one more bar below those of the tracked loops.
func show(ctx context.Context, u job.Progress) {
	if s := from(ctx); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.show(&u)
	}
}

// show sends the bars, and inner below them. The caller holds the lock, so that the
// messages of several goroutines are sent in order.
func (s *scope) show(inner *job.Progress) {
	units := make([]job.Progress, 0, len(s.bars)+1)
	for _, b := range s.bars {
		index := b.index
		units = append(units, job.Progress{Index: &index, Length: b.length, Unit: unit, Desc: b.desc})
	}
	if inner != nil {
		units = append(units, *inner)
	}
	s.emitter.Progress(units)
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
