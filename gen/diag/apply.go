package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Apply makes the edits of each diagnostic's first fix in one file and returns the new
// content. A fix is applied as a whole or not at all: one that overlaps an earlier one is
// left out, in all files. The next run of the generator reports it again.
func Apply(list []*Diagnostic, file string, src []byte) ([]byte, error) {
	type change struct {
		start, end int
		text       string
	}
	var changes []change
	for _, e := range accepted(list) {
		if e.Span.File != file {
			continue
		}
		start, err := Offset(src, e.Span.Line, e.Span.Column)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		end, err := Offset(src, e.Span.EndLine, e.Span.EndColumn)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		changes = append(changes, change{start, max(start, end), e.NewText})
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	var out bytes.Buffer
	pos := 0
	for _, c := range changes {
		out.Write(src[pos:c.start])
		out.WriteString(c.text)
		pos = c.end
	}
	out.Write(src[pos:])
	return out.Bytes(), nil
}

// accepted lists the edits of the first fixes that do not overlap earlier ones.
func accepted(list []*Diagnostic) []Edit {
	var edits []Edit
	for _, d := range list {
		if len(d.Fixes) == 0 {
			continue
		}
		fix := d.Fixes[0].Edits
		if !slices.ContainsFunc(fix, func(e Edit) bool {
			return slices.ContainsFunc(edits, func(other Edit) bool { return overlap(e.Span, other.Span) })
		}) {
			edits = append(edits, fix...)
		}
	}
	return edits
}

// overlap reports whether two spans share text, or are the same: two insertions at one place
// belong to fixes that may say the same.
func overlap(a, b Span) bool {
	if a.File != b.File {
		return false
	}
	before := func(line, column, line2, column2 int) bool { return line < line2 || line == line2 && column < column2 }
	return a == b || before(a.Line, a.Column, b.EndLine, b.EndColumn) && before(b.Line, b.Column, a.EndLine, a.EndColumn)
}

// Offset converts a line and a column to an index of src, up to and including
// len(src).
func Offset(src []byte, line, column int) (int, error) {
	pos := 0
	for range line - 1 {
		n := bytes.IndexByte(src[pos:], '\n')
		if n < 0 {
			return 0, fmt.Errorf("no line %d", line)
		}
		pos += n + 1
	}
	if line < 1 || column < 1 || pos+column-1 > len(src) {
		return 0, fmt.Errorf("position %d:%d is not in the file", line, column)
	}
	return pos + column - 1, nil
}
