package auth

import (
	"container/list"
	"sync"
	"time"
)

// attempts bounds how often passwords are guessed. Each of these has a number of failures
// that it may make at once, and gets one back after a while: a user at an address, whose
// owner mistypes; an address, which tries many users; a user, whom many addresses try.
type attempts struct {
	mu    sync.Mutex
	known map[string]*list.Element // of *failures
	byUse list.List                // the longest unused first
}

type failures struct {
	key   string
	spent float64 // failures that have not been given back
	at    time.Time
}

// allowance is how many failures something may make, and how often it gets one back.
type allowance struct {
	burst float64
	every time.Duration
}

var (
	ofPair    = allowance{5, 30 * time.Second}
	ofAddress = allowance{30, 20 * time.Second}
	ofUser    = allowance{100, 6 * time.Second}
)

// maxKnown bounds the memory for attempts. Beyond it, what failed longest ago is forgotten.
const maxKnown = 50_000

func newAttempts() *attempts { return &attempts{known: map[string]*list.Element{}} }

// keys are what a login is counted for.
func keys(user, address string) map[string]allowance {
	return map[string]allowance{"p" + address + "\x00" + user: ofPair, "a" + address: ofAddress, "u" + user: ofUser}
}

// take counts an attempt as a failure, or says how long somebody has to wait for the next.
// It is counted before it is tried, so that many at once are not free.
func (a *attempts) take(user, address string) (wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	for key, may := range keys(user, address) {
		if e := a.known[key]; e != nil {
			if over := e.Value.(*failures).left(now, may) + 1 - may.burst; over > 0 {
				wait = max(wait, time.Duration(over*float64(may.every)))
			}
		}
	}
	if wait > 0 {
		return wait
	}
	for key, may := range keys(user, address) {
		a.spend(key, may, now, 1)
	}
	return 0
}

// succeeded takes back what an attempt was counted for, and forgets the failures of the
// user at this address.
func (a *attempts) succeeded(user, address string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	for key, may := range keys(user, address) {
		back := -1.0
		if may == ofPair {
			back = -may.burst
		}
		a.spend(key, may, now, back)
	}
}

// spend counts failures, or takes some back.
func (a *attempts) spend(key string, may allowance, now time.Time, n float64) {
	e := a.known[key]
	if e == nil {
		if a.byUse.Len() >= maxKnown {
			delete(a.known, a.byUse.Remove(a.byUse.Front()).(*failures).key)
		}
		e = a.byUse.PushBack(&failures{key: key, at: now})
		a.known[key] = e
	}
	f := e.Value.(*failures)
	if f.spent, f.at = max(0, f.left(now, may)+n), now; f.spent == 0 {
		a.byUse.Remove(e)
		delete(a.known, key)
		return
	}
	a.byUse.MoveToBack(e)
}

// left is what is spent and not yet given back.
func (f *failures) left(now time.Time, may allowance) float64 {
	return max(0, f.spent-float64(now.Sub(f.at))/float64(may.every))
}
