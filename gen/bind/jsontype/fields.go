package jsontype

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/types/typeutil"
)

// member is a field that could be a member of the object.
type member struct {
	name   string
	tagged bool
	index  []int // of the fields on the way to it, as for reflect.Type.FieldByIndex
	field  *types.Var
	opts   string
	hidden bool // it is in an embedded pointer to a struct that is not exported
}

// embedded is a struct whose fields are promoted.
type embedded struct {
	typ    *types.Struct
	of     types.Type
	index  []int
	hidden bool
}

// fields fills the fields of an object. Fields of embedded structs are promoted, and of
// several fields with one name at the same depth none counts, unless exactly one has its
// name from a tag.
func (w *Walker) fields(s *Shape, st *types.Struct, m mode) {
	for _, f := range members(st, s.Type) {
		shape := w.shape(f.field.Type(), m)
		if hasOption(f.opts, "string") && quotable(f.field.Type()) {
			shape = quoted(f.field.Type())
		}
		if f.hidden && m == decode {
			shape = &Shape{Type: f.field.Type(), Kind: Never, Why: "it is in an embedded pointer to a struct that is not exported"}
		}
		s.Fields = append(s.Fields, Field{
			Name: f.name, Go: f.field.Name(), Shape: shape,
			Optional: hasOption(f.opts, "omitempty") || hasOption(f.opts, "omitzero"),
		})
	}
}

// members lists the fields of a struct that encoding/json sees, in source order.
func members(st *types.Struct, of types.Type) []member {
	var all []member
	var visited typeutil.Map
	for level := []embedded{{typ: st, of: of}}; len(level) > 0; {
		var next []embedded
		var here typeutil.Map // types at this depth: one that is there twice hides its own fields
		for _, e := range level {
			n, _ := here.At(e.of).(int)
			here.Set(e.of, n+1)
		}
		for _, e := range level {
			if visited.At(e.of) != nil {
				continue
			}
			visited.Set(e.of, true)
			found, inner := e.split()
			all = append(all, found...)
			if n, _ := here.At(e.of).(int); n > 1 {
				all = append(all, found...) // they hide each other
			}
			next = append(next, inner...)
		}
		level = next
	}
	return dominant(all)
}

// split returns the fields of a struct, and the structs whose fields are promoted.
func (e embedded) split() (fields []member, inner []embedded) {
	for i := range e.typ.NumFields() {
		f := e.typ.Field(i)
		t := f.Type()
		pointer := false
		if p, ok := types.Unalias(t).(*types.Pointer); ok && f.Embedded() {
			t, pointer = p.Elem(), true
		}
		st, isStruct := t.Underlying().(*types.Struct)
		if !f.Exported() && !(f.Embedded() && isStruct) {
			continue
		}
		tag := reflect.StructTag(e.typ.Tag(i)).Get("json")
		if tag == "-" {
			continue
		}
		name, opts, _ := strings.Cut(tag, ",")
		if !validName(name) {
			name = ""
		}
		index := append(slices.Clip(e.index), i)
		if name == "" && f.Embedded() && isStruct {
			inner = append(inner, embedded{st, t, index, e.hidden || pointer && !f.Exported()})
			continue
		}
		if !f.Exported() {
			continue
		}
		fields = append(fields, member{cmp.Or(name, f.Name()), name != "", index, f, opts, e.hidden})
	}
	return fields, inner
}

// dominant leaves of the fields with one name the one that counts, if there is one.
func dominant(all []member) []member {
	byName := map[string][]member{}
	for _, f := range all {
		byName[f.name] = append(byName[f.name], f)
	}
	var list []member
	for _, fields := range byName {
		slices.SortStableFunc(fields, func(a, b member) int {
			return cmp.Or(cmp.Compare(len(a.index), len(b.index)), cmp.Compare(rank(a), rank(b)))
		})
		if len(fields) > 1 && len(fields[0].index) == len(fields[1].index) && fields[0].tagged == fields[1].tagged {
			continue
		}
		list = append(list, fields[0])
	}
	slices.SortFunc(list, func(a, b member) int { return slices.Compare(a.index, b.index) })
	return list
}

// rank puts fields with a name from a tag first.
func rank(f member) int {
	if f.tagged {
		return 0
	}
	return 1
}

// quotable reports whether the option string applies to a type.
func quotable(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsString|types.IsBoolean|types.IsInteger|types.IsFloat) != 0
}

// quoted is the shape of a field with the option string.
func quoted(t types.Type) *Shape {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return &Shape{Type: t, Kind: Nullable, Elem: &Shape{Type: p.Elem(), Kind: String}}
	}
	return &Shape{Type: t, Kind: String}
}

func hasOption(opts, name string) bool {
	return slices.Contains(strings.Split(opts, ","), name)
}

// validName reports whether a name in a tag counts.
func validName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
