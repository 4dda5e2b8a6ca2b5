// Package process builds and runs generated apps as their users do: as binaries.
package process

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// Build builds a main package, stripped, and returns the binary's path. The
// package is named as for go build, relative to dir.
func Build(t testing.TB, dir, pkg string) string {
	t.Helper()
	return BuildIn(t, t.TempDir(), dir, pkg)
}

// BuildIn is Build with the directory for the binary.
func BuildIn(t testing.TB, to, dir, pkg string) string {
	t.Helper()
	binary := filepath.Join(to, filepath.Base(pkg))
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, pkg)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// App is a running app.
type App struct {
	URL string
	cmd *exec.Cmd
}

// Start starts a binary on a free port and waits until it says where it runs.
func Start(t testing.TB, binary string, args ...string) *App {
	t.Helper()
	return start(t, exec.Command(binary, args...))
}

// StartLimited starts a binary with limits of the operating system, as arguments of
// the shell's ulimit: "-d 400000" is 400 MB of memory, "-t 60" a minute of processor time.
func StartLimited(t testing.TB, limits []string, binary string, args ...string) *App {
	t.Helper()
	script := ""
	for _, l := range limits {
		script += "ulimit " + l + " && "
	}
	return start(t, exec.Command("sh", append([]string{"-c", script + `exec "$0" "$@"`, binary}, args...)...))
}

func start(t testing.TB, cmd *exec.Cmd) *App {
	t.Helper()
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	a := &App{cmd: cmd}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if n, _ := fmt.Sscanf(lines.Text(), "* Running on local URL: %s", &a.URL); n == 1 {
			go func() {
				for lines.Scan() { // keeps the pipe from filling up
				}
			}()
			return a
		}
	}
	_ = cmd.Wait()
	t.Fatalf("%s never said where it runs", cmd)
	return nil
}

// Stop asks the app to end and reports whether it did so cleanly.
func (a *App) Stop() error {
	if err := a.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return a.cmd.Wait()
}

// CPU returns the processor time, in seconds, that the app has used; it counts
// once the app has been stopped.
func (a *App) CPU() float64 {
	return (a.cmd.ProcessState.UserTime() + a.cmd.ProcessState.SystemTime()).Seconds()
}
