package browser

import (
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Inject runs a script in each document that the tab opens from now on, before the
// document's own.
func (p *Page) Inject(script string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		p.t.Fatal(err)
	}
}

// Bind gives every document and frame of the tab a function of one string, which calls fn.
func (p *Page) Bind(name string, fn func(string)) {
	p.t.Helper()
	p.mu.Lock()
	p.bound[name] = fn
	p.mu.Unlock()
	if _, err := chromedp.Call(p.ctx, runtime.AddBinding, runtime.AddBindingParams{Name: name}); err != nil {
		p.t.Fatal(err)
	}
}

// BypassPolicy turns the content security policy of documents off that the tab opens from
// now on, so that a test sees what it would have stopped.
func (p *Page) BypassPolicy() {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		p.t.Fatal(err)
	}
}
