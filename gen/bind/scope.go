package bind

import (
	"go/constant"
	"go/types"
	"math/big"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// thing is what a word of a directive names: a block, a property of one, or a
// constant.
type thing struct {
	block *block
	prop  string
	value constant.Value // of a constant
	typ   types.Type     // of a constant
	span  diag.Span
}

// object finds what a package calls name: a declaration of its own, or
// pkg.Name for one of a package that it imports.
func (b *binder) object(home *types.Package, name string) types.Object {
	if pkg, sel, ok := strings.Cut(name, "."); ok {
		for _, p := range home.Imports() {
			if p.Name() == pkg {
				return p.Scope().Lookup(sel)
			}
		}
		return nil
	}
	return home.Scope().Lookup(name)
}

// byName finds the block that a parameter or result of that name means: the
// variable of the name, or the exported one.
func (b *binder) byName(home *types.Package, name string) *block {
	if name == "" {
		return nil
	}
	for _, n := range []string{name, upperFirst(name)} {
		if o := home.Scope().Lookup(n); o != nil && b.vars[o] != nil {
			return b.vars[o]
		}
	}
	return nil
}

// blockNamed finds the block that a word of a directive names, and says why
// there is none.
func (b *binder) blockNamed(home *types.Package, name string, at diag.Span) *block {
	o := b.object(home, name)
	if o != nil && b.vars[o] != nil {
		return b.vars[o]
	}
	b.notABlock(home, o, name, at)
	return nil
}

// notABlock reports that a name is no block. Where the reader has already said
// what is wrong with the declaration, nothing more is said.
func (b *binder) notABlock(home *types.Package, o types.Object, name string, at diag.Span) {
	switch {
	case o == nil:
		d := b.diags.Errorf(diag.UnknownBlock, at, "there is no block %s", name)
		b.suggest(d, at, name, b.blockNames(home))
	case isBlockType(o.Type()):
		b.strayed(o, at)
	default:
		b.diags.Errorf(diag.UnknownBlock, at, "%s is a %s, not a block", name, objectKind(o)).
			Note(b.spanOf(o), "%s is declared here", name)
	}
}

func (b *binder) blockNames(home *types.Package) []string {
	var names []string
	for _, n := range home.Scope().Names() {
		if b.vars[home.Scope().Lookup(n)] != nil {
			names = append(names, n)
		}
	}
	return names
}

// suggest adds a fix when a candidate is close to what was written.
func (b *binder) suggest(d *diag.Diagnostic, at diag.Span, name string, candidates []string) {
	if near := diag.Nearest(name, candidates); near != "" {
		d.Fix("did you mean "+near+"?", diag.Edit{Span: at, NewText: near})
	}
}

func objectKind(o types.Object) string {
	switch o := o.(type) {
	case *types.Func:
		return "function"
	case *types.Const:
		return "constant"
	case *types.TypeName:
		return "type"
	case *types.Var:
		return "variable of type " + shortType(o.Type(), o.Pkg())
	}
	return "declaration"
}

// resolve finds what an element of in= or out= names; false when that was
// reported.
func (b *binder) resolve(home *types.Package, v directive.Value) (thing, bool) {
	t := thing{span: v.Span}
	if v.Quoted {
		t.value, t.typ = constant.MakeString(v.Text), types.Typ[types.UntypedString]
		return t, true
	}
	if value, typ := literal(v.Text); value != nil {
		t.value, t.typ = value, typ
		return t, true
	}
	// The longest head that names something counts; what follows is a property.
	head, tail := v.Text, ""
	for {
		if o := b.object(home, head); o != nil {
			if blk := b.vars[o]; blk != nil {
				t.block, t.prop = blk, tail
				return t, tail == "" || b.hasProp(blk, tail, v.Span)
			}
			if c, ok := o.(*types.Const); ok && tail == "" {
				t.value, t.typ = c.Val(), c.Type()
				return t, true
			}
			b.notABlock(home, o, head, v.Span)
			return t, false
		}
		i := strings.LastIndexByte(head, '.')
		if i < 0 {
			b.notABlock(home, nil, head, v.Span)
			return t, false
		}
		tail = strings.TrimPrefix(head[i+1:]+"."+tail, ".")
		tail = strings.TrimSuffix(tail, ".")
		head = head[:i]
	}
}

// hasProp reports a property that a block does not have.
func (b *binder) hasProp(blk *block, prop string, at diag.Span) bool {
	if blk.custom != nil && blk.isSet(prop) {
		return true
	}
	var names []string
	for _, p := range blk.entry.AllProps() {
		names = append(names, p.Name)
		if p.Name == prop {
			return true
		}
	}
	d := b.diags.Errorf(diag.UnknownProperty, at, "%s has no property %s", blk.name(), prop)
	if blk.span.IsValid() {
		d.Note(blk.span, "%s is declared here", blk.name())
	}
	b.suggest(d, at, prop, names)
	return false
}

// literal reads a number or truth value; nil for anything else.
func literal(text string) (constant.Value, types.Type) {
	switch text {
	case "true", "false":
		return constant.MakeBool(text == "true"), types.Typ[types.UntypedBool]
	}
	if i, ok := new(big.Int).SetString(text, 10); ok {
		return constant.Make(i), types.Typ[types.UntypedInt]
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, "0123456789") {
		return constant.MakeFloat64(f), types.Typ[types.UntypedFloat]
	}
	return nil, nil
}

// constantFor writes a constant as a Go expression of type t; false when t
// cannot hold it.
func constantFor(c thing, t types.Type) (string, bool) {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		i, ok := t.Underlying().(*types.Interface)
		if !ok || !i.Empty() {
			return "", false
		}
		return c.value.ExactString(), true
	}
	if n, ok := c.typ.(*types.Named); ok && !types.Identical(n, t) {
		return "", false
	}
	switch info := basic.Info(); {
	case info&types.IsString != 0:
		return c.value.ExactString(), c.value.Kind() == constant.String
	case info&types.IsBoolean != 0:
		return c.value.ExactString(), c.value.Kind() == constant.Bool
	case info&types.IsInteger != 0:
		v := constant.ToInt(c.value)
		return v.ExactString(), v.Kind() == constant.Int && fitsInt(v, basic)
	case info&types.IsFloat != 0:
		v := constant.ToFloat(c.value)
		if v.Kind() != constant.Float && v.Kind() != constant.Int {
			return "", false
		}
		f, _ := constant.Float64Val(v)
		return strconv.FormatFloat(f, 'g', -1, 64), true
	}
	return "", false
}

func fitsInt(v constant.Value, b *types.Basic) bool {
	bits := map[types.BasicKind]int{
		types.Int8: 7, types.Int16: 15, types.Int32: 31, types.Int64: 63, types.Int: 63,
		types.Uint8: 8, types.Uint16: 16, types.Uint32: 32, types.Uint64: 64, types.Uint: 64,
	}[b.Kind()]
	if b.Info()&types.IsUnsigned != 0 && constant.Sign(v) < 0 {
		return false
	}
	return constant.BitLen(v) <= bits
}
