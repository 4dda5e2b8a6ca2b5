package gotype

import "go/types"

// Unexported finds a part of a type that another package cannot name; nil if there is
// none. Fields of unnamed structs count, because the type cannot be written without
// them.
func Unexported(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Alias:
		if t.Obj().Exported() {
			return nil
		}
		return Unexported(types.Unalias(t))
	case *types.Named:
		if obj := t.Obj(); obj.Pkg() != nil && !obj.Exported() {
			return obj
		}
		for arg := range t.TypeArgs().Types() {
			if o := Unexported(arg); o != nil {
				return o
			}
		}
	case *types.Slice:
		return Unexported(t.Elem())
	case *types.Array:
		return Unexported(t.Elem())
	case *types.Pointer:
		return Unexported(t.Elem())
	case *types.Chan:
		return Unexported(t.Elem())
	case *types.Map:
		if o := Unexported(t.Key()); o != nil {
			return o
		}
		return Unexported(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if !f.Exported() {
				return f
			}
			if o := Unexported(f.Type()); o != nil {
				return o
			}
		}
	case *types.Signature:
		for v := range t.Params().Variables() {
			if o := Unexported(v.Type()); o != nil {
				return o
			}
		}
		for v := range t.Results().Variables() {
			if o := Unexported(v.Type()); o != nil {
				return o
			}
		}
	}
	return nil
}
