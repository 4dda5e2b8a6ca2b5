package xss

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// Watch is a tab that notices what an attack got.
type Watch struct {
	*browser.Page
	// Evil is the host of another origin. Who asks it for something is noticed.
	Evil string

	mu    sync.Mutex
	loose bool
	got   map[string]bool
}

// canary is there before anything else of a document. Its reports reach the test even if
// the document goes away at once.
const canary = `(() => {
	const report = noticed;
	for (const [name, what] of [["canary", "ran "], ["alert", "dialog "], ["confirm", "dialog "], ["prompt", "dialog "], ["print", "dialog "], ["open", "window "]]) {
		Object.defineProperty(window, name, {value: id => void report(what + id)});
	}
	if (window === window.top) window.born ??= String(Math.random());
})()`

// dom reports what is in the document that a sanitised text must not bring.
const dom = `(() => {
	const bad = [], all = s => Document.prototype.querySelectorAll.call(document, s); // not what an element put in its place
	const elements = /^(script|iframe|frame|frameset|object|embed|applet|portal|base|meta|link|style|noscript|template|form|foreignobject|animate.*|set|use|handler|math|maction|annotation-xml|mglyph|marquee|isindex|bgsound|plaintext|xmp|noembed|image|video|audio|source|track)$/i;
	const links = /^(href|src|action|formaction|xlink:href|data|code|poster|background|manifest|longdesc|cite|ping)$/i;
	const scripts = /^(javascript|vbscript|livescript|view-source|filesystem|data):/i;
	const plain = s => s.replace(/[\x00-\x20]/g, "");
	const images = /^data:image\//i; // an img runs no scripts of an SVG
	const own = Element.prototype; // a form's properties may be its fields
	for (const e of all("gradio-app *")) {
		const where = () => " in " + (Element.prototype.closest.call(e, "[data-block]")?.localName ?? "the page") + ": " + e.outerHTML.slice(0, 200);
		if (elements.test(e.localName) && !(e.localName.match(/^(video|audio|source|track)$/) && own.closest.call(e, ".prose, .info"))) bad.push("element " + e.localName + where());
		for (const name of own.getAttributeNames.call(e)) {
			const value = own.getAttribute.call(e, name);
			if (/^on/i.test(name) || name === "srcdoc" || name === "autofocus" || name === "popovertarget") bad.push("attribute " + name + where());
			if (links.test(name) && scripts.test(plain(value)) && !(e.localName === "img" && images.test(plain(value)))) bad.push("link " + name + where());
			if (name === "style" && e.parentElement.closest(".prose, .info") && /url|image-set|expression|binding|position|[\\]/i.test(value)) bad.push("style " + value + where());
		}
	}
	// Named elements in the place of properties of the document.
	for (const key in document) {
		const v = document[key];
		if (v instanceof Element && (v.id === key || v.getAttribute("name") === key) || v instanceof HTMLCollection && !/^(all|anchors|applets|children|embeds|forms|images|links|plugins|scripts)$/.test(key)) bad.push("document." + key + " is an element");
	}
	for (const e of all("blocks-broken, blocks-unknown")) bad.push("a block is broken after " + (e.previousElementSibling?.outerHTML ?? "").slice(0, 100));
	if (all("#gradio-config")[0]?.parentNode !== document.head) bad.push("the config is not the page's");
	if ("polluted" in {} || Object.keys(Object.prototype).length || Object.keys(Array.prototype).length) bad.push("prototypes are changed");
	return bad;
})()`

// Listen starts another origin, which attacks may ask for something. If loose is set,
// documents have no content security policy, and images and the like that they load are
// not noticed: only sanitising is left to protect the page.
func Listen(t testing.TB, loose bool) *Watch {
	t.Helper()
	w := &Watch{loose: loose, got: map[string]bool{}}
	evil := httptest.NewServer(http.HandlerFunc(w.asked))
	t.Cleanup(evil.Close)
	w.Evil = strings.TrimPrefix(evil.URL, "http://")
	return w
}

// Open opens a page of an app in a new tab. The app's main page must be harmless.
func (w *Watch) Open(t testing.TB, base, path string) {
	t.Helper()
	w.Page = browser.At(t, base, "/")
	// The browser says what it blocks, and images of no address are not found.
	for _, expected := range []string{"log: ", "request to another origin: ", "console.error"} {
		w.Allow(expected)
	}
	w.Bind("noticed", w.add)
	w.Inject(canary)
	if w.loose {
		w.BypassPolicy()
	}
	w.Go(path)
}

// asked is the server of the other origin.
func (w *Watch) asked(_ http.ResponseWriter, r *http.Request) {
	dest := r.Header.Get("Sec-Fetch-Dest")
	if w.loose && (dest == "image" || dest == "video" || dest == "audio") {
		return
	}
	w.add(fmt.Sprintf("asked for as %s %s", dest, strings.Trim(r.URL.Path, "/")))
}

func (w *Watch) add(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got[what] = true
}

// Noticed returns and forgets what attacks got since the last call. What they got ends
// with a space and the number of the attack.
func (w *Watch) Noticed() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := slices.Sorted(maps.Keys(w.got))
	w.got = map[string]bool{}
	return list
}

// Born identifies the document of the tab.
func (w *Watch) Born() string {
	return browser.Eval[string](w.Page, `window.born + " " + location.href`)
}

// DOM lists what is in the document that no sanitised text may bring.
func (w *Watch) DOM() []string { return browser.Eval[[]string](w.Page, dom) }
