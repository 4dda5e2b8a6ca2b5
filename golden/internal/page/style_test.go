package page_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// fields is a page of n fields in rows of five, a button, and a field that its
// listener writes.
func fields(t testing.TB, n int) *server {
	nodes := []node{button(1, "Talk"), textbox(2, "Reply", obj{"lines": 3, "max_lines": 20, "interactive": false})}
	for id := 3; id < n+3; {
		form := layout(10_000+id, "form", nil)
		for range 5 {
			form.children = append(form.children, textbox(id, fmt.Sprintf("Field %d.", id), obj{"info": "Info"}))
			id++
		}
		nodes = append(nodes, layout(20_000+id, "row", nil, form))
	}
	return newServer(t, page(nodes, dep(0, 1, "click", []int{}, []int{2}, nil)))
}

// stream runs a listener that says n words, with a pause after each, and returns
// what the browser did to style the page meanwhile.
func stream(p *browser.Page, s *server, n int, pause time.Duration) browser.Style {
	p.Press("Talk")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "word"))
	p.WaitValue("Reply", "word")
	before := p.Style()
	text := "word"
	for i := range n {
		word := fmt.Sprintf(" %d", i)
		text += word
		s.say(generating(j.Event, [][]any{{"append", []any{}, word}}))
		if pause > 0 {
			time.Sleep(pause)
		} else {
			p.WaitValue("Reply", text)
		}
	}
	p.WaitValue("Reply", text)
	after := p.Style()
	s.say(completed(j.Event, text), closeStream)
	p.Wait(`!document.querySelector("[aria-busy]")`)
	return browser.Style{Passes: after.Passes - before.Passes, Time: after.Time - before.Time}
}

// TestStyleIsLocal: what an update costs does not depend on the size of the page. A
// rule that a change anywhere makes the browser evaluate everywhere, such as one with
// :has(), makes it grow with the page.
func TestStyleIsLocal(t *testing.T) {
	perPass := func(s browser.Style) time.Duration { return s.Time / time.Duration(max(s.Passes, 1)) }
	var each [2]time.Duration
	for i, n := range []int{50, 500} {
		s := fields(t, n)
		p := s.open("/")
		best := time.Hour
		for range 3 { // the machine may do other things: the best of three
			best = min(best, perPass(stream(p, s, 20, 0)))
		}
		each[i] = best
	}
	t.Logf("style per pass: %v with 50 fields, %v with 500", each[0], each[1])
	if each[1] > 4*each[0]+300*time.Microsecond {
		t.Errorf("a pass over the styles takes %v with 500 fields and %v with 50", each[1], each[0])
	}
}

// BenchmarkStyle streams 60 words at 10 a second into a page of 500 fields.
func BenchmarkStyle(b *testing.B) {
	browser.Enabled(b)
	for b.Loop() {
		s := fields(b, 500)
		style := stream(s.open("/"), s, 60, 100*time.Millisecond)
		b.ReportMetric(style.Time.Seconds(), "s/style")
		b.ReportMetric(float64(style.Passes), "passes")
	}
}
