package auth

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// User is who uses an app.
type User struct {
	Name  string
	Roles []string // that handlers may ask for
}

// Has reports whether a user has a role. Everybody has the role "".
func (u User) Has(role string) bool { return role == "" || slices.Contains(u.Roles, role) }

// Check decides whether a name and a password are a user's. ok is false for a wrong
// password and for a user that does not exist. An error is something else: it is logged,
// and the user is asked to try again later.
type Check func(ctx context.Context, name, password string) (u User, ok bool, err error)

// MaxName is how many bytes the name of a user may have.
const MaxName = 256

// ReadUsers reads a file of users. A line is a name, a hash as [Hash] makes it and, if
// there are any, roles, with colons between them and commas between the roles:
//
//	ada:pbkdf2-sha256$600000$…$…:admin,editor
//
// Empty lines, and those that begin with #, are left out. An error names the line.
func ReadUsers(r io.Reader) (Check, error) {
	type entry struct {
		hash  hash
		roles []string
	}
	users := map[string]entry{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, ":")
		name := strings.TrimSpace(parts[0])
		if len(parts) < 2 || len(parts) > 3 || name == "" || len(name) > MaxName {
			return nil, fmt.Errorf("line %d: must be name:hash or name:hash:roles", n)
		}
		h, err := parseHash(strings.TrimSpace(parts[1]))
		if err != nil {
			return nil, fmt.Errorf("line %d: the second part %w", n, err)
		}
		if _, ok := users[name]; ok {
			return nil, fmt.Errorf("line %d: the user %q is there twice", n, name)
		}
		var roles []string
		if len(parts) == 3 {
			roles = strings.FieldsFunc(parts[2], func(r rune) bool { return r == ',' || r == ' ' })
		}
		users[name] = entry{h, roles}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(users) == 0 {
		return nil, fmt.Errorf("it names no user")
	}
	return func(_ context.Context, name, password string) (User, bool, error) {
		u, known := users[name]
		if !known {
			u.hash = nobody
		}
		ok := u.hash.matches(password) && known
		return User{name, u.roles}, ok, nil
	}, nil
}
