package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
)

// maxRounds is how often check --fix applies fixes: a fix can reveal another error, and must
// not undo another fix for ever.
const maxRounds = 10

func (c *cli) check() *cobra.Command {
	var format, tags string
	var fix, offline, verbose bool
	cmd := &cobra.Command{
		Use:   "check [packages]",
		Short: "Report errors in annotated packages, and generated files that are out of date",
		Long: `check reports what generate would report, and each generated file that is out of
date. The exit code is 1 if it reports an error.

Without --fix, it writes nothing. With --fix, it applies the first fix of each
diagnostic to the source, if the fix has edits. Then it checks again, applies fixes of
what it finds then, and reports the diagnostics that remain.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			if err := checkFormat(format, "text", "json", "github"); err != nil {
				return err
			}
			options := gen.Options{Patterns: patterns, Offline: offline, Tags: tags}
			report, err := c.run(cmd, options, verbose)
			fixed := map[string]bool{}
			for round := 0; fix && err == nil && round < maxRounds; round++ {
				changed, failed := report.Fix()
				for _, file := range changed {
					if !fixed[file] {
						fmt.Fprintf(c.stderr, "fixed %s\n", short("", file))
					}
					fixed[file] = true
				}
				if failed != nil || len(changed) == 0 {
					err = failed
					break
				}
				report, err = c.run(cmd, options, verbose)
			}
			return c.finish(slices.Concat(report.Findings.Sorted(), report.Stale()), err, format)
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "apply fixes to the source, and check again")
	cmd.Flags().StringVar(&tags, "tags", "", "build tags, separated by commas")
	cmd.Flags().BoolVar(&offline, "offline", false, "use only npm packages that were fetched before")
	cmd.Flags().StringVar(&format, "format", "text", "the output format: text, json, or github for annotations in pull requests")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "print the time that each phase took")
	return cmd
}

// report runs the generator and prints its diagnostics. If there are errors, it returns
// the exit code.
func (c *cli) report(cmd *cobra.Command, o gen.Options, verbose bool) (*gen.Report, error) {
	report, err := c.run(cmd, o, verbose)
	return report, c.finish(report.Findings.Sorted(), err, "text") // with what was generated for apps without errors
}

// run runs the generator.
func (c *cli) run(cmd *cobra.Command, o gen.Options, verbose bool) (*gen.Report, error) {
	report, err := gen.Run(cmd.Context(), o)
	if verbose {
		for _, p := range report.Phases {
			fmt.Fprintf(c.stderr, "%-6s %6.1f ms\n", p.Name, float64(p.Took.Microseconds())/1000)
		}
	}
	return report, err
}

// finish prints diagnostics. It returns the error with which the command ends, given the
// diagnostics and the error of the run.
func (c *cli) finish(findings []*diag.Diagnostic, err error, format string) error {
	if len(findings) > 0 || format == "json" {
		if err := c.print(findings, format); err != nil {
			return err
		}
	}
	code := exit(exitOK)
	for _, d := range findings {
		switch {
		case d.Code == diag.Bug:
			code = exitInternal
		case d.Severity == diag.Error && code == exitOK:
			code = exitFindings
		}
	}
	switch {
	case code == exitInternal:
		return code
	case err != nil:
		return err
	case code != exitOK:
		return code
	}
	return nil
}

// print writes diagnostics: text to the standard error, other formats to the standard
// output.
func (c *cli) print(list []*diag.Diagnostic, format string) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	p := diag.Printer{Dir: dir}
	switch format {
	case "json":
		return p.JSON(c.stdout, list)
	case "github":
		return p.GitHub(c.stdout, list)
	}
	if f, ok := c.stderr.(*os.File); ok {
		p.Color = term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return p.Text(c.stderr, list)
}
