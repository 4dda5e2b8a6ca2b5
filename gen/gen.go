// Package gen runs the generator: find, load, bind, check, emit, plan, apply. Every command
// calls Run with other options.
package gen

import (
	"context"
	"errors"
	"path"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/check"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/emit"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/pack"
	"github.com/blocksgen/blocksgen/gen/plan"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Options select the packages, and whether files are written.
type Options struct {
	Dir      string   // directory that patterns are relative to; "" is the current directory
	Patterns []string // as for the go command; the default is the package in Dir
	Apply    bool     // write the files, unless there are errors
	NoPlan   bool     // stop before files are made: the report has apps and no plans
	Offline  bool     // do not ask the npm registry for anything
	Tags     string   // build tags, separated by commas
	Packs    pack.Mode
}

// Report is the result of a run.
type Report struct {
	Apps     []*model.App // in order of their packages; incomplete if there are errors
	Plans    []*plan.Plan // one for each app without errors, in the same order, then those that remove leftovers
	Findings diag.List    // errors and warnings in the source, and files in the place of generated ones
	Phases   []Phase      // in order

	bundles map[*model.App]*pack.Bundle // of the apps that have asset packs
}

// Phase is one step of a run and the time that it took.
type Phase struct {
	Name string
	Took time.Duration
}

// Changes counts the files that differ from those on disk, or did before they were
// written.
func (r *Report) Changes() int {
	n := 0
	for _, p := range r.Plans {
		n += len(p.Changes)
	}
	return n
}

// Broken counts the apps that have errors, and for which nothing is written.
func (r *Report) Broken() int {
	n := 0
	for _, app := range r.Apps {
		if app.Broken {
			n++
		}
	}
	return n
}

// Run reads the annotated packages and plans their apps' files. Errors in the user's
// source are in the report. The returned error is a problem with the environment, such as
// a missing go command, or that of ctx. Nothing is written for an app with errors.
func Run(ctx context.Context, o Options) (*Report, error) {
	r := &Report{}
	err := r.run(ctx, o)
	return r, err
}

func (r *Report) run(ctx context.Context, o Options) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			r.Findings.Errorf(diag.Bug, diag.Span{}, "blocksgen failed: %v", cause).Detail = string(debug.Stack())
		}
	}()
	patterns := o.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var loaded *source.Loaded
	if err := r.phase("load", func() error {
		loaded, err = source.Load(ctx, source.Options{Dir: o.Dir, Patterns: patterns, Tags: o.Tags}, &r.Findings)
		return err
	}); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		run  func() error
		skip bool
	}{
		{"bind", func() error {
			r.Apps = bind.Bind(ctx, loaded, &r.Findings)
			return ctx.Err()
		}, false},
		{"check", func() error { return r.check(ctx) }, false},
		{"packs", func() error { return r.bundle(ctx, o) }, o.NoPlan},
		{"emit", func() error { return r.plan(ctx, loaded) }, o.NoPlan},
	} {
		if step.skip {
			continue
		}
		if err := r.phase(step.name, step.run); err != nil {
			return err
		}
	}
	if !o.Apply {
		return ctx.Err()
	}
	return r.phase("write", func() error {
		if err := plan.Apply(ctx, r.Plans...); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			r.Findings.Errorf(diag.NotWritten, diag.Span{}, "the generated files cannot be written: %v", err)
		}
		return nil
	})
}

// check checks each app. Errors of one do not keep the others from being generated.
func (r *Report) check(ctx context.Context) error {
	for _, app := range r.Apps {
		if err := ctx.Err(); err != nil {
			return err
		}
		var found diag.List
		check.App(app, &found)
		app.Broken = app.Broken || found.HasErrors()
		r.Findings.Append(&found)
	}
	return nil
}

// phase runs one step and records the time that it took.
func (r *Report) phase(name string, f func() error) error {
	start := time.Now()
	err := f()
	r.Phases = append(r.Phases, Phase{name, time.Since(start)})
	return err
}

// plan emits every app that has no errors, and compares its files with those on disk. Then it
// plans the removal of what earlier apps left behind.
func (r *Report) plan(ctx context.Context, loaded *source.Loaded) error {
	for _, app := range r.Apps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if app.Broken {
			continue
		}
		files, err := emit.Files(app)
		if err != nil {
			return err
		}
		if b := r.bundles[app]; b != nil {
			files[pack.LockFile] = b.Lock
			files[path.Join(emit.Dir(app), pack.ArchiveFile)] = b.Archive
			files[path.Join(emit.Dir(app), pack.LicensesFile)] = b.Licenses
		}
		p, err := plan.Make(app.Dir, files, emit.Owned(app))
		if err != nil {
			r.refuse(err)
			continue
		}
		r.Plans = append(r.Plans, p)
	}
	return r.leftovers(loaded.Leftovers)
}

// refuse reports files that prevent the generated ones from being written.
func (r *Report) refuse(err error) {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var foreign *plan.Foreign
		if errors.As(err, &foreign) {
			r.Findings.Errorf(diag.ForeignFile, diag.Span{File: foreign.Path, Line: 1, Column: 1},
				"%s cannot be replaced with a generated file: %s", filepath.Base(foreign.Path), foreign.Reason).
				Fix("move it or delete it, then generate again")
			continue
		}
		r.Findings.Errorf(diag.NotWritten, diag.Span{}, "the generated files cannot be compared: %v", err)
	}
}

// Stale returns a diagnostic for each generated file that is out of date.
func (r *Report) Stale() []*diag.Diagnostic {
	var list diag.List
	for _, p := range r.Plans {
		for _, c := range p.Changes {
			what := map[plan.Op]string{
				plan.Create: "is missing", plan.Update: "is out of date", plan.Delete: "is no longer generated",
			}[c.Op]
			line := c.FirstDifference()
			at := diag.Span{File: filepath.Join(p.Root, filepath.FromSlash(c.Path)), Line: line, Column: 1, EndLine: line, EndColumn: 1}
			list.Errorf(diag.StaleFile, at, "%s %s", filepath.Base(c.Path), what).
				Fix("run go tool blocksgen generate")
		}
	}
	return list.Sorted()
}
