package bind

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

func itoa(n int) string { return strconv.Itoa(n) }

func quote(s string) string { return strconv.Quote(s) }

// cutLast splits block.event at the last dot.
func cutLast(s string) (head, tail string, ok bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// headSpan is the first n bytes of a span on one line.
func headSpan(s diag.Span, n int) diag.Span {
	s.EndLine, s.EndColumn = s.Line, s.Column+n
	return s
}

// tailSpan is a span without its first n bytes.
func tailSpan(s diag.Span, n int) diag.Span {
	s.Column += n
	return s
}

// cmpOr is the first listener that is there.
func cmpOr(a, b *listener) *listener {
	if a != nil {
		return a
	}
	return b
}

func pos(s diag.Span) diag.Span { return s }

// count says how many: "1 value", "2 values".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// article puts a or an before a type's name.
func article(s string) string {
	if strings.ContainsRune("aeioAEIO", rune(s[0])) {
		return "an " + s
	}
	return "a " + s
}

func slotNames(slots []slot) []string {
	var names []string
	for _, s := range slots {
		if s.name != "" {
			names = append(names, s.name)
		}
	}
	return names
}

// sortedValues gives the values of a map in source order.
func sortedValues(m map[string]directive.Value) []directive.Value {
	var list []directive.Value
	for _, v := range m {
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b directive.Value) int {
		return cmp.Or(cmp.Compare(a.Span.Line, b.Span.Line), cmp.Compare(a.Span.Column, b.Span.Column))
	})
	return list
}

// blockType names the Go type of a block as a user would: ui.TextboxBlock.
func blockType(blk *block) string {
	if blk.typ != nil {
		return shortType(blk.typ, nil)
	}
	return "ui." + blk.entry.Type()
}

// sameBlockType reports whether a block of type t may change blk: it is of the
// same type, or of another shape of the same kind.
func sameBlockType(blk *block, t types.Type) bool {
	if blk.typ != nil && types.Identical(blk.typ, t) {
		return true
	}
	name, _ := namedIn(t, uiPath)
	entry := catalogType(name)
	return blk.custom == nil && entry != nil && entry.Kind == blk.kind
}
