// Package browser drives golden apps in a real Chromium, as a user would: it finds
// fields by label and buttons by their text. Every page that it opens is watched:
// a request to another origin, an error in the console or an uncaught exception
// fails the test.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to become what a test waits for.
const patience = 20 * time.Second

// Enabled skips a test where browser and client tests are not asked for:
// `make test` asks, a plain `go test` on a machine with Go alone does not.
func Enabled(t testing.TB) {
	t.Helper()
	if os.Getenv("BLOCKSGEN_E2E") == "" {
		t.Skip("skipped: set BLOCKSGEN_E2E=1 to run the tests that need Chromium, Node and Python (make test does)")
	}
}

// The browser is shared by the tests of a package and ends with the process.
var (
	once    sync.Once
	shared  context.Context
	failure error
)

func start() (context.Context, error) {
	once.Do(func() {
		path, err := exec.LookPath("chromium")
		if err != nil {
			failure = fmt.Errorf("chromium is not installed: run scripts/setup: %w", err)
			return
		}
		ctx, _ := chromedp.NewExecAllocator(context.Background(),
			chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
			chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-background-networking", true),
			chromedp.Flag("disable-component-update", true),
			chromedp.Flag("disable-sync", true),
			chromedp.Flag("disable-dev-shm-usage", true),
			chromedp.WindowSize(1280, 900))
		shared, _ = chromedp.NewContext(ctx)
		failure = chromedp.Do(shared)
	})
	return shared, failure
}

// Page is one tab with one app in it.
type Page struct {
	// URL is the app's address, without a trailing slash.
	URL string

	t       testing.TB
	ctx     context.Context
	mu      sync.Mutex
	bad     []string
	sent    []string
	allowed []string
	bytes   int64             // transferred, headers and bodies, as compressed
	parent  map[string]string // what made the page ask for a URL
}

// Open serves an app on a free port of 127.0.0.1, opens a path of it in a new tab
// and waits until the page is ready. The app and the tab close with the test.
func Open(t testing.TB, app http.Handler, path string) *Page {
	t.Helper()
	Enabled(t)
	server := httptest.NewServer(app)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return At(t, server.URL, path)
}

// At opens a path of an app that is already served.
func At(t testing.TB, base, path string) *Page {
	t.Helper()
	Enabled(t)
	parent, err := start()
	if err != nil {
		t.Fatal(err)
	}
	return in(t, parent, base, path, chromedp.WithNewBrowserContext())
}

// Tab opens a path of the same app in another tab of the same user, who has one set of
// connections, cookies and locks for all of them.
func (p *Page) Tab(path string) *Page {
	p.t.Helper()
	return in(p.t, p.ctx, p.URL, path)
}

// in opens a path of an app in a new tab.
func in(t testing.TB, parent context.Context, base, path string, how ...chromedp.ContextOption) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent, how...)
	p := &Page{URL: base, t: t, ctx: ctx, parent: map[string]string{}}
	t.Cleanup(func() {
		for _, fault := range p.Faults() {
			p.t.Error(fault)
		}
		cancel()
	})
	if err := chromedp.Listen(ctx, p.watch); err != nil {
		t.Fatal(err)
	}
	for _, enable := range []error{
		second(chromedp.Call(ctx, network.Enable, network.EnableParams{})),
		second(chromedp.Call(ctx, runtime.Enable, cdp.Empty{})),
		second(chromedp.Call(ctx, log.Enable, cdp.Empty{})),
	} {
		if enable != nil {
			t.Fatal(enable)
		}
	}
	p.Scheme("light") // and without motion: a click must not miss what moves
	p.Go(path)
	return p
}

func second[T any](_ T, err error) error { return err }

// Go navigates to a path of the app and waits until the page is ready.
func (p *Page) Go(path string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.Navigate(p.URL+path)); err != nil {
		p.t.Fatal(err)
	}
	p.Wait(`document.querySelector("gradio-app")?.hasAttribute("data-ready")`)
}

// watch collects what no page of ours may do.
func (p *Page) watch(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		p.sent = append(p.sent, ev.Request.URL)
		p.parent[ev.Request.URL] = ev.Initiator.URL
		u, err := url.Parse(ev.Request.URL)
		if err == nil && u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about" && u.Scheme+"://"+u.Host != p.URL {
			p.bad = append(p.bad, "request to another origin: "+ev.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if ev.ExceptionDetails.Exception != nil {
			text += " " + ev.ExceptionDetails.Exception.Description
		}
		p.bad = append(p.bad, "uncaught: "+text)
	case *network.EventLoadingFinished:
		p.bytes += int64(ev.EncodedDataLength)
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			p.bad = append(p.bad, "log: "+ev.Entry.Text+" "+ev.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			args, _ := json.Marshal(ev.Args)
			p.bad = append(p.bad, "console.error: "+string(args))
		}
	}
}

// Faults returns what the page did so far that no page of ours may do, and that
// the test has not allowed. A test with faults fails when it ends.
func (p *Page) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.bad), func(b string) bool {
		return slices.ContainsFunc(p.allowed, func(a string) bool { return strings.Contains(b, a) })
	})
}

// Allow says that an error which contains the text is what the test provokes.
func (p *Page) Allow(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = append(p.allowed, text)
}

// Size sets the size of the viewport in CSS pixels.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(width, height)); err != nil {
		p.t.Fatal(err)
	}
	p.frames()
}

