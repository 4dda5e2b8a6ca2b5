package app

import (
	"net"
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// connections is a listener that bounds how many connections are open, in all and by
// client. A proxy is not a client: it brings the connections of many.
type connections struct {
	net.Listener
	open   *limit.Budget
	trusts func(remote string) bool
}

// smallShare is how many connections a client may have in any case.
const smallShare = 64

// Accept implements [net.Listener]. A connection that is one too many is told so and
// closed.
func (l *connections) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		client := l.client(c.RemoteAddr().String())
		err = l.open.Take(client, 1)
		if err == nil {
			return &connection{Conn: c, leave: sync.OnceFunc(func() { l.open.Give(client, 1) })}, nil
		}
		turnAway(c, err)
	}
}

func (l *connections) client(remote string) string {
	if l.trusts(remote) {
		return ""
	}
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	return limit.Client(host)
}

// turnAway answers whatever the connection would ask for. The few bytes go into the
// buffer of a new connection, so that nobody has to wait for them.
func turnAway(c net.Conn, err error) {
	status := "503 Service Unavailable"
	if limit.Status(err) == 429 {
		status = "429 Too Many Requests"
	}
	_ = c.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = c.Write([]byte("HTTP/1.1 " + status + "\r\nRetry-After: " + limit.RetryAfter + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	_ = c.Close()
}

// connection gives its place back when it is closed.
type connection struct {
	net.Conn
	leave func()
}

// Close implements [net.Conn].
func (c *connection) Close() error {
	c.leave()
	return c.Conn.Close()
}
