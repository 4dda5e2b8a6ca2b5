// Package vet makes blocksgen a tool for go vet -vettool. It speaks the go command's
// protocol: the go command asks for the tool's version and flags, then runs it once for
// each package, with a file that describes the package.
//
// A package that is an app is checked as blocksgen check does it: with the packages whose
// blocks and handlers the app uses, which are loaded again from their source. The go
// command gives a tool only the types of these, and no comments.
package vet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Is reports whether a command line is one that the go command gives to a vet tool.
func Is(args []string) bool {
	if len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags") {
		return true
	}
	return len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Run runs a command line for which [Is] is true, and returns the exit code.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := run(ctx, args, stdout, stderr)
	switch err {
	case nil:
		return 0
	case errFindings:
		return 1
	}
	fmt.Fprintf(stderr, "blocksgen: %v\n", err)
	return 1
}

// errFindings ends a run that printed diagnostics as text.
var errFindings = fmt.Errorf("the package has errors")

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	switch args[0] {
	case "-V=full":
		return version(stdout)
	case "-flags":
		_, err := fmt.Fprintln(stdout, `[
	{"Name": "fix", "Bool": true, "Usage": "apply the first fix of each diagnostic"},
	{"Name": "json", "Bool": true, "Usage": "print diagnostics as JSON"}
]`)
		return err
	}
	u, err := read(args[len(args)-1])
	if err != nil {
		return err
	}
	for _, flag := range args[:len(args)-1] {
		switch flag {
		case "-json", "-json=true":
			u.json = true
		case "-fix", "-fix=true":
			u.fix = true
		default:
			return fmt.Errorf("unknown flag %s: run go vet -vettool, which calls blocksgen as it needs to be called", flag)
		}
	}
	return u.check(ctx, stdout, stderr)
}

// version prints the line from which the go command learns whether results that it has
// kept are still those of this tool.
func version(w io.Writer) error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "blocksgen version devel buildID=%x\n", h.Sum(nil))
	return err
}

// unit is a package as the go command describes it. The field names are the go command's.
type unit struct {
	ID          string
	Dir         string
	ImportPath  string
	GoFiles     []string          // absolute, or relative to Dir
	Standard    map[string]bool   // imports that are in the standard library
	PackageVetx map[string]string // VetxOutput of the imports
	VetxOnly    bool              // the package is only imported: there is nothing to report
	VetxOutput  string            // where to write what importing packages depend on
	Stdout      string            // where to write the standard output; "" for none
	FixArchive  string            // where to write a zip archive of fixed files; "" for none

	// SucceedOnTypecheckFailure asks not to report what the compiler reports.
	SucceedOnTypecheckFailure bool

	json, fix bool
}

func read(name string) (*unit, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	u := &unit{}
	if err := json.Unmarshal(src, u); err != nil {
		return nil, fmt.Errorf("%s does not describe a package as go vet does: %w", name, err)
	}
	for i, file := range u.GoFiles {
		if !filepath.IsAbs(file) {
			u.GoFiles[i] = filepath.Join(u.Dir, file)
		}
	}
	return u, nil
}

// check checks the package, and reports as the flags demand.
func (u *unit) check(ctx context.Context, stdout, stderr io.Writer) error {
	annotated, fact := u.facts()
	if u.VetxOutput != "" {
		if err := os.WriteFile(u.VetxOutput, fact, 0o666); err != nil {
			return err
		}
	}
	if u.VetxOnly || !annotated {
		return nil
	}
	report, err := gen.Run(ctx, gen.Options{Dir: u.Dir, Patterns: []string{"."}, NoPlan: true})
	if err != nil {
		return err
	}
	// Whether an app imports this package cannot be seen from here.
	findings := slices.DeleteFunc(report.Findings.Sorted(), func(d *diag.Diagnostic) bool {
		compiler := d.Code == diag.SyntaxError || d.Code == diag.TypeError || d.Code == diag.LoadError
		return d.Code == diag.NoApp || compiler && u.SucceedOnTypecheckFailure
	})
	switch {
	case u.fix:
		return u.fixed(findings)
	case u.json:
		return u.print(findings, stdout)
	case len(findings) == 0:
		return nil
	}
	if err := (diag.Printer{}).Text(stderr, findings); err != nil {
		return err
	}
	return errFindings
}

// facts reports whether the package has directives. Its facts are a digest of the files
// with directives, and of those of the packages that it imports: the go command keeps
// results while the compiled packages and the facts are the same, and the directives of
// an imported package are comments, which are not compiled.
func (u *unit) facts() (annotated bool, fact []byte) {
	h := sha256.New()
	for _, file := range u.GoFiles {
		src, err := os.ReadFile(file)
		if err == nil && source.MayHaveDirectives(src) && !strings.HasSuffix(file, "_test.go") {
			annotated = true
			fmt.Fprintf(h, "%s %d\n%s", filepath.Base(file), len(src), src)
		}
	}
	known := annotated
	for _, path := range slices.Sorted(maps.Keys(u.PackageVetx)) {
		if u.Standard[path] {
			continue
		}
		if src, err := os.ReadFile(u.PackageVetx[path]); err == nil && len(bytes.TrimSpace(src)) > 0 {
			known = true
			fmt.Fprintf(h, "%s %s\n", path, src)
		}
	}
	if !known {
		return annotated, nil
	}
	return annotated, fmt.Appendf(nil, "%x\n", h.Sum(nil))
}