// Crash ends the page as if the browser were killed: it cannot say goodbye, and the
// connections are closed. Nothing can be done with it any more.
func (p *Page) Crash() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	_, _ = chromedp.Call(ctx, page.Crash, cdp.Empty{}) // a page that has crashed does not answer
}

// frames waits until the page has heard of a change around it and drawn it.
func (p *Page) frames() {
	p.t.Helper()
	Eval[any](p, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))).then(() => null)`)
}

// Eval evaluates a JavaScript expression, awaiting a promise, and decodes its value.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%v\n\tin %s", err, expression)
	}
	return v
}

// Wait waits until a JavaScript expression is truthy. It fails the test when that
// takes longer than anybody would wait.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	script := fmt.Sprintf(`(async () => {
		const end = performance.now() + %d;
		for (;;) {
			try { if (%s) return true; } catch {}
			if (performance.now() > end) return false;
			await new Promise(r => requestAnimationFrame(() => setTimeout(r)));
		}
	})()`, patience.Milliseconds(), expression)
	ok, err := false, error(nil)
	for end := time.Now().Add(patience); ; {
		ok, err = chromedp.Run(p.ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise))
		// A page that loads anew ends the script; the new one is asked again.
		if err == nil || !strings.Contains(err.Error(), "navigated") || time.Now().After(end) {
			break
		}
	}
	if err != nil {
		p.t.Fatalf("%v\n\tin %s", err, script)
	}
	if !ok {
		text := Eval[string](p, `document.body.innerText`)
		p.t.Fatalf("waited in vain for %s\nthe page says:\n%s", expression, text)
	}
}

// field finds the one visible field with a label, as assistive technology would:
// the whole label first, a part of it else.
const field = `((label) => {
	const fields = [...document.querySelectorAll("input, textarea, select")].filter(e => e.checkVisibility());
	const by = e => (e.getAttribute("aria-labelledby") ?? "").split(" ").map(id => document.getElementById(id)?.innerText ?? "").join(" ").trim();
	const names = e => [e.getAttribute("aria-label"), by(e), ...[...(e.labels ?? [])].map(l => l.innerText.trim().split("\n")[0])];
	const exact = fields.filter(e => names(e).includes(label));
	const found = exact.length ? exact : fields.filter(e => names(e).some(n => n?.toLowerCase().includes(label.toLowerCase())));
	if (found.length !== 1) throw new Error(found.length + " fields are labelled " + label);
	return found[0];
})`

// Field is a JavaScript expression for the one visible field with a label.
func Field(label string) string { return field + "(" + quote(label) + ")" }

// Button is a JavaScript expression for the first visible button with a text.
func Button(name string) string {
	return `[...document.querySelectorAll("button")].find(b => b.checkVisibility() && b.innerText.trim() === ` + quote(name) + `)`
}

// Click clicks what a JavaScript expression gives, with the mouse.
func (p *Page) Click(element string) {
	p.t.Helper()
	p.Wait(element)
	// A user aims when nothing moves any more: when the element stands where it
	// stood in the frame before, and is what the pointer would meet.
	at := Eval[[2]float64](p, `(async () => {
		let x, y;
		for (let tries = 0; tries < 120; tries++) {
			const e = `+element+`;
			if (e) {
				e.scrollIntoView({block: "center", behavior: "instant"});
				const r = e.getBoundingClientRect(), before = [x, y];
				[x, y] = [r.x + r.width / 2, r.y + r.height / 2];
				const hit = document.elementFromPoint(x, y);
				const meets = hit && (e.contains(hit) || hit.contains(e) || hit.closest("label")?.control === e);
				if (meets && before[0] === x && before[1] === y) break;
			}
			await new Promise(r => requestAnimationFrame(() => setTimeout(r)));
		}
		return [x, y];
	})()`)
	if err := chromedp.Do(p.ctx, chromedp.MouseClickXY(at[0], at[1])); err != nil {
		p.t.Fatal(err)
	}
}

// Press clicks the button with a text.
func (p *Page) Press(name string) {
	p.t.Helper()
	p.Wait(Button(name) + ` && !` + Button(name) + `.disabled`)
	p.Click(Button(name))
}

// Fill replaces the text of the field with a label, key by key.
func (p *Page) Fill(label, text string) {
	p.t.Helper()
	p.Wait(Field(label))
	Eval[bool](p, `(() => { const e = `+Field(label)+`; e.focus(); e.select?.(); return true; })()`)
	if text == "" {
		p.Keys("\b")
		return
	}
	p.Keys(text)
}

// Keys types into what has the focus; "\r" is Enter, "\t" Tab, "\b" Backspace.
func (p *Page) Keys(text string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.KeyEvent(text)); err != nil {
		p.t.Fatal(err)
	}
}

// WaitValue waits until the field with a label holds a text.
func (p *Page) WaitValue(label, want string) {
	p.t.Helper()
	p.Wait(Field(label) + `.value === ` + quote(want))
}

// WaitText waits until the page shows a text.
func (p *Page) WaitText(want string) {
	p.t.Helper()
	p.Wait(`document.body.innerText.includes(` + quote(want) + `)`)
}

// Screenshot writes the page as PNG into the directory named by
// BLOCKSGEN_SHOTS, for a person to look at; without it, nothing happens.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	dir := os.Getenv("BLOCKSGEN_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(dir+"/"+strings.ReplaceAll(name, "/", "-")+".png", png, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
