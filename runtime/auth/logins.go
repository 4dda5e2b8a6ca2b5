package auth

import (
	"container/list"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"time"
)

// Login is one login of a user: a browser or a client that is logged in.
type Login struct {
	ID      string // names it towards its user; it lets nobody in
	User    User
	Begun   time.Time
	Used    time.Time // last
	Address string    // of the client that logged in
	Agent   string    // what that client called itself
}

// Bounds of logins.
const (
	maxLogins     = 10_000 // together; beyond it, the one that was not used for longest ends
	maxUserLogins = 100    // of one user
	maxAgent      = 200    // bytes of a client's own name
)

// logins are those who are logged in. A token lets its bearer in: only a hash of it is
// kept, so that nobody gets in with what is read from memory or a dump.
type logins struct {
	idle, lifetime time.Duration

	mu      sync.Mutex
	byToken map[[sha256.Size]byte]*list.Element // of *login
	byUse   list.List                           // the longest unused first
	users   map[string]int                      // logins of each user
}

type login struct {
	Login
	token [sha256.Size]byte
}

func newLogins(idle, lifetime time.Duration) *logins {
	return &logins{idle: idle, lifetime: lifetime, byToken: map[[sha256.Size]byte]*list.Element{}, users: map[string]int{}}
}

// begin logs a user in and returns the token.
func (l *logins) begin(u User, address, agent string) string {
	token := rand.Text() + rand.Text() // 256 bits
	id := make([]byte, 8)
	rand.Read(id) // never fails
	now := time.Now()
	if len(agent) > maxAgent {
		agent = agent[:maxAgent]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(now)
	if l.users[u.Name] >= maxUserLogins {
		for e := l.byUse.Front(); e != nil; e = e.Next() {
			if e.Value.(*login).User.Name == u.Name {
				l.end(e)
				break
			}
		}
	}
	if l.byUse.Len() >= maxLogins {
		l.end(l.byUse.Front())
	}
	x := &login{Login{hex.EncodeToString(id), u, now, now, address, agent}, sha256.Sum256([]byte(token))}
	l.byToken[x.token] = l.byUse.PushBack(x)
	l.users[u.Name]++
	return token
}

// find returns the login of a token, and notes that it is used.
func (l *logins) find(token string) (Login, bool) {
	if token == "" {
		return Login{}, false
	}
	key, now := sha256.Sum256([]byte(token)), time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.byToken[key]
	if e == nil {
		return Login{}, false
	}
	x := e.Value.(*login)
	if l.over(x, now) {
		l.end(e)
		return Login{}, false
	}
	x.Used = now
	l.byUse.MoveToBack(e)
	return x.Login, true
}

func (l *logins) over(x *login, now time.Time) bool {
	return now.Sub(x.Used) >= l.idle || now.Sub(x.Begun) >= l.lifetime
}

// expire ends the logins that were not used for too long. Those that are too old though
// they were used end when they are used again.
func (l *logins) expire(now time.Time) {
	for e := l.byUse.Front(); e != nil && l.over(e.Value.(*login), now); e = l.byUse.Front() {
		l.end(e)
	}
}

// end ends a login. The caller holds the lock.
func (l *logins) end(e *list.Element) {
	x := l.byUse.Remove(e).(*login)
	delete(l.byToken, x.token)
	if l.users[x.User.Name]--; l.users[x.User.Name] == 0 {
		delete(l.users, x.User.Name)
	}
}

// logout ends the login of a token.
func (l *logins) logout(token string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.byToken[sha256.Sum256([]byte(token))]; e != nil {
		l.end(e)
	}
}

// of lists the logins of a user, the last used first.
func (l *logins) of(user string) []Login {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(time.Now())
	var all []Login
	for e := l.byUse.Back(); e != nil; e = e.Prev() {
		if x := e.Value.(*login); x.User.Name == user {
			all = append(all, x.Login)
		}
	}
	return all
}

// endOf ends logins of a user by their ids, or all if there are none.
func (l *logins) endOf(user string, ids ...string) (ended int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for e := l.byUse.Front(); e != nil; {
		next := e.Next()
		if x := e.Value.(*login); x.User.Name == user && (len(ids) == 0 || slices.Contains(ids, x.ID)) {
			l.end(e)
			ended++
		}
		e = next
	}
	return ended
}
