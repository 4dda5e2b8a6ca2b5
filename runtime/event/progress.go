package event

import (
	"context"
	"iter"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// Progress shows how much of the work is done, from 0 to 1, with a description
// that may be empty. Inside of a loop that [Track] shows, it is the innermost
// bar.
func Progress(ctx context.Context, fraction float64, desc string) {
	show(ctx, job.Progress{Unit: unit, Progress: &fraction, Desc: text(desc)})
}

// ProgressStep shows that step i of n is at work.
func ProgressStep(ctx context.Context, i, n int, desc string) {
	show(ctx, job.Progress{Unit: unit, Index: &i, Length: &n, Desc: text(desc)})
}

// Track goes over a slice and shows a bar with the position in it. Loops inside
// of one another show a bar each. The loop ends early when the event does; the
// handler tells by ctx.Err.
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

// TrackSeq is [Track] for an iterator of n elements; n is 0 when their number
// is not known.
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

// unit is what progress counts; clients print it.
const unit = "steps"

// bar is the bar of one tracked loop; nil does nothing.
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

// show publishes one unit below the bars of the tracked loops.
func show(ctx context.Context, u job.Progress) {
	if s := from(ctx); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.show(&u)
	}
}

// show publishes the bars, and inner below them. The lock is held, so that what
// goroutines of one handler say stays in order.
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
