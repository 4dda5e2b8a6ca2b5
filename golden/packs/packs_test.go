// Package packs_test generates apps with asset packs, of packages that it fetches from
// the npm registry, and tries them in a browser. It is in a module of its own, so that
// the other tests of blocksgen need no network, and nothing that it generates is
// committed but the lock file.
package packs_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/golden/internal/xss"
	_ "github.com/blocksgen/blocksgen/runtime/mdhtml" // what the generated programs link
	_ "github.com/blocksgen/blocksgen/runtime/packs"
)

var update = flag.Bool("update", false, "write the lock file anew")

const lock = "lecture/blocks.lock.json"

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(m.Run())
}

// TestPacks has one generation for all parts, which use what it writes.
func TestPacks(t *testing.T) {
	browser.Enabled(t)
	locked, err := os.ReadFile(lock)
	if err != nil && !*update {
		t.Fatal(err)
	}
	blocksgen(t, "generate", "./...")
	if now, err := os.ReadFile(lock); err != nil || !*update && !bytes.Equal(now, locked) {
		t.Fatalf("%s has changed; the test with -update accepts it: %v\n%s", lock, err, now)
	}
	t.Run("offline", func(t *testing.T) {
		blocksgen(t, "check", "--offline", "./...")
		blocksgen(t, "packs", "verify", "--offline", "./...")
	})
	lecture := start(t, "lecture")
	t.Run("constant", func(t *testing.T) { testConstant(t, lecture) })
	t.Run("dark", func(t *testing.T) { testDark(t, lecture) })
	t.Run("streamed", func(t *testing.T) { testStreamed(t, lecture) })
	t.Run("typed", func(t *testing.T) { testTyped(t, lecture) })
	t.Run("hostile", func(t *testing.T) { testHostile(t, lecture) })
	t.Run("none", func(t *testing.T) { testNone(t, start(t, "plain")) })
}

