package event

import (
	"fmt"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// Error is an error whose text the user sees. Handlers return it; any other
// error is hidden from the user unless the app shows errors.
type Error struct {
	err      error
	title    string
	duration time.Duration
	silent   bool
}

// Errorf makes an error for the user, as fmt.Errorf does: %w wraps.
func Errorf(format string, args ...any) *Error {
	return &Error{err: fmt.Errorf(format, args...), title: "Error", duration: shown}
}

// Title returns a copy with another title than "Error".
func (e *Error) Title(title string) *Error {
	c := *e
	c.title = title
	return &c
}

// Duration returns a copy that is shown for d, by default 10 seconds; 0 leaves
// it until it is closed.
func (e *Error) Duration(d time.Duration) *Error {
	c := *e
	c.duration = d
	return &c
}

// Silent returns a copy that pops up no message: the outputs alone show that
// there was an error.
func (e *Error) Silent() *Error {
	c := *e
	c.silent = true
	return &c
}

// Error is the text that the user sees.
func (e *Error) Error() string { return e.err.Error() }

// Unwrap returns the wrapped error.
func (e *Error) Unwrap() error { return e.err }

// Failure is the error as clients receive it.
func (e *Error) Failure() *job.Failure {
	message := e.Error()
	return &job.Failure{Message: &message, Duration: seconds(e.duration), Visible: !e.silent, Title: e.title}
}
