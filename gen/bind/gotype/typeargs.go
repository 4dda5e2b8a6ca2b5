package gotype

import (
	"fmt"
	"go/types"
)

// coreOf is the single type of a constraint such as ~[]E; nil if it has none.
func coreOf(p *types.TypeParam) types.Type {
	i, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok || i.NumEmbeddeds() != 1 {
		return nil
	}
	u, ok := i.EmbeddedType(0).(*types.Union)
	if !ok || u.Len() != 1 {
		return nil
	}
	return u.Term(0).Type()
}

// TypeArgs are the type arguments of a generic function that are known.
type TypeArgs map[*types.TypeParam]types.Type

// Learn matches a type that contains type parameters with a concrete type, and records
// the type arguments. It reports whether the types match.
func (bound TypeArgs) Learn(pattern, t types.Type) bool {
	pattern, t = types.Unalias(pattern), types.Unalias(t)
	if p, ok := pattern.(*types.TypeParam); ok {
		if was := bound[p]; was != nil {
			return types.Identical(was, t)
		}
		bound[p] = t
		return true
	}
	if n, ok := pattern.(*types.Named); ok {
		m, ok := t.(*types.Named)
		if !ok || n.Origin() != m.Origin() || n.TypeArgs().Len() != m.TypeArgs().Len() {
			return types.Identical(pattern, t)
		}
		for i := range n.TypeArgs().Len() {
			if !bound.Learn(n.TypeArgs().At(i), m.TypeArgs().At(i)) {
				return false
			}
		}
		return true
	}
	switch p := pattern.(type) {
	case *types.Slice:
		u, ok := t.Underlying().(*types.Slice)
		return ok && bound.Learn(p.Elem(), u.Elem())
	case *types.Array:
		u, ok := t.Underlying().(*types.Array)
		return ok && u.Len() == p.Len() && bound.Learn(p.Elem(), u.Elem())
	case *types.Pointer:
		u, ok := t.Underlying().(*types.Pointer)
		return ok && bound.Learn(p.Elem(), u.Elem())
	case *types.Map:
		u, ok := t.Underlying().(*types.Map)
		return ok && bound.Learn(p.Key(), u.Key()) && bound.Learn(p.Elem(), u.Elem())
	}
	return types.Identical(pattern, t)
}

// Instantiate instantiates a generic signature with these type arguments, and lists
// them.
func (bound TypeArgs) Instantiate(generic *types.Signature) (*types.Signature, []types.Type, error) {
	for p := range generic.TypeParams().TypeParams() { // S ~[]E determines E
		if core := coreOf(p); core != nil && bound[p] != nil {
			bound.Learn(core, bound[p].Underlying())
		}
	}
	var args []types.Type
	for p := range generic.TypeParams().TypeParams() {
		t := bound[p]
		if t == nil {
			return nil, nil, fmt.Errorf("there is no block for type parameter %s", p.Obj().Name())
		}
		args = append(args, t)
	}
	inst, err := types.Instantiate(nil, generic, args, true)
	if err != nil {
		return nil, nil, err
	}
	return inst.(*types.Signature), args, nil
}
