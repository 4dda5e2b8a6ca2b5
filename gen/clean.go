package gen

import (
	"context"
	"os"
	"path/filepath"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/plan"
	"github.com/blocksgen/blocksgen/gen/source"
)

// leftovers plans the removal of generated files in directories whose app is gone. Other
// files there are the user's: they stay, and are mentioned.
func (r *Report) leftovers(dirs []string) error {
	for _, dir := range dirs {
		p, err := plan.Make(dir, nil, []string{"*"})
		if err != nil {
			return err
		}
		r.Plans = append(r.Plans, p)
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		if len(entries) > len(p.Changes) && len(p.Changes) > 0 {
			r.Findings.Warnf(diag.ForeignFile, diag.Span{File: dir}, "the app of %s is gone, but the directory contains files that were not generated", filepath.Base(dir)).
				Fix("move or delete them")
		}
	}
	return nil
}

// Clean plans the removal of all generated files of the packages that the patterns match, and
// removes them if o.Apply is set. It does not load types, so that it works for packages that
// do not compile.
func Clean(ctx context.Context, o Options) (*Report, error) {
	r := &Report{}
	patterns := o.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	dirs, err := source.Generated(ctx, source.Options{Dir: o.Dir, Patterns: patterns, Tags: o.Tags}, &r.Findings)
	if err != nil || r.Findings.HasErrors() {
		return r, err
	}
	for _, dir := range dirs {
		p, err := plan.Make(dir, nil, []string{"*"})
		if err != nil {
			r.refuse(err)
			continue
		}
		if len(p.Changes) > 0 {
			r.Plans = append(r.Plans, p)
		}
	}
	if !o.Apply {
		return r, ctx.Err()
	}
	if err := plan.Apply(ctx, r.Plans...); err != nil {
		r.Findings.Errorf(diag.NotWritten, diag.Span{}, "the generated files cannot be removed: %v", err)
	}
	return r, nil
}
