package mutate_test

// sessionMutations are mistakes in the sessions, and in how what there is of something is
// shared.
var sessionMutations = []mutation{
	{
		name: "session-touch-does-not-renew-the-lease-in-use", file: "runtime/session/store.go",
		old: "\ts.due = false\n", new: "",
	},
	{
		name: "session-touch-does-not-renew-the-lease", file: "runtime/session/store.go",
		old: "\ts.due = false\n\tst.silence(&s.left)\n", new: "\ts.due = false\n",
	},
	{
		name: "session-ends-in-use", file: "runtime/session/store.go",
		old: "if s.users > 0 {\n\t\t\ts.due = true", new: "if s.users < 0 {\n\t\t\ts.due = true",
	},
	{
		name: "session-outlives-its-lease", file: "runtime/session/store.go",
		old: "case s.throwAway || s.due || st.closed || s.empty():", new: "case s.throwAway || st.closed || s.empty():",
	},
	{
		name: "session-empty-ones-are-kept", file: "runtime/session/store.go",
		old: "case s.throwAway || s.due || st.closed || s.empty():", new: "case s.throwAway || s.due || st.closed:",
	},
	{
		name: "session-one-beyond-the-capacity", file: "runtime/session/store.go",
		old: "for st.resting > st.opt.Capacity {", new: "for st.resting > st.opt.Capacity+1 {",
	},
	{
		name: "session-connected-ones-go-first", file: "runtime/session/store.go",
		old: "if st.clients[s.hash] > 0 {\n\t\ts.resting", new: "if st.clients[s.hash] < 0 {\n\t\ts.resting",
	},
	{
		name: "session-second-connection-does-not-count", file: "runtime/session/store.go",
		old: "if st.clients[hash]--; st.clients[hash] > 0 {", new: "if st.clients[hash]--; st.clients[hash] > 1 {",
	},
	{
		name: "session-strangers-stay-in-the-list-of-connections", file: "runtime/session/store.go",
		old: "\tdelete(st.clients, hash)\n", new: "",
	},
	{
		name: "session-ended-ones-count", file: "runtime/session/store.go",
		old: "st.owners.add(s.owner, -1)", new: "",
	},
	{
		name: "session-values-are-not-deleted", file: "runtime/session/store.go",
		old: "st.doomed = append(st.doomed, value{c, anyVersion})", new: "",
	},
	{
		name: "session-panic-in-delete-ends-the-app", file: "runtime/session/store.go",
		old: "if r := recover(); r != nil {", new: "if r := any(nil); r != nil {",
	},
	{
		name: "session-the-longest-used-goes-first", file: "runtime/session/store.go",
		old: "s.place = s.resting.PushBack(s)", new: "s.place = s.resting.PushFront(s)",
	},
	{
		name: "session-client-with-the-fewest-goes-first", file: "runtime/session/owner.go",
		old: "for n := len(o.byCount) - 1; n > 0; n-- {", new: "for n := range o.byCount {",
	},
	{
		name: "session-old-deadline-deletes-a-new-value", file: "runtime/session/session.go",
		old: "if c.version == 0 || version != anyVersion && version != c.version {", new: "if c.version == 0 {",
	},
	{
		name: "session-lifetime-does-not-start-again", file: "runtime/session/session.go",
		old: "version := c.version\n\tc.mu.Unlock()\n\ts.expire(c, version)", new: "version := c.version\n\tc.mu.Unlock()\n\tif version == 1 {\n\t\ts.expire(c, version)\n\t}",
	},
	{
		name: "session-lock-of-one-state-twice", file: "runtime/session/session.go",
		old: "ids = slices.Compact(slices.Sorted(slices.Values(ids)))", new: "ids = slices.Sorted(slices.Values(ids))",
	},
	{
		name: "session-locks-in-any-order", file: "runtime/session/session.go",
		old: "ids = slices.Compact(slices.Sorted(slices.Values(ids)))", new: "ids = slices.Compact(slices.Clone(ids))",
	},
	{
		name: "session-cancelled-lock-stays", file: "runtime/session/session.go",
		old: "\t\tunlock()\n\t\treturn nil, err", new: "\t\treturn nil, err",
	},
	{
		name: "session-earlier-properties-are-forgotten", file: "runtime/session/session.go",
		old: "\tmaps.Copy(next, s.props[id])\n", new: "",
	},
	{
		name: "session-properties-of-one-without-end", file: "runtime/session/session.go",
		old: "if all+more > s.store.opt.Bytes/8 {", new: "if more > s.store.opt.Bytes/8 {",
	},
	{
		name: "session-properties-without-end", file: "runtime/session/weight.go",
		old: "for st.weight > st.opt.Bytes {", new: "for st.weight < 0 {",
	},
	{
		name: "session-small-client-loses-its-properties", file: "runtime/session/weight.go",
		old: "return s.owner.weight > other.owner.weight", new: "return s.owner.weight < other.owner.weight",
	},
	{
		name: "session-properties-do-not-expire", file: "runtime/session/weight.go",
		old: "if s.weight > 0 && !s.ended {", new: "if s.weight < 0 && !s.ended {",
	},
	{
		name: "session-forgotten-properties-count", file: "runtime/session/weight.go",
		old: "\tst.add(s, -s.weight)\n", new: "",
	},
	{
		name: "limit-no-share", file: "runtime/limit/limit.go",
		old: "held > max(b.floor, free) {", new: "held > max(b.floor, b.limit) {",
	},
	{
		name: "limit-no-floor", file: "runtime/limit/limit.go",
		old: "held > max(b.floor, free) {", new: "held > free {",
	},
	{
		name: "limit-last-unit", file: "runtime/limit/limit.go",
		old: "if free < 0 {", new: "if free <= 0 {",
	},
	{
		name: "limit-no-end", file: "runtime/limit/limit.go",
		old: "if free < 0 {", new: "if free < -b.limit {",
	},
	{
		name: "limit-nothing-comes-back", file: "runtime/limit/limit.go",
		old: "\tb.used -= n\n", new: "",
	},
	{
		name: "limit-shares-do-not-come-back", file: "runtime/limit/limit.go",
		old: "if b.held[client] -= n; b.held[client] <= 0 {", new: "if b.held[client] <= 0 {",
	},
	{
		name: "limit-clients-stay-in-the-list", file: "runtime/limit/limit.go",
		old: "\t\tdelete(b.held, client)\n", new: "\t\tb.held[client] = 0\n",
	},
	{
		name: "limit-each-address-of-a-network", file: "runtime/limit/limit.go",
		old: "addr.Prefix(64)", new: "addr.Prefix(128)",
	},
	{
		name: "limit-mapped-addresses", file: "runtime/limit/limit.go",
		old: "addr = addr.Unmap().WithZone(\"\")", new: "addr = addr.WithZone(\"\")",
	},
	{
		name: "limit-gate-for-one", file: "runtime/limit/gate.go",
		old: "return g.running < g.places && g.inside[client] < g.each", new: "return g.running < g.places",
	},
	{
		name: "limit-gate-without-places", file: "runtime/limit/gate.go",
		old: "return g.running < g.places && g.inside[client] < g.each", new: "return g.inside[client] < g.each",
	},
	{
		name: "limit-gate-any-number-waits", file: "runtime/limit/gate.go",
		old: "if g.queued[client] >= g.waiting {", new: "if g.queued[client] < 0 {",
	},
	{
		name: "limit-gate-first-in-line-stops-all", file: "runtime/limit/gate.go",
		old: "place = place.Next() {", new: "place = nil {",
	},
	{
		name: "limit-gate-cancelled-visitors-stay", file: "runtime/limit/gate.go",
		old: "default:\n\t\tg.unqueue(place)", new: "default:\n\t\t_ = place",
	},
	{
		name: "limit-memory-limit-is-ignored", file: "runtime/limit/memory.go",
		old: "total = soft / 2", new: "total = DefaultMemory",
	},
}
