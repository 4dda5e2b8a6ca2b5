package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/templates"
)

// modulePath is the module that apps require.
const modulePath = "github.com/blocksgen/blocksgen"

func (c *cli) init() *cobra.Command {
	var module, checkout string
	cmd := &cobra.Command{
		Use:   "init [directory]",
		Short: "Create a new app",
		Long: `init writes a small app to a directory, adds blocksgen to its module as a tool,
and generates the program. If the directory is not part of a module, init creates
a module there, with a GitHub workflow that checks the app in pull requests. If the directory contains Go files, init changes nothing.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("init accepts one directory")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := filepath.Abs(strings.Join(args, ""))
			if err != nil {
				return err
			}
			app := templates.Named(dir)
			names, err := app.Write(dir)
			if err != nil {
				return usage{fmt.Errorf("nothing was written: %w", err)}
			}
			m := goModule{ctx: cmd.Context(), dir: dir}
			created, err := m.require(module, app.Package, checkout)
			if err != nil {
				return fmt.Errorf("%s was written, but its module could not be set up: %w", names[0], err)
			}
			if slices.Contains(created, "go.mod") {
				workflow, err := templates.WriteWorkflow(dir)
				if err != nil {
					return err
				}
				if workflow != "" {
					created = append(created, workflow)
				}
			}
			report, err := c.report(cmd, gen.Options{Dir: dir, Apply: true}, false)
			if err != nil {
				return err
			}
			// The generated program imports more packages of the runtime than the app does.
			if _, err := m.run("mod", "tidy"); err != nil {
				return fmt.Errorf("%s was written, but its module could not be set up: %w", names[0], err)
			}
			fmt.Fprintf(c.stdout, "wrote %s and %s\n", strings.Join(append(names, created...), ", "), diag.Count(report.Changes(), "generated file"))
			enter := ""
			if len(args) > 0 {
				enter = "cd " + args[0] + " && "
			}
			fmt.Fprintf(c.stdout, "now run: %sgo run ./cmd/%s\nto build a static binary: CGO_ENABLED=0 go build ./cmd/%s\n", enter, app.Package, app.Package)
			return nil
		},
	}
	cmd.Flags().StringVar(&module, "module", "", "path of the new module, if the directory is not part of one (default: the package's name)")
	cmd.Flags().StringVar(&checkout, "replace", "", "directory with a checkout of blocksgen, to use instead of a release")
	return cmd
}

// goModule changes the module of a directory with the go command.
type goModule struct {
	ctx context.Context
	dir string
}

// require adds blocksgen and its tool to the directory's module, and creates the
// module if there is none. It returns the names of new files.
func (m goModule) require(path, name, checkout string) (created []string, err error) {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	if checkout == "" && (version == "" || version == "(devel)" || strings.Contains(version, "+dirty")) {
		return nil, errors.New("this blocksgen was built from a checkout; pass the directory of the checkout with --replace")
	}
	at, err := m.run("env", "GOMOD")
	if err != nil {
		return nil, err
	}
	if at = strings.TrimSpace(at); at == "" || at == os.DevNull {
		if path == "" {
			path = name
		}
		if _, err := m.run("mod", "init", path); err != nil {
			return nil, err
		}
		created = append(created, "go.mod")
	}
	if checkout == "" {
		_, err := m.run("get", "-tool", modulePath+"/cmd/blocksgen@"+version)
		return created, err
	}
	if checkout, err = filepath.Abs(checkout); err != nil {
		return created, err
	}
	if _, err := m.run("mod", "edit", "-require="+modulePath+"@v0.0.0", "-replace="+modulePath+"="+checkout, "-tool="+modulePath+"/cmd/blocksgen"); err != nil {
		return created, err
	}
	_, err = m.run("mod", "tidy")
	return created, err
}

func (m goModule) run(args ...string) (string, error) {
	cmd := exec.CommandContext(m.ctx, "go", args...)
	cmd.Dir = m.dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
	}
	return string(out), nil
}
