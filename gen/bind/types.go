package bind

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/model"
)

// modelType turns a Go type into the model's description of how source spells
// it.
func modelType(t types.Type) model.Type { return describer{}.describe(t) }

// copiedType describes a type with the structure of those named types that
// assignment does not copy.
func copiedType(t types.Type) model.Type {
	return describer{opaque: func(t types.Type) bool {
		plain, _ := new(copier).walk(t, "")
		return plain
	}}.describe(t)
}

// encodedType describes a type with the structure of those named types that
// encoding/json takes apart.
func encodedType(t types.Type) model.Type {
	return describer{encoded: true, opaque: func(t types.Type) bool {
		return method(t, "MarshalJSON") != nil || method(t, "MarshalText") != nil
	}}.describe(t)
}

// describer describes types. It goes into the structure of the named types that
// are not opaque; inside itself a recursive type is only named.
type describer struct {
	opaque  func(types.Type) bool // nil: all are
	encoded bool                  // as JSON carries it
	open    []*types.TypeName     // named types being described
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
			return model.Type{Kind: model.Pointer, Elem: new(modelType(t.Elem())), Clones: true}
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
	if elem := optOf(t); d.encoded && elem != t {
		return model.Type{Kind: model.Pointer, Elem: d.elem(elem)} // a value or null, as a pointer is
	}
	obj := t.Obj()
	if obj.Pkg() == nil { // error, comparable
		return model.Type{Kind: model.Basic, Name: obj.Name()}
	}
	m := model.Type{Kind: model.Named, Name: obj.Name(), Pkg: modelPackage(obj.Pkg())}
	for arg := range t.TypeArgs().Types() {
		m.Args = append(m.Args, d.describe(arg))
	}
	if d.opaque != nil && !slices.Contains(d.open, obj) && !d.opaque(t) {
		d.open = append(slices.Clone(d.open), obj)
		m.Clones = hasClone(t)
		m.Under = d.elem(t.Underlying())
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

func modelPackage(p *types.Package) model.Package {
	return model.Package{Path: p.Path(), Name: p.Name()}
}

func modelRef(o types.Object) model.Ref {
	return model.Ref{Pkg: modelPackage(o.Pkg()), Name: o.Name()}
}

// unexported finds something in a type that source of another package cannot
// name; nil when all of it can be named. Fields of unnamed structs count, since
// a composite literal or a copy would have to spell them.
func unexported(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Alias:
		if t.Obj().Exported() {
			return nil
		}
		return unexported(types.Unalias(t))
	case *types.Named:
		if obj := t.Obj(); obj.Pkg() != nil && !obj.Exported() {
			return obj
		}
		for arg := range t.TypeArgs().Types() {
			if o := unexported(arg); o != nil {
				return o
			}
		}
	case *types.Slice:
		return unexported(t.Elem())
	case *types.Array:
		return unexported(t.Elem())
	case *types.Pointer:
		return unexported(t.Elem())
	case *types.Chan:
		return unexported(t.Elem())
	case *types.Map:
		if o := unexported(t.Key()); o != nil {
			return o
		}
		return unexported(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if !f.Exported() {
				return f
			}
			if o := unexported(f.Type()); o != nil {
				return o
			}
		}
	case *types.Signature:
		for v := range t.Params().Variables() {
			if o := unexported(v.Type()); o != nil {
				return o
			}
		}
		for v := range t.Results().Variables() {
			if o := unexported(v.Type()); o != nil {
				return o
			}
		}
	}
	return nil
}

// isNamed reports whether t is the type of that name, whatever its arguments.
func isNamed(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	obj := n.Obj()
	return obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == path
}

// namedIn gives the name and arguments of a type that a package declares.
func namedIn(t types.Type, path string) (name string, args []types.Type) {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != path {
		return "", nil
	}
	return n.Obj().Name(), slices.Collect(n.TypeArgs().Types())
}

// shortType prints a type as its own package's source would, with other
// packages by name.
func shortType(t types.Type, home *types.Package) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == home {
			return ""
		}
		return p.Name()
	})
}
