package gen

import (
	"bytes"
	"fmt"
	"os"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/plan"
)

// Fix applies the first fix of each diagnostic to the source, if the fix has edits. It
// returns the files that it changed, sorted. It does not update the report.
func (r *Report) Fix() ([]string, error) {
	findings := r.Findings.Sorted()
	var changed []string
	for _, file := range edited(findings) {
		src, err := os.ReadFile(file)
		if err != nil {
			return changed, err
		}
		fixed, err := diag.Apply(findings, file, src)
		if err != nil {
			return changed, err
		}
		if bytes.Equal(fixed, src) {
			continue
		}
		if err := plan.Replace(file, fixed); err != nil {
			return changed, fmt.Errorf("fixing %s: %w", file, err)
		}
		changed = append(changed, file)
	}
	return changed, nil
}

// edited lists the files that first fixes edit.
func edited(findings []*diag.Diagnostic) []string {
	var files []string
	for _, d := range findings {
		if len(d.Fixes) > 0 {
			for _, e := range d.Fixes[0].Edits {
				files = append(files, e.Span.File)
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}
