// Package diag holds the errors and warnings that the generator reports. Each has a
// stable code, a position, related positions and fixes. They are printed as text
// for people, as JSON for tools, or as annotations for GitHub.
package diag

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// Code is the permanent name of one kind of error, such as "BLK101". [Codes] lists
// all of them. The first digit is the stage that reports it.
type Code string

// Severity decides whether the generator stops.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // nothing is written
	Warning Severity = "warning" // the output is written
)

// Span is a range of source. Lines and columns start at 1, columns count bytes, and
// the end is exclusive. The zero Span means that the position is unknown.
type Span struct {
	File      string `json:"file"` // absolute
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

// At returns the span from pos to end. It is empty if end is invalid.
func At(fset *token.FileSet, pos, end token.Pos) Span {
	if !pos.IsValid() {
		return Span{}
	}
	p := fset.Position(pos)
	s := Span{File: p.Filename, Line: p.Line, Column: p.Column, EndLine: p.Line, EndColumn: p.Column}
	if e := fset.Position(end); end.IsValid() && end >= pos && e.Filename == p.Filename {
		s.EndLine, s.EndColumn = e.Line, e.Column
	}
	return s
}

// IsValid reports whether the position is known.
func (s Span) IsValid() bool { return s.File != "" && s.Line > 0 }

// String returns the start as file:line:column.
func (s Span) String() string { return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Column) }

// Head is the first n bytes of a span on one line.
func (s Span) Head(n int) Span {
	s.EndLine, s.EndColumn = s.Line, s.Column+n
	return s
}

// Tail is the span without its first n bytes.
func (s Span) Tail(n int) Span {
	s.Column += n
	return s
}

func (s Span) compare(t Span) int {
	return cmp.Or(cmp.Compare(s.File, t.File), cmp.Compare(s.Line, t.Line), cmp.Compare(s.Column, t.Column))
}

// Related is another position that belongs to a diagnostic, such as the earlier
// declaration of the same name.
type Related struct {
	Span    Span   `json:"span"`
	Message string `json:"message"`
}

// Edit replaces a range of source.
type Edit struct {
	Span    Span   `json:"span"`
	NewText string `json:"newText"`
}

// Fix tells how to correct the source. It has edits if a tool can make the
// correction.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits,omitempty"`
}

// Diagnostic is one error or warning. The message starts in lower case and has no
// full stop. It names the user's declaration and what was expected.
type Diagnostic struct {
	Code     Code      `json:"code"`
	Severity Severity  `json:"severity"`
	Span     Span      `json:"span"`
	Message  string    `json:"message"`
	Detail   string    `json:"detail,omitempty"` // more lines, printed unchanged
	Related  []Related `json:"related,omitempty"`
	Fixes    []Fix     `json:"fixes,omitempty"`
}

// Note adds a related position and returns d.
func (d *Diagnostic) Note(at Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{Span: at, Message: fmt.Sprintf(format, args...)})
	return d
}

// Fix adds a fix and returns d.
func (d *Diagnostic) Fix(message string, edits ...Edit) *Diagnostic {
	d.Fixes = append(d.Fixes, Fix{Message: message, Edits: edits})
	return d
}

// Suggest adds the fix that replaces what was written by the candidate that was most
// likely meant, where one is close, and returns d.
func (d *Diagnostic) Suggest(written string, candidates []string) *Diagnostic {
	if near := Nearest(written, candidates); near != "" {
		d.Fix("did you mean "+near+"?", Edit{Span: d.Span, NewText: near})
	}
	return d
}

// List collects diagnostics. Its zero value is an empty list. It is not safe for
// concurrent use.
type List struct{ items []*Diagnostic }

// Add appends diagnostics.
func (l *List) Add(d ...*Diagnostic) { l.items = append(l.items, d...) }

// Append adds the diagnostics of another list.
func (l *List) Append(other *List) { l.items = append(l.items, other.items...) }

// Errorf adds an error and returns it, so that the caller can add notes and fixes.
func (l *List) Errorf(code Code, at Span, format string, args ...any) *Diagnostic {
	return l.add(Error, code, at, format, args)
}

// Warnf adds a warning and returns it.
func (l *List) Warnf(code Code, at Span, format string, args ...any) *Diagnostic {
	return l.add(Warning, code, at, format, args)
}

func (l *List) add(s Severity, code Code, at Span, format string, args []any) *Diagnostic {
	d := &Diagnostic{Code: code, Severity: s, Span: at, Message: fmt.Sprintf(format, args...)}
	l.items = append(l.items, d)
	return d
}

// Len returns the number of diagnostics, including duplicates.
func (l *List) Len() int { return len(l.items) }

// HasErrors reports whether any diagnostic is an error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d *Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the diagnostics by file, line, column and code, without
// duplicates.
func (l *List) Sorted() []*Diagnostic {
	sorted := slices.Clone(l.items)
	slices.SortStableFunc(sorted, func(a, b *Diagnostic) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(sorted, func(a, b *Diagnostic) bool {
		return a.Span.compare(b.Span) == 0 && a.Code == b.Code && a.Message == b.Message
	})
}
