// Package clients lets the official Gradio clients, unchanged and from their
// registries, loose on the golden apps.
package clients

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/runtime/auth"
)

// apps are the golden apps that the clients talk to; each client finds their
// addresses in the environment, as HELLO_URL and so on.
var apps = []string{"hello", "counter", "chain", "stream", "calculator", "service", "soak"}

func TestJavaScript(t *testing.T) {
	browser.Enabled(t)
	// The client leaves streams open when a call is cancelled.
	run(t, "js", "node", "--test", "--test-force-exit")
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
	// The same app again, for members.
	hash, err := auth.Hash("secret")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(cmd.Env, "MEMBERS_URL="+serve(t, "counter", "-auth=ada:"+hash+";bob:"+hash))
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
}

// serve builds a golden app as its users would, starts it on a free port, and
// stops it with the test. It returns the app's address.
func serve(t *testing.T, name string, args ...string) string {
	t.Helper()
	app := process.Start(t, process.Build(t, "..", "./"+name+"/cmd/"+name), args...)
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("%s did not stop cleanly: %v", name, err)
		}
	})
	return app.URL
}
