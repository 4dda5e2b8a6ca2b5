package mdhtml_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/mdhtml"
	"github.com/blocksgen/blocksgen/runtime/value"
)

func props(s string) value.Props {
	var p value.Props
	if err := json.Unmarshal([]byte(s), &p); err != nil {
		panic(err)
	}
	return p
}

func TestRender(t *testing.T) {
	tests := []struct{ name, source, props, want string }{
		{"text", "**a** <b>b</b>", `{}`, "<p><strong>a</strong> <b>b</b></p>\n"},
		{"code", "```go\nx < y\n```", `{}`, "<pre><code class=\"language-go\">x &lt; y\n</code></pre>\n"},
		{"heading", "# A b", `{}`, "<h1>A b</h1>\n"},
		{"heading with link", "# A b", `{"header_links":true}`, "<h1 id=\"a-b\">A b</h1>\n"},
		{"lines", "a\nb", `{}`, "<p>a\nb</p>\n"},
		{"line breaks", "a\nb", `{"line_breaks":true}`, "<p>a<br>\nb</p>\n"},
		{"table", "|a|\n|-:|\n|1|", `{}`, "<table>\n<thead>\n<tr>\n<th align=\"right\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"right\">1</td>\n</tr>\n</tbody>\n</table>\n"},
		{"task", "- [x] a", `{}`, "<ul>\n<li><input checked=\"\" disabled=\"\" type=\"checkbox\"> a</li>\n</ul>\n"},
		{"centred", "<center>a</center>\n\n<h1 style=\"text-align: center; position: fixed\">b</h1>\n\n<div align=\"center\">c</div>", `{}`, "<center>a</center>\n<h1 style=\"text-align: center\">b</h1>\n<div align=\"center\">c</div>"},
		{"other styles", "<p style=\"float: left; text-align: url(x)\">a</p>", `{}`, "<p style=\"float: left\">a</p>"},
		{"classes and styles", "<p class=\"one two\" style=\"COLOR: Red; position: fixed; margin: -1px; color: rgb(1, 2, 3); background: url(x); font-family: 'A B'\">a</p>", `{}`, "<p class=\"one two\" style=\"color: rgb(1, 2, 3); font-family: &#39;A B&#39;\">a</p>"},
		{"styles in a string", "<p style=\"font-family: 'x; position: fixed; color: red;'\">a</p>", `{}`, "<p style=\"color: red\">a</p>"},
		{"styles in a comment", "<p style=\"color: red/*; position: fixed; */; width: 1px\">a</p>", `{}`, "<p style=\"width: 1px\">a</p>"},
		{"elements", "<kbd>a</kbd> <font color=\"red\">b</font> <u>c</u>", `{}`, "<p><kbd>a</kbd> <font color=\"red\">b</font> <u>c</u></p>\n"},
		{"media", "<video src=\"a.mp4\" poster=\"a.png\" controls autoplay></video>", `{}`, "<p><video src=\"a.mp4\" poster=\"a.png\" controls=\"\"></video></p>\n"},
		{"fields", "<p><input type=\"text\" name=\"a\"><input class=\"b\"><input type=\"checkbox\" class=\"b\" onclick=\"x()\"></p>", `{}`, "<p><input disabled=\"\" type=\"checkbox\"></p>"},
		{"addresses", "<p><img srcset=\"javascript:x 1x\"><img srcset=\"a.png 1x, https://example.com:80/b.png 2x\"><video poster=\"javascript:x\"></video></p>", `{}`, "<p><img><img srcset=\"a.png 1x, https://example.com:80/b.png 2x\"><video></video></p>"},
		{"another value", "<p style=\"text-align: url(x)\">a</p>", `{}`, "<p>a</p>"},
		{"styles that are not kept", "<p style=\"position: fixed; text-align: url(x)\">a</p>", `{}`, "<p>a</p>"},
		{"script kept on demand", "<script>1</script>", `{"sanitize_html":false}`, "<script>1</script>"},
		{"empty", "", `{}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := mdhtml.Render(t.Context(), tt.source, props(tt.props))
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestHarmless: nothing of what pages have been attacked with is left.
func TestHarmless(t *testing.T) {
	for _, source := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<svg onload=alert(1)>",
		"<iframe src=https://evil.test></iframe>", "<style>*{display:none}</style>", "<a href=\"JaVaScRiPt:alert(1)\">a</a>",
		"<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<form action=/x><input type=password></form>",
		"![a](data:text/html;base64,PHNjcmlwdD4=)", "<div style=\"position:fixed\">a</div>", "<base href=//evil.test>", "<object data=x></object>",
		"<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "```x\" onmouseover=\"alert(1)\n```",
	} {
		got, err := mdhtml.Render(t.Context(), source, nil)
		if err != nil {
			t.Fatal(err)
		}
		low := strings.ToLower(got)
		for _, bad := range []string{"<script", "<img src=\"x\" onerror", "<svg", "<iframe", "<style", "javascript:", "<form", "style=", "<base", "<object", "data:text", "password", "\" onmouseover=\""} {
			if strings.Contains(low, bad) {
				t.Errorf("%s became %s", source, got)
			}
		}
	}
}

// TestInline: a short text has no paragraph, and is harmless whatever its component says.
func TestInline(t *testing.T) {
	for source, want := range map[string]string{
		"**a** <script>alert(1)</script>b": "<strong>a</strong> b\n",
		"a\n\nb":                           "<p>a</p>\n<p>b</p>\n",
		"":                                 "",
	} {
		if got, err := mdhtml.Inline(t.Context(), source); err != nil || strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%q: got %q, %v", source, got, err)
		}
	}
}

// TestConvertersAreFew: handlers that make up delimiters of formulas do not fill the memory.
func TestConvertersAreFew(t *testing.T) {
	made := 0
	load := func() uint64 {
		for range 2000 {
			made++
			delimiters := fmt.Sprintf(`{"latex_delimiters":[{"left":"%d$","right":"$","display":false}]}`, made)
			if _, err := mdhtml.Render(t.Context(), "a", props(delimiters)); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := load()
	if second := load(); second > first+4<<20 {
		t.Errorf("the heap grew from %d to %d bytes", first, second)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("# a\n<script>x</script>")
	f.Add("$$\na\n\n> $$ \\(b\\)\n")
	f.Fuzz(func(t *testing.T, source string) {
		got, err := mdhtml.Render(t.Context(), source, props(all))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(got), "<script") {
			t.Errorf("%q became %q", source, got)
		}
	})
}
