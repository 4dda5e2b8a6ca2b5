// Package value has the name of a package of the runtime.
package value

import "iter"

// Unit is a type argument.
type Unit struct{}

// Tick streams numbers, if it can.
func Tick() (iter.Seq[int], error) { return func(yield func(int) bool) {}, nil }
