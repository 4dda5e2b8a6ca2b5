package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestMain runs the test binary as an app when it is told to.
func TestMain(m *testing.M) {
	if os.Getenv("BLOCKS_TEST_MAIN") != "" {
		a, _, _ := newApp()
		a.Log = nil // to standard error, as a program does
		app.Main(a)
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// launch starts the app as a process and returns its address.
func launch(t *testing.T, env []string, args ...string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), "BLOCKS_TEST_MAIN=1"), env...)
	out, err := cmd.StdoutPipe()
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
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it said nothing: %v", err)
	}
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "* Running on local URL:  ")
	if !ok {
		t.Fatalf("it said %q", line)
	}
	return cmd, url
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestMainProgram(t *testing.T) {
	port := freePort(t)
	cmd, url := launch(t, []string{"GRADIO_SERVER_PORT=1", "BLOCKS_PORT=" + port, "GRADIO_ROOT_PATH=/demo"})
	if url != "http://127.0.0.1:"+port {
		t.Errorf("got %s", url)
	}
	res, err := client.Get(url + "/config")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	if c := parseConfig(t, string(text)); c.Root != url+"/demo" {
		t.Errorf("root %s", c.Root)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// TestEndToEndMode: tests that were written for Gradio's mode of that name see heartbeats
// at once, and the State of a client that has gone deleted a second later.
func TestEndToEndMode(t *testing.T) {
	for env, want := range map[string][2]time.Duration{
		"GRADIO_IS_E2E_TEST=1":      {time.Second, 250 * time.Millisecond},
		"BLOCKS_SESSION_LINGER=90s": {90 * time.Second, 0},
		"GRADIO_IS_E2E_TEST=":       {},
	} {
		name, value, _ := strings.Cut(env, "=")
		s := app.ReadSettings(map[string]string{name: value})
		if got := [2]time.Duration{s.SessionLinger, s.Heartbeat}; got != want {
			t.Errorf("%s: got %v, want %v", env, got, want)
		}
	}
}

// TestPortInUse: a port that was asked for is not exchanged for another.
func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, tt := range []struct {
		arg  string
		code int
		want string
	}{
		{"-port=" + port, 1, "test: port " + port + " is in use; without -port the app takes the first free one from 7860\n"},
		{"-port=x", 2, "must be a number from 0 to 65535"},
		{"-port=65536", 2, "must be a number from 0 to 65535"},
		{"-host=", 2, "must be an address; 0.0.0.0 is every one"},
		{"-host=192.0.2.1", 1, "cannot assign requested address"}, // no address of this machine
		{"-max-streams=0", 2, "must be a number from 1"},
		{"-max-threads=0", 2, "must be a number from 1"},
		{"-memory=10MiB", 2, "must be a number of bytes of at least 128MiB, such as 512MiB"},
		{"-memory=512MB", 2, "must be a number of bytes"},
		{"-memory=9999999999GiB", 2, "must be a number of bytes"},
		{"-session-linger=10", 2, "must be a time such as 90s or 10m"},
		{"-session-linger=-1s", 2, "must be a time such as 90s or 10m"},
		{"-trusted-proxies=proxy", 1, "is not an address or network"},
		{"-nonsense", 2, "flag provided but not defined: -nonsense"},
		{"stray", 2, `unexpected argument "stray"`},
		{"-favicon=/nowhere.png", 1, "favicon: stat /nowhere.png: no such file or directory"},
		{"-favicon=.", 1, "favicon: . is not a file"},
		{"-help", 0, "GRADIO_SERVER_PORT"},
	} {
		cmd := exec.Command(os.Args[0], tt.arg)
		cmd.Env = append(os.Environ(), "BLOCKS_TEST_MAIN=1")
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != tt.code || !strings.Contains(string(out), tt.want) {
			t.Errorf("%s: exit %d, %s", tt.arg, got, out)
		}
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BLOCKS_TEST_MAIN=1", "BLOCKS_SHOW_ERROR=maybe")
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 2 || !strings.Contains(string(out), `BLOCKS_SHOW_ERROR="maybe" must be true or false`) {
		t.Errorf("environment: exit %d, %s", cmd.ProcessState.ExitCode(), out)
	}
}

// TestFirstFreePort: an app that is told no port takes another than one that runs.
func TestFirstFreePort(t *testing.T) {
	_, first := launch(t, []string{"BLOCKS_PORT=", "GRADIO_SERVER_PORT="})
	_, second := launch(t, nil)
	if first == second || !strings.HasPrefix(first, "http://127.0.0.1:78") && !strings.HasPrefix(first, "http://127.0.0.1:79") {
		t.Errorf("got %s and %s", first, second)
	}
}

// TestWhatCountsMost: a flag is stronger than the project's environment, and that
// than Gradio's.
func TestWhatCountsMost(t *testing.T) {
	ours, flag := freePort(t), freePort(t)
	env := []string{"GRADIO_SERVER_PORT=1", "GRADIO_SERVER_NAME=192.0.2.1", "BLOCKS_HOST=127.0.0.1", "BLOCKS_PORT=" + ours, "GRADIO_ROOT_PATH=/gradio", "BLOCKS_ROOT_PATH=/ours"}
	_, url := launch(t, env, "-port="+flag, "-root-path=/flag")
	if url != "http://127.0.0.1:"+flag {
		t.Errorf("got %s", url)
	}
	ta := &testApp{url: url}
	if _, text := ta.get(t, "/config"); parseConfig(t, text).Root != url+"/flag" {
		t.Errorf("root %s", parseConfig(t, text).Root)
	}
	if _, page := ta.get(t, "/"); !strings.Contains(page, `src="/flag/assets/index-`) || strings.Contains(page, `"/assets/`) {
		t.Error("the page's files are not below the root path")
	}
}

// TestIPv6: addresses may be written as in a URL.
func TestIPv6(t *testing.T) {
	if l, err := net.Listen("tcp", "[::1]:0"); err != nil {
		t.Skip("this machine has no IPv6")
	} else {
		l.Close()
	}
	for _, host := range []string{"::1", "[::1]"} {
		_, url := launch(t, nil, "-host="+host, "-port=0")
		ta := &testApp{url: url}
		if status, _ := ta.get(t, "/config"); !strings.HasPrefix(url, "http://[::1]:") || status != 200 {
			t.Errorf("%s: %s, %d", host, url, status)
		}
	}
}

// TestFavicon: the file that a flag names is served, with its own type.
func TestFavicon(t *testing.T) {
	file := filepath.Join(t.TempDir(), "icon.png")
	if err := os.WriteFile(file, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, url := launch(t, nil, "-port=0", "-favicon="+file)
	res, text := (&testApp{url: url}).do(t, "GET", "/favicon.ico", "")
	if res.Header.Get("Content-Type") != "image/png" || !strings.HasPrefix(text, "\x89PNG") {
		t.Errorf("got %v %q", res.Header, text)
	}
}

// stopping sends a signal when one call runs and one waits, and answers the stream of
// the first and the app. Who waits is told, and nobody can connect any more.
func stopping(t *testing.T, how string) (*exec.Cmd, *reader) {
	t.Helper()
	cmd, url := launch(t, nil, "-port=0")
	ta := &testApp{url: url}
	ta.join(t, "s", waitFn, fmt.Sprintf("[%q]", how))
	running := ta.open(t, "session_hash=s&after=0")
	running.until("process_starts")
	waiting := ta.join(t, "t", waitFn, `["x"]`)
	queued := ta.open(t, "session_hash=t")
	queued.until("estimation")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if m := queued.until("process_completed"); m.EventID != waiting || m.Success || m.Output.Error == nil || *m.Output.Error != "The server was stopped before the call began." {
		t.Errorf("who waits is told %s", m.Raw)
	}
	if rest := queued.all(); len(rest) != 1 || rest[0].Msg != "close_stream" {
		t.Errorf("and then %s", transcript(rest))
	}
	if res, err := client.Get(url); err == nil {
		res.Body.Close()
		t.Error("it takes new connections")
	}
	return cmd, running
}

// TestStopOfAProgram: the running call ends, then the program does, with 0.
func TestStopOfAProgram(t *testing.T) {
	cmd, running := stopping(t, "1s")
	if m := running.until("process_completed"); !m.Success || string(m.Output.Data[0]) != `"waited 1s"` {
		t.Errorf("the call that runs has ended with %s", m.Raw)
	}
	if rest := running.all(); len(rest) != 1 || rest[0].Msg != "close_stream" {
		t.Errorf("and then %s", transcript(rest))
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// TestSecondSignal: who asks twice does not wait for the running calls.
func TestSecondSignal(t *testing.T) {
	cmd, _ := stopping(t, "x")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("stopped with %v", err)
	}
}

// TestStopTakesNoTenSeconds: whatever handlers and clients do, and each client is told
// how its call has ended.
func TestStopTakesNoTenSeconds(t *testing.T) {
	for _, how := range []string{"deaf", "x"} {
		t.Run(how, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, _, _ := newApp()
				l := &pipes{make(chan net.Conn), make(chan struct{})}
				dial := func() net.Conn {
					client, server := net.Pipe()
					l.conns <- server
					t.Cleanup(func() { client.Close() })
					return client
				}
				ctx, cancel := context.WithCancel(t.Context())
				served := make(chan error)
				go func() { served <- a.Serve(ctx, l) }()
				join(t, dial(), "s", waitFn, fmt.Sprintf("[%q]", how))
				join(t, dial(), "t", waitFn, `["x"]`)
				stuck := dial() // reads nothing
				if _, err := io.WriteString(stuck, "GET /gradio_api/queue/data?session_hash=t"+head+"\r\n"); err != nil {
					t.Fatal(err)
				}
				conn := dial()
				if _, err := io.WriteString(conn, "GET /gradio_api/queue/data?session_hash=s"+head+"\r\n"); err != nil {
					t.Fatal(err)
				}
				told := make(chan string)
				go func() {
					text, _ := io.ReadAll(conn)
					told <- string(text)
				}()
				synctest.Wait()
				start := time.Now()
				cancel()
				synctest.Wait()
				select {
				case <-l.done:
				default:
					t.Error("the listener is open")
				}
				if text := <-told; !strings.Contains(text, "The server was stopped before the call ended.") || !strings.Contains(text, "close_stream") {
					t.Errorf("the client is told %s", text)
				}
				if err := <-served; err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took > 9*time.Second+100*time.Millisecond {
					t.Errorf("took %v", took)
				}
				time.Sleep(2 * time.Hour) // until the deaf one is gone
			})
		})
	}
}

// TestServe: the app on a listener of one's own, with streams open when it stops.
func TestServe(t *testing.T) {
	a, p, _ := newApp(func(a *app.App) { a.Settings.AllowedHosts = []string{"app.test"} })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, l) }()
	ta := &testApp{App: a, probe: p, url: "http://" + l.Addr().String()}

	// A name that somebody had point here is not ours.
	for host, want := range map[string]int{"evil.test": 403, "evil.test:7860": 403, "localhost": 200, "LOCALHOST:80": 200, "[::1]:80": 200, "app.test": 200, "127.0.0.1.nip.io": 403} {
		if status, text := ta.get(t, "/config", "Host", host); status != want {
			t.Errorf("Host %s: got %d %s", host, status, text)
		}
	}
	ta.join(t, "s", echoFn, `["x"]`)
	r := ta.open(t, "session_hash=s")
	r.until("close_stream")
	ta.join(t, "idle", echoFn, `["x"]`)
	idle := ta.open(t, "session_hash=idle")
	idle.until("close_stream")
	heart, err := client.Get(ta.url + api + "/heartbeat/s")
	if err != nil {
		t.Fatal(err)
	}
	defer heart.Body.Close()
	cancel()
	select {
	case err := <-served:
		if err != nil {
			t.Errorf("got %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("it does not stop")
	}
	if _, err := http.Get(ta.url); err == nil {
		t.Error("it still answers")
	}
}

// TestGracefulStop: a call that runs when the app stops has time to end, and its client
// to read the result.
func TestGracefulStop(t *testing.T) {
	a, p, _ := newApp()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, l) }()
	ta := &testApp{App: a, probe: p, url: "http://" + l.Addr().String()}
	answered := make(chan string)
	go func() {
		_, text := ta.post(t, api+"/run/wait", `{"data":["200ms"]}`)
		answered <- text
	}()
	<-p.started
	cancel()
	if text := <-answered; !strings.Contains(text, `"waited 200ms"`) {
		t.Errorf("got %s", text)
	}
	if err := <-served; err != nil {
		t.Errorf("got %v", err)
	}
}
