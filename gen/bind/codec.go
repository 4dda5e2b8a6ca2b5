package bind

import (
	"fmt"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
)

// codecs is what package runtime/value offers, read through go/types: the
// For… constants and the constraints of the codecs' functions say alone which Go
// types a component accepts.
type codecs struct{ value *types.Package }

// names lists the codecs of a component in the order in which they are tried;
// the component is named by its constructor, such as "Textbox".
func (c codecs) names(component string) []string {
	k, ok := c.value.Scope().Lookup("For" + component).(*types.Const)
	if !ok || k.Val().Kind() != constant.String {
		return nil
	}
	return strings.Fields(constant.StringVal(k.Val()))
}

// direction says what a codec must be able to do.
type direction int

const (
	decode direction = 1 << iota
	encode
	appendText
)

func (d direction) functions(codec string) []string {
	var list []string
	for bit, prefix := range map[direction]string{decode: "", encode: "Put", appendText: "Append"} {
		if d&bit != 0 {
			list = append(list, prefix+codec)
		}
	}
	slices.Sort(list)
	return list
}

// pick gives the first codec of a component that handles t in the directions.
func (c codecs) pick(component string, t types.Type, d direction) (string, bool) {
	for _, name := range c.names(component) {
		if !slices.ContainsFunc(d.functions(name), func(f string) bool { return !c.accepts(f, t) }) {
			return name, true
		}
	}
	return "", false
}

// accepts reports whether a codec's function may be instantiated with t.
func (c codecs) accepts(function string, t types.Type) bool {
	f, ok := c.value.Scope().Lookup(function).(*types.Func)
	if !ok {
		return false
	}
	sig := f.Signature()
	params := sig.TypeParams()
	if params.Len() == 0 {
		return false
	}
	// The first parameter is the Go type; the others follow from its constraint,
	// as in Choices[T ~[]E, E Scalar].
	bound := map[*types.TypeParam]types.Type{params.At(0): t}
	if core := coreOf(params.At(0)); core != nil && params.Len() > 1 && !unify(core, t.Underlying(), bound) {
		return false
	}
	args := make([]types.Type, params.Len())
	for i := range args {
		if args[i] = bound[params.At(i)]; args[i] == nil {
			return false
		}
	}
	_, err := types.Instantiate(nil, sig, args, true)
	return err == nil
}

// coreOf is the single type of a constraint such as ~[]E; nil when it has none.
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

// unify matches a type that mentions type parameters with a concrete one and
// records what the parameters stand for.
func unify(pattern, t types.Type, bound map[*types.TypeParam]types.Type) bool {
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
			if !unify(n.TypeArgs().At(i), m.TypeArgs().At(i), bound) {
				return false
			}
		}
		return true
	}
	switch p := pattern.(type) {
	case *types.Slice:
		u, ok := t.Underlying().(*types.Slice)
		return ok && unify(p.Elem(), u.Elem(), bound)
	case *types.Array:
		u, ok := t.Underlying().(*types.Array)
		return ok && u.Len() == p.Len() && unify(p.Elem(), u.Elem(), bound)
	case *types.Pointer:
		u, ok := t.Underlying().(*types.Pointer)
		return ok && unify(p.Elem(), u.Elem(), bound)
	case *types.Map:
		u, ok := t.Underlying().(*types.Map)
		return ok && unify(p.Key(), u.Key(), bound) && unify(p.Elem(), u.Elem(), bound)
	}
	return types.Identical(pattern, t)
}

// accepted lists in a user's words what a component's codecs take.
func (c codecs) accepted(component string, d direction) string {
	var kinds []string
	for _, name := range c.names(component) {
		f, ok := c.value.Scope().Lookup(d.functions(name)[0]).(*types.Func)
		if !ok || f.Signature().TypeParams().Len() == 0 {
			continue
		}
		for _, k := range constraintKinds(f.Signature().TypeParams().At(0).Constraint()) {
			if !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	switch n := len(kinds); n {
	case 0:
		return "no Go type"
	case 1:
		return kinds[0]
	default:
		return strings.Join(kinds[:n-1], ", ") + " or " + kinds[n-1]
	}
}

// constraintKinds names the types of a constraint: "any integer type", "float32".
func constraintKinds(t types.Type) []string {
	if n, ok := t.(*types.Named); ok && n.Obj().Name() == "Integer" {
		return []string{"any integer type"}
	}
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return []string{shortType(t, nil)}
	}
	if i.Empty() {
		return []string{"any type that encoding/json handles"}
	}
	var list []string
	for e := range i.EmbeddedTypes() {
		switch e := e.(type) {
		case *types.Union:
			for term := range e.Terms() {
				list = append(list, termKinds(term.Type())...)
			}
		default:
			list = append(list, termKinds(e)...)
		}
	}
	return list
}

func termKinds(t types.Type) []string {
	if types.IsInterface(t) {
		return constraintKinds(t)
	}
	if p, ok := t.(*types.Slice); ok {
		if e, ok := p.Elem().(*types.TypeParam); ok {
			return []string{"a slice of " + strings.Join(constraintKinds(e.Constraint()), ", ")}
		}
	}
	return []string{shortType(t, nil)}
}

// userCodec finds the methods by which a type of the user's own joins in:
// FromBlock(V) error to decode, ToBlock() (V, error) to encode. It gives V.
func userCodec(t types.Type, d direction) (types.Type, bool) {
	if _, ok := types.Unalias(t).(*types.Named); !ok {
		return nil, false
	}
	var wire types.Type
	agree := func(v types.Type) bool {
		if wire != nil && !types.Identical(wire, v) {
			return false
		}
		wire = v
		return true
	}
	if d&decode != 0 {
		sig := method(types.NewPointer(t), "FromBlock")
		if sig == nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 || !isError(sig.Results().At(0).Type()) || !agree(sig.Params().At(0).Type()) {
			return nil, false
		}
	}
	if d&encode != 0 {
		sig := method(t, "ToBlock")
		if sig == nil || sig.Params().Len() != 0 || sig.Results().Len() != 2 || !isError(sig.Results().At(1).Type()) || !agree(sig.Results().At(0).Type()) {
			return nil, false
		}
	}
	return wire, wire != nil
}

func method(t types.Type, name string) *types.Signature {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	if f, ok := obj.(*types.Func); ok {
		return f.Signature()
	}
	return nil
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// codecFor chooses the codec of a component for a handler's type. component is
// the constructor's name. The message says why there is none.
func (c codecs) codecFor(component string, t types.Type, d direction) (model.Codec, string) {
	if name, args := namedIn(t, uiPath); name == "Opt" && len(args) == 1 {
		codec, why := c.codecFor(component, args[0], d)
		codec.Opt = true
		return codec, why
	}
	if wire, ok := userCodec(t, d); ok {
		name, ok := c.pick(component, wire, d)
		if !ok {
			return model.Codec{}, fmt.Sprintf("its FromBlock or ToBlock uses %s, and a %s takes %s", shortType(wire, nil), component, c.accepted(component, d))
		}
		return model.Codec{Name: "From", Type: modelType(t), Wire: &model.Codec{Name: name, Type: modelType(wire)}}, ""
	}
	name, ok := c.pick(component, t, d)
	if !ok {
		return model.Codec{}, "it takes " + c.accepted(component, d)
	}
	return model.Codec{Name: name, Type: modelType(t)}, ""
}
