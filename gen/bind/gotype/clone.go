package gotype

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/model"
)

// Clone decides how a State's value is copied when it goes into a handler and
// when it comes out, so that handlers never share memory. The second result is the
// reason why a type cannot be copied; "" if it can.
func Clone(t types.Type) (*model.Clone, string) {
	if _, pointer := t.Underlying().(*types.Pointer); hasClone(t) && !pointer {
		return &model.Clone{Method: true, Type: Describe(t)}, ""
	}
	c := copier{}
	plain, why := c.walk(t, Short(t, nil))
	if why != "" {
		return nil, why
	}
	if plain {
		return &model.Clone{Plain: true, Type: Describe(t)}, ""
	}
	return &model.Clone{Type: DescribeCopied(t)}, ""
}

// hasClone reports whether t has a method Clone() T that the generated program can call.
func hasClone(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.Named); !ok {
		if p, ok := types.Unalias(t).(*types.Pointer); !ok || types.IsInterface(p.Elem()) {
			return false
		}
	}
	sig := Method(t, "Clone")
	return sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), t)
}

// copier walks the structure of a type. open are the named types around the current one:
// a recursive type is walked once.
type copier struct{ open []types.Type }

// walk reports whether assignment copies t completely, or why it cannot be copied.
func (c *copier) walk(t types.Type, path string) (plain bool, why string) {
	if n, ok := types.Unalias(t).(*types.Named); ok {
		if Is(t, "time", "Time") {
			return true, "" // its location is shared, and nothing can change it
		}
		if slices.ContainsFunc(c.open, func(o types.Type) bool { return types.Identical(o, n) }) {
			return false, ""
		}
		c.open = append(c.open, n)
		defer func() { c.open = c.open[:len(c.open)-1] }()
	}
	if hasClone(t) {
		return false, ""
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return false, path + " is an unsafe.Pointer"
		}
		return true, ""
	case *types.Slice:
		_, why = c.walk(u.Elem(), path+"[]")
		return false, why
	case *types.Array:
		return c.walk(u.Elem(), path+"[]")
	case *types.Pointer:
		_, why = c.walk(u.Elem(), path)
		return false, why
	case *types.Map:
		if plain, why := c.walk(u.Key(), path+" (key)"); why != "" || !plain {
			if why == "" {
				why = path + " has keys that contain pointers"
			}
			return false, why
		}
		_, why = c.walk(u.Elem(), path+"[]")
		return false, why
	case *types.Struct:
		return c.fields(u, path)
	case *types.Chan:
		return false, path + " is a channel"
	case *types.Signature:
		return false, path + " is a function"
	case *types.Interface:
		if u.Empty() {
			return false, "" // its value is copied by reflection
		}
		return false, fmt.Sprintf("%s is an interface with methods (%s), so the type of its value is not known", path, Short(t, nil))
	}
	return false, fmt.Sprintf("%s has type %s, which is not supported", path, Short(t, nil))
}

func (c *copier) fields(s *types.Struct, path string) (plain bool, why string) {
	plain = true
	for f := range s.Fields() {
		p, why := c.walk(f.Type(), path+"."+f.Name())
		switch {
		case why != "":
			return false, why
		case !p && !f.Exported():
			return false, fmt.Sprintf("%s.%s is not exported and contains a pointer, slice or map", path, f.Name())
		case !p:
			plain = false
		}
	}
	return plain, ""
}
