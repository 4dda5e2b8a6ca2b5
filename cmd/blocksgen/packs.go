package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/npm"
	"github.com/blocksgen/blocksgen/gen/pack"
)

// packs is the group of commands about asset packs.
func (c *cli) packs() *cobra.Command {
	o := &packOptions{}
	cmd := &cobra.Command{
		Use:   "packs",
		Short: "List, update and verify the npm packages that apps bundle",
		Long: `An asset pack is a set of npm packages that an app bundles for its page, such as
the one that draws formulas. generate fetches the packages when an app first needs
them, and writes their versions and hashes to ` + pack.LockFile + ` beside the
annotated package. From then on they stay as they are.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage{fmt.Errorf("unknown command %q", "packs "+args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().BoolVar(&o.offline, "offline", false, "use only npm packages that were fetched before")
	cmd.PersistentFlags().BoolVar(&o.json, "json", false, "print JSON")
	cmd.AddCommand(c.packsList(o), c.packsUpdate(o), c.packsVerify(o))
	return cmd
}

// packOptions are the flags of all commands about asset packs.
type packOptions struct{ offline, json bool }

func (c *cli) packsList(o *packOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "list [packages]",
		Short: "List the asset packs that exist, or those that apps bundle",
		RunE: func(cmd *cobra.Command, patterns []string) error {
			if len(patterns) == 0 {
				return c.listPacks(o.json)
			}
			report, err := c.report(cmd, gen.Options{Patterns: patterns, NoPlan: true}, false)
			if err != nil {
				return err
			}
			return c.bundled(report, o.json)
		},
	}
}

func (c *cli) packsUpdate(o *packOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "update [packages]",
		Short: "Lock the newest packages that the asset packs allow, and generate",
		Long: `update resolves the packages of the apps' asset packs again, writes the lock files
and generates the apps. The packages that a pack itself names have the one version
that this blocksgen was tested with. What they depend on may change.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			report, err := c.report(cmd, gen.Options{Patterns: patterns, Apply: true, Offline: o.offline, Packs: pack.Update}, false)
			if err != nil {
				return err
			}
			return c.bundled(report, o.json)
		},
	}
}

func (c *cli) packsVerify(o *packOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "verify [packages]",
		Short: "Make the bundles of apps again and compare them with the files",
		Long: `verify fetches the packages in the lock files, compares their hashes, makes the
bundles again and reports files that differ. generate and check trust a bundle that
has the hash in the lock file. verify trusts only the packages. It writes nothing.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			report, err := c.run(cmd, gen.Options{Patterns: patterns, Offline: o.offline, Packs: pack.Verify}, false)
			findings := slices.Concat(report.Findings.Sorted(), report.Unverified())
			format := "text"
			failed := func(d *diag.Diagnostic) bool { return d.Severity == diag.Error }
			if o.json && slices.ContainsFunc(findings, failed) {
				format = "json" // the only output: there is one document
			}
			if err := c.finish(findings, err, format); err != nil {
				return err
			}
			return c.bundled(report, o.json)
		},
	}
}

// listPacks prints the packs that exist.
func (c *cli) listPacks(asJSON bool) error {
	type described struct {
		Name     string              `json:"name"`
		Doc      string              `json:"doc"`
		Packages map[string]pack.Pin `json:"packages"`
	}
	var list []described
	for _, p := range pack.All() {
		list = append(list, described{p.Name, p.Doc, p.Packages})
	}
	if asJSON {
		return c.json(list)
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%s\n", p.Name, p.Doc)
	}
	return w.Flush()
}

// bundledApp is an app with its asset packs.
type bundledApp struct {
	Name  string        `json:"name"`
	Path  string        `json:"package"`
	Packs []bundledPack `json:"packs"`
}

type bundledPack struct {
	Name string `json:"name"`
	// Packages are nil when the app was not generated since it needs the pack.
	Packages []bundledPackage `json:"packages"`
}

type bundledPackage struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	License   string `json:"license"`
	Integrity string `json:"integrity"`
}

// bundled prints the packs of apps, as their lock files name them.
func (c *cli) bundled(report *gen.Report, asJSON bool) error {
	apps := []bundledApp{}
	for _, app := range report.Apps {
		a, err := readBundled(app)
		if err != nil {
			return err
		}
		apps = append(apps, a)
	}
	if asJSON {
		return c.json(apps)
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	for _, app := range apps {
		if len(app.Packs) == 0 {
			fmt.Fprintf(w, "%s\tno asset packs\n", app.Name)
		}
		for _, p := range app.Packs {
			if p.Packages == nil {
				fmt.Fprintf(w, "%s\t%s\tnot generated yet\n", app.Name, p.Name)
			}
			for _, npm := range p.Packages {
				fmt.Fprintf(w, "%s\t%s\t%s %s\t%s\n", app.Name, p.Name, npm.Name, npm.Version, npm.License)
			}
		}
	}
	return w.Flush()
}

func readBundled(app *model.App) (bundledApp, error) {
	a := bundledApp{Name: app.Name, Path: app.Package.Path, Packs: []bundledPack{}}
	raw, err := os.ReadFile(filepath.Join(app.Dir, pack.LockFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return a, err
	}
	lock, err := pack.ReadLock(raw)
	if err != nil {
		return a, err
	}
	for _, used := range app.Packs {
		b := bundledPack{Name: used.Name}
		tree := npm.Tree{}
		if locked, ok := lock.Packs[used.Name]; ok {
			tree, b.Packages = locked.Packages, []bundledPackage{}
		}
		for _, dir := range tree.Dirs() {
			p := tree.At(dir)
			b.Packages = append(b.Packages, bundledPackage{p.Name, p.Version, p.License, p.Integrity})
		}
		a.Packs = append(a.Packs, b)
	}
	return a, nil
}

// json prints a value as JSON.
func (c *cli) json(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
