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

// NotJSON is the reason why encoding/json does not support a type; "" if it does.
func NotJSON(t types.Type) string { return notJSON(t, nil) }

// notJSON does not visit the types that are open again: those around t.
func notJSON(t types.Type, open []types.Type) string {
	for _, o := range open {
		if types.Identical(o, t) {
			return ""
		}
	}
	open = append(open, t)
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "channels are not supported"
	case *types.Signature:
		return "functions are not supported"
	case *types.Basic:
		if u.Info()&types.IsComplex != 0 {
			return "complex numbers are not supported"
		}
	case *types.Slice:
		return notJSON(u.Elem(), open)
	case *types.Array:
		return notJSON(u.Elem(), open)
	case *types.Pointer:
		return notJSON(u.Elem(), open)
	case *types.Map:
		if k, ok := u.Key().Underlying().(*types.Basic); !ok || k.Info()&(types.IsString|types.IsInteger) == 0 {
			if Method(u.Key(), "MarshalText") == nil {
				return "the keys of an object must be strings"
			}
		}
		return notJSON(u.Elem(), open)
	case *types.Struct:
		if Method(t, "MarshalJSON") != nil {
			return ""
		}
		for f := range u.Fields() {
			if f.Exported() {
				if why := notJSON(f.Type(), open); why != "" {
					return "field " + f.Name() + ": " + why
				}
			}
		}
	}
	return ""
}
