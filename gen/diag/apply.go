package diag

import (
	"bytes"
	"fmt"
	"slices"
)

// Apply makes the edits of each diagnostic's first fix in one file and returns the
// new content. It skips an edit that overlaps an earlier one; the next run of the
// generator reports it again.
func Apply(list []*Diagnostic, file string, src []byte) ([]byte, error) {
	type change struct {
		start, end int
		text       string
	}
	var changes []change
	for _, d := range list {
		if len(d.Fixes) == 0 {
			continue
		}
		for _, e := range d.Fixes[0].Edits {
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
			changes = append(changes, change{start, end, e.NewText})
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return a.start - b.start })
	var out bytes.Buffer
	pos := 0
	for _, c := range changes {
		if c.start < pos || c.end < c.start {
			continue
		}
		out.Write(src[pos:c.start])
		out.WriteString(c.text)
		pos = c.end
	}
	out.Write(src[pos:])
	return out.Bytes(), nil
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
