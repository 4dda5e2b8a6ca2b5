package check

import (
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// listener checks that a listener uses blocks of one page, and writes each output once.
func (c *checker) listener(fn *model.Fn) {
	var first *model.Block
	look := func(id int, at diag.Span) bool {
		if id < 0 {
			return true
		}
		b := &c.app.Blocks[id]
		switch {
		case blocks.Lookup(b.Kind).Role == spec.KeepsState, b.Twice: // on every page, or on several by mistake
		case first == nil:
			first = b
		case first.Page != b.Page:
			c.list.Errorf(diag.TwoPages, at, "%s is on page %s, but %s is on page %s", name(first), c.app.Pages[first.Page].Name, name(b), c.app.Pages[b.Page].Name).
				Note(first.Span, "%s is declared here", name(first)).
				Note(b.Span, "%s is declared here", name(b)).
				Fix("use only blocks of one page in a listener; to share values between pages, use a State")
			return false
		}
		return true
	}
	for _, t := range fn.Targets {
		if !look(t.Block, t.Span) {
			return
		}
	}
	for _, part := range []struct {
		ids []int
		arg string
	}{{fn.Inputs, "in"}, {fn.Outputs, "out"}, {fn.ShowProgressOn, "show_progress_on"}} {
		for _, id := range part.ids {
			if !look(id, argument(fn, part.arg)) {
				return
			}
		}
	}
	written := map[int]bool{}
	for _, id := range fn.Outputs {
		if written[id] {
			c.list.Errorf(diag.WrittenTwice, argument(fn, "out"), "the listener writes %s twice", name(&c.app.Blocks[id]))
		}
		written[id] = true
	}
}

// argument is the position of an argument of a listener's directive, or else of the
// directive.
func argument(fn *model.Fn, name string) diag.Span {
	if at, ok := fn.ArgSpans[name]; ok {
		return at
	}
	return fn.Span
}

// concurrency checks that listeners with the same concurrency_id have the same limit.
func (c *checker) concurrency() {
	first := map[string]*model.Fn{}
	for i := range c.app.Fns {
		fn := &c.app.Fns[i]
		if fn.ConcurrencyID == "" || fn.ConcurrencyLimit == nil {
			continue
		}
		was := first[fn.ConcurrencyID]
		if was == nil {
			first[fn.ConcurrencyID] = fn
			continue
		}
		if *was.ConcurrencyLimit != *fn.ConcurrencyLimit {
			c.list.Errorf(diag.ConcurrencyClash, argument(fn, "concurrency_limit"), "concurrency_id %s has two limits, %d and %d", fn.ConcurrencyID, *was.ConcurrencyLimit, *fn.ConcurrencyLimit).
				Note(argument(was, "concurrency_limit"), "the other limit")
		}
	}
}
