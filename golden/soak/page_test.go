package soak_test

import (
	"bytes"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// link is a slow connection to an app, which may break.
type link struct {
	net.Listener
	to     string
	rate   int          // bytes per second
	cut    atomic.Int32 // how many event streams are still to be cut
	length int          // bytes after which they are
}

// slow opens a link to an app, and returns its URL.
func slow(t *testing.T, l *link) string {
	t.Helper()
	var err error
	if l.Listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go l.carry(conn)
		}
	}()
	return "http://" + l.Addr().String()
}

// carry connects a client with the app.
func (l *link) carry(client net.Conn) {
	defer client.Close()
	app, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer app.Close()
	left := atomic.Int64{}
	left.Store(1 << 40)
	go func() {
		buf := make([]byte, 64<<10)
		for {
			n, err := client.Read(buf)
			if bytes.Contains(buf[:n], []byte("/queue/data")) && l.cut.Add(-1) >= 0 {
				left.Store(int64(l.length))
			}
			if _, fail := app.Write(buf[:n]); err != nil || fail != nil {
				app.Close()
				return
			}
		}
	}()
	buf := make([]byte, 16<<10)
	for {
		n, err := app.Read(buf)
		time.Sleep(time.Duration(n) * time.Second / time.Duration(l.rate))
		if left.Add(-int64(n)) < 0 {
			return
		}
		if _, fail := client.Write(buf[:n]); err != nil || fail != nil {
			return
		}
	}
}

// TestPageBehindASlowLink: a dashboard whose blocks are filled when it loads shows all of
// them, also when the connection is lost in the middle of a result.
func TestPageBehindASlowLink(t *testing.T) {
	browser.Enabled(t)
	for name, cuts := range map[string]int32{"slow": 0, "lost": 4} {
		t.Run(name, func(t *testing.T) {
			a := app(t)
			l := &link{to: a.URL[len("http://"):], rate: 1_500_000, length: 500_000}
			l.cut.Store(cuts)
			page := browser.At(t, slow(t, l), "/wall")
			page.Allow("ERR_") // lost connections
			page.Wait(`[...document.querySelectorAll("p")].filter((p) => p.textContent === "filled").length === 8`)
			page.Wait(`document.querySelectorAll("[aria-busy=true]").length === 0`)
			if cuts > 0 && l.cut.Load() > 0 {
				t.Error("no connection was lost")
			}
		})
	}
}
