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
	findings := fixable(r.Findings.Sorted())
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

// fixable leaves out what is reported in files that are not valid Go: other errors there can
// follow from the first one, and then so do their fixes.
func fixable(findings []*diag.Diagnostic) []*diag.Diagnostic {
	invalid := map[string]bool{}
	for _, d := range findings {
		if d.Code == diag.SyntaxError {
			invalid[d.Span.File] = true
		}
	}
	return slices.DeleteFunc(findings, func(d *diag.Diagnostic) bool { return invalid[d.Span.File] })
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
