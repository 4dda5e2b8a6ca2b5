package mutate_test

// callMutations are mistakes in streams, and in how handlers run.
var callMutations = []mutation{
	// Streams and their ends.
	{
		name: "stream-join-overtakes-the-close", file: "runtime/app/internal/front/submit.go",
		old: "f.afterClose(r.Context(), session)", new: "",
	},
	{
		name: "stream-close-does-not-wait-for-the-client", file: "runtime/app/internal/front/stream.go",
		old: "if over && err == nil && after == nil {", new: "if !over && err == nil && after == nil {",
	},
	{
		name: "stream-dropped-client-keeps-its-calls", file: "runtime/app/internal/front/stream.go",
		old: "if after != nil || over {", new: "if after == nil || over {",
	},
	{
		name: "stream-lost-connection-of-the-page-cancels", file: "runtime/app/internal/front/stream.go",
		old: "if after != nil || over {", new: "if over {",
	},
	{
		name: "stream-official-clients-get-positions", file: "runtime/app/internal/front/stream.go",
		old: "if positions {", new: "if positions || m.Seq > 0 {",
	},
	{
		name: "stream-failed-call-is-complete", file: "runtime/app/internal/front/callresult.go",
		old: "err != nil || !done.Success {", new: "err != nil {",
	},
	{
		name: "stream-unread-call-is-forgotten", file: "runtime/app/internal/front/callresult.go",
		old: "if !over || s.fail != nil {", new: "if !over {",
	},
	{
		name: "stream-read-calls-are-kept", file: "runtime/app/internal/front/callresult.go",
		old: "} else if f.streams.leave(id, client, nil) {\n\t\t\tforget()", new: "} else if !f.streams.leave(id, client, nil) {\n\t\t\tforget()",
	},
	{
		name: "stream-run-goes-on-without-its-caller", file: "runtime/app/internal/front/submit.go",
		old: "defer f.Engine.Disconnect(log) // forgets", new: "// forgets",
	},
	{
		name: "stream-call-is-not-cancelled", file: "runtime/app/internal/front/submit.go", run: "TestCancel",
		old: "if id != session {", new: "if id == \"\" {",
	},
	{
		name: "leave-closed-page-keeps-its-calls", file: "runtime/app/internal/front/leave.go", run: "TestUnload|TestWaitingCalls",
		old: "f.Engine.Disconnect(name)\n", new: "",
	},
	{
		name: "leave-closed-page-keeps-its-state", file: "runtime/app/internal/front/leave.go", run: "TestClosedPage",
		old: "f.Store.Leave(name, true)", new: "",
	},
	{
		name: "leave-heartbeat-does-not-hold-the-session", file: "runtime/app/internal/front/leave.go", run: "TestHeartbeats|TestStateSession|TestCensus",
		old: "f.Store.Connect(name)\n\tdefer func() {\n\t\tf.hearts.leave(name, client, nil)\n\t\tf.Store.Disconnect(name)", new: "defer func() {\n\t\tf.hearts.leave(name, client, nil)\n\t\tf.Store.Leave(name, false)",
	},
	{
		name: "leave-lost-heartbeat-does-not-unload", file: "runtime/app/internal/front/leave.go", run: "TestUnload|TestStreamsAreCounted",
		old: "if f.callers.forget(name) {\n\t\tf.unload", new: "if f.callers.forget(name); false {\n\t\tf.unload",
	},
	{
		name: "leave-heartbeat-unloads-anybody", file: "runtime/app/internal/front/leave.go", run: "TestUnload",
		old: "if f.callers.forget(name) {\n\t\tf.unload", new: "if f.callers.forget(name); true {\n\t\tf.unload",
	},
	{
		name: "leave-close-unloads-anybody", file: "runtime/app/internal/front/leave.go", run: "TestUnload",
		old: "if watched || called {", new: "if watched || called || true {",
	},
	{
		name: "leave-unload-leaves-a-log", file: "runtime/app/internal/front/leave.go", run: "TestCensus|TestStrangersLeave|TestUnload",
		old: "f.Engine.Disconnect(id)", new: "",
	},
	{
		name: "function-ignores-the-sessions-properties", file: "runtime/app/internal/front/component.go", run: "TestServerFunctions",
		old: "if session == \"\" || !f.Store.Touch(session) {", new: "if session == \"\" || f.Store.Touch(session) {",
	},
	{
		name: "function-makes-sessions", file: "runtime/app/internal/front/component.go", run: "TestServerFunctions|TestStrangersLeave|TestReadersMake",
		old: "if session == \"\" || !f.Store.Touch(session) {", new: "if session == \"\" {",
		accepted: "the store does not keep a session that holds nothing; the line saves making it",
	},

	// One run of a handler.
	{
		name: "call-sends-after-its-return", file: "runtime/app/internal/call/send.go", run: "TestSendTogether|Deaf|TestPanicWhile",
		old: "if c.over {", new: "if c.over && c.fail != nil {",
	},
	{
		name: "call-state-without-turns", file: "runtime/app/internal/call/run.go", run: "TestState",
		old: "s.Lock(ctx, l.States...)", new: "s.Lock(ctx)",
	},
	{
		name: "call-state-turns-are-not-queued", file: "runtime/app/internal/front/submit.go", run: "TestState",
		old: "turns(l, &j)\n", new: "turns(&site.Listener{}, &j)\n",
	},
	{
		name: "call-panic-is-shown", file: "runtime/app/internal/call/run.go", run: "TestCall$|TestErrors|TestPanic|TestBroken",
		old: "\treturn errPanicked\n}\n\n// openSession", new: "\treturn event.Errorf(\"%v\", p)\n}\n\n// openSession",
	},
	{
		name: "call-panic-of-a-handler-ends-the-app", file: "runtime/app/internal/call/supervise.go", run: "TestErrors|TestCall$",
		old: "if p := recover(); p != nil {", new: "if p := any(nil); p != nil {",
	},
	{
		name: "call-panic-while-sending-is-lost", file: "runtime/app/internal/call/call.go", run: "TestPanicWhile",
		old: "c.over = true\n\treturn c.fail", new: "c.over = true\n\treturn nil",
	},
	{
		name: "call-every-error-is-shown", file: "runtime/app/internal/call/run.go", run: "TestCall$|TestErrors|TestBad",
		old: "if r.ShowError {", new: "if r.ShowError || err != nil {",
	},
	{
		name: "call-waits-for-the-deaf", file: "runtime/app/internal/call/supervise.go", run: "Deaf",
		old: "if !s.leave() {", new: "if s.leave() {",
	},
	{
		name: "call-any-number-of-strays", file: "runtime/app/internal/call/supervise.go", run: "Deaf",
		old: "case n > int64(s.runner.MaxStrays):", new: "case n < 0:",
	},
	{
		name: "call-strays-are-never-counted-out", file: "runtime/app/internal/call/supervise.go", run: "TestStraysThatReturn",
		old: "\ts.runner.strays.Add(-1)\n\ts.mu.Lock()", new: "\ts.mu.Lock()",
	},
	{
		name: "call-no-time-limit", file: "runtime/app/internal/call/run.go", run: "TestTimeLimit|TestCall$|TestTranscripts",
		old: "if l.Time > 0 {", new: "if l.Time < 0 {",
	},
	{
		name: "call-too-few-values", file: "runtime/app/internal/call/run.go", run: "TestBad",
		old: "if len(data) < len(l.Inputs) {", new: "if len(data) < 0 {",
	},
	{
		name: "call-unload-makes-a-session", file: "runtime/app/internal/call/run.go", run: "TestStrangersLeave|TestUnload|TestCensus",
		old: "if !r.Store.Touch(name) && l.Unload {", new: "if !r.Store.Touch(name) && l.Unload && name == \"\" {",
		accepted: "only an unload listener that writes a State would leave a session of a client that never called, for the minute after which a client that has left is forgotten",
	},
	{
		name: "call-without-a-session-keeps-its-state", file: "runtime/app/internal/call/run.go", run: "TestState",
		old: "if j.Alone() && j.State == \"\" {", new: "if false {",
	},
	{
		name: "call-properties-are-forgotten", file: "runtime/app/internal/call/send.go", run: "TestChangedProperties",
		old: "err := c.session.SetProps(o.comp.ID, changed, c.job.ID)", new: "err := c.session.SetProps(o.comp.ID, nil, c.job.ID)",
	},
	{
		name: "call-equal-state-changes", file: "runtime/app/internal/call/send.go", run: "TestState|TestTranscripts",
		old: "&& !value.Equal(c.session.Value(comp.ID), v) {", new: "|| !value.Equal(c.session.Value(comp.ID), v) {",
	},
	{
		name: "call-changes-are-told-twice", file: "runtime/app/internal/call/send.go", run: "TestChangesAreToldOnce",
		old: "\tclear(c.changed)\n", new: "",
	},
	{
		name: "call-deep-values-come-out", file: "runtime/app/internal/call/output.go", run: "TestValueRules",
		old: "err := wire.CheckDepth(o.Raw)", new: "var err error",
	},
	{
		name: "call-text-grows-after-it-was-replaced", file: "runtime/app/internal/call/output.go", run: "TestCall$|TestTranscripts",
		old: "o.last, o.growing = next, false", new: "o.last = next",
	},
	{
		name: "call-sent-values-become-null", file: "runtime/app/internal/call/send.go", run: "TestChangesAreToldOnce",
		old: "if c.listener.Generator && !c.sent {", new: "if c.listener.Generator {",
	},
	{
		name: "call-example-out-of-range", file: "runtime/app/internal/call/builtin.go", run: "TestBuiltins",
		old: "if row < 0 || row >= len(samples) {", new: "if row < 0 {",
	},
	{
		name: "call-reset-of-all-states", file: "runtime/app/internal/call/builtin.go", run: "TestBuiltins",
		old: "o.comp.State == nil || len(states) > 0 && !slices.Contains(states, o.comp.ID)", new: "o.comp.State == nil || len(states) > 0 && slices.Contains(states, -1)",
	},
}
