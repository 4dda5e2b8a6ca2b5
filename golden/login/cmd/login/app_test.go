package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// member logs a member in and returns a client that stays logged in.
func member(t *testing.T, app, name, password string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	res, err := c.PostForm(app+"/login", url.Values{"username": {name}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", name, res.Status)
	}
	return c
}

func TestMembers(t *testing.T) {
	a := newApp()
	server := httptest.NewServer(a.Handler())
	t.Cleanup(func() {
		server.Close()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	call := func(c *http.Client, name, body string) (int, string) {
		t.Helper()
		res, err := c.Post(server.URL+"/gradio_api/run/"+name, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(text)
	}
	ada, grace := member(t, server.URL, "ada", "lovelace"), member(t, server.URL, "grace", "hopper")
	for _, who := range []struct {
		c    *http.Client
		name string
		wipe int
	}{{ada, "ada", 200}, {grace, "grace", 403}} {
		if status, text := call(who.c, "keep", `{"data":[null,"hello"],"session_hash":"s"}`); status != 200 || !strings.Contains(text, `"`+who.name+`: hello"`) {
			t.Errorf("%s keeps a note: %d %s", who.name, status, text)
		}
		if status, text := call(who.c, "wipe", `{"data":[],"session_hash":"s"}`); status != who.wipe {
			t.Errorf("%s wipes: %d %s", who.name, status, text)
		}
	}
	if status, _ := call(http.DefaultClient, "keep", `{"data":[null,"hello"]}`); status != http.StatusUnauthorized {
		t.Errorf("a stranger keeps a note: %d", status)
	}
	res, err := http.PostForm(server.URL+"/login", url.Values{"username": {"ada"}, "password": {"hopper"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusBadRequest {
		t.Errorf("the wrong password: %s", res.Status)
	}
}

// TestRole: the page says it to a member who may not.
func TestRole(t *testing.T) {
	a := newApp()
	p := browser.Open(t, a.Handler(), "/")
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	p.Allow("403")
	p.WaitText("For members. Ask Ada.")
	p.Fill("username", "grace")
	p.Fill("password", "hopper")
	p.Press("Login")
	p.Fill("Note", "hello")
	p.Keys("\r")
	p.WaitValue("Notes", "grace: hello")
	p.Press("Wipe")
	p.WaitText(`This is for users with the role "admin".`)
	p.WaitValue("Notes", "grace: hello")
	p.Axe("members")
}
