package app_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// listenOn serves the test app on an address until the test ends.
func listenOn(t *testing.T, address string, configure ...func(*app.App)) *testApp {
	t.Helper()
	a, p, log := newApp(configure...)
	l, err := net.Listen("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return &testApp{App: a, probe: p, log: log, url: "http://127.0.0.1:" + port}
}

// TestHostsOnTheNetwork: an app that listens everywhere refuses foreign names from this
// machine and, if it is told its names, from everywhere.
func TestHostsOnTheNetwork(t *testing.T) {
	machine, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	open := listenOn(t, "0.0.0.0:0")
	named := listenOn(t, "0.0.0.0:0", func(a *app.App) { a.Settings.AllowedHosts = []string{"app.test"} })
	rooted := listenOn(t, "0.0.0.0:0", func(a *app.App) { a.Settings.RootPath = "https://root.test/demo" })
	for _, tt := range []struct {
		a       *testApp
		host    string
		headers []string
		status  int
	}{
		{open, "evil.test", nil, 403},
		{open, "evil.test", []string{"Origin", "http://evil.test"}, 403},
		{open, "127.0.0.1.nip.io", nil, 403},
		{open, "evil.test", from("203.0.113.7"), 200}, // through a proxy on this machine
		{open, "localhost", nil, 200},
		{open, machine, nil, 200},
		{open, "192.0.2.1:7860", nil, 200},
		{open, "[2001:db8::1]:7860", nil, 200},
		{named, "app.test", nil, 200},
		{named, "APP.test:7860", nil, 200},
		{named, "localhost", nil, 200},
		{named, "192.0.2.1", nil, 200},
		{named, "evil.test", nil, 403},
		{named, "evil.test", from("203.0.113.7"), 403},
		{rooted, "root.test", nil, 200},
		{rooted, "evil.test", nil, 403},
	} {
		if status, text := tt.a.post(t, api+"/run/echo", `{"data":["x"]}`, append([]string{"Host", tt.host}, tt.headers...)...); status != tt.status {
			t.Errorf("Host %s %v: got %d %s", tt.host, tt.headers, status, text)
		}
	}
}

// TestConnectionsAreBounded: those beyond the limit are told so, and the others served.
func TestConnectionsAreBounded(t *testing.T) {
	a := listenOn(t, "127.0.0.1:0", func(a *app.App) { a.Settings.MaxConnections = 3 })
	var held []net.Conn
	for range 3 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /config HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || res.StatusCode != 200 {
			t.Fatal(res, err)
		}
		held = append(held, conn)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || !res.Close {
		t.Fatal(res, err)
	}
	held[0].Close()
	eventually(t, func() bool {
		res, err := client.Get(a.url + "/config")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == 200
	})
}

// TestAProxyBringsManyConnections: the connections of a trusted peer are not those of one
// client.
func TestAProxyBringsManyConnections(t *testing.T) {
	a := listenOn(t, "127.0.0.1:0", func(a *app.App) { a.Settings.MaxConnections = 200 })
	for i := range 150 { // more than half of them
		conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /gradio_api/user HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if res, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || res.StatusCode != 200 {
			t.Fatal(i, res, err)
		}
	}
}

// TestBrokenLog: a program whose log nobody reads any more goes on.
func TestBrokenLog(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-port=0")
	cmd.Env = append(os.Environ(), "BLOCKS_TEST_MAIN=1")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	stderr.Close()
	stdout.Close()
	ta := &testApp{url: strings.TrimSpace(strings.TrimPrefix(line, "* Running on local URL:"))}
	for range 3 {
		if got := ta.result(t, "fail", `{"data":["panic"]}`); got != `{"error":null}` {
			t.Fatal(got)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not stop")
	}
}
