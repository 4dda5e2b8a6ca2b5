package front

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/auth"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// userKey is the key of the user in the context of a request.
type userKey struct{}

// admit finds out who sends a request. It answers itself, and returns nil, when the route
// is for users and nobody is logged in.
func (f *Front) admit(w http.ResponseWriter, r *http.Request, route extend.Route) *http.Request {
	if f.Auth == nil {
		return r
	}
	u, err := f.identify(r)
	switch {
	case err != nil:
		f.Log.Error("user not known", "error", err)
		refuse(w, http.StatusServiceUnavailable, "Who you are could not be found out. Try again later.")
		return nil
	case u.Name == "" && route.Access != extend.Anyone:
		f.keepOut(w, r, route)
		return nil
	}
	return r.WithContext(context.WithValue(r.Context(), userKey{}, u))
}

// identify finds the user of a request; one without a name is nobody.
func (f *Front) identify(r *http.Request) (auth.User, error) {
	if f.Auth.Request != nil {
		u, err := f.Auth.Request(r)
		if err != nil || len(u.Name) > auth.MaxName || strings.ContainsRune(u.Name, 0) {
			return auth.User{}, err
		}
		return u, nil
	}
	l, _ := f.Auth.Find(f.token(r))
	return l.User, nil
}

// keepOut answers who is not logged in: a page by the login, everything else by an error.
// The login page is the same for every path, so that it does not tell which there are.
func (f *Front) keepOut(w http.ResponseWriter, r *http.Request, route extend.Route) {
	if route.Path == "/" && r.Method == http.MethodGet && f.Auth.Check != nil {
		f.loginPage(w, r, http.StatusOK, "")
		return
	}
	var message any // null, or the text for the login page
	if f.Auth.Message != "" {
		message = f.Auth.Message
	}
	answer(w, http.StatusUnauthorized, wire.MustMarshal(map[string]any{
		"detail": map[string]any{"error": "Not authenticated", "auth_message": message},
	}))
}

// user is who sends a request; without a login, nobody.
func user(r *http.Request) auth.User {
	u, _ := r.Context().Value(userKey{}).(auth.User)
	return u
}

// errLoggedOut ends a stream whose user is not logged in any more.
var errLoggedOut = errors.New("logged out")

// still reports whether the user of a request is still logged in: streams are open for long.
func (f *Front) still(r *http.Request) bool {
	if f.Auth == nil || f.Auth.Check == nil || user(r).Name == "" {
		return true
	}
	_, ok := f.Auth.Find(f.token(r))
	return ok
}

// own names what a client calls a session, or an event, for the server. Users have names
// of their own: what one has started, no other can read, cancel or add to, even if the name is
// known.
func own(r *http.Request, name string) string {
	u := user(r)
	if u.Name == "" || name == "" {
		return name
	}
	return u.Name + "\x00" + name
}

// cookie is the name of the cookie with the token of a login. Apps on several ports of a
// host share its cookies: the name tells them apart, and is the same after a restart. With TLS,
// browsers guarantee for the prefix that no other host has set it.
func (f *Front) cookie(r *http.Request) (name string, secure bool) {
	root := f.root(r)
	sum := sha256.Sum256([]byte(root))
	name = "access-token-" + hex.EncodeToString(sum[:4])
	if secure = strings.HasPrefix(root, "https://"); secure {
		name = "__Host-" + name
	}
	return name, secure
}

// token is the token that a request has.
func (f *Front) token(r *http.Request) string {
	name, _ := f.cookie(r)
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// setToken gives a browser a token; the empty one takes it away.
func (f *Front) setToken(w http.ResponseWriter, r *http.Request, token string) {
	name, secure := f.cookie(r)
	c := &http.Cookie{Name: name, Value: token, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
	if c.MaxAge = int(f.Auth.Lifetime.Seconds()); token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
