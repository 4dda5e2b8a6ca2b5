package gen_test

import (
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

// TestOutput checks what is reported about files on disk: those that are in the way
// of a generated file, and those that are out of date.
func TestOutput(t *testing.T) {
	for _, c := range diagtest.Load(t, "testdata", diagtest.Module(t)) {
		t.Run(c.Name, func(t *testing.T) {
			c.Write(t)
			report, err := gen.Run(t.Context(), gen.Options{Dir: c.Dir})
			if err != nil {
				t.Fatal(err)
			}
			c.Check(t, append(report.Findings.Sorted(), report.Stale()...))
		})
	}
}
