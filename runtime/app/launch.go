package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// A stopping app closes its port at once, so that its successor can open it, and waits
// for what it has accepted. Whoever runs it in a container kills it ten seconds after the
// signal: the phases take nine together, at worst. Beside these there is half a second
// in which the engine waits for cancelled calls.
const (
	drainTime   = 6500 * time.Millisecond // for running calls to end
	cleanUpTime = time.Second             // for the States to be deleted
	leaveTime   = time.Second             // for clients to read what they wait for
)

// Main serves an app as its own program: flags and environment, the address on
// standard output, a graceful stop on SIGINT and SIGTERM. It exits with 1 when
// the app cannot be served, and with 2 for flags that are wrong.
func Main(a *App) {
	settings, code := readSettings(a.build.Name, a.Settings, os.Args[1:], os.Getenv, os.Stderr)
	if code >= 0 {
		os.Exit(code)
	}
	a.Settings = settings
	signal.Ignore(syscall.SIGPIPE) // a log that nobody reads any more does not end the app
	signalled, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(signalled, func() {
		stop() // before the app begins to: a second signal does not wait for it
		cancel()
	})
	err := a.listenAndServe(ctx, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", a.build.Name, err)
		os.Exit(1)
	}
}

func (a *App) listenAndServe(ctx context.Context, out io.Writer) error {
	if err := a.prepare(); err != nil {
		return err
	}
	l, err := listen(a.Settings)
	if err != nil {
		return err
	}
	local := localURL(l.Addr())
	fmt.Fprintf(out, "* Running on local URL:  %s\n", local)
	if a.Settings.OpenBrowser {
		if err := openBrowser(local); err != nil {
			a.log().Warn("the browser was not opened", "error", err)
		}
	}
	return a.Serve(ctx, l)
}

// Serve serves the app on a listener until ctx ends. Then it closes the listener and
// drains the app: running calls have six and a half seconds to end.
func (a *App) Serve(ctx context.Context, l net.Listener) error {
	if err := a.prepare(); err != nil {
		return errors.Join(err, l.Close())
	}
	tcp, ok := l.Addr().(*net.TCPAddr)
	a.front.Listens(ok && tcp.IP.IsLoopback())
	l = &connections{l, limit.New(int64(a.Settings.maxConnections()), smallShare), a.front.Trusts}
	server := &http.Server{
		Handler:           a.front,
		ReadHeaderTimeout: 10 * time.Second,
		// Of an answer, from the request's header on. What takes longer, a stream or a
		// call that is waited for, moves the deadline itself.
		WriteTimeout:   2 * time.Minute,
		IdleTimeout:    2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return errors.Join(err, a.Close())
	case <-ctx.Done():
	}
	ctx = context.WithoutCancel(ctx)
	// Shutdown closes the listener, and then waits for the open connections. The streams
	// among them end when the app is drained.
	leave, stop := context.WithCancel(ctx)
	defer stop()
	left, closed := make(chan error, 1), make(chan struct{})
	server.RegisterOnShutdown(func() { close(closed) })
	go func() { left <- server.Shutdown(leave) }()
	<-closed
	grace, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	// What had to be cancelled is no error of the stop.
	if err := a.Drain(grace); err != nil {
		a.log().Warn("calls were cancelled", "error", err)
	}
	defer time.AfterFunc(leaveTime, stop).Stop()
	if err := <-left; err != nil {
		_ = server.Close() // connections that do not end by themselves
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// listen opens the port that the settings name, or the first free one.
func listen(s Settings) (net.Listener, error) {
	host := strings.TrimSuffix(strings.TrimPrefix(s.Host, "["), "]") // of an IPv6 address in a URL
	open := func(port int) (net.Listener, error) {
		return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	if s.AnyPort || s.Port != 0 {
		l, err := open(s.Port)
		if errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("port %d is in use; without -port the app takes the first free one from %d", s.Port, firstPort)
		}
		return l, err
	}
	for port := firstPort; port < firstPort+portCount; port++ {
		l, err := open(port)
		if !errors.Is(err, syscall.EADDRINUSE) {
			return l, err
		}
	}
	return nil, fmt.Errorf("ports %d to %d are in use; -port names another one", firstPort, firstPort+portCount-1)
}

// localURL is where a browser on this machine finds the app.
func localURL(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return addr.String()
	}
	host := tcp.IP.String()
	if tcp.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(tcp.Port))
}
