package gotype

import "go/types"

// Unexported finds something in a type that source of another package cannot
// name; nil when all of it can be named. Fields of unnamed structs count, since
// a composite literal or a copy would have to spell them.
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

// NotJSON says what in a type encoding/json cannot handle; "" when it can handle all.
func NotJSON(t types.Type) string { return notJSON(t, nil) }

// notJSON leaves out the types that are open: those that t is inside of.
func notJSON(t types.Type, open []types.Type) string {
	for _, o := range open {
		if types.Identical(o, t) {
			return ""
		}
	}
	open = append(open, t)
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "a channel has no JSON"
	case *types.Signature:
		return "a function has no JSON"
	case *types.Basic:
		if u.Info()&types.IsComplex != 0 {
			return "a complex number has no JSON"
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
				return "the keys of a JSON object are text"
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
