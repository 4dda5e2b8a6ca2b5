package gen_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

// countdown is a context that ends when it is asked for the n-th time.
type countdown struct {
	context.Context
	n atomic.Int64
}

func (c *countdown) Err() error {
	if c.n.Add(-1) < 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

// TestCancel ends a run at each place where it can end, and proves that it leaves no file.
func TestCancel(t *testing.T) {
	root := diagtest.Module(t)
	c := &diagtest.Case{Files: map[string][]byte{
		filepath.Join(root, "one", "a.go"): []byte("package one\n\n//blocks:api\nfunc F() (n int) { return 1 }\n"),
		filepath.Join(root, "two", "a.go"): []byte("package two\n\n//blocks:api\nfunc F() (n int) { return 1 }\n"),
	}}
	c.Write(t)
	phases := map[string]bool{}
	for n := 0; ; n++ {
		ctx := &countdown{Context: t.Context()}
		ctx.n.Store(int64(n))
		report, err := gen.Run(ctx, gen.Options{Dir: root, Patterns: []string{"./..."}, Apply: true})
		files := written(t, root)
		if err == nil {
			if len(files) != 8 {
				t.Errorf("a run that is not cancelled leaves %q", files)
			}
			break
		}
		if !errors.Is(err, context.Canceled) || len(files) > 0 {
			t.Fatalf("cancelled at call %d: error %v, files %q", n, err, files)
		}
		if k := len(report.Phases); k > 0 {
			phases[report.Phases[k-1].Name] = true
		}
	}
	for _, phase := range []string{"load", "bind", "check", "emit", "write"} {
		if !phases[phase] {
			t.Errorf("phase %s was never cancelled", phase)
		}
	}
}

// written lists the files that a run has left.
func written(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(path, "a.go") && !strings.HasSuffix(path, "go.mod") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
