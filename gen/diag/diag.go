// Package diag holds what the generator has to say about a user's source: values
// with a stable code, a place, related places and fixes, and their renderings as
// text for people, as JSON for tools and as annotations for GitHub.
package diag

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// Code names one kind of finding for good, such as "BLK101". All codes stand in
// [Codes]; the first digit is the stage that finds it.
type Code string

// Severity says whether a finding stops the generator.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // nothing is written
	Warning Severity = "warning" // worth knowing, the output is right all the same
)

// Span is a stretch of source. Lines and columns count from 1, columns in bytes;
// the end is exclusive. The zero Span is no place at all.
type Span struct {
	File      string `json:"file"` // as the loader gave it: absolute
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

// At is the span from pos to end; an invalid end makes it empty.
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

// IsValid reports whether the span is a place.
func (s Span) IsValid() bool { return s.File != "" && s.Line > 0 }

// String gives the first position as file:line:column.
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

// Related is another place that belongs to a finding, such as the earlier
// declaration that it clashes with.
type Related struct {
	Span    Span   `json:"span"`
	Message string `json:"message"`
}

// Edit replaces a stretch of source.
type Edit struct {
	Span    Span   `json:"span"`
	NewText string `json:"newText"`
}

// Fix is a way out: a sentence for people and, where a machine can do it, the
// edits.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits,omitempty"`
}

// Diagnostic is one finding. The message starts in lower case, has no full stop,
// names the user's thing and says what was expected.
type Diagnostic struct {
	Code     Code      `json:"code"`
	Severity Severity  `json:"severity"`
	Span     Span      `json:"span"`
	Message  string    `json:"message"`
	Detail   string    `json:"detail,omitempty"` // more lines, as they are
	Related  []Related `json:"related,omitempty"`
	Fixes    []Fix     `json:"fixes,omitempty"`
}

// Note adds a related place and returns d.
func (d *Diagnostic) Note(at Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{Span: at, Message: fmt.Sprintf(format, args...)})
	return d
}

// Fix adds a way out and returns d. Without edits it is advice.
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

// List collects findings. Its zero value is ready; it is not safe for concurrent
// use.
type List struct{ items []*Diagnostic }

// Add appends findings.
func (l *List) Add(d ...*Diagnostic) { l.items = append(l.items, d...) }

// Append adds everything that another list holds.
func (l *List) Append(other *List) { l.items = append(l.items, other.items...) }

// Errorf adds an error and returns it, so that notes and fixes can follow.
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

// Len is the number of findings as they were added, repetitions included.
func (l *List) Len() int { return len(l.items) }

// HasErrors reports whether any finding stops the generator.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d *Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the findings by file, line, column and code, each once: two that
// say the same about the same place are one.
func (l *List) Sorted() []*Diagnostic {
	sorted := slices.Clone(l.items)
	slices.SortStableFunc(sorted, func(a, b *Diagnostic) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(sorted, func(a, b *Diagnostic) bool {
		return a.Span.compare(b.Span) == 0 && a.Code == b.Code && a.Message == b.Message
	})
}
