package mutate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/bundle"
)

// runner runs tests on the sources with a mutation. The sources themselves stay as they
// are: the go command reads the changed files in their place (go help build, -overlay).
type runner struct {
	root  string
	clean map[string]bool // commands that pass without a mutation
}

func newRunner(t *testing.T) *runner {
	abs, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	return &runner{root: abs, clean: map[string]bool{}}
}

// noticedBy names the first test that fails with a mutation; "" when none does.
func (r *runner) noticedBy(t *testing.T, m *mutation) string {
	source, err := m.apply()
	if err != nil {
		t.Fatal(err)
	}
	var replace map[string]string
	if m.inBrowser() {
		replace = r.rebuild(t, m.file, source)
	} else {
		replace = map[string]string{filepath.Join(r.root, m.file): write(t, t.TempDir(), filepath.Base(m.file), []byte(source))}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	flag := "-overlay=" + write(t, t.TempDir(), "overlay.json", overlay)
	for _, pkg := range m.packages() {
		r.passes(t, m, pkg)
		out, ok := r.test(t, m, pkg, flag, "-count=1", "-failfast", "-timeout="+timeout(pkg))
		switch {
		case ok:
		case bytes.Contains(out, []byte("[build failed]")), bytes.Contains(out, []byte("[setup failed]")):
			t.Fatalf("it does not compile:\n%s", out)
		case bytes.Contains(out, []byte("panic: test timed out")):
			return "a test of " + pkg + " that did not end"
		default:
			return culprit(out)
		}
	}
	return ""
}

// timeout is how long the tests of a package may take: many times as long as they do on an
// idle machine.
func timeout(pkg string) string {
	if strings.HasPrefix(pkg, "./golden/") || pkg == "./runtime/app" {
		return "3m"
	}
	return "1m"
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// culprit names the test that failed, by the output of go test: of a test within tests the
// innermost.
func culprit(out []byte) string {
	name := ""
	for _, m := range failed.FindAllSubmatch(out, -1) {
		if s := string(m[1]); strings.HasPrefix(s, name) {
			name = s
		}
	}
	if name == "" {
		return "the end of the test program"
	}
	return name
}

// passes checks that the tests of a mutation pass without it, and that there are some.
func (r *runner) passes(t *testing.T, m *mutation, pkg string) {
	key := pkg + " " + m.run
	if r.clean[key] {
		return
	}
	out, ok := r.test(t, m, pkg, "")
	if !ok || m.run != "" && bytes.Contains(out, []byte("[no tests to run]")) {
		t.Fatalf("go test %s fails without the mutation, or has no test:\n%s", key, out)
	}
	r.clean[key] = true
}

// test runs the tests of a package. The flag of the go command is in the environment, so
// that it reaches the go commands that tests start as well.
func (r *runner) test(t *testing.T, m *mutation, pkg, flag string, args ...string) (out []byte, ok bool) {
	args = append([]string{"test", "-vet=off"}, args...)
	if m.run != "" {
		args = append(args, "-run", m.run)
	}
	cmd := exec.CommandContext(t.Context(), "go", append(args, pkg)...)
	cmd.Dir = r.root
	cmd.Env = append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" "+flag), "BLOCKSGEN_MUTATE=")
	if m.inBrowser() {
		cmd.Env = append(cmd.Env, "BLOCKSGEN_E2E=1")
	}
	out, err := cmd.CombinedOutput()
	if t.Context().Err() != nil {
		t.Fatal(err)
	}
	return out, err == nil
}

// dist is where the built page is.
const dist = "runtime/web/dist"

// rebuild builds the page with a changed source, and returns the files that take the place
// of the committed ones: path → path of the new one, "" for one that is gone.
func (r *runner) rebuild(t *testing.T, file, source string) map[string]string {
	dir := t.TempDir()
	for _, sources := range []string{"runtime/web/src", "runtime/blocks"} {
		if err := os.CopyFS(filepath.Join(dir, sources), os.DirFS(filepath.Join(r.root, sources))); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, file, []byte(source))
	s := bundle.Sources{
		Page: filepath.Join(dir, "runtime/web/src"), Shared: filepath.Join(dir, "runtime/blocks/shared"), Blocks: map[string]string{},
	}
	for _, b := range blocks.Elements() {
		s.Blocks[b.Wire] = filepath.Join(dir, "runtime/blocks", b.Kind, b.Kind+".ts")
	}
	built, err := bundle.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := bundle.Read(filepath.Join(r.root, dist))
	if err != nil {
		t.Fatal(err)
	}
	replace := map[string]string{}
	for name := range committed {
		if _, ok := built[name]; !ok {
			replace[filepath.Join(r.root, dist, name)] = ""
		}
	}
	for name, content := range built {
		if have, ok := committed[name]; !ok || !bytes.Equal(have, content) {
			replace[filepath.Join(r.root, dist, name)] = write(t, dir, "dist/"+name, content)
		}
	}
	return replace
}

// write writes a file and returns its path.
func write(t *testing.T, dir, name string, content []byte) string {
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
