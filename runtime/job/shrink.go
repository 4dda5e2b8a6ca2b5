package job

import (
	"encoding/json"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// receipt is how long after a message was given to a reader it counts as arrived,
// though nobody said so: by then the reader has got it, or has lost its connection.
const receipt = time.Minute

// shrink brings a log below its bounds when it has outgrown them, as far as that goes
// without the loss of a result that no reader has got. What is least missed goes first:
//
//  1. of events that are over, all but the last message;
//  2. the single intermediate outputs of running events: one replaces them;
//  3. results that have arrived at a reader, the oldest first;
//  4. notices of running events, the oldest first.
func (l *eventLog) shrink(maxBytes, maxEntries int) {
	if l.bytes <= max(maxBytes, l.nextBytes) && l.live <= max(maxEntries, l.nextLive) {
		return
	}
	large := func(part int) bool { return l.bytes > maxBytes/part || l.live > maxEntries/part }

	l.each(func(e *entry) {
		if e.of.over && e.kind != wire.KindCompleted {
			l.remove(e)
		}
	})
	l.fold()
	l.each(func(e *entry) {
		if large(2) && e.of.over && l.has(e) {
			l.remove(e)
		}
	})
	l.each(func(e *entry) {
		if large(2) && e.kind == wire.KindLog {
			l.remove(e)
		}
	})
	l.tidy()
	l.nextBytes, l.nextLive = 2*l.bytes, 2*l.live
}

// has reports whether a reader has got a result.
func (l *eventLog) has(e *entry) bool {
	return e.seq <= l.arrived || !e.of.given.IsZero() && time.Since(e.of.given) > receipt
}

// each calls f with every live entry, the oldest first.
func (l *eventLog) each(f func(e *entry)) {
	for i := range l.entries {
		if l.entries[i].kind != "" {
			f(&l.entries[i])
		}
	}
}

// fold puts one entry with whole values in the place of all intermediate outputs
// of each event.
func (l *eventLog) fold() {
	steps := map[*event][]*entry{}
	l.each(func(e *entry) {
		if e.out != nil {
			steps[e.of] = append(steps[e.of], e)
		}
	})
	for _, list := range steps {
		last := list[len(list)-1]
		full, ok := foldSteps(list)
		if len(list) == 1 || !ok {
			continue
		}
		st := *last.out
		st.full, st.edits, st.folded = full, nil, true
		l.bytes += st.size() - last.size()
		last.out = &st
		for _, e := range list[:len(list)-1] {
			l.remove(e)
		}
	}
}

// foldSteps returns the whole values after a list of outputs, which starts with
// whole ones. It fails where the edits do not go with the values.
func foldSteps(list []*entry) ([]json.RawMessage, bool) {
	var full []json.RawMessage
	var edits [][]json.RawMessage // per output
	apply := func() bool {
		next := make([]json.RawMessage, len(full))
		for i, v := range full {
			var err error
			if next[i], err = wire.Apply(v, edits[i]...); err != nil {
				return false
			}
		}
		full = next
		return true
	}
	for _, e := range list {
		if e.out.full != nil {
			full, edits = e.out.full, make([][]json.RawMessage, len(e.out.full))
			continue
		}
		if len(e.out.edits) != len(full) {
			return nil, false
		}
		for i, list := range e.out.edits {
			if len(list) > 0 {
				edits[i] = append(edits[i], list)
			}
		}
	}
	return full, apply()
}
