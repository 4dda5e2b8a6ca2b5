package ui

import "time"

// StateBlock is the block that [State] makes. T is what handlers get and return.
type StateBlock[T any] struct{ Base }

// State keeps a value on the server, one for each user's session. Each session
// starts with a copy of the initial value, and handlers get copies, so that no two
// share memory. The value is forgotten some time after its user left.
func State[T any](initial T) StateBlock[T] {
	return StateBlock[T]{newBase("state").with("value", opaque{func() any { return initial }})}
}

// StateFunc is a [State] whose initial value is made for each session, when it is
// first needed.
func StateFunc[T any](initial func() T) StateBlock[T] {
	return StateBlock[T]{newBase("state").with("value", opaque{func() any { return initial() }})}
}

// TimeToLive sets the time in seconds after which a value that nobody set is
// dropped. Without it, a value stays as long as its session.
func (b StateBlock[T]) TimeToLive(seconds float64) StateBlock[T] {
	return StateBlock[T]{b.with("time_to_live", seconds)}
}

// DeleteCallback sets the function that is called with a value when it is dropped.
func (b StateBlock[T]) DeleteCallback(fn func(T)) StateBlock[T] {
	return StateBlock[T]{b.with("delete_callback", opaque{func(v any) {
		value, _ := v.(T)
		fn(value)
	}})}
}

// Render sets whether the block stands where it is written. A block that is not
// rendered there can be placed elsewhere.
func (b StateBlock[T]) Render(render bool) StateBlock[T] {
	return StateBlock[T]{b.with("render", render)}
}

// Change fires when a handler leaves a value that differs from the one before.
func (b StateBlock[T]) Change() Trigger { return Trigger{Block: b, Event: "change"} }

// StateOf gives the runtime what a State was declared with: the function that makes
// the initial value of a session, the time after which an unused value is dropped
// (0: never) and the function to call then (nil: none). ok is false for a node that
// is no State.
func StateOf(n Node) (initial func() any, ttl time.Duration, onDelete func(any), ok bool) {
	if Kind(n) != "state" {
		return nil, 0, nil, false
	}
	for _, s := range Settings(n) {
		switch v := s.Value.(type) {
		case opaque:
			switch fn := v.value.(type) {
			case func() any:
				initial = fn
			case func(any):
				onDelete = fn
			}
		case float64:
			if s.Name == "time_to_live" {
				ttl = time.Duration(v * float64(time.Second))
			}
		}
	}
	return initial, ttl, onDelete, initial != nil
}
