package value

import "fmt"

// State gives a handler a copy of the session's value, so that handlers never
// share memory.
func State[T any](in *In, clone func(T) T) T {
	var zero T // what an interface or pointer type holds when it was never set
	if in.State == nil {
		return zero
	}
	v, ok := in.State.(T)
	if !ok {
		in.Scope.fail(fmt.Errorf("state holds a %T, not a %T", in.State, zero))
		return zero
	}
	v, err := copied(v, clone)
	if err != nil {
		in.Scope.fail(err)
	}
	return v
}

// PutState keeps a copy of v as the session's new value.
func PutState[T any](out *Out, v T, clone func(T) T) {
	v, err := copied(v, clone)
	if err != nil {
		out.fail(err)
		return
	}
	kept := any(v)
	out.State = &kept
}

// copied clones a value, or says why nothing can.
func copied[T any](v T, clone func(T) T) (_ T, err error) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case copyError:
			err = cause
		default:
			panic(cause) // of the user's own Clone
		}
	}()
	return clone(v), nil
}
