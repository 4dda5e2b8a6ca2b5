package front

import (
	"net/http"
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/limit"
)

// Our page holds no connection open while nothing runs: a browser has few. It says that it
// is there every pulse instead, which browsers may stretch to a minute while it is out of
// sight. One that is silent for longer has vanished: the browser was killed, or the machine
// sleeps.
const (
	pulsesMissed = 4
	minPresent   = 64 // how many pages of a client are watched in any case
	maxPresent   = 20_000
)

// presence knows which pages are there, as far as somebody has to learn when they vanish. It
// also serves for sessions of any client.
type presence struct {
	silence time.Duration
	places  *limit.Budget
	gone    func(name, client string, last job.Request)

	mu      sync.Mutex
	pages   map[string]*page
	stopped bool
}

type page struct {
	client string
	last   job.Request // what is known of it
	seen   time.Time
	timer  *time.Timer
}

func newPresence(silence time.Duration, gone func(name, client string, last job.Request)) *presence {
	return &presence{silence: silence, places: limit.New(maxPresent, minPresent), gone: gone, pages: map[string]*page{}}
}

// enter watches a page, from its first call on. Of a client that has too many, no more are
// watched: their sessions last until there are too many of these.
func (p *presence) enter(name, client string, last job.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pages[name] != nil {
		p.pages[name].seen, p.pages[name].last = time.Now(), last
		return
	}
	if p.stopped || p.places.Take(client, 1) != nil {
		return
	}
	p.pages[name] = &page{client, last, time.Now(), time.AfterFunc(p.silence, func() { p.due(name) })}
}

// seen notes a sign of life of a page, if it is watched.
func (p *presence) seen(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.pages[name]; known != nil {
		known.seen = time.Now()
	}
}

// due looks whether a page has been silent for too long.
func (p *presence) due(name string) {
	p.mu.Lock()
	known := p.pages[name]
	if known == nil {
		p.mu.Unlock()
		return
	}
	if rest := p.silence - time.Since(known.seen); rest > 0 {
		known.timer.Reset(rest)
		p.mu.Unlock()
		return
	}
	p.remove(name, known)
	p.mu.Unlock()
	p.gone(name, known.client, known.last)
}

// forget ends the watching of a page. It reports whether the page was watched.
func (p *presence) forget(name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.pages[name]
	if known != nil {
		p.remove(name, known)
	}
	return known != nil
}

func (p *presence) remove(name string, known *page) {
	known.timer.Stop()
	delete(p.pages, name)
	p.places.Give(known.client, 1)
}

// stop ends all watching: the app goes away.
func (p *presence) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	for name, known := range p.pages {
		p.remove(name, known)
	}
}

// len is the number of pages that are watched.
func (p *presence) len() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.pages)
}

// alive is called by our page every pulse. It learns whether the server still holds what
// the page relies on.
func (f *Front) alive(w http.ResponseWriter, r *http.Request) {
	name, members, body, ok := f.readSession(w, r)
	if !ok {
		return
	}
	defer body.release()
	after, _ := text(members, "after")
	m, err := parseMark(after)
	if after != "" && err != nil {
		refuse(w, http.StatusUnprocessableEntity, "after: %v", err)
		return
	}
	f.presence.seen(name)
	f.callers.seen(name)
	f.Store.Touch(name)
	if !f.Store.Knows(name, m.session) {
		forgotten(w, m)
		return
	}
	answer(w, http.StatusOK, []byte(`{"success":true}`))
}
