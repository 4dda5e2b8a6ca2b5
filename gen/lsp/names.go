package lsp

import (
	"cmp"
	"context"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// names are what directives of a package can name.
type names struct {
	*component
	result *result
	pkg    *source.Package
}

// namesOf returns the names for a document; nil if its package was not loaded.
func (s *server) namesOf(ctx context.Context, doc *document) *names {
	r, c := s.resultOf(ctx, doc)
	if c == nil {
		return nil
	}
	return newNames(r, c, filepath.Dir(doc.file))
}

func newNames(r *result, c *component, dir string) *names {
	for _, p := range c.loaded.Packages {
		if p.Dir == dir && p.Types != nil {
			return &names{c, r, p}
		}
	}
	return nil
}

// blocks lists the blocks that a directive can name: those of the package, and the
// exported ones of packages that it imports, as they are written.
func (n *names) blocks() map[string]types.Object {
	found := map[string]types.Object{}
	add := func(prefix string, scope *types.Scope, all bool) {
		for _, name := range scope.Names() {
			if o, ok := scope.Lookup(name).(*types.Var); ok && (all || o.Exported()) && gotype.IsBlock(o.Type()) {
				found[prefix+name] = o
			}
		}
	}
	add("", n.pkg.Types.Scope(), true)
	for _, p := range n.pkg.Types.Imports() {
		if n.loaded.Package(p.Path()) != nil {
			add(p.Name()+".", p.Scope(), false)
		}
	}
	return found
}

// calls are the directives of a package.
func (n *names) calls(p *source.Package) []*directive.Call {
	var errors diag.List // they are reported when the package is bound
	return directive.Read(n.loaded.Fset, p.Files, &errors)
}

// find returns what a name in a directive names: the longest part of it, up to a dot, that
// is a declaration, with the length of that part. It is nil if there is none.
func (n *names) find(name string) (types.Object, int) {
	for head := name; head != ""; {
		if o := gotype.Find(n.pkg.Types, head); o != nil {
			return o, len(head)
		}
		head = head[:max(strings.LastIndexByte(head, '.'), 0)]
	}
	return nil, 0
}

// listener returns the place of the id of a listener.
func (n *names) listener(id string) diag.Span {
	for _, c := range n.calls(n.pkg) {
		if a := c.Arg("id"); a != nil && a.Value.Text == id {
			return a.Value.Span
		}
	}
	return diag.Span{}
}

// handlers lists the functions with directives that make listeners, and the ids of
// listeners.
func (n *names) handlers() (functions, ids []string) {
	for _, c := range n.calls(n.pkg) {
		if c.Ident == nil || c.Target == directive.OnPackage {
			continue
		}
		functions = append(functions, c.Ident.Name)
		if a := c.Arg("id"); a != nil {
			ids = append(ids, a.Value.Text)
		}
	}
	slices.Sort(functions)
	return slices.Compact(functions), ids
}

// entry describes a block of package ui; nil for one of the user's own.
func entry(o types.Object) *spec.Entry {
	name, _ := gotype.In(o.Type(), source.UIPath)
	return blocks.LookupType(name)
}

// events lists the events of a block.
func (n *names) events(o types.Object) []spec.Event {
	if e := entry(o); e != nil {
		return e.Events
	}
	var list []spec.Event
	for _, app := range n.apps {
		for _, b := range app.Blocks {
			if b.Custom == nil || b.Var != o.Name() || b.Span.File != n.loaded.Declaration(o).File {
				continue
			}
			for _, name := range b.Custom.Events {
				list = append(list, spec.Event{Name: name, Doc: "the block fires it."})
			}
			return list
		}
	}
	return nil
}

// props lists the properties of a block that in= can name.
func props(o types.Object) []spec.Param {
	e := entry(o)
	if e == nil {
		return nil
	}
	list := slices.DeleteFunc(slices.Clone(e.Params), func(p spec.Param) bool { return !e.IsProp(p.Name) })
	slices.SortFunc(list, func(a, b spec.Param) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
