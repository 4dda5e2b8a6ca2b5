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
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestMain runs the test binary as an app when it is told to.
func TestMain(m *testing.M) {
	if os.Getenv("BLOCKS_TEST_MAIN") != "" {
		a, _, _ := newApp()
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

// TestPortInUse: a port that was asked for is not exchanged for another.
func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for args, want := range map[string]int{"-port=" + port: 1, "-port=x": 2, "-nonsense": 2, "stray": 2, "-h": 0} {
		cmd := exec.Command(os.Args[0], args)
		cmd.Env = append(os.Environ(), "BLOCKS_TEST_MAIN=1")
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != want || len(out) == 0 {
			t.Errorf("%s: exit %d, %s", args, got, out)
		}
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BLOCKS_TEST_MAIN=1", "BLOCKS_SHOW_ERROR=maybe")
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 2 || !strings.Contains(string(out), `BLOCKS_SHOW_ERROR="maybe" must be true or false`) {
		t.Errorf("environment: exit %d, %s", cmd.ProcessState.ExitCode(), out)
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

// TestGracefulStop: a call that runs when the app stops has time to end.
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
	event := ta.join(t, "s", waitFn, `["x"]`)
	<-p.started
	cancel()
	// The one way to end it is to cancel it, which still answers.
	if status, _ := ta.post(t, api+"/cancel", fmt.Sprintf(`{"session_hash":"s","fn_index":%d,"event_id":%q}`, waitFn, event)); status != 200 {
		t.Errorf("cancel while draining: %d", status)
	}
	if err := <-served; err != nil {
		t.Errorf("got %v", err)
	}
}
