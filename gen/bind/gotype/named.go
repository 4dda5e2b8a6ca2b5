package gotype

import (
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/source"
)

// Is reports whether t is the type of that name, whatever its arguments.
func Is(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	obj := n.Obj()
	return obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == path
}

// In returns the name and arguments of a type that a package declares; "" for others.
func In(t types.Type, path string) (name string, args []types.Type) {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != path {
		return "", nil
	}
	return n.Obj().Name(), slices.Collect(n.TypeArgs().Types())
}

// Short prints a type as in the source of package home, with other packages by name.
func Short(t types.Type, home *types.Package) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == home {
			return ""
		}
		return p.Name()
	})
}

// Opt returns the T of ui.Opt[T]; another type unchanged.
func Opt(t types.Type) types.Type {
	if name, args := In(t, source.UIPath); name == "Opt" && len(args) == 1 {
		return args[0]
	}
	return t
}

// IsError reports whether t is the type error.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsBlock reports whether t is a type of blocks: it embeds ui.Base at some depth.
func IsBlock(t types.Type) bool { return embedsBase(t, 0) }

func embedsBase(t types.Type, depth int) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 8 {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() && (Is(f.Type(), source.UIPath, "Base") || embedsBase(f.Type(), depth+1)) {
			return true
		}
	}
	return false
}

// Method returns the signature of a method of t; nil if it has none of that name.
func Method(t types.Type, name string) *types.Signature {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	if f, ok := obj.(*types.Func); ok {
		return f.Signature()
	}
	return nil
}

// Find returns the declaration of a name in a package: its own, or pkg.Name of a package
// that it imports. It is nil if there is none.
func Find(home *types.Package, name string) types.Object {
	pkg, sel, ok := strings.Cut(name, ".")
	if !ok {
		return home.Scope().Lookup(name)
	}
	for _, p := range home.Imports() {
		if p.Name() == pkg {
			return p.Scope().Lookup(sel)
		}
	}
	return nil
}

// WhatIs describes an object in a word, for messages.
func WhatIs(o types.Object) string {
	switch o := o.(type) {
	case *types.Func:
		return "function"
	case *types.Const:
		return "constant"
	case *types.TypeName:
		return "type"
	case *types.Var:
		return "variable of type " + Short(o.Type(), o.Pkg())
	}
	return "declaration"
}
