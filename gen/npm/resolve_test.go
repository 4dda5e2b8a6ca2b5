package npm_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/npm/npmtest"
)

func TestResolve(t *testing.T) {
	type deps = map[string]string
	pkg := func(name, version string, d deps) npmtest.Package {
		return npmtest.Package{Name: name, Version: version, Dependencies: d}
	}
	for _, tt := range []struct {
		name     string
		packages []npmtest.Package
		wanted   deps
		want     deps // directory without "node_modules/" at its start → version
	}{
		{
			"the newest that a range allows",
			[]npmtest.Package{pkg("a", "1.2.0", nil), pkg("a", "1.10.0", nil), pkg("a", "2.0.0", nil), pkg("a", "1.11.0-rc.1", nil)},
			deps{"a": "^1.1.0"},
			deps{"a": "1.10.0"},
		},
		{
			"shared where ranges overlap",
			[]npmtest.Package{pkg("a", "1.0.0", deps{"c": "^1"}), pkg("b", "1.0.0", deps{"c": ">=1.1 <3"}), pkg("c", "1.5.0", nil), pkg("c", "2.0.0", nil)},
			deps{"a": "1.0.0", "b": "1.0.0"},
			deps{"a": "1.0.0", "b": "1.0.0", "c": "1.5.0"},
		},
		{
			"below its user where they do not",
			[]npmtest.Package{pkg("a", "1.0.0", deps{"c": "1"}), pkg("b", "1.0.0", deps{"c": "2"}), pkg("c", "1.5.0", nil), pkg("c", "2.0.0", deps{"d": "1 || 2"}), pkg("d", "1.0.0", nil)},
			deps{"a": "1.0.0", "b": "1.0.0"},
			deps{"a": "1.0.0", "b": "1.0.0", "c": "1.5.0", "b/node_modules/c": "2.0.0", "d": "1.0.0"},
		},
		{
			"a circle",
			[]npmtest.Package{pkg("a", "1.0.0", deps{"b": "*"}), pkg("b", "1.0.0", deps{"a": "1.x"})},
			deps{"a": "1.0.0"},
			deps{"a": "1.0.0", "b": "1.0.0"},
		},
		{
			"peers, but neither optional peers nor optional dependencies",
			[]npmtest.Package{
				{
					Name: "a", Version: "1.0.0", Peers: deps{"p": "^1", "q": "^1"}, OptionalPeers: []string{"q"},
					Dependencies: deps{"@x/y": "~1.0"}, Optional: deps{"o": "1"},
				},
				pkg("p", "1.0.0", nil), pkg("@x/y", "1.0.9", nil), pkg("@x/y", "1.1.0", nil),
			},
			deps{"a": "1.0.0"},
			deps{"a": "1.0.0", "p": "1.0.0", "@x/y": "1.0.9"},
		},
		{
			"names that look like directories",
			[]npmtest.Package{pkg("@my_node_modules/a", "1.0.0", deps{"b": "1"}), pkg("b", "1.0.0", nil), pkg("b", "2.0.0", nil)},
			deps{"@my_node_modules/a": "1.0.0", "b": "2"},
			deps{"@my_node_modules/a": "1.0.0", "b": "2.0.0", "@my_node_modules/a/node_modules/b": "1.0.0"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := npmtest.New(t, tt.packages...).Client(t)
			tree, err := c.Resolve(t.Context(), tt.wanted)
			if err != nil {
				t.Fatal(err)
			}
			got := deps{}
			for dir, p := range tree {
				got[strings.TrimPrefix(dir, "node_modules/")] = p.Version
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			install(t, c, tree)
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	type deps = map[string]string
	packages := []npmtest.Package{
		{Name: "endless", Version: "1.0.0", Dependencies: deps{"x1": "1"}},
		{Name: "x1", Version: "1.0.0", Dependencies: deps{"x2": "1"}},
		{Name: "x2", Version: "1.0.0"},
	}
	c := npmtest.New(t, packages...).Client(t)
	c.Limits.Packages = 2
	if _, err := c.Resolve(t.Context(), deps{"endless": "1"}); err == nil || err.Error() != "more than 2 packages are needed" {
		t.Errorf("error %v", err)
	}
}
