// Package gotype has what the generator needs to know of Go types: the parts of a
// handler's signature, the codec of a type, its spelling in source, how it is copied. It
// depends on go/types only, not on blocks or directives.
package gotype

import (
	"encoding/json"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/model"
)

// Describe turns a Go type into the model's description of its spelling in source.
func Describe(t types.Type) model.Type { return describer{}.describe(t) }

// DescribeCopied describes a type with the structure of those named types that
// assignment does not copy.
func DescribeCopied(t types.Type) model.Type {
	return describer{opaque: func(t types.Type) bool {
		plain, _ := new(copier).walk(t, "")
		return plain
	}}.describe(t)
}

// DescribeEncoded describes a type with the structure of those named types that
// encoding/json encodes field by field. enum gives the constants of a named type as choices, nil for a
// type without constants.
func DescribeEncoded(t types.Type, enum func(types.Type) json.RawMessage) model.Type {
	return describer{encoded: true, enum: enum, opaque: ownJSON}.describe(t)
}

// describer describes types, with the structure of the named types that are not opaque.
// Inside itself, a recursive type is only named.
type describer struct {
	opaque  func(types.Type) bool // nil: all are
	encoded bool                  // as encoding/json encodes it
	enum    func(types.Type) json.RawMessage
	open    []*types.TypeName // named types being described
}

func (d describer) describe(t types.Type) model.Type {
	switch t := t.(type) {
	case *types.Alias:
		return d.describe(types.Unalias(t))
	case *types.Basic:
		return model.Type{Kind: model.Basic, Name: t.Name()}
	case *types.Named:
		return d.named(t)
	case *types.TypeParam:
		return model.Type{Kind: model.Basic, Name: t.Obj().Name()}
	case *types.Slice:
		return model.Type{Kind: model.Slice, Elem: d.elem(t.Elem())}
	case *types.Array:
		return model.Type{Kind: model.Array, Elem: d.elem(t.Elem()), Len: t.Len()}
	case *types.Pointer:
		if d.opaque != nil && hasClone(t) {
			return model.Type{Kind: model.Pointer, Elem: new(Describe(t.Elem())), Clones: true}
		}
		return model.Type{Kind: model.Pointer, Elem: d.elem(t.Elem())}
	case *types.Map:
		return model.Type{Kind: model.Map, Key: d.elem(t.Key()), Elem: d.elem(t.Elem())}
	case *types.Struct:
		return model.Type{Kind: model.Struct, Fields: d.fields(t)}
	case *types.Interface:
		if t.Empty() {
			return model.Type{Kind: model.Basic, Name: "any"}
		}
	}
	return model.Type{Kind: model.Interface, Name: types.TypeString(t, nil)}
}

func (d describer) elem(t types.Type) *model.Type {
	m := d.describe(t)
	return &m
}

func (d describer) named(t *types.Named) model.Type {
	if elem := Opt(t); d.encoded && elem != t {
		return model.Type{Kind: model.Pointer, Elem: d.elem(elem)} // a value or null, as a pointer is
	}
	obj := t.Obj()
	if obj.Pkg() == nil { // error, comparable
		return model.Type{Kind: model.Basic, Name: obj.Name()}
	}
	m := model.Type{Kind: model.Named, Name: obj.Name(), Pkg: pkgOf(obj.Pkg())}
	for arg := range t.TypeArgs().Types() {
		m.Args = append(m.Args, d.describe(arg))
	}
	if d.opaque != nil && !slices.Contains(d.open, obj) && !d.opaque(t) {
		d.open = append(slices.Clone(d.open), obj)
		m.Clones = hasClone(t)
		m.Under = d.elem(t.Underlying())
		if d.enum != nil && !Is(t, "time", "Duration") { // its constants are units
			m.Choices = d.enum(t)
		}
	}
	return m
}

func (d describer) fields(t *types.Struct) []model.Field {
	fields := make([]model.Field, t.NumFields())
	for i := range fields {
		fields[i] = model.Field{Name: t.Field(i).Name(), Type: d.describe(t.Field(i).Type()), Tag: t.Tag(i)}
	}
	return fields
}

func pkgOf(p *types.Package) model.Package {
	return model.Package{Path: p.Path(), Name: p.Name()}
}

// Ref names a package-level declaration.
func Ref(o types.Object) model.Ref {
	return model.Ref{Pkg: pkgOf(o.Pkg()), Name: o.Name()}
}
