package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen/compat"
	"github.com/blocksgen/blocksgen/gen/diag"
)

func (c *cli) breaking() *cobra.Command {
	var against, format string
	cmd := &cobra.Command{
		Use:   "breaking --against REF [packages]",
		Short: "Report changes of the API that break clients",
		Long: `breaking compares the generated api.json and config.json of apps with those of an
earlier state, and reports what breaks clients: endpoints that are gone or that call
another function, parameters that were renamed, moved or removed or that are required
now, parameters that accept less, and results of another type.

REF is a commit, branch or tag of the git repository, or else a directory with the earlier
state, or the api.json of one app. The default for packages is ./...

The exit code is 1 if it reports a change. It reads the files as they are: run generate
before it.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			if err := checkFormat(format, "text", "json", "github"); err != nil {
				return err
			}
			if against == "" {
				return usage{errors.New("--against is missing: it names a commit, a directory or an api.json to compare with")}
			}
			if len(patterns) == 0 {
				patterns = []string{"./..."}
			}
			var list diag.List
			err := compareWith(cmd, against, patterns, &list)
			if wrong := (&compat.UsageError{}); errors.As(err, &wrong) || errors.Is(err, compat.ErrNoRevision) {
				return usage{err}
			}
			return c.finish(list.Sorted(), err, format)
		},
	}
	cmd.Flags().StringVar(&against, "against", "", "commit, directory or api.json to compare with")
	cmd.Flags().StringVar(&format, "format", "text", "the output format: text, json, or github for annotations in pull requests")
	return cmd
}

func compareWith(cmd *cobra.Command, against string, patterns []string, list *diag.List) error {
	now, err := compat.Dir(".")
	if err != nil {
		return err
	}
	isFile, isDir := compat.File(against)
	if isFile {
		return compat.CompareFile(against, now, patterns, list)
	}
	before, err := compat.Git(cmd.Context(), ".", against)
	if isDir && errors.Is(err, compat.ErrNoRevision) {
		before, err = compat.Dir(against)
	}
	if err != nil {
		return err
	}
	return compat.Compare(before, now, patterns, list)
}

// checkFormat checks the value of --format.
func checkFormat(format string, known ...string) error {
	for _, k := range known {
		if format == k {
			return nil
		}
	}
	return usage{fmt.Errorf("--format must be %s, not %q", diag.Or(known), format)}
}
