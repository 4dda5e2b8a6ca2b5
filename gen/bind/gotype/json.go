package gotype

import "go/types"

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
