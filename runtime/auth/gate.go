// Package auth knows who uses an app: it checks passwords, remembers who is logged in, and
// bounds how often passwords are guessed. It knows no pages and no routes; package app
// serves the login.
package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// Options say who may use an app. One of Check and Request is set.
type Options struct {
	// Check decides by name and password. Users log in, and are known by a cookie.
	Check Check
	// Request finds the user in each request by itself, for example in a header that a
	// proxy adds. A user without a name is nobody. There is no login page then.
	Request func(*http.Request) (User, error)
	Message string // HTML for the login page; may be empty
	// Idle is how long a login lasts that is not used, by default a week, and Lifetime how
	// long it lasts at most, by default 30 days.
	Idle, Lifetime time.Duration
}

// Gate lets users in. Its methods are safe for concurrent use.
type Gate struct {
	Options
	logins   *logins
	attempts *attempts
	checks   *limit.Gate // of passwords: each takes a processor for some 0.2 s
}

// New returns a gate.
func New(o Options) *Gate {
	if o.Idle <= 0 {
		o.Idle = 7 * 24 * time.Hour
	}
	if o.Lifetime <= 0 {
		o.Lifetime = 30 * 24 * time.Hour
	}
	return &Gate{Options: o, logins: newLogins(o.Idle, o.Lifetime), attempts: newAttempts(), checks: limit.NewGate(2, 20)}
}

// Errors of [Gate.Login].
var (
	// ErrWrong: there is no such user, or the password is another one.
	ErrWrong = errors.New("wrong user name or password")
	// ErrBusy: too many logins of this client are being checked.
	ErrBusy = errors.New("too many logins at once")
)

// TooManyError: passwords were guessed too often.
type TooManyError struct {
	Wait time.Duration // until the next attempt is allowed
}

// Error implements error.
func (e *TooManyError) Error() string { return "too many wrong passwords" }

// Login checks a name and a password, and logs the user in. The address is that of the
// client, which calls itself agent. It returns a token that lets its bearer in until the
// login ends. Errors are [ErrWrong], [ErrBusy], a [*TooManyError], and those of Check.
func (g *Gate) Login(ctx context.Context, name, password, address, agent string) (token string, err error) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > MaxName || len(password) > MaxPassword || strings.ContainsRune(name, 0) {
		return "", ErrWrong
	}
	client := limit.Client(address)
	if wait := g.attempts.take(name, client); wait > 0 {
		return "", &TooManyError{wait}
	}
	if err := g.checks.Enter(ctx, client); err != nil {
		return "", ErrBusy
	}
	u, ok, err := g.Check(ctx, name, password)
	g.checks.Leave(client)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "", ErrWrong
	}
	g.attempts.succeeded(name, client)
	u.Name = name
	return g.Admit(u, address, agent), nil
}

// Admit logs a user in whose identity is known by other means, such as OpenID Connect.
func (g *Gate) Admit(u User, address, agent string) (token string) {
	return g.logins.begin(u, address, agent)
}

// Find returns the login of a token, and counts as use of it.
func (g *Gate) Find(token string) (Login, bool) { return g.logins.find(token) }

// Logout ends the login of a token.
func (g *Gate) Logout(token string) { g.logins.logout(token) }

// Logins lists the logins of a user, the last used first.
func (g *Gate) Logins(user string) []Login { return g.logins.of(user) }

// End ends logins of a user by their ids; without ids, all of them. It returns how many
// have ended.
func (g *Gate) End(user string, ids ...string) int { return g.logins.endOf(user, ids...) }
