package job

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// lost is the error of a result that was dropped before anybody read it.
var lost = "The result was dropped, because nobody fetched it."

// shrink brings a log below its bounds when it has outgrown them. What is least
// missed goes first:
//
//  1. of events that are over, all but the last message;
//  2. the single intermediate outputs of running events: one replaces them;
//  3. results that a reader has got, the oldest first;
//  4. notices of running events, the oldest first;
//  5. results that nobody came for, once the log is four times as large as it may
//     be: an error takes their place, and at last they go too.
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
		if large(2) && e.of.over && e.seq <= l.acked {
			l.remove(e)
		}
	})
	l.each(func(e *entry) {
		if large(2) && e.kind == wire.KindLog {
			l.remove(e)
		}
	})
	if l.bytes > 4*maxBytes || l.live > 4*maxEntries {
		l.each(func(e *entry) {
			if large(2) && e.of.over && len(e.data) > 1024 {
				l.bytes -= e.size()
				e.data = wire.Failed(e.of.id, &Failure{Message: &lost, Visible: true, NoTitle: true}, false)
				l.bytes += e.size()
			}
		})
		l.each(func(e *entry) {
			if large(1) && e.of.over {
				l.remove(e)
			}
		})
	}
	l.tidy()
	l.nextBytes, l.nextLive = 2*l.bytes, 2*l.live
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
