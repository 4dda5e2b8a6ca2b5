package gofile

import (
	"go/token"
	"go/types"
	"strconv"
)

// Scope allocates unique names. In a child, the names of the parent are taken, so a local
// name never shadows an import or a function of the file.
type Scope struct {
	parent *Scope
	taken  map[string]bool
	avoid  map[string]bool
}

// NewScope returns a scope in which Go's keywords, universe and init are taken.
func NewScope() *Scope {
	s := &Scope{taken: map[string]bool{"_": true, "": true, "init": true}}
	for _, name := range types.Universe.Names() {
		s.taken[name] = true
	}
	return s
}

// Child returns a scope nested in s.
func (s *Scope) Child() *Scope { return &Scope{parent: s, taken: map[string]bool{}} }

// Reserve takes names that code outside the allocator declares.
func (s *Scope) Reserve(names ...string) {
	for _, n := range names {
		s.taken[n] = true
	}
}

// Avoid excludes names from this scope, but not from its children: locals have these
// names, and would shadow others in the file.
func (s *Scope) Avoid(names ...string) {
	s.avoid = map[string]bool{}
	for _, n := range names {
		s.avoid[n] = true
	}
}

// Name takes and returns want if it is free, else want with the suffix, else with
// a number after that: greet, greetHandler, greetHandler2.
// A string that is not a valid name becomes v.
func (s *Scope) Name(want, suffix string) string {
	if !token.IsIdentifier(want + suffix + "_") {
		want = "v"
	}
	name := want
	for n := 1; !s.free(name); n++ {
		name = want + suffix
		if n > 1 {
			name += strconv.Itoa(n)
		}
	}
	s.taken[name] = true
	return name
}

func (s *Scope) free(name string) bool {
	if !token.IsIdentifier(name) || s.avoid[name] {
		return false
	}
	for ; s != nil; s = s.parent {
		if s.taken[name] {
			return false
		}
	}
	return true
}
