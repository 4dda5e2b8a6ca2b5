package mutate_test

// webMutations are mistakes in documents, assets and rendered Markdown.
var webMutations = []mutation{
	{
		name: "web-json-ends-its-element", file: "runtime/web/page.go",
		old: "json.HTMLEscape(b, raw)", new: "_ = json.HTMLEscape\n\tb.Write(raw)",
	},
	{
		name: "web-text-is-markup", file: "runtime/web/page.go",
		old: "b.WriteString(html.EscapeString(text))", new: "_ = html.EscapeString\n\tb.WriteString(text)",
	},
	{
		name: "web-import-map-is-not-allowed", file: "runtime/web/page.go",
		old: "return append(scripts, hash(p.importMap(used(p.Types)))), styles", new: "return scripts, styles",
	},
	{
		name: "web-scheme-is-ignored", file: "runtime/web/page.go",
		old: "case \"dark\":", new: "case \"darkest\":",
	},
	{
		name: "web-refused-encoding-is-sent", file: "runtime/web/assets.go",
		old: "return q != \"q=0\" && q != \"q=0.0\"", new: "return q != \"q=\"",
	},
	{
		name: "web-files-of-any-kind", file: "runtime/web/assets.go",
		old: "if !ok || !fs.ValidPath(name) {", new: "if contentType == \"?\" && ok || !fs.ValidPath(name) {",
		accepted: "no file of another kind is embedded where a name can lead",
	},
	{
		name: "web-paths-of-any-form", file: "runtime/web/assets.go",
		old: "if !ok || !fs.ValidPath(name) {", new: "if !ok {",
		accepted: "path.Join cleans the name, and an embedded file system refuses the rest itself: this is a second guard",
	},
	{
		name: "web-packed-file-without-its-encoding", file: "runtime/web/assets.go",
		old: "h.Set(\"Content-Encoding\", encoding)", new: "_ = encoding",
	},
	{
		name: "web-packed-files-without-vary", file: "runtime/web/assets.go",
		old: "h.Set(\"Vary\", \"Accept-Encoding\")", new: "",
	},
	{
		name: "web-old-themes-are-kept", file: "runtime/web/assets.go",
		old: "if r.URL.Query().Get(\"v\") == ThemeHash(theme) {", new: "if r.URL.Query().Get(\"v\") != \"\" {",
	},
	{
		name: "web-scripts-in-comments-are-allowed", file: "runtime/web/inline.go",
		old: "(?is)<!--.*?-->|", new: "(?is)",
	},
	{
		name: "web-external-scripts-have-hashes", file: "runtime/web/inline.go",
		old: "case script != \"\" && !external.MatchString(m[1]):", new: "case script != \"\" && external != nil:",
	},
	{
		name: "web-modules-after-those-that-need-them", file: "runtime/web/modules.go",
		old: "for _, i := range m.Imports {\n\t\t\tadd(i)\n\t\t}\n\t\tlist = append(list, m)", new: "list = append(list, m)\n\t\tfor _, i := range m.Imports {\n\t\t\tadd(i)\n\t\t}",
	},
	{
		name: "markdown-is-not-sanitized", file: "runtime/mdhtml/markdown.go",
		old: "case string(props[\"sanitize_html\"]) == \"false\":", new: "case string(props[\"sanitize_html\"]) != \"true\":",
	},
	{
		name: "markdown-is-always-sanitized", file: "runtime/mdhtml/markdown.go",
		old: "case string(props[\"sanitize_html\"]) == \"false\":", new: "case string(props[\"sanitize_html\"]) == \"never\":",
	},
	{
		name: "markdown-inline-is-not-sanitized", file: "runtime/mdhtml/markdown.go",
		old: "html, err := Render(ctx, source, nil)", new: "html, err := Render(ctx, source, value.Props{\"sanitize_html\": json.RawMessage(\"false\")})",
	},
	{
		name: "markdown-settings-are-mixed-up", file: "runtime/mdhtml/markdown.go",
		old: "m, ok := p.all[how]", new: "m, ok := p.all[dialect{delimiters: how.delimiters}]",
	},
	{
		name: "markdown-any-number-of-converters", file: "runtime/mdhtml/markdown.go",
		old: "if p.all == nil || len(p.all) > 50 {", new: "if p.all == nil {",
	},
	{
		name: "markdown-any-style", file: "runtime/mdhtml/style.go",
		old: "!slices.Contains(properties, name) || ", new: "",
	},
	{
		name: "markdown-any-value-of-a-style", file: "runtime/mdhtml/style.go",
		old: "|| !style.MatchString(value) ", new: "",
	},
	{
		name: "markdown-fields", file: "runtime/mdhtml/style.go",
		old: "if box(token.Attr) {\n", new: "if true {\n",
	},
	{
		name: "markdown-any-name", file: "runtime/mdhtml/policy.go",
		old: "p.AllowAttrs(\"name\").Matching(named).OnElements(\"a\", \"details\", \"map\")", new: "p.AllowAttrs(\"name\").Matching(named).Globally()",
	},
	{
		name: "markdown-any-source", file: "runtime/mdhtml/limits.go",
		old: "if len(source) > maxSource {", new: "if len(source) < 0 {",
	},
	{
		name: "markdown-any-output", file: "runtime/mdhtml/limits.go",
		old: "w.tooComplex(w.html.Len()+len(p) > maxOutput)", new: "",
	},
	{
		name: "markdown-any-number-of-cells", file: "runtime/mdhtml/limits.go",
		old: "w.tooComplex(w.cells > maxCells)", new: "",
	},
	{
		name: "markdown-any-depth", file: "runtime/mdhtml/limits.go",
		old: "w.tooComplex(depth > maxDepth || depth*w.lines > maxLines)", new: "_ = depth",
	},
	{
		name: "markdown-any-number-of-marks", file: "runtime/mdhtml/limits.go",
		old: "w.marks += w.nth + w.size/50\n\tw.tooComplex(w.marks > maxMarks)", new: "w.marks += w.nth + w.size/50",
	},
	{
		name: "markdown-any-number-of-definitions", file: "runtime/mdhtml/limits.go",
		old: "w.marks += references / 2\n\t\t\tw.tooComplex(w.marks > maxMarks)", new: "w.marks += references / 2",
	},
	{
		name: "markdown-goes-on-for-nobody", file: "runtime/mdhtml/limits.go",
		old: "if err := w.ctx.Err(); err != nil {", new: "if err := w.ctx.Err(); err == nil && w.calls < 0 {",
	},
	{
		name: "markdown-takes-any-time", file: "runtime/mdhtml/limits.go",
		old: "w.tooComplex(time.Now().After(w.end))", new: "",
		accepted: "no known text comes to it: the other limits end the rendering sooner; a slow machine would",
	},
	{
		name: "markdown-shown-as-it-is-is-markup", file: "runtime/mdhtml/limits.go",
		old: "html.EscapeString(source)", new: "html.UnescapeString(source)",
	},
}
