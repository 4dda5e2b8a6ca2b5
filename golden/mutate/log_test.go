package mutate_test

// logMutations are mistakes in the logs of sessions: what is kept, for whom, and where.
var logMutations = []mutation{
	{
		name: "log-unread-results-are-dropped", file: "runtime/job/shrink.go",
		old: "if large(2) && e.of.over && l.has(e) {", new: "if large(2) && e.of.over {",
	},
	{
		name: "log-results-are-never-dropped", file: "runtime/job/shrink.go",
		old: "if large(2) && e.of.over && l.has(e) {", new: "if large(2) && !e.of.over && l.has(e) {",
	},
	{
		name: "log-given-results-are-never-dropped", file: "runtime/job/shrink.go",
		old: "return e.seq <= l.arrived || !e.of.given.IsZero() && time.Since(e.of.given) > receipt", new: "return e.seq <= l.arrived || !e.of.given.IsZero() && time.Since(e.of.given) > 1000*receipt",
	},
	{
		name: "log-given-results-are-dropped-at-once", file: "runtime/job/shrink.go",
		old: "!e.of.given.IsZero() && time.Since(e.of.given) > receipt", new: "!e.of.given.IsZero() && time.Since(e.of.given) < receipt",
	},
	{
		name: "log-old-messages-stay", file: "runtime/job/shrink.go",
		old: "if e.of.over && e.kind != wire.KindCompleted {", new: "if !e.of.over && e.kind == wire.KindCompleted {",
	},
	{
		name: "log-shrinks-each-time", file: "runtime/job/shrink.go",
		old: "l.nextBytes, l.nextLive = 2*l.bytes, 2*l.live", new: "l.nextBytes, l.nextLive = 0, 0",
		accepted: "it costs time only: each message of a log that stays above its bounds would go through the whole log",
	},
	{
		name: "log-folded-edits-are-lost", file: "runtime/job/shrink.go",
		old: "edits[i] = append(edits[i], list)", new: "edits[i] = append(edits[i][:0], list)",
	},
	{
		name: "log-folded-output-counts-twice", file: "runtime/job/shrink.go",
		old: "l.bytes += st.size() - last.size()", new: "l.bytes += st.size()",
	},
	{
		name: "log-whole-values-for-whom-has-them", file: "runtime/job/log.go",
		old: "seen := e.seq > e.of.first", new: "seen := e.seq < e.of.first",
	},
	{
		name: "log-folded-output-as-the-first", file: "runtime/job/log.go",
		old: "seen = after >= e.of.first", new: "seen = after > e.of.first",
	},
	{
		name: "log-arrived-results-count-as-unread", file: "runtime/job/log.go",
		old: "l.find(seq+1)] {\n\t\tif e.kind == wire.KindCompleted {", new: "l.find(seq+1)] {\n\t\tif e.kind == wire.KindStarts {",
	},
	{
		name: "log-dropped-results-count-as-unread", file: "runtime/job/log.go",
		old: "e.kind == wire.KindCompleted && e.seq > l.arrived {\n\t\t\tl.unread--", new: "e.kind == wire.KindCompleted && e.seq > l.arrived {\n\t\t\tl.unread += 0",
		accepted: "results that have not arrived are dropped only a minute after they were given, or with their log; the count errs towards keeping",
	},
	{
		name: "log-arrival-goes-back", file: "runtime/job/log.go",
		old: "if seq <= l.arrived {\n\t\treturn\n\t}", new: "if seq == l.arrived {\n\t\treturn\n\t}",
	},
	{
		name: "log-places-of-dropped-messages-stay", file: "runtime/job/log.go",
		old: "if len(l.entries) > 32 && l.live < len(l.entries)/2 {", new: "if len(l.entries) > 32 && l.live < 0 {",
	},
	{
		name: "log-dropped-messages-count", file: "runtime/job/log.go",
		old: "l.live--\n\t\tl.bytes -= e.size()", new: "l.live--",
	},
	{
		name: "log-dropped-results-stay-on-the-disk", file: "runtime/job/log.go",
		old: "\t\tif e.disk != nil {\n\t\t\te.disk.release()\n\t\t}\n", new: "",
	},
	{
		name: "log-positions-of-another-log", file: "runtime/job/reader.go",
		old: "case after.Log != s.incarnation || after.Seq > s.log.seq:", new: "case after.Seq > s.log.seq:",
	},
	{
		name: "log-positions-beyond-its-end", file: "runtime/job/reader.go",
		old: "case after.Log != s.incarnation || after.Seq > s.log.seq:", new: "case after.Log != s.incarnation:",
	},
	{
		name: "log-what-is-read-has-arrived", file: "runtime/job/reader.go",
		old: "r.s.log.arrive(r.had)", new: "r.s.log.arrive(max(r.had, r.at))",
	},
	{
		name: "log-position-of-the-page-does-not-count", file: "runtime/job/reader.go",
		old: "\t\ts.log.arrive(r.at)\n", new: "",
	},
	{
		name: "log-reader-without-a-position-starts-again", file: "runtime/job/reader.go",
		old: "r.at = s.log.arrived", new: "r.at = 0",
	},
	{
		name: "log-edits-from-the-wrong-place", file: "runtime/job/reader.go",
		old: "r.from = r.at", new: "r.from = 0",
	},
	{
		name: "log-result-is-overwritten-while-it-is-read", file: "runtime/job/reader.go",
		old: "e.disk.hold()", new: "",
	},
	{
		name: "log-read-results-hold-the-disk", file: "runtime/job/reader.go",
		old: "\tif e.disk != nil {\n\t\te.disk.release()\n\t}\n\tif err", new: "\tif err",
	},
	{
		name: "log-closed-reader-holds-the-disk", file: "runtime/job/reader.go",
		old: "\t\tif e.disk != nil {\n\t\t\te.disk.release()\n\t\t}\n\t}\n\tr.batch = nil", new: "\t\t_ = e\n\t}\n\tr.batch = nil",
	},
	{
		name: "log-finished-before-the-result", file: "runtime/job/reader.go",
		old: "if len(r.s.pending) > 0 || r.s.log.result > r.at {", new: "if len(r.s.pending) > 0 {",
	},
	{
		name: "log-close-is-never-over", file: "runtime/job/reader.go",
		old: "\t\tclose(r.closing)\n", new: "",
	},
	{
		name: "log-close-is-not-announced", file: "runtime/job/reader.go",
		old: "if r.follows && r.closing == nil {", new: "if !r.follows && r.closing == nil {",
	},
	{
		name: "log-closed-readers-count", file: "runtime/job/reader.go",
		old: "\tr.s.readers--\n", new: "",
	},
	{
		name: "log-unread-log-is-idle", file: "runtime/job/clientlog.go",
		old: "case s.log.unread > 0:", new: "case s.log.unread < 0:",
	},
	{
		name: "log-any-number-of-idle-sessions", file: "runtime/job/clientlog.go",
		old: "(m.idle.Len() > m.opt.Sessions || m.crowded())", new: "m.crowded()",
	},
	{
		name: "log-idle-sessions-keep-the-memory", file: "runtime/job/clientlog.go",
		old: "(m.idle.Len() > m.opt.Sessions || m.crowded())", new: "m.idle.Len() > m.opt.Sessions",
	},
	{
		name: "log-forgotten-logs-count", file: "runtime/job/clientlog.go",
		old: "m.logs.Give(s.client, int64(s.log.bytes)+logOverhead)", new: "",
	},
	{
		name: "log-messages-are-not-counted", file: "runtime/job/clientlog.go",
		old: "m.logs.Add(s.client, int64(s.log.bytes-before))", new: "_ = before",
	},
	{
		name: "log-crowded-logs-do-not-shrink", file: "runtime/job/clientlog.go",
		old: "maxBytes = 0\n", new: "maxBytes *= 1\n",
	},
	{
		name: "log-unread-log-is-kept-for-ever", file: "runtime/job/memory.go",
		old: "m.unread.limit, m.unread.next = m.opt.Keep, &m.idle", new: "m.unread.limit, m.unread.next = 1000*m.opt.Keep, &m.idle",
	},
	{
		name: "log-everything-stays-in-memory", file: "runtime/job/batch.go",
		old: "if fits || len(result) <= smallResult {", new: "if fits || len(result) >= 0 {",
	},
	{
		name: "log-lost-result-without-a-word", file: "runtime/job/batch.go",
		old: "return message(unstored(t.job.ID))", new: "return message(result[:0])",
	},
	{
		name: "spill-file-grows-without-end", file: "runtime/job/spill.go",
		old: "if s.size+1<<x.class > s.limit {", new: "if s.size < 0 {",
	},
	{
		name: "spill-parts-are-not-used-again", file: "runtime/job/spill.go",
		old: "s.free[x.class] = append(s.free[x.class], x.off)", new: "",
	},
	{
		name: "spill-parts-are-used-twice", file: "runtime/job/spill.go",
		old: "s.free[x.class] = list[:len(list)-1]", new: "",
	},
	{
		name: "spill-parts-overlap", file: "runtime/job/spill.go",
		old: "bits.Len(uint(len(data)-1))", new: "bits.Len(uint(len(data)-1))-1",
	},
	{
		name: "spill-users-are-not-counted", file: "runtime/job/spill.go",
		old: "if x.users--; x.users > 0 {", new: "if x.users--; x.users > 1 {",
	},
	{
		name: "spill-free-parts-count", file: "runtime/job/spill.go",
		old: "s.held.Give(x.client, 1<<x.class)", new: "",
	},
	{
		name: "spill-empty-file-stays-large", file: "runtime/job/spill.go",
		old: "_ = s.file.Truncate(0)", new: "",
	},
	{
		name: "spill-closed-file-is-used", file: "runtime/job/spill.go",
		old: "\ts.limit = 0\n", new: "",
	},
	{
		name: "position-without-an-incarnation", file: "runtime/job/position.go",
		old: "|| found && log == \"\" {", new: "{",
	},
	{
		name: "position-below-zero", file: "runtime/job/position.go",
		old: "err != nil || seq < 0 ||", new: "err != nil ||",
	},
}
