package value

import "fmt"

// State gives a handler a copy of the session's value, so that handlers never
// share memory.
func State[T any](in *In, clone func(T) T) T {
	if in.state == nil {
		var zero T // what an interface or pointer type holds when it was never set
		return zero
	}
	v, ok := in.state.(T)
	if !ok {
		in.fail(fmt.Errorf("state holds a %T, not a %T", in.state, *new(T)))
		return v
	}
	return clone(v)
}

// PutState keeps a copy of v as the session's new value.
func PutState[T any](out *Out, v T, clone func(T) T) {
	kept := any(clone(v))
	out.State = &kept
}

// Copy copies a value of a type that assignment copies in depth.
func Copy[T any](v T) T { return v }
