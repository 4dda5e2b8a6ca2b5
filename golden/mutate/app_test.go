package mutate_test

// appMutations are mistakes in how an app is put together, served and stopped.
var appMutations = []mutation{
	{
		name: "app-headers-of-64-mib", file: "runtime/app/launch.go", run: "TestLargeHeaders",
		old: "MaxHeaderBytes: 64 << 10,", new: "MaxHeaderBytes: 64 << 20,",
	},
	{
		name: "app-headers-take-any-time", file: "runtime/app/launch.go", run: "TestSlowSenders",
		old: "ReadHeaderTimeout: 10 * time.Second,", new: "",
	},
	{
		name: "app-answers-take-any-time", file: "runtime/app/launch.go", run: "TestSlowReaders",
		old: "WriteTimeout:   2 * time.Minute,", new: "",
	},
	{
		name: "app-broken-log-ends-it", file: "runtime/app/launch.go", run: "TestBrokenLog",
		old: "signal.Ignore(syscall.SIGPIPE)", new: "_ = syscall.SIGPIPE",
	},
	{
		name: "app-second-signal-waits", file: "runtime/app/launch.go", run: "TestSecondSignal",
		old: "stop() // before", new: "// before",
	},
	{
		name: "app-stop-waits-for-open-connections", file: "runtime/app/launch.go", run: "TestStop|TestServe|TestGraceful",
		old: "defer time.AfterFunc(leaveTime, stop).Stop()", new: "",
	},
	{
		name: "app-heartbeats-outlive-it", file: "runtime/app/app.go", run: "TestCloseEndsAll",
		old: "\ta.front.Stop()\n", new: "",
	},
	{
		name: "app-states-are-not-deleted-at-the-end", file: "runtime/app/app.go", run: "TestCloseEndsAll",
		old: "return errors.Join(err, a.store.Close(last))", new: "return errors.Join(err, last.Err())",
	},
	{
		name: "app-state-session-capacity-is-ignored", file: "runtime/app/app.go", run: "TestStateSessionCapacity",
		old: "cmp.Or(a.Settings.StateSessionCapacity, s.StateSessionCapacity)", new: "cmp.Or(a.Settings.StateSessionCapacity, 0)",
	},
	{
		name: "app-one-session-fills-the-queue", file: "runtime/app/app.go", run: "TestWaitingCalls",
		old: "MaxSize: maxQueue, PerSession: maxWaiting,", new: "MaxSize: maxQueue,",
	},
	{
		name: "app-calls-are-not-counted", file: "runtime/app/app.go", run: "TestHeldBodies|TestAnnounced",
		old: "calls := limit.New(memory.Calls, 0)", new: "calls := limit.New(0*memory.Calls, 0)",
	},
	{
		name: "app-results-are-not-bounded", file: "runtime/app/app.go", run: "TestResultsAreBounded",
		old: "AllLogs: int(memory.Results), ", new: "",
	},
	{
		name: "app-first-variable-counts-least", file: "runtime/app/settings.go", run: "TestWhatCountsMost",
		old: "for i := len(e.env) - 1; i >= 0; i-- { // the", new: "for i := range e.env { // the",
	},
	{
		name: "app-sizes-overflow", file: "runtime/app/settings.go", run: "TestWhatCountsMost|TestMainProgram",
		old: "n > math.MaxInt64/unit || n*unit", new: "n > math.MaxInt64 || n*unit",
	},
	{
		name: "app-closed-connections-count", file: "runtime/app/connections.go", run: "TestConnectionsAreBounded",
		old: "\tc.leave()\n", new: "",
	},
	{
		name: "app-connections-are-given-back-twice", file: "runtime/app/connections.go", run: "TestConnectionsAreBounded",
		old: "leave: sync.OnceFunc(func() { l.open.Give(client, 1) })", new: "leave: func() { _ = sync.OnceFunc; l.open.Give(client, 1) }",
	},
	{
		name: "app-proxy-is-a-client", file: "runtime/app/connections.go", run: "TestConnectionsAreBounded",
		old: "if l.trusts(remote) {", new: "if !l.trusts(remote) {",
	},
	{
		name: "site-components-of-other-pages", file: "runtime/app/internal/site/document.go", run: "TestConfig|TestPage|TestOtherPage",
		old: "if !on[comp.ID] {", new: "if len(on) == 0 {",
	},
	{
		name: "site-root-of-another-request", file: "runtime/app/internal/site/document.go", run: "TestRootOfEach|TestConfig",
		old: "b := make([]byte, 0, len(config)+len(root)+64)\n\tb = append(b, config[:len(config)-1]...)", new: "b := config[:len(config)-1]",
	},
	{
		name: "site-private-needs-no-trigger", file: "runtime/app/internal/site/listener.go", run: "TestPrivateListeners",
		old: "Triggered: len(d.Targets) > 0,", new: "Triggered: len(d.Targets) >= 0,",
	},
	{
		name: "site-hidden-inputs-shift-the-others", file: "runtime/app/internal/site/listener.go", run: "TestCall$|TestRun|TestState|TestBad",
		old: "padded = append(padded, json.RawMessage(\"null\"))\n\t\t\tcontinue", new: "padded = append(padded, json.RawMessage(\"null\"))",
	},
	{
		name: "site-session-properties-are-the-apps", file: "runtime/app/internal/site/component.go", run: "TestChangedProperties",
		old: "props := maps.Clone(c.props)", new: "props := c.props",
	},
	{
		name: "site-states-without-order", file: "runtime/app/internal/site/listener.go",
		old: "\tl.States = slices.Compact(l.States)\n", new: "",
		accepted: "each State is once among the outputs that the generator writes; the engine and the session take a repeated one",
	},
}
