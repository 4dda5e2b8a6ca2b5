package process

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Usage is what a running app has used until now.
type Usage struct {
	Seconds float64 // of processor time
	Peak    int     // the most memory that it had, in bytes, since the last call of ResetPeak
	Now     int     // the memory that it has
}

// Usage reads what the app has used from /proc, and skips the test where there is none.
func (a *App) Usage(t testing.TB) Usage {
	t.Helper()
	status, err := os.ReadFile(a.proc("status"))
	if err != nil {
		t.Skip("there is no /proc: ", err)
	}
	stat, err := os.ReadFile(a.proc("stat"))
	if err != nil {
		t.Fatal(err)
	}
	var u Usage
	for line := range strings.Lines(string(status)) {
		var kB int
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kB); n == 1 {
			u.Peak = kB << 10
		}
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kB); n == 1 {
			u.Now = kB << 10
		}
	}
	// The name of the program, in parentheses, is the second field; times are in ticks.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	const ticks = 100
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		u.Seconds += float64(n) / ticks
	}
	return u
}

// Files is how many files and connections the app has open.
func (a *App) Files(t testing.TB) int {
	t.Helper()
	list, err := os.ReadDir(a.proc("fd"))
	if err != nil {
		t.Skip("there is no /proc: ", err)
	}
	return len(list)
}

// ResetPeak lets Peak begin with what the app has now.
func (a *App) ResetPeak(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(a.proc("clear_refs"), []byte("5"), 0); err != nil {
		t.Skip("the peak of memory cannot be reset: ", err)
	}
}

func (a *App) proc(file string) string {
	return filepath.Join("/proc", strconv.Itoa(a.cmd.Process.Pid), file)
}
