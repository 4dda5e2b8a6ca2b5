package value

import (
	"reflect"
	"slices"
)

// Equal reports whether two values of a State are the same, so that nothing has changed:
// they are deeply equal as [reflect.DeepEqual] says, except that NaN equals NaN.
func Equal(a, b any) bool {
	return reflect.DeepEqual(a, b) || a != nil && b != nil && equal(reflect.ValueOf(a), reflect.ValueOf(b), 0)
}

// equal compares what DeepEqual found to differ: values of the same shape may still hold
// NaN in the same places.
func equal(a, b reflect.Value, depth Depth) bool {
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() || depth >= MaxDepth {
		return false
	}
	switch a.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Float32, reflect.Float64:
		return a.Float() == b.Float() || a.Float() != a.Float() && b.Float() != b.Float()
	case reflect.Interface, reflect.Pointer:
		return a.IsNil() == b.IsNil() && equal(a.Elem(), b.Elem(), depth+1)
	case reflect.Slice:
		return a.IsNil() == b.IsNil() && equalElements(a, b, depth)
	case reflect.Array:
		return equalElements(a, b, depth)
	case reflect.Map:
		return a.IsNil() == b.IsNil() && a.Len() == b.Len() && !slices.ContainsFunc(a.MapKeys(), func(key reflect.Value) bool {
			return !equal(a.MapIndex(key), b.MapIndex(key), depth+1)
		})
	case reflect.Struct:
		for i := range a.NumField() {
			if !equal(a.Field(i), b.Field(i), depth+1) {
				return false
			}
		}
		return true
	case reflect.Func:
		return a.IsNil() && b.IsNil()
	}
	return a.Equal(b)
}

func equalElements(a, b reflect.Value, depth Depth) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !equal(a.Index(i), b.Index(i), depth+1) {
			return false
		}
	}
	return true
}
