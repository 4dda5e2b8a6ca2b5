package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"blocksgen": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       diagtest.Update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(append(env.Vars, goEnv(t)...), "CHECKOUT="+checkout(t))
			// The go command runs a vet tool by its path.
			dir, _, _ := strings.Cut(env.Getenv("PATH"), string(filepath.ListSeparator))
			env.Vars = append(env.Vars, "BLOCKSGEN="+filepath.Join(dir, "blocksgen"))
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"module": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 {
					ts.Fatalf("usage: module path")
				}
				ts.Check(writeModule(ts.Getenv("WORK"), args[0], checkout(t)))
			},
			// withoutgo runs blocksgen without a go command, and checks the exit code.
			"withoutgo": func(ts *testscript.TestScript, neg bool, args []string) {
				program, err := exec.LookPath("blocksgen")
				ts.Check(err)
				path := ts.Getenv("PATH")
				defer ts.Setenv("PATH", path)
				ts.Setenv("PATH", "")
				var failed *exec.ExitError
				if err := ts.Exec(program, args[1:]...); !errors.As(err, &failed) || strconv.Itoa(failed.ExitCode()) != args[0] {
					ts.Fatalf("error %v, not exit code %s", err, args[0])
				}
			},
			// crlf gives files the line ends that Git writes on Windows.
			"crlf": func(ts *testscript.TestScript, neg bool, args []string) {
				for _, name := range args {
					file := ts.MkAbs(name)
					text := strings.ReplaceAll(ts.ReadFile(file), "\n", "\r\n")
					ts.Check(os.WriteFile(file, []byte(text), 0o644))
				}
			},
			// exits runs a command that must end with the given exit code.
			"exits": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: exits code program args...")
				}
				code := 0
				var failed *exec.ExitError
				if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
					code = failed.ExitCode()
				} else if err != nil {
					ts.Fatalf("%v", err)
				}
				if strconv.Itoa(code) != args[0] {
					ts.Fatalf("exit code %d, not %s", code, args[0])
				}
			},
			// times remembers in record when a file was written, and fails later when it
			// was written since, whatever the bytes.
			"times": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 2 {
					ts.Fatalf("usage: times record file")
				}
				info, err := os.Stat(ts.MkAbs(args[1]))
				ts.Check(err)
				stamp := fmt.Sprintln(info.ModTime().UnixNano(), info.Size())
				record := ts.MkAbs(args[0])
				before, err := os.ReadFile(record)
				if err != nil {
					ts.Check(os.WriteFile(record, []byte(stamp), 0o644))
				} else if string(before) != stamp {
					ts.Fatalf("%s was written", args[1])
				}
			},
		},
	})
}

// writeModule writes the go.mod of a module that uses this checkout of blocksgen,
// as the guide tells newcomers to.
func writeModule(dir, path, checkout string) error {
	mod := fmt.Sprintf(`module %s

go 1.26.0

require github.com/blocksgen/blocksgen v0.0.0

replace github.com/blocksgen/blocksgen => %s

tool github.com/blocksgen/blocksgen/cmd/blocksgen
`, path, checkout)
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644)
}

// checkout is the root of this module.
func checkout(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// goEnv is what the go command needs to find caches and proxies in a script, whose
// environment is otherwise empty.
func goEnv(t testing.TB) []string {
	t.Helper()
	names := []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GOPRIVATE", "GOTOOLCHAIN"}
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatal("go env:", err)
	}
	env := []string{"GOFLAGS=-mod=mod"}
	for i, value := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		if i < len(names) {
			env = append(env, names[i]+"="+value)
		}
	}
	return env
}
