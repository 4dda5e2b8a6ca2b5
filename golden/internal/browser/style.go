package browser

import (
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// Style is the work that a browser has done to find out which rules apply.
type Style struct {
	Passes int // over all or part of the page
	Time   time.Duration
}

// Style returns the work so far. The difference of two answers is what was done in
// between.
func (p *Page) Style() Style {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{}); err != nil {
		p.t.Fatal(err)
	}
	found, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		p.t.Fatal(err)
	}
	var s Style
	for _, m := range found.Metrics {
		switch m.Name {
		case "RecalcStyleCount":
			s.Passes = int(m.Value)
		case "RecalcStyleDuration":
			s.Time = time.Duration(m.Value * float64(time.Second))
		}
	}
	return s
}
