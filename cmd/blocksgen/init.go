package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
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
a module there, with a GitHub workflow that checks the app in pull requests. If the
directory contains Go files, or anything fails, init changes nothing.`,
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
			m := goModule{ctx: cmd.Context(), dir: dir, path: module, checkout: checkout}
			if err := m.judge(templates.Named(dir)); err != nil {
				return err
			}
			return c.create(cmd, m, strings.Join(args, ""))
		},
	}
	cmd.Flags().StringVar(&module, "module", "", "path of the new module, if the directory is not part of one (default: the package's name)")
	cmd.Flags().StringVar(&checkout, "replace", "", "directory with a checkout of blocksgen, to use instead of a release")
	return cmd
}

// create writes the app. If anything fails, it removes what it wrote.
func (c *cli) create(cmd *cobra.Command, m goModule, shown string) (err error) {
	app := templates.Named(m.dir)
	u, err := m.undo(app)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, u.revert())
		}
	}()
	names, err := app.Write(m.dir)
	if err != nil {
		return usage{fmt.Errorf("nothing was written: %w", err)}
	}
	created, err := m.require(app.Package)
	if err != nil {
		return fmt.Errorf("nothing was written, because the module cannot be set up: %w", err)
	}
	if slices.Contains(created, "go.mod") {
		workflow, err := templates.WriteWorkflow(m.dir)
		if err != nil {
			return err
		}
		if workflow != "" {
			created = append(created, workflow)
		}
	}
	report, err := c.report(cmd, gen.Options{Dir: m.dir, Apply: true}, false)
	if err != nil {
		fmt.Fprintln(c.stderr, "blocksgen: nothing was written")
		return err
	}
	// The generated program imports more packages of the runtime than the app does.
	if _, err := m.run("mod", "tidy"); err != nil {
		return fmt.Errorf("nothing was written, because the module cannot be set up: %w", err)
	}
	fmt.Fprintf(c.stdout, "wrote %s and %s\n", strings.Join(append(names, created...), ", "), diag.Count(report.Changes(), "generated file"))
	enter := ""
	if shown != "" {
		enter = "cd " + shown + " && "
	}
	_, err = fmt.Fprintf(c.stdout, "now run: %sgo run ./cmd/%s\nto build a static binary: CGO_ENABLED=0 go build ./cmd/%s\n", enter, app.Package, app.Package)
	return err
}

// goModule changes the module of a directory with the go command.
type goModule struct {
	ctx      context.Context
	dir      string // of the app, absolute; need not exist
	path     string // of a new module, as the user gave it
	checkout string // directory of a checkout of blocksgen, as the user gave it
	version  string // of blocksgen, for a module without a checkout
	root     string // directory of the module that dir is part of; "" if there is none
}

// require adds blocksgen and its tool to the directory's module, and creates the
// module if there is none. It returns the names of new files.
func (m goModule) require(name string) (created []string, err error) {
	root := m.root
	if root == "" {
		root = m.dir
		if m.path != "" {
			name = m.path
		}
		if _, err := m.run("mod", "init", name); err != nil {
			return nil, err
		}
		created = append(created, "go.mod")
	}
	if m.checkout == "" {
		_, err := m.run("get", "-tool", modulePath+"/cmd/blocksgen@"+m.version)
		return created, err
	}
	checkout := m.checkout
	if !filepath.IsAbs(checkout) { // relative to the module, as the user gave it relative to here
		abs, err := filepath.Abs(checkout)
		if err != nil {
			return created, err
		}
		if checkout, err = filepath.Rel(root, abs); err != nil {
			return created, err
		}
		if checkout = filepath.ToSlash(checkout); !strings.HasPrefix(checkout, ".") {
			checkout = "./" + checkout
		}
	}
	if _, err := m.run("mod", "edit", "-require="+modulePath+"@v0.0.0", "-replace="+modulePath+"="+checkout, "-tool="+modulePath+"/cmd/blocksgen"); err != nil {
		return created, err
	}
	_, err = m.run("mod", "tidy")
	return created, err
}

// run runs the go command in the directory, or in the one above it that exists.
func (m goModule) run(args ...string) (string, error) {
	cmd := exec.CommandContext(m.ctx, "go", args...)
	cmd.Dir = existing(m.dir)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if m.ctx.Err() != nil {
		return "", m.ctx.Err()
	}
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
	}
	return string(out), nil
}
