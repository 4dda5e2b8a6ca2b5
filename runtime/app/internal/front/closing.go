package front

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// An official client reads all its calls from one stream, which the server closes when no
// call is pending. It learns of a new call by the answer to its join, and opens a stream
// if it has none. When that answer overtakes the close of the stream, the client takes the
// call for one of the stream that it reads about to be closed, and gives it up. So a
// stream lingers before it is closed, and no join is answered while the client may not
// have read of the close: it hangs up when it has. See docs/design/0010-delivery.md.
const (
	// closeLinger is how long a stream waits for one more call before it is closed.
	closeLinger = 100 * time.Millisecond
	// closeWait is how long a client is given to hang up. One that reads to the end of
	// the answer never does.
	closeWait = 2 * time.Second
)

// lingerFor is how long a stream waits for one more call. The Python client before 2.6.1
// fails when a call ends before its join is answered, which it can on an open stream.
func lingerFor(r *http.Request) time.Duration {
	version, found := strings.CutPrefix(r.UserAgent(), "gradio_client/")
	if version, _, _ = strings.Cut(version, ";"); found && olderThan(version, 2, 6, 1) {
		return 0
	}
	return closeLinger
}

// olderThan compares a version, such as 2.6.0, with the numbers of another.
func olderThan(version string, numbers ...int) bool {
	for _, want := range numbers {
		var part string
		part, version, _ = strings.Cut(version, ".")
		n := 0
		for _, digit := range part {
			if digit < '0' || digit > '9' {
				break
			}
			n = 10*n + int(digit-'0')
		}
		if n != want {
			return n < want
		}
	}
	return false
}

// waitForClose waits until the client of a stream hangs up.
func waitForClose(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, closeWait)
	defer cancel()
	<-ctx.Done()
}

// afterClose waits while a stream of a session is about to be closed.
func (f *Front) afterClose(ctx context.Context, session string) {
	closing := f.Engine.Closing(session)
	if closing == nil {
		return
	}
	select {
	case <-closing:
	case <-ctx.Done():
	}
}
