package mutate_test

// frontMutations are mistakes in what an app is towards its clients.
var frontMutations = []mutation{
	// Who may ask.
	{
		name: "front-any-host-on-loopback", file: "runtime/app/internal/front/origin.go",
		old: "case where == onLoopback:\n\t\treturn false", new: "case where == onLoopback:\n\t\treturn true",
	},
	{
		name: "front-any-host-on-the-network", file: "runtime/app/internal/front/origin.go",
		old: "return !ok || !addr.IsLoopback() || isForwarded(r)", new: "return ok || !addr.IsLoopback() || isForwarded(r)",
	},
	{
		name: "front-allowed-hosts-ignored", file: "runtime/app/internal/front/origin.go",
		old: "case len(f.AllowedHosts) > 0:\n\t\treturn false", new: "case len(f.AllowedHosts) > 0:\n\t\treturn true",
	},
	{
		name: "front-forwarded-host-of-anyone-is-an-origin", file: "runtime/app/internal/front/origin.go",
		old: "case f.trusts(r.RemoteAddr) && strings", new: "case strings",
	},
	{
		name: "front-forwarded-host-of-anyone-is-the-root", file: "runtime/app/internal/front/root.go",
		old: "scheme, host := \"http\", r.Host", new: "scheme, host := \"http\", r.Host\n\tif name := first(r.Header.Get(\"X-Forwarded-Host\")); validHost(name) {\n\t\thost = name\n\t}",
	},
	{
		name: "front-forwarded-proto-of-anyone", file: "runtime/app/internal/front/root.go",
		old: "if r.TLS != nil {", new: "if r.TLS != nil || first(r.Header.Get(\"X-Forwarded-Proto\")) == \"https\" {",
	},
	{
		name: "front-forwarded-host-is-not-checked", file: "runtime/app/internal/front/root.go",
		old: "validHost(name) {", new: "name != \"\" {",
	},
	{
		name: "front-host-is-not-checked", file: "runtime/app/internal/front/root.go",
		old: "if !validHost(host) {", new: "if host == \"\" {",
	},
	{
		name: "front-origin-with-a-path", file: "runtime/app/internal/front/origin.go",
		old: " || u.User != nil || u.Path != \"\"", new: "",
	},
	{
		name: "front-apps-of-this-machine-call-apps-elsewhere", file: "runtime/app/internal/front/origin.go",
		old: "case isLoopback(u.Hostname()) && isLoopback(hostname(r.Host)):", new: "case isLoopback(u.Hostname()):",
	},
	{
		name: "front-other-sites-open-streams", file: "runtime/app/internal/front/origin.go",
		old: "return site == \"\" || site == \"none\"", new: "return site == \"\" || site != \"?\"",
	},
	{
		name: "front-effects-are-not-guarded", file: "runtime/app/internal/front/routes.go",
		old: "if r.Effects && !f.fromOwnSite(req) {", new: "if !r.Effects && !f.fromOwnSite(req) {",
	},
	{
		name: "front-other-sites-post", file: "runtime/app/internal/front/guard.go",
		old: "protected.ServeHTTP(w, r)", new: "_ = protected\n\t\tnext.ServeHTTP(w, r)",
	},
	{
		name: "front-every-origin-reads", file: "runtime/app/internal/front/guard.go",
		old: "if origin == otherLoopback {\n\t\t\th", new: "if r.Header.Get(\"Origin\") != \"\" {\n\t\t\th",
	},
	{
		name: "front-preflight-of-anyone", file: "runtime/app/internal/front/guard.go",
		old: "if origin != otherLoopback && origin != sameOrigin {", new: "if origin == noOrigin {",
	},
	{
		name: "front-guards-in-the-wrong-order", file: "runtime/app/internal/front/guard.go",
		old: "for stage := extend.Author; stage >= extend.Host; stage-- {", new: "for stage := extend.Host; stage <= extend.Author; stage++ {",
	},
	{
		name: "front-private-by-number", file: "runtime/app/internal/front/submit.go",
		old: "if l == nil || l.Private() && !f.fromPage(r, l) {", new: "if l == nil {",
	},
	{
		name: "front-private-by-name", file: "runtime/app/internal/front/submit.go",
		old: "l != nil && !l.Private() {", new: "l != nil {",
	},
	{
		name: "front-private-without-a-trigger", file: "runtime/app/internal/front/submit.go",
		old: "return l.Triggered && f.originOf(r) == sameOrigin", new: "return f.originOf(r) == sameOrigin",
	},
	{
		name: "front-private-without-an-origin", file: "runtime/app/internal/front/submit.go",
		old: "return l.Triggered && f.originOf(r) == sameOrigin", new: "return l.Triggered && f.originOf(r) != foreignOrigin",
	},
	{
		name: "front-route-without-access", file: "runtime/app/internal/front/routes.go",
		old: "case r.Access == extend.Nobody:", new: "case r.Access > extend.Users:",
	},
	{
		name: "front-route-in-the-place-of-a-page", file: "runtime/app/internal/front/routes.go",
		old: "case r.Path != \"/\" && !contract.Reserved(firstPart(r.Path)):", new: "case r.Path == \"\" && !contract.Reserved(firstPart(r.Path)):",
	},
	{
		name: "front-no-nosniff", file: "runtime/app/internal/front/guard.go",
		old: "h.Set(\"X-Content-Type-Options\", \"nosniff\")", new: "",
	},
	{
		name: "front-no-resource-policy", file: "runtime/app/internal/front/guard.go",
		old: "h.Set(\"Cross-Origin-Resource-Policy\", \"same-origin\")", new: "",
	},
	{
		name: "front-inline-scripts-run", file: "runtime/app/internal/front/pages.go",
		old: "\"; style-src \" + sources(styles)", new: "\" 'unsafe-inline'; style-src \" + sources(styles)",
	},
	{
		name: "front-pages-may-be-framed", file: "runtime/app/internal/front/pages.go",
		old: "; frame-ancestors 'self'\"", new: "\"",
	},
	{
		name: "front-pages-are-cached", file: "runtime/app/internal/front/pages.go",
		old: "h.Set(\"Cache-Control\", \"no-store\")", new: "",
	},
	{
		name: "front-page-without-vary", file: "runtime/app/internal/front/pages.go",
		old: "h.Set(\"Vary\", \"Accept-Encoding\")", new: "",
	},
	{
		name: "front-gzip-is-cut-off", file: "runtime/app/internal/front/pages.go",
		old: "_ = z.Close()", new: "",
	},
	{
		name: "front-gzip-for-everyone", file: "runtime/app/internal/front/pages.go",
		old: "if !web.Accepts(r, \"gzip\") {", new: "if web.Accepts(r, \"identity\") {",
	},

	// Where a request comes from.
	{
		name: "front-client-by-its-own-claim", file: "runtime/app/internal/front/address.go",
		old: "if !f.proxies.trust(addr) {\n\t\t\tbreak\n\t\t}", new: "",
	},
	{
		name: "front-forwarded-for-of-anyone", file: "runtime/app/internal/front/address.go",
		old: "if len(forwarded) == 0 || !f.trusts(r.RemoteAddr) {", new: "if len(forwarded) == 0 {",
	},
	{
		name: "front-loopback-is-no-proxy", file: "runtime/app/internal/front/address.go",
		old: "if addr.IsLoopback() {\n\t\treturn true", new: "if addr.IsLoopback() {\n\t\treturn false",
	},

	// What requests may cost.
	{
		name: "front-body-without-a-deadline", file: "runtime/app/internal/front/guard.go",
		old: "SetReadDeadline(time.Now().Add(bodyWait))", new: "SetReadDeadline(time.Time{})",
	},
	{
		name: "front-deadline-stays-after-the-body", file: "runtime/app/internal/front/body.go",
		old: "SetReadDeadline(time.Time{})", new: "SetReadDeadline(time.Now().Add(bodyWait))",
	},
	{
		name: "front-bodies-are-never-given-back", file: "runtime/app/internal/front/body.go",
		old: "b.calls.Give(b.client, b.held)", new: "",
	},
	{
		name: "front-refused-bodies-are-not-given-back", file: "runtime/app/internal/front/body.go",
		old: "b.release()\n\tvar large", new: "var large",
	},
	{
		name: "front-wrong-calls-are-not-given-back", file: "runtime/app/internal/front/body.go",
		old: "b.release()\n\treturn nil, false\n}\n\n// maxSessionName", new: "return nil, false\n}\n\n// maxSessionName",
	},
	{
		name: "front-bodies-are-not-counted", file: "runtime/app/internal/front/body.go",
		old: "if err := b.calls.Take(b.client, int64(n)); err != nil {", new: "if err := b.calls.Take(b.client, 0); err != nil {",
	},
	{
		name: "front-announced-bodies-take-memory", file: "runtime/app/internal/front/body.go",
		old: "first = int(min(length, firstRead))", new: "first = int(length)",
	},
	{
		name: "front-compressed-bodies-are-read", file: "runtime/app/internal/front/body.go",
		old: "coding != \"\" && !", new: "coding == \"?\" && !",
	},
	{
		name: "front-sessions-of-any-length", file: "runtime/app/internal/front/body.go",
		old: "case len(parsed.Session) > maxSessionName:", new: "case len(parsed.Session) > maxBody:",
	},
	{
		name: "front-bodies-without-a-length-are-unlimited", file: "runtime/app/internal/front/routes.go",
		old: "req.Body = http.MaxBytesReader(w, req.Body, r.Body)", new: "",
	},
	{
		name: "front-call-is-counted-twice", file: "runtime/app/internal/front/submit.go",
		old: "c.release() // from now on the job holds it", new: "",
	},
	{
		name: "front-function-keeps-its-place", file: "runtime/app/internal/front/component.go",
		old: "defer f.renders.Leave(body.client)", new: "",
	},
	{
		name: "front-streams-of-one-name-without-end", file: "runtime/app/internal/front/readers.go",
		old: "if r != nil && r.streams >= maxReaders || t", new: "if t",
	},
	{
		name: "front-closed-streams-count", file: "runtime/app/internal/front/readers.go",
		old: "t.open.Give(client, 1)", new: "",
	},
	{
		name: "front-slow-readers-stay", file: "runtime/app/internal/front/sse.go",
		old: "SetWriteDeadline(time.Now().Add(writeWait))", new: "SetWriteDeadline(time.Time{})",
	},
	{
		name: "front-large-messages-have-one-deadline", file: "runtime/app/internal/front/sse.go",
		old: "if n > 0 {\n\t\t\ts.deadline()\n\t\t}", new: "",
	},
	{
		name: "front-deadline-stays-after-the-stream", file: "runtime/app/internal/front/sse.go",
		old: "_ = s.ctl.SetWriteDeadline(time.Time{})", new: "",
		accepted: "the server of net/http clears the deadline itself; the line is for other servers",
	},
	{
		name: "front-late-answers-are-cut-off", file: "runtime/app/internal/front/answer.go",
		old: "_ = ctl.SetWriteDeadline(time.Now().Add(writeWait))", new: "",
	},
	{
		name: "front-refused-are-not-told-when-to-come-again", file: "runtime/app/internal/front/answer.go",
		old: "status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable", new: "status == http.StatusTooManyRequests",
	},
}
