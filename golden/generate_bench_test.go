package golden

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen"
)

// BenchmarkGenerate runs the generator as its users do, as a process, with a warm
// build cache. The bar for hello is twice what the go command itself takes to list
// the package with its dependencies.
func BenchmarkGenerate(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "blocksgen")
	output(b, "..", "go", "build", "-o", binary, "./cmd/blocksgen")
	b.Run("hello", func(b *testing.B) {
		for b.Loop() {
			output(b, "hello", binary, "generate")
		}
	})
	b.Run("hello/go-list", func(b *testing.B) {
		for b.Loop() {
			output(b, "hello", "go", "list", "-export", "-deps", ".")
		}
	})
	for _, n := range []int{300, 1000} {
		b.Run(fmt.Sprintf("%d-handlers", n), func(b *testing.B) {
			dir := manyHandlers(b, n)
			output(b, dir, binary, "generate")
			var memory int64
			for b.Loop() {
				memory = max(memory, peak(b, dir, binary, "generate"))
			}
			b.ReportMetric(float64(memory)/1e6, "peak-MB")
		})
	}
	b.Run("44-apps", func(b *testing.B) {
		dir := manyApps(b, 44)
		output(b, dir, binary, "generate", "./...")
		for b.Loop() {
			output(b, dir, binary, "generate", "./...")
		}
	})
}

// BenchmarkLoad compares a run that changes nothing with loading the same package alone, in
// one process. The bar is 1.3 times.
func BenchmarkLoad(b *testing.B) {
	b.Run("run", func(b *testing.B) {
		for b.Loop() {
			if r, err := gen.Run(b.Context(), gen.Options{Dir: "hello", Apply: true}); err != nil || r.Changes() > 0 {
				b.Fatal(err, r.Changes())
			}
		}
	})
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := packages.Load(&packages.Config{
				Dir: "hello", Context: b.Context(),
				Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedModule |
					packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
			}, "."); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// peak runs a program and returns the memory that it had at most, in bytes; 0 where that is not
// known.
func peak(b *testing.B, dir, name string, args ...string) int64 {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	return maxMemory(cmd.ProcessState)
}

// manyApps writes a module with many small apps.
func manyApps(b *testing.B, n int) string {
	b.Helper()
	checkout, err := filepath.Abs("..")
	if err != nil {
		b.Fatal(err)
	}
	hello, err := os.ReadFile("hello/hello.go")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for i := range n {
		name := fmt.Sprintf("app%d", i)
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			b.Fatal(err)
		}
		put(b, filepath.Join(dir, name, "app.go"), strings.Replace(string(hello), "\npackage hello", "\npackage "+name, 1))
	}
	put(b, filepath.Join(dir, "go.mod"), modFile("example.com/many", checkout))
	return dir
}

// manyHandlers writes an app in a module of its own.
func manyHandlers(b *testing.B, n int) string {
	b.Helper()
	checkout, err := filepath.Abs("..")
	if err != nil {
		b.Fatal(err)
	}
	var blocks, page, handlers strings.Builder
	for i := range n {
		fmt.Fprintf(&blocks, "\tin%d = ui.Textbox().Label(\"In %d\")\n\tout%d = ui.Number().Label(\"Out %d\")\n", i, i, i, i)
		fmt.Fprintf(&page, "\tui.Row(in%d, out%d),\n", i, i)
		fmt.Fprintf(&handlers, "\n// Count%d counts letters.\n//\n//blocks:on in%d.change\nfunc Count%d(in%d string) (out%d int) { return len(in%d) }\n", i, i, i, i, i, i)
	}
	dir := b.TempDir()
	put(b, filepath.Join(dir, "many.go"), "// Package many has many handlers.\n//\n//blocks:app\npackage many\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar (\n"+
		blocks.String()+")\n\n// Home is the page.\nvar Home = ui.Page(\n"+page.String()+")\n"+handlers.String())
	put(b, filepath.Join(dir, "go.mod"), modFile("example.com/many", checkout))
	return dir
}

func output(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
}
