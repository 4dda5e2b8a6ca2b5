package auth

import (
	"context"
	"net/http"
)

// Passwords makes options of a function that checks a name and a password.
func Passwords(check func(ctx context.Context, user, password string) (bool, error)) Options {
	return Options{Check: func(ctx context.Context, name, password string) (User, bool, error) {
		ok, err := check(ctx, name, password)
		return User{Name: name}, ok, err
	}}
}

// PasswordsWithRoles is [Passwords] for a function that knows the user's roles, too.
func PasswordsWithRoles(check func(ctx context.Context, user, password string) (roles []string, ok bool, err error)) Options {
	return Options{Check: func(ctx context.Context, name, password string) (User, bool, error) {
		roles, ok, err := check(ctx, name, password)
		return User{name, roles}, ok, err
	}}
}

// Requests makes options of a function that finds the user in each request. A user
// without a name is nobody.
func Requests(find func(*http.Request) (user string, err error)) Options {
	return Options{Request: func(r *http.Request) (User, error) {
		name, err := find(r)
		return User{Name: name}, err
	}}
}

// RequestsWithRoles is [Requests] for a function that knows the user's roles, too.
func RequestsWithRoles(find func(*http.Request) (user string, roles []string, err error)) Options {
	return Options{Request: func(r *http.Request) (User, error) {
		name, roles, err := find(r)
		return User{name, roles}, err
	}}
}
