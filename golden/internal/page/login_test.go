package page_test

import (
	"context"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/auth"
)

// newClub is a shop for members, whose password is "secret".
func newClub(t *testing.T) *shop {
	t.Helper()
	s := newShop(t)
	o := auth.Passwords(func(_ context.Context, _, password string) (bool, error) { return password == "secret", nil })
	o.Message = "<p>Members only. <b>Ask Ada.</b></p>"
	s.Auth(o)
	return s
}

// logIn fills the login.
func logIn(p *browser.Page, password string) {
	p.Fill("username", "ada")
	p.Fill("password", password)
	p.Press("Login")
}

// TestLogIn: the login by its labels, with a wrong password and the right one. It works
// without a script, and leads to the page that was asked for.
func TestLogIn(t *testing.T) {
	p := browser.Open(t, newClub(t).Handler(), "/?__theme=dark")
	p.Allow("400")
	for _, width := range []int64{1440, 360} {
		p.Size(width, 800)
		for _, scheme := range []string{"dark", "light"} {
			p.Go("/?__theme=" + scheme)
			p.Wait(`document.querySelector("h1").textContent === "Login" && document.querySelector("form")`)
			p.Axe("login " + scheme)
			p.Screenshot("login-" + scheme)
		}
	}
	p.WaitText("Ask Ada.")
	p.Go("/?__theme=dark")
	logIn(p, "wrong")
	p.WaitText("Incorrect Credentials")
	p.WaitValue("username", "ada")
	p.Screenshot("login-wrong")
	p.Axe("a login that failed")
	p.Fill("password", "secret")
	p.Keys("\r")
	p.Press("Count")
	p.WaitValue("Total", "1")
	if address := browser.Eval[string](p, "location.pathname + location.search"); address != "/?__theme=dark" {
		t.Errorf("the login leads to %s", address)
	}
	p.Go("/login")
	p.WaitText("Logged in as ada")
	p.Screenshot("logins")
	p.Axe("logins")
	p.Press("Log out")
	p.Wait(`document.querySelector("h1").textContent === "Login"`)
}

// TestLoggedOut: a page whose user was logged out meanwhile says so, and keeps what was
// typed over the next login.
func TestLoggedOut(t *testing.T) {
	p := browser.Open(t, newClub(t).Handler(), "/")
	p.Allow("401")
	logIn(p, "secret")
	p.Press("Count")
	p.WaitValue("Total", "1")
	p.Fill("Note", "typed")
	other := p.Tab("/login")
	other.Press("Log out")
	other.Wait(`document.querySelector("h1").textContent === "Login"`)
	p.Press("Count")
	p.WaitText("You are logged out.")
	p.WaitValue("Note", "typed")
	p.Press("Log in")
	p.Wait(`document.querySelector("[name=password]")`)
	logIn(p, "secret")
	p.WaitValue("Note", "typed")
	p.Press("Count")
	p.WaitValue("Total", "1")
}
