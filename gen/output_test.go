package gen_test

import (
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/npm/npmtest"
)

// TestOutput checks what is reported about files on disk: those that are in the way
// of a generated file, and those that are out of date; and about asset packs. The
// registry has another highlight.js than the pack names.
func TestOutput(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "highlight.js", Version: "11.12.0", Files: map[string]string{"lib/core.js": "alert(1)"}})
	r.Use(t)
	for _, c := range diagtest.Load(t, "testdata", diagtest.Module(t)) {
		t.Run(c.Name, func(t *testing.T) {
			c.Write(t)
			report, err := gen.Run(t.Context(), gen.Options{Dir: c.Dir, Offline: strings.Contains(c.Comment(), "--offline")})
			if err != nil {
				t.Fatal(err)
			}
			c.Check(t, append(report.Findings.Sorted(), report.Stale()...))
		})
	}
}
