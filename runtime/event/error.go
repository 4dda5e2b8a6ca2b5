package event

import (
	"fmt"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// Error is an error with a message for the user. The message of any other error that
// a handler returns is not shown to the user, unless the app shows all errors.
type Error struct {
	err      error
	title    string
	duration time.Duration
	silent   bool
}

// Errorf returns an error for the user. It formats like fmt.Errorf: %w wraps an
// error.
func Errorf(format string, args ...any) *Error {
	return &Error{err: fmt.Errorf(format, args...), title: "Error", duration: shown}
}

// Title returns a copy with another title than "Error".
func (e *Error) Title(title string) *Error {
	c := *e
	c.title = title
	return &c
}

// Duration returns a copy that is shown for d instead of 10 seconds. With 0, it is
// shown until the user closes it.
func (e *Error) Duration(d time.Duration) *Error {
	c := *e
	c.duration = d
	return &c
}

// Silent returns a copy that is not shown as a message. Only the outputs show that
// there was an error.
func (e *Error) Silent() *Error {
	c := *e
	c.silent = true
	return &c
}

// Error returns the message.
func (e *Error) Error() string { return e.err.Error() }

// Unwrap returns the wrapped error.
func (e *Error) Unwrap() error { return e.err }

// Failure returns the error as it is sent to clients.
func (e *Error) Failure() *job.Failure {
	message := e.Error()
	return &job.Failure{Message: &message, Duration: seconds(e.duration), Visible: !e.silent, Title: e.title}
}
