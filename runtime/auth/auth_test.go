package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/auth"
)

func users(t *testing.T, file string) auth.Check {
	t.Helper()
	check, err := auth.ReadUsers(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return check
}

func TestHash(t *testing.T) {
	one, err := auth.Hash("correct horse")
	two, err2 := auth.Hash("correct horse")
	if err = errors.Join(err, err2); err != nil || one == two || !strings.HasPrefix(one, "pbkdf2-sha256$600000$") {
		t.Fatalf("%s, %s, %v", one, two, err)
	}
	check := users(t, "# people\n\n ada:"+one+":admin, editor\nbob:"+two+"\n")
	for _, tt := range []struct {
		name, password string
		ok             bool
	}{
		{"ada", "correct horse", true},
		{"ada", "correct horse ", false},
		{"ada", "", false},
		{"bob", "correct horse", true},
		{"eve", "correct horse", false},
		{"", "", false},
	} {
		u, ok, err := check(t.Context(), tt.name, tt.password)
		if err != nil || ok != tt.ok {
			t.Errorf("%q, %q: %v, %v", tt.name, tt.password, ok, err)
		}
		if ok && (u.Name != tt.name || u.Has("admin") != (tt.name == "ada") || !u.Has("") || u.Has("adm")) {
			t.Errorf("%+v", u)
		}
	}
	for _, password := range []string{"", strings.Repeat("x", auth.MaxPassword+1)} {
		if _, err := auth.Hash(password); err == nil {
			t.Errorf("a password of %d bytes has a hash", len(password))
		}
	}
}

func TestUsersThatAreNone(t *testing.T) {
	good, err := auth.Hash("x")
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"":                                      "it names no user",
		"# nobody\n":                            "it names no user",
		"ada":                                   "line 1: must be name:hash or name:hash:roles",
		"\nada:secret":                          "line 2: the second part is not a hash that blocksgen hash has made",
		"ada:pbkdf2-sha256$0$AA$AA":             `line 1: the second part has "0" iterations`,
		"ada:pbkdf2-sha256$99999999$AA$AA":      `line 1: the second part has "99999999" iterations`,
		"ada:pbkdf2-sha256$1$!$AA":              "that is not base64",
		"ada:pbkdf2-sha256$1$AA$AA":             "that is not base64",
		"ada:" + good + "\nada:" + good:         `line 2: the user "ada" is there twice`,
		"ada:" + good + ":a:b":                  "line 1: must be",
		":" + good:                              "line 1: must be",
		strings.Repeat("x", 257) + ":" + good:   "line 1: must be",
		"ada:" + strings.Repeat("$", 100) + "x": "is not a hash",
	} {
		if _, err := auth.ReadUsers(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %s", file, err, want)
		}
	}
}

// gate lets ada in with the password "secret", at once.
func gate(o auth.Options) *auth.Gate {
	if o.Check == nil {
		o.Check = func(_ context.Context, name, password string) (auth.User, bool, error) {
			if password == "broken" {
				return auth.User{}, false, errors.New("no database")
			}
			return auth.User{Name: "another", Roles: []string{"admin"}}, password == "secret", nil
		}
	}
	return auth.New(o)
}

func login(t *testing.T, g *auth.Gate, user, password, address string) (string, error) {
	t.Helper()
	return g.Login(t.Context(), user, password, address, "test")
}

func TestLogins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate(auth.Options{Idle: time.Hour, Lifetime: 24 * time.Hour})
		one, err := login(t, g, " ada ", "secret", "192.0.2.1")
		if err != nil || len(one) < 50 {
			t.Fatalf("%q, %v", one, err)
		}
		l, ok := g.Find(one)
		if !ok || l.User.Name != "ada" || !l.User.Has("admin") || l.Address != "192.0.2.1" || l.Agent != "test" || strings.Contains(one, l.ID) {
			t.Errorf("%+v, %v", l, ok)
		}
		for _, token := range []string{"", l.ID, one + "x", strings.ToLower(one)} {
			if _, ok := g.Find(token); ok {
				t.Errorf("%q lets in", token)
			}
		}
		time.Sleep(59 * time.Minute)
		two, _ := login(t, g, "ada", "secret", "192.0.2.2")
		other, _ := login(t, g, "bob", "secret", "192.0.2.2")
		if one == two || len(g.Logins("ada")) != 2 || g.Logins("ada")[0].Address != "192.0.2.2" {
			t.Errorf("%+v", g.Logins("ada"))
		}
		time.Sleep(time.Minute)
		if _, ok := g.Find(one); ok {
			t.Error("a login lasts that was not used for an hour")
		}
		for range 50 {
			time.Sleep(28 * time.Minute)
			g.Find(two)
		}
		if _, ok := g.Find(two); !ok {
			t.Error("a login ends that is used")
		}
		time.Sleep(50 * time.Minute)
		if _, ok := g.Find(two); ok {
			t.Error("a login is older than it may be")
		}
		if list := g.Logins("bob"); len(list) != 0 {
			t.Errorf("%+v", list)
		}
		if _, ok := g.Find(other); ok {
			t.Error("bob is still there")
		}
	})
}

