package tree

import (
	"bytes"
	"cmp"
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// value is what an expression evaluates to: a *Node or one of the types below.
type value any

type (
	// late is a value that is computed at startup.
	late struct{}
	// bad is an expression with an error that was reported.
	bad struct{}
	// scalar is a constant of a basic type, or of a named one.
	scalar struct {
		constant.Value
		typ types.Type
	}
	// zero is the zero value of a type; nil, too.
	zero struct{ typ types.Type }
	// list is a slice, an array, or the arguments of a variadic parameter.
	list struct {
		elems []value
		exprs []ast.Expr
		typ   types.Type
	}
	// record is a struct, by field name.
	record struct {
		fields map[string]value
		typ    types.Type
	}
	// table is a map, by key as JSON writes it.
	table struct {
		entries map[string]value
		typ     types.Type
	}
	// optional is a ui.Opt that is set; null if v is nil.
	optional struct{ v value }
	// function is a function or a method value.
	function struct{ obj types.Object }
	// raw is a value in JSON.
	raw json.RawMessage
)

// encode writes a value as encoding/json would. It reports false for a value that is
// computed at startup.
func encode(v value) (json.RawMessage, bool) {
	switch v := v.(type) {
	case raw:
		return json.RawMessage(v), true
	case scalar:
		return v.encode()
	case zero:
		return encodeZero(v.typ)
	case optional:
		if v.v == nil {
			return json.RawMessage("null"), true
		}
		return encode(v.v)
	case list:
		if marshals(v.typ) && !isUI(v.typ, "ChoiceList") || isBytes(v.typ) {
			return nil, false
		}
		return encodeList(v.elems)
	case table:
		if marshals(v.typ) {
			return nil, false
		}
		entries := make(map[string]json.RawMessage, len(v.entries))
		for k, e := range v.entries {
			j, ok := encode(e)
			if !ok {
				return nil, false
			}
			entries[k] = j
		}
		return spec.Marshal(entries), true
	case record:
		return v.encode()
	}
	return nil, false
}

func encodeList(elems []value) (json.RawMessage, bool) {
	items := make([]json.RawMessage, 0, len(elems))
	for _, e := range elems {
		j, ok := encode(e)
		if !ok {
			return nil, false
		}
		items = append(items, j)
	}
	return spec.Marshal(items), true
}

func (s scalar) encode() (json.RawMessage, bool) {
	basic, ok := s.typ.Underlying().(*types.Basic)
	if !ok || marshals(s.typ) {
		return nil, false
	}
	switch info := basic.Info(); {
	case info&types.IsString != 0:
		return spec.Marshal(constant.StringVal(s.Value)), true
	case info&types.IsBoolean != 0:
		return spec.Marshal(constant.BoolVal(s.Value)), true
	case info&types.IsInteger != 0:
		return json.RawMessage(constant.ToInt(s.Value).ExactString()), true
	case basic.Kind() == types.Float32:
		f, _ := constant.Float32Val(s.Value)
		return spec.Marshal(f), true
	case info&types.IsFloat != 0:
		f, _ := constant.Float64Val(s.Value)
		return spec.Marshal(f), true
	}
	return nil, false
}

// encode writes a struct: fields in order, by their tags.
func (r record) encode() (json.RawMessage, bool) {
	if isUI(r.typ, "Choice") {
		return encodeList([]value{r.field("Name"), r.field("Value")})
	}
	if marshals(r.typ) {
		return nil, false
	}
	st := r.typ.Underlying().(*types.Struct)
	var b bytes.Buffer
	b.WriteByte('{')
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Embedded() {
			return nil, false
		}
		name, opts, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
		if !f.Exported() || name == "-" && opts == "" {
			continue
		}
		v := r.field(f.Name())
		if hasOption(opts, "omitzero") && isZero(v) || hasOption(opts, "omitempty") && isEmpty(v) {
			continue
		}
		j, ok := encode(v)
		if !ok || hasOption(opts, "string") {
			return nil, false
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.Write(spec.Marshal(cmp.Or(name, f.Name())))
		b.WriteByte(':')
		b.Write(j)
	}
	b.WriteByte('}')
	return b.Bytes(), true
}

// field is the value of a field; zero if the literal does not set it.
func (r record) field(name string) value {
	if v, ok := r.fields[name]; ok {
		return v
	}
	st := r.typ.Underlying().(*types.Struct)
	for i := range st.NumFields() {
		if f := st.Field(i); f.Name() == name {
			return zero{f.Type()}
		}
	}
	return late{}
}

// maxArray is the length of the longest array whose elements are evaluated.
const maxArray = 1 << 12

func encodeZero(t types.Type) (json.RawMessage, bool) {
	if isUI(t, "Opt") {
		return json.RawMessage("null"), true
	}
	if isUI(t, "ChoiceList") {
		return json.RawMessage("[]"), true
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return json.RawMessage("null"), true
	case *types.Slice, *types.Map:
		return json.RawMessage("null"), !marshals(t)
	case *types.Struct:
		return record{typ: t}.encode()
	case *types.Array:
		if u.Len() > maxArray || marshals(t) {
			return nil, false
		}
		return encodeList(slices.Repeat([]value{zero{u.Elem()}}, int(u.Len())))
	case *types.Basic:
		switch info := u.Info(); {
		case u.Kind() == types.UntypedNil:
			return json.RawMessage("null"), true
		case info&types.IsString != 0:
			return scalar{constant.MakeString(""), t}.encode()
		case info&types.IsBoolean != 0:
			return scalar{constant.MakeBool(false), t}.encode()
		default:
			return scalar{constant.MakeInt64(0), t}.encode()
		}
	}
	return nil, false
}

// isZero reports whether a value is the zero value of its type; a late one is not.
func isZero(v value) bool {
	switch v := v.(type) {
	case zero:
		return true
	case scalar:
		return v.isZero()
	case record:
		for _, f := range v.fields {
			if !isZero(f) {
				return false
			}
		}
		return true
	}
	return false
}

func (s scalar) isZero() bool {
	switch s.Kind() {
	case constant.String:
		return constant.StringVal(s.Value) == ""
	case constant.Bool:
		return !constant.BoolVal(s.Value)
	default:
		return constant.Sign(s.Value) == 0
	}
}

// isEmpty reports whether omitempty leaves a value out.
func isEmpty(v value) bool {
	switch v := v.(type) {
	case zero:
		_, isStruct := v.typ.Underlying().(*types.Struct)
		return !isStruct
	case scalar:
		return v.isZero()
	case list:
		return len(v.elems) == 0
	case table:
		return len(v.entries) == 0
	}
	return false
}

func hasOption(opts, name string) bool {
	for o := range strings.SplitSeq(opts, ",") {
		if o == name {
			return true
		}
	}
	return false
}

// text is the content of a constant string.
func text(v value) (string, bool) {
	switch v := v.(type) {
	case scalar:
		if v.Kind() == constant.String {
			return constant.StringVal(v.Value), true
		}
	case zero:
		if b, ok := v.typ.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			return "", true
		}
	}
	return "", false
}

func stringOf(s string) scalar { return scalar{constant.MakeString(s), types.Typ[types.String]} }

// marshals reports whether encoding/json calls a method of the type.
func marshals(t types.Type) bool {
	set := types.NewMethodSet(t)
	return set.Lookup(nil, "MarshalJSON") != nil || set.Lookup(nil, "MarshalText") != nil
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// isUI reports whether a type is one of package ui, by name.
func isUI(t types.Type, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && inUI(n.Obj())
}

func inUI(o types.Object) bool { return o != nil && o.Pkg() != nil && o.Pkg().Path() == source.UIPath }

// key encodes the key of a map as encoding/json does.
func key(v value) (string, bool) {
	if s, ok := text(v); ok {
		return s, !marshals(v.(interface{ Type() types.Type }).Type())
	}
	if s, ok := v.(scalar); ok && s.Kind() == constant.Int && !marshals(s.typ) {
		n, exact := constant.Int64Val(s.Value)
		return strconv.FormatInt(n, 10), exact
	}
	return "", false
}

// Type is the type of the constant.
func (s scalar) Type() types.Type { return s.typ }

// Type is the type whose zero value it is.
func (z zero) Type() types.Type { return z.typ }
