package gotype

import (
	"go/constant"
	"go/types"
	"math/big"
	"strconv"
	"strings"
)

// String is the constant of a string.
func String(s string) Constant {
	return Constant{constant.MakeString(s), types.Typ[types.UntypedString]}
}

// Constant is a constant of a typed or untyped Go type.
type Constant struct {
	constant.Value
	Type types.Type
}

// Literal reads a number or a boolean. It reports false for anything else.
func Literal(text string) (Constant, bool) {
	switch text {
	case "true", "false":
		return Constant{constant.MakeBool(text == "true"), types.Typ[types.UntypedBool]}, true
	}
	if i, ok := new(big.Int).SetString(text, 10); ok {
		return Constant{constant.Make(i), types.Typ[types.UntypedInt]}, true
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, "0123456789") {
		return Constant{constant.MakeFloat64(f), types.Typ[types.UntypedFloat]}, true
	}
	return Constant{}, false
}

// Expr writes the constant as a Go expression of type t. It reports false if t cannot
// represent it.
func (c Constant) Expr(t types.Type) (string, bool) {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		i, ok := t.Underlying().(*types.Interface)
		if !ok || !i.Empty() {
			return "", false
		}
		return c.ExactString(), true
	}
	if n, ok := c.Type.(*types.Named); ok && !types.Identical(n, t) {
		return "", false
	}
	switch info := basic.Info(); {
	case info&types.IsString != 0:
		return c.ExactString(), c.Kind() == constant.String
	case info&types.IsBoolean != 0:
		return c.ExactString(), c.Kind() == constant.Bool
	case info&types.IsInteger != 0:
		v := constant.ToInt(c.Value)
		return v.ExactString(), v.Kind() == constant.Int && fitsInt(v, basic)
	case info&types.IsFloat != 0:
		v := constant.ToFloat(c.Value)
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
