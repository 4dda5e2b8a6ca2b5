// Package gotype has what the generator needs to know of Go types: the parts of a
// handler's signature, the codec of a type, its spelling in source, how it is copied. It
// depends on go/types only, not on blocks or directives.
package gotype

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/model"
)

// Describe turns a Go type into the model's description of its spelling in source.
func Describe(t types.Type) model.Type {
	switch t := t.(type) {
	case *types.Alias:
		return Describe(types.Unalias(t))
	case *types.Basic:
		return model.Type{Kind: model.Basic, Name: t.Name()}
	case *types.Named:
		return describeNamed(t)
	case *types.TypeParam:
		return model.Type{Kind: model.Basic, Name: t.Obj().Name()}
	case *types.Slice:
		return model.Type{Kind: model.Slice, Elem: describeElem(t.Elem())}
	case *types.Array:
		return model.Type{Kind: model.Array, Elem: describeElem(t.Elem()), Len: t.Len()}
	case *types.Pointer:
		return model.Type{Kind: model.Pointer, Elem: describeElem(t.Elem())}
	case *types.Map:
		return model.Type{Kind: model.Map, Key: describeElem(t.Key()), Elem: describeElem(t.Elem())}
	case *types.Struct:
		m := model.Type{Kind: model.Struct, Fields: make([]model.Field, t.NumFields())}
		for i := range m.Fields {
			m.Fields[i] = model.Field{Name: t.Field(i).Name(), Type: Describe(t.Field(i).Type()), Tag: t.Tag(i)}
		}
		return m
	case *types.Interface:
		if t.Empty() {
			return model.Type{Kind: model.Basic, Name: "any"}
		}
	}
	return model.Type{Kind: model.Interface, Name: types.TypeString(t, nil)}
}

func describeElem(t types.Type) *model.Type {
	m := Describe(t)
	return &m
}

func describeNamed(t *types.Named) model.Type {
	obj := t.Obj()
	if obj.Pkg() == nil { // error, comparable
		return model.Type{Kind: model.Basic, Name: obj.Name()}
	}
	m := model.Type{Kind: model.Named, Name: obj.Name(), Pkg: pkgOf(obj.Pkg())}
	for arg := range t.TypeArgs().Types() {
		m.Args = append(m.Args, Describe(arg))
	}
	return m
}

func pkgOf(p *types.Package) model.Package {
	return model.Package{Path: p.Path(), Name: p.Name()}
}

// Ref names a package-level declaration.
func Ref(o types.Object) model.Ref {
	return model.Ref{Pkg: pkgOf(o.Pkg()), Name: o.Name()}
}
