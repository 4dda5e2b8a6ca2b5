package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/auth"
)

// members lets users in whose password is their name, upside down: "ada" by "ADA".
func members(a *app.App) {
	a.Auth(auth.Passwords(func(_ context.Context, name, password string) (bool, error) {
		if name == "broken" {
			return false, errors.New("no database")
		}
		return password == strings.ToUpper(name) && name != "", nil
	}))
}

// login logs a user in and returns the cookie.
func (a *testApp) login(t testing.TB, user string) string {
	t.Helper()
	res, text := a.form(t, "/login", url.Values{"username": {user}, "password": {strings.ToUpper(user)}})
	if res.StatusCode != 200 || text != `{"success":true}` || len(res.Cookies()) != 1 {
		t.Fatalf("login: %d %s, %v", res.StatusCode, text, res.Cookies())
	}
	return res.Cookies()[0].Name + "=" + res.Cookies()[0].Value
}

// form posts a form.
func (a *testApp) form(t testing.TB, path string, values url.Values, headers ...string) (*http.Response, string) {
	t.Helper()
	return a.do(t, "POST", path, values.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

// stay has requests answered with their redirects.
func init() {
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
}

// TestNobodyGetsIn: without a login every route is refused, but for those that the table
// opens to anyone; a page is answered with the login.
func TestNobodyGetsIn(t *testing.T) {
	a := serve(t, withMarkdown, members)
	cookie := a.login(t, "ada")
	for _, r := range a.Routes() {
		method := r.Method
		if method == "" {
			method = "GET"
		}
		for _, path := range append(paths(r), strings.Replace(r.Path, "{", "x{", 1)) {
			for _, with := range []string{"", "access-token=x", cookie[:len(cookie)-1], strings.ToUpper(cookie)} {
				res, text := a.do(t, method, path, "", "Cookie", with, "X-Blocks-Version", "old")
				switch {
				case r.Access == extend.Anyone:
					if res.StatusCode == 401 {
						t.Errorf("%s %s is refused", method, path)
					}
				case r.Path == "/":
					if res.StatusCode != 200 || !strings.Contains(text, `name="password"`) || strings.Contains(text, "Reply") {
						t.Errorf("%s: %d %s", path, res.StatusCode, text)
					}
				case res.StatusCode != 401 || text != `{"detail":{"auth_message":null,"error":"Not authenticated"}}`:
					t.Errorf("%s %s with %q: %d %s", method, path, with, res.StatusCode, text)
				}
			}
		}
	}
	for _, path := range []string{"/", "/about", "/nope", "/about/"} {
		if _, text := a.get(t, path); !strings.Contains(text, "<h1>Login</h1>") {
			t.Errorf("%s: %s", path, text)
		}
	}
	if status, text := a.get(t, "/", "Cookie", cookie); status != 200 || !strings.Contains(text, "gradio-app") {
		t.Errorf("a user gets %d %s", status, text)
	}
	if stats := a.Census(); stats.Logs+stats.States+stats.Hearts > 0 {
		t.Errorf("strangers have left %+v", stats)
	}
}

// TestLogin: what clients and browsers send, and what they get.
func TestLogin(t *testing.T) {
	a := serve(t, members)
	ada := url.Values{"username": {" ada "}, "password": {"ADA"}}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = errors.Join(m.WriteField("username", "ada"), m.WriteField("password", "ADA"), m.Close())
	if res, text := a.do(t, "POST", "/login", body.String(), "Content-Type", m.FormDataContentType()); res.StatusCode != 200 || text != `{"success":true}` {
		t.Errorf("a client's form: %d %s", res.StatusCode, text)
	}
	for name, tt := range map[string]struct {
		values  url.Values
		headers []string
		status  int
		text    string
	}{
		"wrong":          {url.Values{"username": {"ada"}, "password": {"x"}}, nil, 400, `{"detail":"Incorrect credentials."}`},
		"nobody":         {url.Values{"username": {"eve"}, "password": {"EV"}}, nil, 400, `{"detail":"Incorrect credentials."}`},
		"empty":          {url.Values{"username": {""}, "password": {""}}, nil, 400, `{"detail":"Incorrect credentials."}`},
		"missing":        {url.Values{"username": {"ada"}}, nil, 422, `{"detail":[{"loc":["body","password"],"msg":"Field required","type":"missing"}]}`},
		"no database":    {url.Values{"username": {"broken"}, "password": {"x"}}, nil, 503, "The login does not work at the moment"},
		"JSON":           {ada, []string{"Content-Type", "application/json"}, 422, "the body must be a form"},
		"another site's": {ada, []string{"Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site"}, 403, "another origin"},
		"a browser's":    {url.Values{"username": {"<ada>"}, "password": {"x"}}, []string{"Sec-Fetch-Mode", "navigate"}, 400, `<p role="alert">Incorrect Credentials</p>`},
		"its name stays": {url.Values{"username": {"<ada>"}, "password": {"x"}}, []string{"Accept", "text/html"}, 400, `value="&lt;ada&gt;"`},
	} {
		res, text := a.form(t, "/login", tt.values, tt.headers...)
		if res.StatusCode != tt.status || !strings.Contains(text, tt.text) || len(res.Cookies()) > 0 {
			t.Errorf("%s: %d %s, %v", name, res.StatusCode, text, res.Cookies())
		}
	}
	for next, want := range map[string]string{
		"": "/", "about": "/about", "about?a=1&b=<x>": "/about?a=1&b=%3Cx%3E", "/about": "/", "nope": "/", "//evil.test": "/",
		`/\evil.test`: "/", "https://evil.test/": "/", "about\r\nX: y": "/", "javascript:alert(1)": "/", "%2f%2fevil.test": "/", "about@evil.test": "/", "http:about": "/",
	} {
		ada.Set("next", next)
		res, _ := a.form(t, "/login", ada, "Sec-Fetch-Mode", "navigate")
		if got := res.Header.Get("Location"); res.StatusCode != 303 || got != want {
			t.Errorf("next %q: %d %s", next, res.StatusCode, got)
		}
	}
	for range 5 {
		a.form(t, "/login", url.Values{"username": {"bob"}, "password": {"x"}})
	}
	res, text := a.form(t, "/login", url.Values{"username": {"bob"}, "password": {"BOB"}}, "Accept", "text/html")
	if res.StatusCode != 429 || res.Header.Get("Retry-After") == "" || !strings.Contains(text, "Too many wrong passwords. Try again in") {
		t.Errorf("a guess too many: %d %s", res.StatusCode, text)
	}
}

// TestCookie: scripts cannot read it, other sites do not have it sent, and over TLS no
// other host can set it. A login has a new one.
func TestCookie(t *testing.T) {
	a := serve(t, members)
	ada := url.Values{"username": {"ada"}, "password": {"ADA"}}
	for proto, prefix := range map[string]string{"http": "access-token-", "https": "__Host-access-token-"} {
		res, _ := a.form(t, "/login", ada, "X-Forwarded-Proto", proto)
		c := res.Cookies()[0]
		if !strings.HasPrefix(c.Name, prefix) || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" ||
			c.Secure != (proto == "https") || c.MaxAge != 30*24*3600 || len(c.Value) < 50 {
			t.Errorf("%s: %+v", proto, c)
		}
	}
	first := a.login(t, "ada")
	res, _ := a.form(t, "/login", ada, "Cookie", first)
	second := res.Cookies()[0]
	if status, _ := a.get(t, "/config", "Cookie", first); status != 401 {
		t.Errorf("the token before a login: %d", status)
	}
	if status, text := a.get(t, api+"/user", "Cookie", second.Name+"="+second.Value); status != 200 || text != `"ada"` {
		t.Errorf("the token after it: %d %s", status, text)
	}
}

// TestUsersDoNotMeet: what one user has started, no other can read, cancel or change, even
// with its name.
func TestUsersDoNotMeet(t *testing.T) {
	a := serve(t, members)
	ada, bob := a.login(t, "ada"), a.login(t, "bob")
	as := func(cookie, method, path, body string) string {
		t.Helper()
		res, text := a.do(t, method, path, body, "Cookie", cookie)
		if res.StatusCode != 200 {
			t.Fatalf("%s: %d %s", path, res.StatusCode, text)
		}
		return text
	}
	add := func(cookie string) string {
		return as(cookie, "POST", api+"/run/add", `{"data":[],"session_hash":"s"}`)
	}
	if one, two, other := add(ada), add(ada), add(bob); !strings.Contains(one, `"11"`) || !strings.Contains(two, `"12"`) || !strings.Contains(other, `"11"`) {
		t.Errorf("States: %s, %s, %s", one, two, other)
	}
	if got := as(ada, "POST", api+"/run/request", `{"data":[],"session_hash":"s"}`); !strings.Contains(got, `"s|`) {
		t.Errorf("the handler sees the session %s", got)
	}
	id := as(ada, "POST", api+"/call/wait", `{"data":["x"]}`)
	id = id[len(`{"event_id":"`) : len(id)-2]
	<-a.started
	if got := as(bob, "GET", api+"/call/wait/"+id, ""); !strings.Contains(got, "404: Not Found") {
		t.Errorf("bob reads %s", got)
	}
	cancel := fmt.Sprintf(`{"session_hash":"s","fn_index":%d,"event_id":%q}`, waitFn, id)
	as(bob, "POST", api+"/cancel", cancel)
	as(bob, "POST", api+"/close", `{"session_hash":"s"}`)
	if len(a.stopped) > 0 {
		t.Error("bob has cancelled ada's call")
	}
	as(ada, "POST", api+"/cancel", cancel)
	<-a.stopped
	<-a.unloaded
	if got := add(ada); !strings.Contains(got, `"13"`) {
		t.Errorf("ada's State is %s", got)
	}
}

// TestLogout ends one login, another one of the same user, or all; and the streams of who is
// logged out.
func TestLogout(t *testing.T) {
	a := serve(t, members, func(a *app.App) { a.Settings.Heartbeat = 20 * time.Millisecond })
	in := func(cookie string) bool {
		status, _ := a.get(t, "/config", "Cookie", cookie)
		return status == 200
	}
	one, two, three, bob := a.login(t, "ada"), a.login(t, "ada"), a.login(t, "ada"), a.login(t, "bob")
	req, err := http.NewRequestWithContext(t.Context(), "GET", a.url+api+"/heartbeat/s", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", one)
	beats, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	a.post(t, api+"/run/add", `{"data":[],"session_hash":"s"}`, "Cookie", one) // so that there is something to unload
	res, _ := a.do(t, "POST", "/logout", "", "Cookie", one)
	if c := res.Cookies(); res.StatusCode != 200 || len(c) != 1 || c[0].MaxAge >= 0 || in(one) || !in(two) {
		t.Errorf("%d, %v", res.StatusCode, c)
	}
	if _, err := (&bytes.Buffer{}).ReadFrom(beats.Body); err != nil { // it ends
		t.Error(err)
	}
	<-a.unloaded
	_, page := a.get(t, "/login", "Cookie", two)
	if !strings.Contains(page, "Logged in as ada") || strings.Count(page, "Other login") != 1 || strings.Contains(page, "bob") {
		t.Errorf("the list of logins is %s", page)
	}
	_, after, _ := strings.Cut(page, `name="id" value="`)
	id, _, _ := strings.Cut(after, `"`)
	res, _ = a.form(t, "/logout", url.Values{"id": {id}}, "Cookie", bob, "Sec-Fetch-Mode", "navigate")
	if !in(two) || !in(three) || res.StatusCode != 303 {
		t.Errorf("bob has ended a login of ada: %d", res.StatusCode)
	}
	res, _ = a.form(t, "/logout", url.Values{"id": {id}}, "Cookie", two, "Sec-Fetch-Mode", "navigate")
	if !in(two) || in(three) || res.Header.Get("Location") != "/login" {
		t.Errorf("ending another login: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	three = a.login(t, "ada")
	if status, _ := a.get(t, "/logout?all_session=true", "Cookie", two, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"); status != 403 || !in(two) {
		t.Errorf("another site logs out: %d", status)
	}
	if status, _ := a.get(t, "/logout?all_session=true", "Cookie", two, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin"); status != 303 || in(two) || in(three) || !in(bob) {
		t.Errorf("logging out everywhere: %d", status)
	}
}

// TestUserOfTheRequest: a function of the app's finds the user, and nobody else is asked.
func TestUserOfTheRequest(t *testing.T) {
	a := serve(t, func(a *app.App) {
		a.Auth(auth.Requests(func(r *http.Request) (string, error) {
			if name := r.Header.Get("X-User"); name != "broken" {
				return name, nil
			}
			return "", errors.New("no directory")
		}))
	})
	for user, want := range map[string]int{"": 401, "ada": 200, "broken": 503, strings.Repeat("x", 257): 401} {
		for _, path := range []string{"/", "/config"} {
			if status, text := a.get(t, path, "X-User", user); status != want {
				t.Errorf("%s as %q: %d %s", path, user, status, text)
			}
		}
	}
	if _, text := a.get(t, api+"/user", "X-User", "ada"); text != `"ada"` {
		t.Errorf("got %s", text)
	}
	if res, _ := a.form(t, "/login", url.Values{"username": {"ada"}, "password": {"ADA"}}); res.StatusCode != 404 {
		t.Errorf("a login: %d", res.StatusCode)
	}
}

// TestUsersOfTheSettings: whoever runs an app names its users, unless the app does.
func TestUsersOfTheSettings(t *testing.T) {
	hash, err := auth.Hash("ADA")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(file, []byte("# people\nada:"+hash+":admin\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := serve(t, func(a *app.App) { a.Settings.AuthFile, a.Settings.Auth = file, "bob:"+hash+";eve:"+hash+":x" })
	a.login(t, "ada")
	if res, _ := a.form(t, "/login", url.Values{"username": {"eve"}, "password": {"ADA"}}); res.StatusCode != 200 {
		t.Errorf("eve: %d", res.StatusCode)
	}
	for want, set := range map[string]func(*app.App){
		"are for apps that do not say themselves": func(a *app.App) { members(a); a.Settings.AuthFile = file },
		"no such file":               func(a *app.App) { a.Settings.AuthFile = file + "x" },
		"users: line 1: must be":     func(a *app.App) { a.Settings.Auth = "ada" },
		"users: it names no user":    func(a *app.App) { a.Settings.Auth = ";" },
		"the second part is not a h": func(a *app.App) { a.Settings.Auth = "ada:secret" },
	} {
		a, _, _ := newApp(set)
		if err := a.Prepare(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	open := serve(t)
	if res, _ := open.form(t, "/login", url.Values{}); res.StatusCode != 302 || res.Header.Get("Location") != "/" {
		t.Errorf("an app without users: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	if status, _ := open.get(t, "/login"); status != 404 {
		t.Errorf("an app without users has a login: %d", status)
	}
}
