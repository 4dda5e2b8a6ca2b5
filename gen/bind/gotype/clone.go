package gotype

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/blocksgen/blocksgen/gen/model"
)

// Copier decides how the values of States are copied when they go into a handler and when
// they come out, so that handlers never share memory. It visits each type once.
type Copier struct {
	clones typeutil.Map // decision by type
	plain  typeutil.Map // bool by type
}

type decision struct {
	clone *model.Clone
	why   string
}

// Clone returns how a type is copied. The second result is the reason why it cannot be
// copied; "" if it can.
func (c *Copier) Clone(t types.Type) (*model.Clone, string) {
	if d, ok := c.clones.At(t).(decision); ok {
		return d.clone, d.why
	}
	d := c.decide(t)
	c.clones.Set(t, d)
	return d.clone, d.why
}

func (c *Copier) decide(t types.Type) decision {
	if _, pointer := t.Underlying().(*types.Pointer); hasClone(t) && !pointer {
		return decision{clone: &model.Clone{Method: true}}
	}
	if c.isPlain(t) {
		return decision{clone: &model.Clone{Plain: true}}
	}
	v := copyVisitor{Copier: c, clone: &model.Clone{}}
	if why := v.visit(t, Short(t, nil)); why != "" {
		return decision{why: why}
	}
	return decision{clone: v.clone}
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

// isPlain reports whether assignment copies t completely.
func (c *Copier) isPlain(t types.Type) bool {
	if known, ok := c.plain.At(t).(bool); ok {
		return known
	}
	plain := false
	switch u := t.Underlying().(type) {
	case *types.Basic:
		plain = u.Kind() != types.UnsafePointer
	case *types.Array:
		plain = c.isPlain(u.Elem())
	case *types.Struct:
		plain = true
		for f := range u.Fields() {
			plain = plain && c.isPlain(f.Type())
		}
	}
	// The location of a time is shared, and nothing can change it.
	plain = Is(t, "time", "Time") || plain && !hasClone(t)
	c.plain.Set(t, plain)
	return plain
}

// copyVisitor visits the parts of one type, each once.
type copyVisitor struct {
	*Copier
	clone *model.Clone
	seen  typeutil.Map
}

// visit returns the reason why a type cannot be copied, and collects what emit needs to
// copy it.
func (v *copyVisitor) visit(t types.Type, path string) string {
	if v.isPlain(t) || v.seen.At(t) != nil {
		return ""
	}
	v.seen.Set(t, true)
	if hasClone(t) {
		v.clone.Methods = append(v.clone.Methods, Describe(t))
		return ""
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		v.clone.Copied = append(v.clone.Copied, model.Definition{Type: Describe(n), Under: Describe(n.Underlying())})
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return v.visit(u.Elem(), path+"[]")
	case *types.Array:
		return v.visit(u.Elem(), path+"[]")
	case *types.Pointer:
		return v.visit(u.Elem(), path)
	case *types.Map:
		if !v.isPlain(u.Key()) {
			if why := v.visit(u.Key(), path+" (key)"); why != "" {
				return why
			}
			return path + " has keys that contain pointers"
		}
		return v.visit(u.Elem(), path+"[]")
	case *types.Struct:
		return v.fields(u, path)
	case *types.Basic:
		return path + " is an unsafe.Pointer"
	case *types.Chan:
		return path + " is a channel"
	case *types.Signature:
		return path + " is a function"
	case *types.Interface:
		if u.Empty() {
			return "" // its value is copied by reflection
		}
		return fmt.Sprintf("%s is an interface with methods (%s), so the type of its value is not known", path, Short(t, nil))
	}
	return fmt.Sprintf("%s has type %s, which is not supported", path, Short(t, nil))
}

func (v *copyVisitor) fields(s *types.Struct, path string) string {
	for f := range s.Fields() {
		if why := v.visit(f.Type(), path+"."+f.Name()); why != "" {
			return why
		}
		if !f.Exported() && !v.isPlain(f.Type()) {
			return fmt.Sprintf("%s.%s is not exported and contains a pointer, slice or map", path, f.Name())
		}
	}
	return ""
}
