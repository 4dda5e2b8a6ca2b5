package gotype

import (
	"go/types"
	"slices"
	"strings"
)

// accepted lists the Go types that codecs accept, for messages.
func (c Codecs) accepted(codecs []string, d Direction) string {
	var kinds []string
	for _, name := range codecs {
		f := c.lookup(d.functions(name)[0])
		if f == nil || f.Signature().TypeParams().Len() == 0 {
			continue
		}
		for _, k := range constraintKinds(f.Signature().TypeParams().At(0).Constraint()) {
			if !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	switch n := len(kinds); n {
	case 0:
		return "no Go type"
	case 1:
		return kinds[0]
	default:
		return strings.Join(kinds[:n-1], ", ") + " or " + kinds[n-1]
	}
}

// constraintKinds names the types of a constraint: "any integer type", "float32".
func constraintKinds(t types.Type) []string {
	if n, ok := t.(*types.Named); ok && n.Obj().Name() == "Integer" {
		return []string{"any integer type"}
	}
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return []string{Short(t, nil)}
	}
	if i.Empty() {
		return []string{"any type that encoding/json handles"}
	}
	var list []string
	for e := range i.EmbeddedTypes() {
		switch e := e.(type) {
		case *types.Union:
			for term := range e.Terms() {
				list = append(list, termKinds(term.Type())...)
			}
		default:
			list = append(list, termKinds(e)...)
		}
	}
	return list
}

func termKinds(t types.Type) []string {
	if types.IsInterface(t) {
		return constraintKinds(t)
	}
	if p, ok := t.(*types.Slice); ok {
		if e, ok := p.Elem().(*types.TypeParam); ok {
			return []string{"a slice of " + strings.Join(constraintKinds(e.Constraint()), ", ")}
		}
	}
	return []string{Short(t, nil)}
}
