package front

import (
	"context"
	"time"
)

// closeWait is how long a client is given to hang up when its stream is closed. One that
// reads to the end of the answer never does.
//
// An official client reads all its calls from one stream, which the server closes when no
// call is pending. It learns of a new call by the answer to its join, and opens a stream
// if it has none. When that answer overtakes the close of the stream, the client takes the
// call for one of the stream that it reads about to be closed, and gives it up. So no join
// is answered while the client may not have read of the close: it hangs up when it has.
// See docs/design/0010-delivery.md.
const closeWait = 2 * time.Second

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
