package mdhtml_test

import (
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/mdhtml"
)

// The default of latex_delimiters, and more.
const (
	dollars = `{"latex_delimiters":[{"left":"$$","right":"$$","display":true}]}`
	all     = `{"latex_delimiters":[{"left":"$","right":"$","display":false},{"left":"$$","right":"$$","display":true},` +
		`{"left":"\\(","right":"\\)","display":false},{"left":"\\[","right":"\\]","display":true}]}`
)

func TestFormulas(t *testing.T) {
	for _, tt := range []struct{ name, source, props, want string }{
		{"display in a line", "a $$b_1 + c_2$$ d", dollars, `<p>a <span data-tex="b_1 + c_2" data-display="">$$b_1 + c_2$$</span> d</p>` + "\n"},
		{"nothing in it is Markdown", `$$a_b_c * d * <b> & "q" \\ \$$$`, dollars, `<p><span data-tex="a_b_c * d * &lt;b&gt; &amp; &#34;q&#34; \\ \$" data-display="">$$a_b_c * d * &lt;b&gt; &amp; &#34;q&#34; \\ \$$$</span></p>` + "\n"},
		{"block", "a\n$$\nb\n\n- c\n$$\nd", dollars, "<p>a</p>\n<p><span data-tex=\"b\n\n- c\" data-display=\"\">$$\nb\n\n- c\n$$</span></p>\n<p>d</p>\n"},
		{"block in a list", "- a\n\n  $$\n  b\n  $$\n- c", dollars, "<ul>\n<li>\n<p>a</p>\n<p><span data-tex=\"b\" data-display=\"\">$$\nb\n$$</span></p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"},
		{"block that its list ends", "- $$\n  a\n\nb\n$$", dollars, "<ul>\n<li>\n<p>$$\na\n\n</p>\n</li>\n</ul>\n<p>b\n$$</p>\n"},
		{"over lines", "a $$b\nc$$ d", dollars, "<p>a <span data-tex=\"b\nc\" data-display=\"\">$$b\nc$$</span> d</p>\n"},
		{"in a table", "|a|\n|-|\n|$$b$$|", dollars, "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><span data-tex=\"b\" data-display=\"\">$$b$$</span></td>\n</tr>\n</tbody>\n</table>\n"},
		{"not closed", "a $$b *c*", dollars, "<p>a $$b <em>c</em></p>\n"},
		{"block not closed", "$$\na *b*\n\nc", dollars, "<p>$$\na <em>b</em></p>\n<p>c</p>\n"},
		{"empty", "$$$$", dollars, "<p>$$$$</p>\n"},
		{"in code", "`$$a$$`", dollars, "<p><code>$$a$$</code></p>\n"},
		{"in fenced code", "```\n$$\na\n$$\n```", dollars, "<pre><code>$$\na\n$$\n</code></pre>\n"},
		{"escaped", `\$$a$$`, dollars, "<p>$$a$$</p>\n"},
		{"no marks", "$$a *b*$$", `{"latex_delimiters":[]}`, "<p>$$a <em>b</em>$$</p>\n"},
		{"inline", `a \(b\) $c$ \[d\]`, all, `<p>a <span data-tex="b">\(b\)</span> <span data-tex="c">$c$</span> <span data-tex="d" data-display="">\[d\]</span></p>` + "\n"},
		{"longer mark first", "$$a$$", all, `<p><span data-tex="a" data-display="">$$a$$</span></p>` + "\n"},
		{"money", "It costs $5 or $6, or $ 7 $.", all, "<p>It costs $5 or $6, or $ 7 $.</p>\n"},
		{"escaped mark within", `$a \$ b$`, all, `<p><span data-tex="a \$ b">$a \$ b$</span></p>` + "\n"},
		{"hostile", `$$"><img src=x onerror=alert(1)>$$`, dollars, `<p><span data-tex="&#34;&gt;&lt;img src=x onerror=alert(1)&gt;" data-display="">$$&#34;&gt;&lt;img src=x onerror=alert(1)&gt;$$</span></p>` + "\n"},
		{"letters and nonsense as marks", "a b c", `{"latex_delimiters":[{"left":"a","right":"c"},{"left":"","right":""},7]}`, "<p>a b c</p>\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := mdhtml.Render(t.Context(), tt.source, props(tt.props))
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// A text full of marks that nothing closes, or whose marks close at its very end, takes
// time that grows with its length, and not with the square of it. The limits of a text
// would end it only after some seconds.
func TestFormulasInLongTexts(t *testing.T) {
	const size = 120_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, source := range map[string]string{
		"dollars":        fill("a $ b\n\n"),
		"paragraphs":     fill(`\({ a`+"\n\n") + `\)`,
		"one paragraph":  strings.Repeat("word word word word word word word word word \\({\n", 600),
		"double dollars": fill("word word word word word word word word word $$\n"),
		"blocks":         fill("> \\[\n\n") + "\\]",
		"blocks in text": fill("\\[ a\n\n"),
	} {
		start := time.Now()
		html, err := mdhtml.Render(t.Context(), source, props(all))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(html, "<pre>") {
			t.Errorf("%s: the text is beyond the limits, after %v", name, time.Since(start))
		}
	}
}
