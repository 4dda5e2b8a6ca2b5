package mutate_test

// queueMutations are mistakes in the queue: who waits for whom, and for how long.
var queueMutations = []mutation{
	{
		name: "queue-writers-of-a-state-run-together", file: "runtime/job/batch.go",
		old: "return !slices.ContainsFunc(t.job.Turns, func(turn string) bool { return m.turns[turn] })", new: "return !slices.ContainsFunc(t.job.Turns, func(turn string) bool { return turn == \"\" })",
	},
	{
		name: "queue-turns-are-never-given-back", file: "runtime/job/batch.go",
		old: "\t\tdelete(m.turns, turn)\n", new: "\t\t_ = turn\n",
	},
	{
		name: "queue-blocked-groups-stay-blocked", file: "runtime/job/batch.go",
		old: "delete(m.blocked, g)\n\t\tm.offer(g)", new: "delete(m.blocked, g)",
	},
	{
		name: "queue-one-client-takes-the-last-places", file: "runtime/job/batch.go",
		old: "m.runs[t.job.Client] > m.opt.MaxRunning/2 {", new: "m.runs[t.job.Client] > m.opt.MaxRunning {",
	},
	{
		name: "queue-running-jobs-of-a-client-are-not-counted-down", file: "runtime/job/batch.go",
		old: "if m.runs[t.job.Client]--; m.runs[t.job.Client] == 0 {", new: "if m.runs[t.job.Client] == 0 {",
	},
	{
		name: "queue-batch-one-too-large", file: "runtime/job/batch.go",
		old: "len(tasks) < first.job.Group.Batch &&", new: "len(tasks) <= first.job.Group.Batch &&",
	},
	{
		name: "queue-batch-of-several-listeners", file: "runtime/job/batch.go",
		old: "t.job.Fn == first.job.Fn && m.mayStart(t)", new: "m.mayStart(t)",
	},
	{
		name: "queue-batch-breaks-turns", file: "runtime/job/batch.go",
		old: "t.job.Fn == first.job.Fn && m.mayStart(t)", new: "t.job.Fn == first.job.Fn",
	},
	{
		name: "queue-failures-count-in-averages", file: "runtime/job/batch.go",
		old: "if err == nil && !cancelled {", new: "if !cancelled {",
	},
	{
		name: "queue-ended-jobs-keep-their-bytes", file: "runtime/job/batch.go",
		old: "\t\tm.complete(t, ends[i])\n\t\tm.release(t)\n", new: "\t\tm.complete(t, ends[i])\n",
	},
	{
		name: "queue-lost-outcomes", file: "runtime/job/batch.go",
		old: "len(list) == len(items) {", new: "len(list) <= len(items) {",
	},
	{
		name: "queue-panic-of-a-runner", file: "runtime/job/batch.go",
		old: "if r := recover(); r != nil {", new: "if r := any(nil); r != nil {",
	},
	{
		name: "queue-results-that-are-not-json", file: "runtime/job/batch.go",
		old: "if err = valid(out.Full); err != nil {", new: "if err = valid(nil); err != nil {",
	},
	{
		name: "queue-one-too-many-of-a-session", file: "runtime/job/admit.go",
		old: ">= m.opt.PerSession {", new: "> m.opt.PerSession {",
	},
	{
		name: "queue-unread-results-do-not-stop-a-session", file: "runtime/job/admit.go",
		old: "s.log.unread >= m.opt.LogEntries {", new: "s.log.unread < 0 {",
	},
	{
		name: "queue-refused-jobs-keep-their-place", file: "runtime/job/admit.go",
		old: "err != nil {\n\t\t\tplace.Give(t.job.Client, 1)\n\t\t}", new: "err != nil {\n\t\t}",
	},
	{
		name: "queue-full-logs-do-not-stop-a-client", file: "runtime/job/admit.go",
		old: "err := m.roomForLogs(t.job.Client)", new: "err := m.roomForLogs(\"\")",
	},
	{
		name: "queue-full-disk-does-not-stop-a-client", file: "runtime/job/admit.go",
		old: "return m.spill.held.Allows(client, 0)", new: "return nil",
	},
	{
		name: "queue-direct-jobs-keep-their-place", file: "runtime/job/admit.go",
		old: "m.direct.Give(t.job.Client, 1)", new: "",
	},
	{
		name: "queue-dropped-jobs-keep-their-bytes", file: "runtime/job/admit.go",
		old: "m.dequeue(t)\n\tm.release(t)", new: "m.dequeue(t)",
	},
	{
		name: "queue-started-jobs-keep-their-place", file: "runtime/job/group.go",
		old: "m.places.Give(t.job.Client, 1)", new: "",
	},
	{
		name: "queue-started-jobs-count-as-waiting", file: "runtime/job/group.go",
		old: "\t\tm.owned[owner]--\n", new: "\t\tm.owned[owner] += 0\n",
	},
	{
		name: "queue-concurrency-limit-one-too-large", file: "runtime/job/group.go",
		old: "len(g.running) >= g.limit }", new: "len(g.running) > g.limit }",
	},
	{
		name: "queue-highest-limit-of-a-group-counts", file: "runtime/job/group.go",
		old: "g.Limit < have.limit) {", new: "g.Limit > have.limit) {",
	},
	{
		name: "queue-any-number-runs", file: "runtime/job/group.go",
		old: "for m.running < m.opt.MaxRunning && m.ready.Len() > 0 {", new: "for m.ready.Len() > 0 {",
	},
	{
		name: "queue-eta-without-batches", file: "runtime/job/group.go",
		old: "e.wait += n * *average / float64(e.limit*e.batch)", new: "e.wait += n * *average / float64(e.limit)",
	},
	{
		name: "queue-eta-forgets-what-runs", file: "runtime/job/group.go",
		old: "eta := *average + e.wait + e.first", new: "eta := *average + e.wait",
	},
	{
		name: "queue-eta-of-the-unknown", file: "runtime/job/group.go",
		old: "} else {\n\t\te.known = false\n\t}", new: "}",
	},
	{
		name: "queue-ranks-are-not-told-again", file: "runtime/job/group.go",
		old: "\tm.ranks(g)\n", new: "",
	},
	{
		name: "queue-rank-counts-itself", file: "runtime/job/fair.go",
		old: "sum := -1", new: "sum := 0",
	},
	{
		name: "queue-clients-take-no-turns", file: "runtime/job/fair.go",
		old: "\tq.turns.order.MoveToBack(t.lane.client.place)\n", new: "",
	},
	{
		name: "queue-sessions-take-no-turns", file: "runtime/job/fair.go",
		old: "\tt.lane.client.turns.order.MoveToBack(t.lane.place)\n", new: "",
	},
	{
		name: "queue-empty-lanes-stay", file: "runtime/job/fair.go",
		old: "\t\tq.turns.order.Remove(c.place)\n\t\tdelete(q.byName, t.job.Client)\n", new: "",
	},
	{
		name: "queue-one-job-twice", file: "runtime/job/memory.go",
		old: "s != nil && s.pending[t.job.ID] != nil {", new: "s != nil && s.pending[t.job.ID] == t {",
	},
	{
		name: "queue-disconnected-jobs-run-on", file: "runtime/job/memory.go",
		old: "\t\tt.quit()\n\t}\n\tclear(s.pending)", new: "\t}\n\tclear(s.pending)",
	},
	{
		name: "queue-cancel-of-every-listener", file: "runtime/job/memory.go",
		old: "case t.job.Fn != fn && t.job.ID != event:", new: "case t.job.Fn != fn && t.job.ID == event:",
	},
	{
		name: "queue-cancelled-batch-goes-on-for-nobody", file: "runtime/job/task.go",
		old: "if t.batch.wanted--; t.batch.wanted == 0 {", new: "if t.batch.wanted--; t.batch.wanted < 0 {",
	},
	{
		name: "queue-cancel-ends-the-whole-batch", file: "runtime/job/task.go",
		old: "if t.batch.wanted--; t.batch.wanted == 0 {", new: "if t.batch.wanted--; t.batch.wanted >= 0 {",
	},
	{
		name: "queue-job-ends-twice", file: "runtime/job/task.go",
		old: "if t.over {\n\t\tif end", new: "if t.over && end.kind != \"\" {\n\t\tif end",
	},
	{
		name: "queue-cancelled-job-goes-on-talking", file: "runtime/job/task.go",
		old: "return t.over || t.batch.ctx.Err() != nil", new: "return t.over && t.batch.ctx.Err() != nil",
	},
	{
		name: "queue-notice-before-its-progress", file: "runtime/job/task.go",
		old: "\tt.flush()\n\tt.m.append(t, wire.KindLog, message)", new: "\tt.m.append(t, wire.KindLog, message)",
	},
	{
		name: "queue-every-progress-is-told", file: "runtime/job/task.go",
		old: "case wait <= 0:", new: "case wait <= time.Hour:",
	},
	{
		name: "queue-waiting-jobs-end-in-silence", file: "runtime/job/drain.go",
		old: "m.complete(t, stopped(t, \"The server was stopped before the call began.\"))", new: "",
	},
	{
		name: "queue-running-jobs-end-in-silence", file: "runtime/job/drain.go",
		old: "m.complete(t, stopped(t, \"The server was stopped before the call ended.\"))", new: "_ = t",
	},
	{
		name: "queue-idle-readers-wait-for-ever", file: "runtime/job/drain.go",
		old: "if len(s.pending) == 0 {", new: "if len(s.pending) < 0 {",
	},
	{
		name: "queue-stop-waits-for-the-deaf", file: "runtime/job/drain.go",
		old: "case <-last.C:\n", new: "case <-(chan time.Time)(nil):\n",
	},
}
