package browser

import (
	"github.com/chromedp/cdproto/domdebugger"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Sent returns the URLs of the requests so far.
func (p *Page) Sent() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.sent...)
}

// Transferred returns the bytes of all answers so far, as compressed.
func (p *Page) Transferred() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bytes
}

// Rounds returns how many rounds of requests followed each other so far, the
// document's own left out: a script that the document names is in the first
// round, a chunk that only the script names is in the second.
func (p *Page) Rounds() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	deepest := 0
	for _, u := range p.sent {
		depth := 0
		for up := p.parent[u]; up != "" && depth <= len(p.sent); up = p.parent[up] {
			depth++
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

// Listeners counts the event listeners on what a JavaScript expression gives.
func (p *Page) Listeners(expression string) int {
	p.t.Helper()
	object, err := chromedp.Call(p.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: expression})
	if err != nil {
		p.t.Fatal(err)
	}
	found, err := chromedp.Call(p.ctx, domdebugger.GetEventListeners, domdebugger.GetEventListenersParams{ObjectID: object.Result.ObjectID})
	if err != nil {
		p.t.Fatal(err)
	}
	return len(found.Listeners)
}