// blocksgen runs the generator.
func blocksgen(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("go", append([]string{"tool", "blocksgen"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("blocksgen %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// start builds and starts an app.
func start(t *testing.T, name string) string {
	t.Helper()
	binary := process.Build(t, ".", "./"+filepath.Join(name, "cmd", name))
	info, err := os.Stat(binary)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the binary of %s has %.2f MiB", name, float64(info.Size())/(1<<20))
	app := process.Start(t, binary, "-port", "0")
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Error(err)
		}
	})
	return app.URL
}

// The formulas and the code of a text that is known when the app is generated.
func testConstant(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	p.Wait(`document.querySelectorAll("#intro [data-tex] > math").length === 2`)
	p.Wait(`document.querySelectorAll("#intro .hljs-keyword").length > 2`)
	t.Logf("the page has %.1f KB", float64(p.Transferred())/1000)
	if got := browser.Eval[int](p, `document.querySelectorAll("#intro [data-display] > math[display=block] mfrac").length`); got != 3 {
		t.Errorf("%d fractions in display style, want 3", got)
	}
	// A sum has its limits above and below, and roots and brackets grow: the font has what formulas need.
	if !browser.Eval[bool](p, `[...document.querySelectorAll("#intro mo")].some((o) => o.textContent === "(" && o.getBoundingClientRect().height > 28)`) {
		t.Error("no bracket has grown with what is in it")
	}
	for _, text := range []string{"It costs $5, not $6, and $$x$$ is code."} {
		if !browser.Eval[bool](p, `document.querySelector("#intro").textContent.includes("`+text+`")`) {
			t.Errorf("%q is not in the text", text)
		}
	}
	if got := browser.Eval[string](p, `document.querySelector("#intro pre").textContent`); !strings.Contains(got, "next := slices.Clone(u)\n\tfor i := 1;") {
		t.Errorf("the code reads %q", got)
	}
	p.Screenshot("lecture-light")
	p.Axe("lecture")
}

func testDark(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	p.Scheme("dark")
	p.Wait(`document.querySelectorAll("#intro [data-tex] > math").length === 2 && document.querySelector("#intro .hljs-keyword")`)
	p.Screenshot("lecture-dark")
	p.Axe("lecture, dark")
}

// watch counts how often something that was drawn is not any more, from now on.
const watch = `(() => {
	window.lost = 0;
	let most = { math: 0, code: 0 };
	const count = () => {
		const now = { math: document.querySelectorAll("#answer math").length, code: document.querySelectorAll("#answer .hljs-keyword").length };
		if (now.math < most.math || now.code < most.code) lost++;
		most = now;
	};
	new MutationObserver(count).observe(document.querySelector("#answer"), { childList: true, subtree: true });
	return true;
})()`

// Formulas and code of an answer that grows are drawn as soon as they are complete, and
// stay.
func testStreamed(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	p.Wait(`document.querySelector("#intro .hljs-keyword")`) // the pack is loaded, Python is not
	browser.Eval[bool](p, watch)
	p.Press("Explain")
	p.WaitText("That is all.")
	p.Wait(`document.querySelectorAll("#answer [data-tex] > math").length === 3`)
	p.Wait(`[...document.querySelectorAll("#answer .hljs-keyword")].some((e) => e.textContent === "def")`)
	if lost := browser.Eval[int](p, `lost`); lost > 0 {
		t.Errorf("what was drawn vanished %d times", lost)
	}
	p.Screenshot("lecture-answer")
	p.Axe("answer")
}

// What a user types, with all delimiters of the block.
func testTyped(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	p.Fill("Text", "A $a_1$, \\(b\\), \\[c\\] and $5 or $6.\n\n```js\nconst a = `x${1}`; // <b>\n```\n\n```unknown\na\n```\n\n$$\\nonsense$$")
	p.Press("Show")
	p.Wait(`document.querySelectorAll("#answer math").length === 3`)
	p.Wait(`document.querySelector("#answer .hljs-comment")?.textContent === "// <b>"`)
	if got := browser.Eval[string](p, `document.querySelector("#answer .tex-error").textContent`); got != `$$\nonsense$$` {
		t.Errorf("a formula with a mistake reads %q", got)
	}
	p.Screenshot("lecture-typed")
}

// Formulas and code that want more than to be drawn.
func testHostile(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	var list []string
	texts, err := xss.Texts()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if text.Class == "formulas" {
			list = append(list, xss.Arm(text.Source, "evil.test", "1"))
		}
	}
	for _, tex := range []string{
		`\href{javascript:alert(1)}{click}`, `\url{javascript:alert(1)}`, `\includegraphics{https://evil.test/a.png}`,
		`\htmlId{answer}{x}`, `\class{prose}{x}`, `\style{position:fixed;inset:0}{x}`, `\htmlData{a=b}{x}`, `\label{intro} \ref{intro}`,
		`\def\a{\a\a}\a`, `\rule{99999em}{99999em}`, `\text{<img src=x onerror=alert(1)>}`, `\begin{align}a\label{answer}\end{align}`,
	} {
		list = append(list, "$$"+tex+"$$")
	}
	for _, tex := range list {
		p.Fill("Text", "$$x$$ "+tex+"\n\nend")
		p.Press("Show")
		p.Wait(`document.querySelector("#answer [data-tex] > math") && document.querySelector("#answer").textContent.includes("end")`)
		p.Wait(`document.querySelectorAll("#answer [data-tex]:not(:has(> math)):not(.tex-error)").length === 0`)
		bad := browser.Eval[[]string](p, `[...document.querySelectorAll("#answer [data-tex] *")].flatMap((e) => [
			...[...e.attributes].filter((a) => /^(on|id$|href|src)|:href$/.test(a.name)).map((a) => e.localName + " has " + a.name),
			...(/^http.*MathML$/.test(e.namespaceURI) || e.localName === "span" ? [] : [e.localName]),
			...(e.getBoundingClientRect().width > 5000 || e.getBoundingClientRect().height > 5000 ? [e.localName + " is huge"] : []),
		])`)
		if len(bad) > 0 {
			t.Errorf("%s: %q", tex, bad)
		}
	}
	p.Fill("Text", "```html\n<img src=x onerror=alert(1)><script>alert(1)</script>\n```")
	p.Press("Show")
	p.Wait(`document.querySelector("#answer .hljs-tag")`)
	if got := browser.Eval[int](p, `document.querySelectorAll("#answer img, #answer script").length`); got != 0 {
		t.Errorf("%d elements of the code became elements of the page", got)
	}
}

// An app that bundles no packs shows the sources and asks for nothing.
func testNone(t *testing.T, url string) {
	p := browser.At(t, url, "/")
	p.WaitText("$$x^2$$")
	p.Fill("Text", "$$y$$\n\n```go\nvar x int\n```")
	p.Press("Show")
	p.WaitText("$$y$$")
	t.Logf("the page has %.1f KB", float64(p.Transferred())/1000)
	if got := browser.Eval[int](p, `document.querySelectorAll("math, [class^=hljs]").length`); got != 0 {
		t.Errorf("%d elements of packs", got)
	}
	for _, sent := range p.Sent() {
		if strings.Contains(sent, "/assets/packs/") {
			t.Errorf("the page asks for %s", sent)
		}
	}
}
