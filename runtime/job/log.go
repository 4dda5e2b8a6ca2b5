package job

import (
	"encoding/json"
	"slices"
	"sort"
	"time"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// event is what a log knows of the job that a message belongs to.
type event struct {
	id    string
	first int64 // number of its first intermediate output; 0 before there is one
	over  bool
	given time.Time // when its process_completed was first given to a reader
}

// step is one intermediate output. It is encoded when it is read, because a
// reader that has seen none of the event's outputs must get whole values.
type step struct {
	full    []json.RawMessage // whole values, or
	edits   []json.RawMessage // the edits since the step before
	seconds float64
	average float64
	states  []int
	folded  bool // replaces all outputs of the event up to here
}

func (st *step) size() int {
	n := 256
	for _, list := range [...][]json.RawMessage{st.full, st.edits} {
		for _, v := range list {
			n += len(v)
		}
	}
	return n
}

// entry is one message of a log. A dropped one has no kind. One of data, out and disk is
// set.
type entry struct {
	seq  int64
	of   *event
	kind string
	data json.RawMessage
	out  *step
	disk *extent // holds the data
}

func (e *entry) size() int {
	if e.out != nil {
		return e.out.size()
	}
	return len(e.data) + 64
}

// message encodes an entry for a reader that had the log up to a position. One that comes
// back at positions may have come past the outputs that were folded into this one without
// having seen them, or may have seen some: it gets whole values that say so.
func (e *entry) message(after int64, comesBack bool) (m Message, err error) {
	m = Message{Seq: e.seq, Event: e.of.id, Kind: e.kind, Data: e.data}
	if e.disk != nil {
		m.Data, err = e.disk.read()
	}
	if st := e.out; st != nil {
		seen := e.seq > e.of.first // the reader got an earlier output
		if st.folded {
			seen = after >= e.of.first && !comesBack
		}
		data := st.edits
		if st.full != nil {
			data = st.full
			if seen {
				data = replacing(st.full)
			}
		}
		m.Data = wire.Generating(e.of.id, wire.Output{
			Data: data, Duration: st.seconds, AverageDuration: st.average, ChangedStateIDs: st.states,
			Whole: st.folded && comesBack,
		})
	}
	return m, err
}

func replacing(values []json.RawMessage) []json.RawMessage {
	edits := make([]json.RawMessage, len(values))
	for i, v := range values {
		edits[i] = wire.Replace(v)
	}
	return edits
}

// eventLog holds what the events of a session said, in order. Only its end grows;
// what is out of date, or more than it may hold, is dropped from within.
type eventLog struct {
	entries []entry // by seq
	seq     int64   // of the newest, from 1
	arrived int64   // up to here a reader has it
	result  int64   // the newest process_completed
	unread  int     // process_completed that have not arrived
	live    int     // entries that are not dropped
	bytes   int     // size of the live ones in memory

	// When to shrink next: at the bounds, or later if shrinking could not get below
	// them, so that its cost stays in proportion to what is said.
	nextBytes, nextLive int
}

func (l *eventLog) append(e entry) int64 {
	l.seq++
	e.seq = l.seq
	if e.out != nil && e.of.first == 0 {
		e.of.first = e.seq
	}
	if e.kind == wire.KindCompleted {
		l.result = e.seq
		l.unread++
	}
	l.entries = append(l.entries, e)
	l.live++
	l.bytes += e.size()
	return e.seq
}

// after returns the live entries after a position.
func (l *eventLog) after(seq int64) []entry {
	var list []entry
	for _, e := range l.entries[l.find(seq+1):] {
		if e.kind != "" {
			list = append(list, e)
		}
	}
	return list
}

// arrive notes that a reader has the log up to a message.
func (l *eventLog) arrive(seq int64) {
	if seq <= l.arrived {
		return
	}
	for _, e := range l.entries[l.find(l.arrived+1):l.find(seq+1)] {
		if e.kind == wire.KindCompleted {
			l.unread--
		}
	}
	l.arrived = seq
}

// find returns the index of the first entry at or after a position.
func (l *eventLog) find(seq int64) int {
	return sort.Search(len(l.entries), func(i int) bool { return l.entries[i].seq >= seq })
}

// drop removes the entry at a position, if it is there.
func (l *eventLog) drop(seq int64) {
	if i := l.find(seq); i < len(l.entries) && l.entries[i].seq == seq {
		l.remove(&l.entries[i])
		l.tidy()
	}
}

func (l *eventLog) remove(e *entry) {
	if e.kind != "" {
		if e.kind == wire.KindCompleted && e.seq > l.arrived {
			l.unread--
		}
		l.live--
		l.bytes -= e.size()
		if e.disk != nil {
			e.disk.release()
		}
		*e = entry{seq: e.seq, of: e.of}
	}
}

// tidy gives the places of dropped entries back once they are the most.
func (l *eventLog) tidy() {
	if len(l.entries) > 32 && l.live < len(l.entries)/2 {
		l.entries = slices.DeleteFunc(l.entries, func(e entry) bool { return e.kind == "" })
	}
}

// clear drops all entries.
func (l *eventLog) clear() {
	l.each(l.remove)
	l.entries = nil
}
