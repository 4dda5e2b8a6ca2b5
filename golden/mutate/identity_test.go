package mutate_test

// identityMutations are mistakes in how the server and a page see whether they still mean
// the same session and the same app.
var identityMutations = []mutation{
	{
		name: "identity-old-page-calls-the-new-app", file: "runtime/app/internal/front/mark.go",
		old: "if version == \"\" || version == f.Site.Version {", new: "if version == \"\" || version != \"\" {",
	},
	{
		name: "identity-forgotten-session-is-used", file: "runtime/app/internal/front/mark.go",
		old: "if !f.Store.Knows(j.Owner(), m.session) {", new: "if !f.Store.Knows(j.Owner(), \"\") {",
	},
	{
		name: "identity-page-does-not-learn-that-it-is-forgotten", file: "runtime/app/internal/front/presence.go",
		old: "if !f.Store.Knows(name, m.session) {", new: "if !f.Store.Knows(name, \"\") {",
	},
	{
		name: "identity-mark-without-the-session", file: "runtime/app/internal/front/mark.go",
		old: "return m.Position.String() + \".\" + m.session", new: "return m.Position.String()",
	},
	{
		name: "identity-inputs-by-the-newest-properties", file: "runtime/app/internal/call/run.go", run: "TestInputsByWhatThePageShowed",
		old: "if props, ok := c.job.Props[comp.ID]; ok {", new: "if props, ok := c.job.Props[comp.ID]; ok && c.session == nil {",
	},
	{
		name: "identity-vanished-page-keeps-its-session", file: "runtime/app/internal/front/leave.go",
		old: "f.Store.Leave(name, false)", new: "",
	},
	{
		name: "identity-vanished-page-does-not-unload", file: "runtime/app/internal/front/leave.go",
		old: "f.unload(name, client, last)", new: "",
	},
	{
		name: "identity-page-that-pulses-vanishes", file: "runtime/app/internal/front/presence.go",
		old: "rest > 0 {", new: "rest > p.silence {",
	},
	{
		name: "identity-pulse-does-not-count", file: "runtime/app/internal/front/presence.go",
		old: "known.seen = time.Now()", new: "_ = known.seen",
	},
	{
		name: "identity-pages-that-are-gone-count", file: "runtime/app/internal/front/presence.go", tests: "./runtime/app/internal/front",
		old: "p.places.Give(known.client, 1)", new: "",
	},
	{
		name: "identity-any-number-of-pages-is-watched", file: "runtime/app/internal/front/presence.go", tests: "./runtime/app/internal/front",
		old: "if p.stopped || p.places.Take(client, 1) != nil {", new: "if p.stopped {",
	},
}
