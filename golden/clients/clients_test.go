// Package clients lets the official Gradio clients, unchanged and from their
// registries, loose on the golden apps.
package clients

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// apps are the golden apps that the clients talk to; each client finds their
// addresses in the environment, as HELLO_URL and so on.
var apps = []string{"hello", "counter", "chain", "stream", "calculator"}

func TestJavaScript(t *testing.T) {
	browser.Enabled(t)
	run(t, "js", "node", "--test")
}

func TestPython(t *testing.T) {
	browser.Enabled(t)
	python, err := filepath.Abs("../../.venv/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	run(t, "python", python, "-m", "pytest", "-q", "-p", "no:cacheprovider")
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HF_HUB_OFFLINE=1", "PYTHONDONTWRITEBYTECODE=1")
	for _, app := range apps {
		cmd.Env = append(cmd.Env, strings.ToUpper(app)+"_URL="+serve(t, app))
	}
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
}

// serve builds a golden app as its users would, starts it on a free port, and
// stops it with the test. It returns the app's address.
func serve(t *testing.T, app string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), app)
	if out, err := exec.Command("go", "build", "-o", binary, "../"+app+"/cmd/"+app).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s did not stop cleanly: %v", app, err)
		}
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		var url string
		if n, _ := fmt.Sscanf(lines.Text(), "* Running on local URL: %s", &url); n == 1 {
			go func() {
				for lines.Scan() { // keeps the pipe from filling up
				}
			}()
			return url
		}
	}
	t.Fatalf("%s never said where it runs", app)
	return ""
}
