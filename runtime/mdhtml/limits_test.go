package mdhtml_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/mdhtml"
)

// cost is what rendering a text takes: seconds of processor time, and bytes that are
// allocated, of which only a part is there at once.
func cost(t *testing.T, source string) (html string, seconds float64, bytes int) {
	t.Helper()
	usage := func() (float64, int) {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9, int(m.TotalAlloc)
	}
	s, b := usage()
	html, err := mdhtml.Render(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	s2, b2 := usage()
	return html, s2 - s, b2 - b
}

const (
	mostSeconds = 0.5 * slow
	mostBytes   = slow * 200 << 20
)

func checkCost(t *testing.T, source string) {
	t.Helper()
	html, seconds, bytes := cost(t, source)
	if seconds > mostSeconds || bytes > mostBytes || len(html) > 2<<20 {
		t.Errorf("%d bytes %.60q take %.2f s and %d MB, and become %d bytes", len(source), source, seconds, bytes>>20, len(html))
	}
}

// TestCost: texts that are known to cost more than they should. Each is as long as a
// text may be; of the longer ones nothing is read.
func TestCost(t *testing.T) {
	const n = 128<<10 - 200
	times := func(unit string) string { return strings.Repeat(unit, n/len(unit)) }
	numbered := func(format string) (s string) {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	table := func(columns int) string {
		row := strings.Repeat("a|", columns)
		return "|" + row + "\n|" + strings.Repeat("-|", columns) + "\n"
	}
	ticks := ""
	for i := 1; len(ticks) < n; i++ {
		ticks += "e" + strings.Repeat("`", i)
	}
	sources := []string{
		"> " + table(2000) + times("> |\n"), "- " + table(200) + strings.Repeat("  |\n", 20_000), times("a|b\n-|-\n"), times("|"),
		strings.Repeat("- ", n/4) + "a\n" + strings.Repeat("\n", n/2), strings.Repeat("- ", 60) + "a\n" + strings.Repeat("\n", n-200), strings.Repeat("> ", 60) + "a\n" + times("a\n"),
		strings.Repeat("[", n/2) + "a" + strings.Repeat("]", n/2), numbered("[%d]: b\n") + "\n" + strings.Repeat("[1]", n/6), ticks,
		"<b style=\"" + times("{") + "\">", "<b style='" + times("a:b;") + "'>", "<b style=" + times("(") + ">", "<b style='color:" + times("calc(") + "'>", "<b style='" + times("color:red;") + "'>", "<b style='" + times("font-family:\"a\",") + "'>", "<img srcset='" + times("a 1x,") + "'>", "<b " + times("a=b ") + ">", "<p " + times("align=left ") + ">",
		strings.Repeat("a***", n/8) + strings.Repeat("b**", n/6), strings.Repeat("*", n/2) + "a" + strings.Repeat("*", n/2), strings.Repeat("a\n\n", 100_000), times("*a_ ") + times("[a]("),
	}
	for _, unit := range []string{
		"*a_ ", "a**b", "*a **a ", "[a](", "[a](b", "[", "![[]()", "> ", "- ", "1. ", "- [x] a\n", "<!A ", "<?", "<![CDATA[", "<a ", "<a href=\"", "<b>", "</b>", "<div>", "<!--", "<b style=\"text-align:left\">", "<a href=http://x>",
		"<input type=checkbox>", "<img srcset=\"a 1x,", "<p class=a style='color:red;width:1px'>", "<p style='font-family:\"a\";'>", "&", "&a;", "http://a_", "http://a(", "www.", "www.a.b_", "a@", "a.b@c.", "~~a ", "~a~~ ", "\\", "a\n=\n", "---\n", "    a\n", "```\n", "[a]: b\n", "[a]: b '\n", "[a]: <b\n", "\t", "a", "a b ", "a\n", "a\n\n", "_", "*", "*_", "# a\n", "\"a",
		"![a](data:image/png;base64,AAAA)", "[![](a)](b)", "*[_`a(]", "$$a ", "$a$ ", "\n", "\u00a0", "\x00", "\xff",
	} {
		sources = append(sources, times(unit))
	}
	for i, source := range sources {
		t.Run(fmt.Sprintf("%d %.12q", i, source), func(t *testing.T) { checkCost(t, source) })
	}
}

// TestTooComplex: what is too long or too complex is shown as it is, and harmless.
func TestTooComplex(t *testing.T) {
	for name, source := range map[string]string{
		"long":   strings.Repeat("a <b>b</b>\n", 20_000),
		"text":   strings.Repeat("a ", 70_000),
		"deep":   strings.Repeat("> ", 100) + "<script>",
		"cells":  "|" + strings.Repeat("a|", 300) + "\n|" + strings.Repeat("-|", 300) + "\n" + strings.Repeat("|\n", 300),
		"marks":  strings.Repeat("*a_ ", 10_000),
		"links":  strings.Repeat("[a]:b\n", 21_000),
		"output": strings.Repeat(">\n\n", 43_000),
	} {
		got, _, _ := cost(t, source)
		if !strings.HasPrefix(got, "<pre>") || strings.Count(got, "<") != 2 || len(got) < len(source) {
			t.Errorf("%s: got %.80q", name, got)
		}
	}
	for name, source := range map[string]string{
		"table":      "|a|b|c|\n|-|-|-|\n" + strings.Repeat("|1|2|3|\n", 2000),
		"lists":      strings.Repeat("- a\n  - b\n    - c\n      - d\n", 1000),
		"emphasis":   strings.Repeat("a *b* **c** _d_ `e` [f](g)\n", 200),
		"text":       strings.Repeat("Lorem ipsum dolor sit amet, *consectetur* adipiscing elit.\n\n", 2000),
		"long style": "<b style=\"" + strings.Repeat("a", 30_000) + "\">",
		"many":       "<b style='" + strings.Repeat("a:b;", 20_000) + "'>",
		"endless":    "<b style=" + strings.Repeat("x", 30_000),
		"style":      "<p style=\"text-align:left\">" + strings.Repeat("the style of a=b ", 3000),
	} {
		if got, _, _ := cost(t, source); strings.HasPrefix(got, "<pre>") {
			t.Errorf("%s of %d bytes is too complex", name, len(source))
		}
	}
}

// TestCancel: nobody is rendered for who has gone away.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := mdhtml.Render(ctx, strings.Repeat("a *b* c\n\n", 10_000), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %.80q, %v", got, err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if got, err := mdhtml.Render(ctx, strings.Repeat("- a\n", 10_000), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %.80q, %v", got, err)
	}
}

// FuzzCost repeats what the fuzzer finds, to see what a long text of the kind costs.
func FuzzCost(f *testing.F) {
	f.Add("|a|b|\n|-|-|\n", "|\n", "")
	f.Add("", "*a_ ", "x")
	f.Add("- - - a\n", "\n", "b")
	f.Fuzz(func(t *testing.T, head, unit, tail string) {
		const n = 64 << 10
		if len(unit) > 0 && len(head)+len(tail)+len(unit) < 10_000 {
			checkCost(t, head+strings.Repeat(unit, n/len(unit))+tail)
		}
	})
}
