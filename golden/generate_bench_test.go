package golden

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
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
	b.Run("300-handlers", func(b *testing.B) {
		dir := manyHandlers(b, 300)
		output(b, dir, binary, "generate")
		for b.Loop() {
			output(b, dir, binary, "generate")
		}
	})
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