func TestEndLogins(t *testing.T) {
	g := gate(auth.Options{})
	tokens := make([]string, 4)
	for i := range tokens {
		tokens[i], _ = login(t, g, "ada", "secret", "192.0.2.1")
	}
	bob, _ := login(t, g, "bob", "secret", "192.0.2.1")
	l, _ := g.Find(tokens[0])
	if n := g.End("bob", l.ID); n != 0 {
		t.Errorf("bob has ended %d logins of ada", n)
	}
	if n := g.End("ada", l.ID, "nonsense"); n != 1 {
		t.Errorf("%d ended", n)
	}
	g.Logout(tokens[1])
	g.Logout("nonsense")
	if n := g.End("ada"); n != 2 {
		t.Errorf("%d ended", n)
	}
	for i, token := range tokens {
		if _, ok := g.Find(token); ok {
			t.Errorf("login %d is still there", i)
		}
	}
	if _, ok := g.Find(bob); !ok {
		t.Error("bob is gone")
	}
}

// TestLoginsAreBounded: a user who logs in for ever does not log others out.
func TestLoginsAreBounded(t *testing.T) {
	g := gate(auth.Options{})
	bob, _ := login(t, g, "bob", "secret", "192.0.2.1")
	for range 20_000 {
		g.Admit(auth.User{Name: "ada"}, "192.0.2.1", strings.Repeat("x", 10_000))
	}
	if n := len(g.Logins("ada")); n != 100 {
		t.Errorf("%d logins", n)
	}
	if _, ok := g.Find(bob); !ok {
		t.Error("bob is logged out")
	}
	for i := range 20_000 {
		g.Admit(auth.User{Name: fmt.Sprint(i)}, "192.0.2.1", "")
	}
	if len(g.Logins("0"))+len(g.Logins("ada")) != 0 || len(g.Logins("19999")) != 1 {
		t.Error("logins are not bounded")
	}
}

// TestGuesses: who guesses has to wait: one user at one address, one address, one user.
// The right password does not help then, and others are not held up.
func TestGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate(auth.Options{})
		try := func(user, password, address string) error {
			_, err := login(t, g, user, password, address)
			return err
		}
		var tooMany *auth.TooManyError
		for range 5 {
			if err := try("ada", "x", "192.0.2.1"); !errors.Is(err, auth.ErrWrong) {
				t.Fatal(err)
			}
		}
		if err := try("ada", "secret", "192.0.2.1"); !errors.As(err, &tooMany) || tooMany.Wait != 30*time.Second {
			t.Errorf("got %v, %+v", err, tooMany)
		}
		if err := errors.Join(try("ada", "secret", "192.0.2.2"), try("bob", "secret", "192.0.2.1")); err != nil {
			t.Error(err)
		}
		time.Sleep(30 * time.Second)
		if err := try("ada", "secret", "192.0.2.1"); err != nil {
			t.Error(err)
		}
		for range 5 { // the failures before are forgotten
			if err := try("ada", "x", "192.0.2.1"); !errors.Is(err, auth.ErrWrong) {
				t.Error(err)
			}
		}
		// An address that tries many users; one of IPv6 is a network.
		n := 0
		for i := range 100 {
			if err := try(fmt.Sprint("user", i), "x", fmt.Sprintf("2001:db8::%x", i)); errors.As(err, &tooMany) {
				n++
			}
		}
		if n != 70 {
			t.Errorf("%d of 100 were refused", n)
		}
		// A user whom many addresses try.
		n = 0
		for i := range 200 {
			if err := try("eve", "x", fmt.Sprintf("198.51.100.%d", i)); errors.As(err, &tooMany) {
				n++
			}
		}
		if n != 100 {
			t.Errorf("%d of 200 were refused", n)
		}
		if err := try("x", "broken", "192.0.2.9"); err == nil || errors.Is(err, auth.ErrWrong) {
			t.Errorf("got %v", err)
		}
		for _, name := range []string{"", strings.Repeat("x", 257), "a\x00b"} {
			if err := try(name, "secret", "192.0.2.9"); !errors.Is(err, auth.ErrWrong) {
				t.Errorf("%q: %v", name, err)
			}
		}
	})
}

// TestManyAtOnce: guesses at the same time are counted before they are checked, and few
// are checked at the same time.
func TestManyAtOnce(t *testing.T) {
	var now, most, checked atomic.Int32
	g := gate(auth.Options{Check: func(context.Context, string, string) (auth.User, bool, error) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		checked.Add(1)
		return auth.User{}, false, nil
	}})
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { _, _ = login(t, g, "ada", "x", "192.0.2.1") })
	}
	all.Wait()
	if checked.Load() != 5 || most.Load() > 2 {
		t.Errorf("%d were checked, %d at the same time", checked.Load(), most.Load())
	}
}

// BenchmarkCheck measures one password of a file, and one of a user that it does not name:
// they must not differ.
func BenchmarkCheck(b *testing.B) {
	h, err := auth.Hash("secret")
	if err != nil {
		b.Fatal(err)
	}
	check, err := auth.ReadUsers(strings.NewReader("ada:" + h))
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"ada", "nobody"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _, _ = check(b.Context(), name, "wrong")
			}
		})
	}
}
