package npm

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// Resolve finds the versions of packages, and of all that they depend on. wanted
// maps names to versions or ranges of versions. Each package has the newest version
// that is asked for, and is unpacked once unless ranges exclude each other. Optional
// dependencies are left out, because they are for Node.
func (c *Client) Resolve(ctx context.Context, wanted map[string]string) (Tree, error) {
	r := &resolver{client: c, tree: Tree{}, known: map[string]*metadata{}}
	queue := needs("", wanted)
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		dir, isNew, err := r.place(ctx, n)
		if err != nil {
			return nil, err
		}
		if isNew {
			if len(r.tree) > c.Limits.Packages {
				return nil, fmt.Errorf("more than %d packages are needed", c.Limits.Packages)
			}
			queue = append(queue, needs(dir, r.tree[dir].Dependencies)...)
		}
	}
	return r.tree, r.check("", wanted)
}

// need is one dependency: of the package in dir, on a version of name.
type need struct{ dir, name, version string }

func needs(dir string, dependencies map[string]string) []need {
	list := make([]need, 0, len(dependencies))
	for _, name := range slices.Sorted(maps.Keys(dependencies)) {
		list = append(list, need{dir, name, dependencies[name]})
	}
	return list
}

type resolver struct {
	client *Client
	tree   Tree
	known  map[string]*metadata
}

// place finds the package that fulfils a need, or adds it as near to the root as
// nothing else is in its way.
func (r *resolver) place(ctx context.Context, n need) (dir string, isNew bool, err error) {
	constraint, err := semver.NewConstraint(n.version)
	if err != nil {
		return "", false, fmt.Errorf("%s depends on %s %q, which is not a range of versions: %w", whose(n.dir), n.name, n.version, err)
	}
	parent := ""
	if found := r.lookup(n.dir, n.name); found != "" {
		if satisfies(constraint, r.tree[found].Version) {
			return found, false, nil
		}
		owner, _ := split(found)
		if owner == n.dir {
			return "", false, fmt.Errorf("%s needs %s %q beside version %s", whose(n.dir), n.name, n.version, r.tree[found].Version)
		}
		for parent = n.dir; up(parent) != owner; parent = up(parent) {
		}
	}
	p, err := r.choose(ctx, n, constraint)
	if err != nil {
		return "", false, err
	}
	dir = join(parent, n.name)
	r.tree[dir] = p
	return dir, true, nil
}

// lookup finds a package as a module in dir would: in its own node_modules, or in
// those above.
func (r *resolver) lookup(dir, name string) string {
	for {
		if at := join(dir, name); r.has(at) {
			return at
		}
		if dir == "" {
			return ""
		}
		dir = up(dir)
	}
}

func (r *resolver) has(dir string) bool {
	_, ok := r.tree[dir]
	return ok
}

// split takes a directory of a tree apart: the directory of the package that the
// package is below, "" for none, and its name.
func split(dir string) (parent, name string) {
	i := strings.LastIndex("/"+dir, "/"+modules)
	return dir[:max(0, i-1)], dir[i+len(modules):]
}

func up(dir string) string {
	parent, _ := split(dir)
	return parent
}

func join(dir, name string) string {
	if dir == "" {
		return modules + name
	}
	return dir + "/" + modules + name
}

func whose(dir string) string {
	if dir == "" {
		return "the pack"
	}
	_, name := split(dir)
	return name
}

// choose picks the newest version that a need allows.
func (r *resolver) choose(ctx context.Context, n need, constraint *semver.Constraints) (Package, error) {
	m := r.known[n.name]
	if m == nil {
		var err error
		if m, err = r.client.metadata(ctx, n.name); err != nil {
			return Package{}, err
		}
		r.known[n.name] = m
	}
	var best *semver.Version
	name := ""
	for number := range m.Versions {
		v, err := semver.StrictNewVersion(number)
		if err == nil && constraint.Check(v) && (best == nil || v.GreaterThan(best) || v.Equal(best) && number > name) {
			best, name = v, number
		}
	}
	if best == nil {
		return Package{}, fmt.Errorf("the registry has no version of %s that is %q", n.name, n.version)
	}
	found := m.Versions[name]
	p := Package{
		Name: n.name, Version: name, Integrity: strongest(found.Dist.Integrity), License: license(found.License),
		Tarball: r.client.relative(n.name, found.Dist.Tarball), Dependencies: found.required(),
	}
	if _, err := digest(p.Integrity); err != nil {
		return Package{}, fmt.Errorf("%s %s: %w", p.Name, p.Version, err)
	}
	return p, nil
}

// required lists the dependencies without the optional ones, but with the peers:
// packages that are to be shared with whoever uses this one.
func (m manifest) required() map[string]string {
	all := map[string]string{}
	for name, version := range m.Peers {
		if !m.PeersMeta[name].Optional {
			all[name] = version
		}
	}
	maps.Copy(all, m.Dependencies)
	for name := range m.Optional {
		delete(all, name)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// check proves that each package finds what it needs. Placing a package may hide
// another version from packages that were placed before; this is rare, and refused.
func (r *resolver) check(dir string, wanted map[string]string) error {
	of := map[string]map[string]string{dir: wanted}
	for at, p := range r.tree {
		of[at] = p.Dependencies
	}
	for _, at := range slices.Sorted(maps.Keys(of)) {
		for _, n := range needs(at, of[at]) {
			constraint, err := semver.NewConstraint(n.version)
			if err != nil {
				return err
			}
			if found := r.lookup(at, n.name); found == "" || !satisfies(constraint, r.tree[found].Version) {
				return fmt.Errorf("%s does not find %s %q", whose(at), n.name, n.version)
			}
		}
	}
	return nil
}

func satisfies(c *semver.Constraints, version string) bool {
	v, err := semver.StrictNewVersion(version)
	return err == nil && c.Check(v)
}

// license reads the field of a package.json: an SPDX expression, or an object with
// one in old packages.
func license(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var old struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(raw, &old) // of another form: unknown
	return old.Type
}
