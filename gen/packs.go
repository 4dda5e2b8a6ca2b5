package gen

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/emit"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/npm"
	"github.com/blocksgen/blocksgen/gen/pack"
)

// bundle makes the asset packs of the apps that have some.
func (r *Report) bundle(ctx context.Context, o Options) error {
	r.bundles = map[*model.App]*pack.Bundle{}
	for _, app := range r.Apps {
		if app.Broken {
			continue
		}
		packs, ok := r.packs(app)
		app.Broken = !ok
		if !ok || len(packs) == 0 {
			continue
		}
		b, err := bundle(ctx, o, app, packs)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			r.refusePacks(app, err)
			app.Broken = true
			continue
		}
		r.bundles[app] = b
	}
	return nil
}

// packs finds the packs of an app. It reports false when one does not exist.
func (r *Report) packs(app *model.App) (packs []pack.Pack, ok bool) {
	ok = true
	for _, used := range app.Packs {
		found, known := pack.Lookup(used.Name)
		packs = append(packs, found...)
		if known {
			continue
		}
		ok = false
		names := []string{"none"}
		for _, p := range pack.All() {
			names = append(names, p.Name)
		}
		d := r.Findings.Errorf(diag.UnknownPack, used.Span, "there is no asset pack %s", used.Name)
		if near := diag.Nearest(used.Name, names); near != "" {
			d.Fix("write "+near, diag.Edit{Span: used.Span, NewText: near})
		}
	}
	return packs, ok
}

// bundle makes the asset packs of one app.
func bundle(ctx context.Context, o Options, app *model.App, packs []pack.Pack) (*pack.Bundle, error) {
	config, err := npm.ReadConfig(app.Dir)
	if err != nil {
		return nil, err
	}
	client, err := npm.New(config)
	if err != nil {
		return nil, err
	}
	client.Offline = o.Offline
	var have pack.Have
	if have.Lock, err = readFile(filepath.Join(app.Dir, pack.LockFile)); err != nil {
		return nil, err
	}
	if have.Archive, err = readFile(filepath.Join(app.Dir, filepath.FromSlash(emit.Dir(app)), pack.ArchiveFile)); err != nil {
		return nil, err
	}
	return pack.Make(ctx, client, packs, have, o.Packs)
}

// readFile returns nil for a file that does not exist.
func readFile(name string) ([]byte, error) {
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return raw, err
}

// refusePacks reports why the asset packs of an app cannot be bundled.
func (r *Report) refusePacks(app *model.App, err error) {
	const without = "write packs=none in //blocks:app to do without asset packs"
	at, name := app.Packs[0].Span, app.Packs[0].Name
	var of *pack.Error
	if errors.As(err, &of) {
		name, err = of.Pack, of.Err
	}
	for _, used := range app.Packs {
		if used.Name == name {
			at = used.Span
		}
	}
	var unreachable *npm.UnreachableError
	var changed *npm.IntegrityError
	switch {
	case errors.As(err, &unreachable):
		r.Findings.Errorf(diag.PackUnreachable, at, "asset pack %s is needed, but %v", name, unreachable).
			Fix("generate once with a connection to the npm registry, which NPM_CONFIG_REGISTRY or .npmrc may name").Fix(without)
	case errors.As(err, &changed):
		r.Findings.Errorf(diag.PackChanged, at, "asset pack %s: %v", name, changed).
			Fix("find out why the npm registry has another package under this version; do not change the hash")
	default:
		r.Findings.Errorf(diag.PackBroken, at, "asset pack %s cannot be bundled: %v", name, err).Fix(without)
	}
}

// Unverified returns a finding for each file that has to do with asset packs and is not
// what a run with [pack.Verify] gives.
func (r *Report) Unverified() []*diag.Diagnostic {
	var list diag.List
	for _, p := range r.Plans {
		for _, c := range p.Changes {
			name := filepath.Base(c.Path)
			if name != pack.LockFile && name != pack.ArchiveFile && name != pack.LicensesFile {
				continue
			}
			at := diag.Span{File: filepath.Join(p.Root, filepath.FromSlash(c.Path)), Line: 1, Column: 1}
			list.Errorf(diag.StaleFile, at, "%s is not what the packages in %s give", name, pack.LockFile).
				Fix("restore it, or run go tool blocksgen packs update")
		}
	}
	return list.Sorted()
}
