package value

import (
	"fmt"
	"reflect"
	"time"
)

// copyError is why a State's value cannot be copied. Functions that copy panic with
// it, because they are plain functions from a value to its copy; State and PutState
// make it an error of the call.
type copyError string

func (e copyError) Error() string { return "the value of a State cannot be copied: " + string(e) }

// Copy copies a value of a type that assignment copies in depth.
func Copy[T any](v T) T { return v }

// Depth counts how many values of a recursive type a value lies within. A value
// that refers to itself has no end, and is an error at MaxDepth.
type Depth int

// MaxDepth is how deep the value of a State may nest: the length of a linked list,
// or the height of a tree.
const MaxDepth = 100_000

// Next is the depth of what a value refers to.
func (d Depth) Next() Depth {
	if d >= MaxDepth {
		panic(copyError(fmt.Sprintf("it refers to itself, or is more than %d deep", MaxDepth)))
	}
	return d + 1
}

// Nested makes a clone function of one that counts how deep it is.
func Nested[T any](clone func(T, Depth) T) func(T) T {
	return func(v T) T { return clone(v, 0) }
}

// CopyAny copies a value of an interface type, such as JSON that was decoded into
// any, with everything that it refers to. What no copy can be made of, such as a
// channel or a struct with references in fields that are not exported, is an error
// of the call.
func CopyAny[T any](v T) T {
	if any(v) == nil {
		return v
	}
	return copyValue(reflect.ValueOf(any(v)), 0).Interface().(T)
}

func copyValue(v reflect.Value, depth Depth) reflect.Value {
	if plain(v.Type()) {
		return v
	}
	made := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			made.Set(copyValue(v.Elem(), depth.Next()))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			made.Set(reflect.New(v.Type().Elem()))
			made.Elem().Set(copyValue(v.Elem(), depth.Next()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			made.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			copyElements(made, v, depth.Next())
		}
	case reflect.Array:
		copyElements(made, v, depth.Next())
	case reflect.Map:
		if !v.IsNil() {
			if !plain(v.Type().Key()) {
				panic(copyError(fmt.Sprintf("the keys of a %s refer to other memory", v.Type())))
			}
			made.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for entries := v.MapRange(); entries.Next(); {
				made.SetMapIndex(entries.Key(), copyValue(entries.Value(), depth.Next()))
			}
		}
	case reflect.Struct:
		made.Set(v)
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case plain(field.Type):
			case !field.IsExported():
				panic(copyError(fmt.Sprintf("%s.%s refers to other memory and is not exported", v.Type(), field.Name)))
			default:
				made.Field(i).Set(copyValue(v.Field(i), depth.Next()))
			}
		}
	default:
		panic(copyError(fmt.Sprintf("it holds a %s", v.Type())))
	}
	return made
}

func copyElements(to, from reflect.Value, depth Depth) {
	for i := range from.Len() {
		to.Index(i).Set(copyValue(from.Index(i), depth))
	}
}

// plain reports whether assignment copies a type whole.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return true // its location is shared, and nothing can change it
		}
		for i := range t.NumField() {
			if !plain(t.Field(i).Type) {
				return false
			}
		}
		return true
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		return false
	}
	return true
}
