package gotype

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
)

// Codecs are the packages whose functions convert between values in wire form and Go
// types, by what is before the dot in a codec's name: "" is runtime/value, "label"
// runtime/blocks/label. The constraints of the functions define which Go types a
// codec accepts.
type Codecs map[string]*types.Package

// lookup finds a function of a codec; nil if there is none.
func (c Codecs) lookup(function string) *types.Func {
	pkg, name, own := strings.Cut(function, ".")
	if !own {
		pkg, name = "", function
	}
	if c[pkg] == nil {
		return nil
	}
	f, _ := c[pkg].Scope().Lookup(name).(*types.Func)
	return f
}

// Direction is a set of conversions that a codec must support.
type Direction int

// The directions.
const (
	Decode     Direction = 1 << iota // from wire form
	Encode                           // into wire form
	AppendText                       // append to a text on the page
)

// functions lists the functions that a codec needs.
func (d Direction) functions(codec string) []string {
	pkg, name := "", codec
	if i := strings.IndexByte(codec, '.'); i >= 0 {
		pkg, name = codec[:i+1], codec[i+1:]
	}
	var list []string
	for bit, prefix := range map[Direction]string{Decode: "", Encode: "Put", AppendText: "Append"} {
		if d&bit != 0 {
			list = append(list, pkg+prefix+name)
		}
	}
	slices.Sort(list)
	return list
}

// Choose returns the codec for a handler's type: the first of the block's codecs that
// accepts it, or the methods by which the type converts itself. If there is none, the
// string describes the block instead: "accepts string".
func (c Codecs) Choose(codecs []string, t types.Type, d Direction) (model.Codec, string) {
	if elem := Opt(t); elem != t {
		codec, why := c.Choose(codecs, elem, d)
		codec.Opt = true
		return codec, why
	}
	if converted, ok := Converted(t, d); ok {
		name, ok := c.Pick(codecs, converted, d)
		if !ok {
			return model.Codec{}, fmt.Sprintf("accepts %s, not the %s of FromBlock or ToBlock", c.accepted(codecs, d), Short(converted, nil))
		}
		return model.Codec{Name: "From", Type: Describe(t), Via: &model.Codec{Name: name, Type: Describe(converted)}}, ""
	}
	name, ok := c.Pick(codecs, t, d)
	if !ok {
		return model.Codec{}, "accepts " + c.accepted(codecs, d)
	}
	return model.Codec{Name: name, Type: Describe(t)}, ""
}

// Pick returns the first of the codecs that accepts t in the directions.
func (c Codecs) Pick(codecs []string, t types.Type, d Direction) (string, bool) {
	for _, name := range codecs {
		if !slices.ContainsFunc(d.functions(name), func(f string) bool { return !c.accepts(f, t) }) {
			return name, true
		}
	}
	return "", false
}

// accepts reports whether a codec's function may be instantiated with t.
func (c Codecs) accepts(function string, t types.Type) bool {
	f := c.lookup(function)
	if f == nil {
		return false
	}
	sig := f.Signature()
	params := sig.TypeParams()
	if params.Len() == 0 {
		return false
	}
	// The first parameter is the Go type; the others follow from its constraint,
	// as in Choices[T ~[]E, E Scalar].
	bound := TypeArgs{params.At(0): t}
	if core := coreOf(params.At(0)); core != nil && params.Len() > 1 && !bound.Learn(core, t.Underlying()) {
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

// Converted finds the methods by which a type converts itself: FromBlock(V) error to
// decode, ToBlock() (V, error) to encode. It returns V.
func Converted(t types.Type, d Direction) (types.Type, bool) {
	if _, ok := types.Unalias(t).(*types.Named); !ok {
		return nil, false
	}
	var converted types.Type
	agree := func(v types.Type) bool {
		if converted != nil && !types.Identical(converted, v) {
			return false
		}
		converted = v
		return true
	}
	if d&Decode != 0 {
		sig := Method(types.NewPointer(t), "FromBlock")
		if sig == nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 || !IsError(sig.Results().At(0).Type()) || !agree(sig.Params().At(0).Type()) {
			return nil, false
		}
	}
	if d&Encode != 0 {
		sig := Method(t, "ToBlock")
		if sig == nil || sig.Params().Len() != 0 || sig.Results().Len() != 2 || !IsError(sig.Results().At(1).Type()) || !agree(sig.Results().At(0).Type()) {
			return nil, false
		}
	}
	return converted, converted != nil
}
