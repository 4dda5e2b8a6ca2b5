package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/plan"
)

// The exit codes.
const (
	exitOK       = 0
	exitFindings = 1 // the source has errors, or the generated files are out of date
	exitUsage    = 2
	exitInternal = 3 // no go command, an interrupt, a bug in blocksgen
)

// exit ends a command with a code. The command has already printed its output.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// usage is an error in the command line.
type usage struct{ error }

// run is the program: it runs a command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &cli{stdout: stdout, stderr: stderr}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage{}):
		fmt.Fprintf(stderr, "blocksgen: %v\nRun 'blocksgen help' for usage.\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "blocksgen: %v\n", err)
		return exitInternal
	}
}

type cli struct{ stdout, stderr io.Writer }

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "blocksgen",
		Short: "Turn annotated Go packages into web apps",
		Long: `blocksgen reads the //blocks: directives and the pages of Go packages, and
generates a program for each app, with a web page and an API.

Commands that take packages accept the patterns of the go command, such as
./... for all packages below the current directory. The default is the package
in the current directory.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage{fmt.Errorf("unknown command %q", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.Version = versionLine()
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.AddCommand(c.generate(), c.check(), c.breaking(), c.clean(), c.init(), c.inspect(), c.packs(), c.hash(), c.lsp(), c.version())
	root.SetHelpCommand(c.help(root))
	return root
}

func (c *cli) generate() *cobra.Command {
	var dry, diff, offline, verbose bool
	var tags string
	cmd := &cobra.Command{
		Use:   "generate [packages]",
		Short: "Generate the programs of annotated packages",
		Long: `generate writes the program of each annotated package, by default to cmd/<app>/
below the package. It writes nothing for a package with errors, and overwrites and
deletes only files that blocksgen generated. It also deletes those of apps that
are gone.

The generated files depend on GOOS, GOARCH and the build tags if the annotated
files do.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			options := gen.Options{Patterns: patterns, Apply: !dry && !diff, Offline: offline, Tags: tags}
			report, failed := c.report(cmd, options, verbose)
			if report.Changes() == 0 && failed != nil {
				return failed
			}
			for _, p := range report.Plans {
				if diff {
					if _, err := c.stdout.Write(p.Diff()); err != nil {
						return err
					}
					continue
				}
				if dry || verbose {
					c.changes(p)
				}
			}
			if diff {
				return failed
			}
			if _, err := fmt.Fprintln(c.stdout, summary(report, dry)); err != nil {
				return err
			}
			if !dry {
				c.next(report)
			}
			return failed
		},
	}
	flags := cmd.Flags()
	flags.BoolVarP(&dry, "dry-run", "n", false, "list the files that would change, and write nothing")
	flags.BoolVar(&diff, "diff", false, "print the changes as a diff, and write nothing")
	flags.BoolVar(&offline, "offline", false, "use only npm packages that were fetched before")
	flags.StringVar(&tags, "tags", "", "build tags, separated by commas")
	flags.BoolVarP(&verbose, "verbose", "v", false, "print the changed files and the time that each phase took")
	return cmd
}

// changes lists the files that a plan changes.
func (c *cli) changes(p *plan.Plan) {
	for _, change := range p.Changes {
		fmt.Fprintf(c.stdout, "%s %s\n", change.Op, short(p.Root, change.Path))
	}
}

func (c *cli) clean() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "clean [packages]",
		Short: "Delete the generated files of packages",
		Long: `clean deletes the files that blocksgen generated for the packages, whether or not
they compile. It deletes nothing else. blocks.lock.json stays: it is a choice, like
go.sum.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			report, err := gen.Clean(cmd.Context(), gen.Options{Patterns: patterns, Apply: !dry})
			if err := c.finish(report.Findings.Sorted(), err, "text"); err != nil {
				return err
			}
			for _, p := range report.Plans {
				if dry {
					c.changes(p)
				}
			}
			what := "deleted"
			if dry {
				what = "to delete"
			}
			_, err = fmt.Fprintf(c.stdout, "blocksgen: %s %s\n", diag.Count(report.Changes(), "file"), what)
			return err
		},
	}
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "list the files, and delete nothing")
	return cmd
}

// next prints how to start new programs. They may import modules that are not in the
// user's go.mod yet.
func (c *cli) next(r *gen.Report) {
	var dirs []string
	for _, p := range r.Plans {
		for _, change := range p.Changes {
			if change.Op == plan.Create && path.Base(change.Path) == "main.go" {
				dir := filepath.Dir(short(p.Root, change.Path))
				if !filepath.IsAbs(dir) {
					dir = "." + string(filepath.Separator) + dir
				}
				dirs = append(dirs, dir)
			}
		}
	}
	if len(dirs) == 0 {
		return
	}
	more := ""
	if len(dirs) > 1 {
		more = fmt.Sprintf(" (or another of the %d new programs)", len(dirs))
	}
	fmt.Fprintf(c.stdout, "next: go mod tidy && go run %s%s\n", dirs[0], more)
}

// summary is the one line that a run prints.
func summary(r *gen.Report, dry bool) string {
	apps := diag.Count(len(r.Apps), "app")
	if broken := r.Broken(); broken > 0 {
		apps += fmt.Sprintf(" (%d with errors, not generated)", broken)
	}
	switch changes := r.Changes(); {
	case changes == 0:
		return fmt.Sprintf("blocksgen: %s up to date", apps)
	case dry:
		return fmt.Sprintf("blocksgen: %s, %s to change", apps, diag.Count(changes, "file"))
	default:
		return fmt.Sprintf("blocksgen: %s, %s changed", apps, diag.Count(changes, "file"))
	}
}

func (c *cli) version() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of blocksgen and of the Go version it was built with",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return json.NewEncoder(c.stdout).Encode(readVersions())
			}
			_, err := fmt.Fprintln(c.stdout, versionLine())
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the versions as JSON")
	return cmd
}

// versions are those of blocksgen and of the Go version it was built with.
type versions struct {
	Version string `json:"version"`
	Go      string `json:"go"`
}

func readVersions() versions {
	v := versions{Version: "(devel)"}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Go = info.GoVersion
		if info.Main.Version != "" {
			v.Version = info.Main.Version
		}
	}
	return v
}

func versionLine() string {
	v := readVersions()
	return "blocksgen " + v.Version + " " + v.Go
}

// help is the help command, with the directives as a topic of its own.
func (c *cli) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command | directives [name]]",
		Short: "Show help for a command, or for the directives",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 && (args[0] == "directives" || args[0] == "directive") {
				name := ""
				if len(args) > 1 {
					name = args[1]
				}
				known, err := directive.Help(c.stdout, name)
				if err == nil && !known {
					err = usage{fmt.Errorf("unknown directive %q", name)}
				}
				return err
			}
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usage{fmt.Errorf("there is no help for %q", strings.Join(args, " "))}
			}
			return cmd.Help()
		},
	}
}
