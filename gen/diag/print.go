package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Printer prints diagnostics. Its zero value prints plain text with unchanged
// paths.
type Printer struct {
	// Dir is the directory that paths are printed relative to, if that is shorter.
	Dir string
	// Source returns the content of a file for excerpts; nil reads it from disk.
	Source func(file string) ([]byte, error)
	// Color turns on terminal colours.
	Color bool
}

// Text writes the diagnostics for people: a first line with a position that editors
// recognise, an excerpt of the source, related positions and fixes.
func (p Printer) Text(w io.Writer, list []*Diagnostic) error {
	var b strings.Builder
	files := map[string][]string{}
	for _, d := range list {
		p.text(&b, files, d)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Printer) text(b *strings.Builder, files map[string][]string, d *Diagnostic) {
	if d.Span.IsValid() {
		b.WriteString(p.paint(bold, p.position(d.Span)+":") + " ")
	}
	message, tone := d.Message, red
	if d.Severity == Warning {
		message, tone = "warning: "+message, yellow
	}
	fmt.Fprintf(b, "%s [%s]\n", p.paint(tone, message), d.Code)
	p.excerpt(b, files, d.Span)
	for line := range strings.Lines(d.Detail) {
		fmt.Fprintf(b, "  %s\n", strings.TrimRight(line, "\r\n"))
	}
	for _, r := range d.Related {
		if r.Span.IsValid() {
			fmt.Fprintf(b, "  %s: note: %s\n", p.position(r.Span), r.Message)
		} else {
			fmt.Fprintf(b, "  note: %s\n", r.Message)
		}
	}
	for _, f := range d.Fixes {
		fmt.Fprintf(b, "  fix: %s\n", f.Message)
	}
}

// excerpt prints the first line of the span and marks the span below it. Tabs are
// kept in both lines, so that the marks are in the right column at any tab width.
func (p Printer) excerpt(b *strings.Builder, files map[string][]string, s Span) {
	lines := p.lines(files, s.File)
	if s.Line < 1 || s.Line > len(lines) {
		return
	}
	line := lines[s.Line-1]
	start, end := min(s.Column-1, len(line)), len(line)
	if s.EndLine == s.Line {
		end = min(s.EndColumn-1, len(line))
	}
	text := strings.TrimLeft(line, " \t")
	cut := len(line) - len(text)
	start, end = max(start-cut, 0), max(end-cut, 0)
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text[:start])
	marks := strings.Repeat("^", max(1, utf8.RuneCountInString(text[start:max(start, end)])))
	fmt.Fprintf(b, "    %s\n    %s%s\n", text, pad, p.paint(green, marks))
}

// lines returns a file's lines. A file that cannot be read, or is not text, has none:
// the diagnostic is then printed without an excerpt.
func (p Printer) lines(files map[string][]string, file string) []string {
	lines, ok := files[file]
	if !ok && file != "" {
		read := p.Source
		if read == nil {
			read = os.ReadFile
		}
		if src, err := read(file); err == nil && !bytes.Contains(src, []byte{0}) {
			lines = strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
		}
		files[file] = lines
	}
	return lines
}

// JSON writes the diagnostics as one array. Paths have slashes.
func (p Printer) JSON(w io.Writer, list []*Diagnostic) error {
	out := make([]Diagnostic, len(list))
	for i, d := range list {
		out[i] = p.relative(d)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// GitHub writes the diagnostics as workflow commands, which GitHub shows as
// annotations in a pull request.
func (p Printer) GitHub(w io.Writer, list []*Diagnostic) error {
	var b strings.Builder
	for _, d := range list {
		r := p.relative(d)
		fmt.Fprintf(&b, "::%s ", r.Severity)
		if s := r.Span; s.IsValid() {
			fmt.Fprintf(&b, "file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,",
				githubProperty.Replace(s.File), s.Line, s.Column, s.EndLine, s.EndColumn)
		}
		message := r.Message
		if r.Detail != "" {
			message += "\n" + r.Detail
		}
		for _, f := range r.Fixes {
			message += "\nfix: " + f.Message
		}
		fmt.Fprintf(&b, "title=%s::%s\n", r.Code, githubText.Replace(message))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	githubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// relative returns a copy of d with shortened paths that have slashes.
func (p Printer) relative(d *Diagnostic) Diagnostic {
	shorten := func(s Span) Span {
		s.File = filepath.ToSlash(p.short(s.File))
		return s
	}
	c := *d
	c.Span = shorten(c.Span)
	c.Related = make([]Related, len(d.Related))
	for i, r := range d.Related {
		c.Related[i] = Related{Span: shorten(r.Span), Message: r.Message}
	}
	c.Fixes = make([]Fix, len(d.Fixes))
	for i, f := range d.Fixes {
		c.Fixes[i] = Fix{Message: f.Message, Edits: make([]Edit, len(f.Edits))}
		for k, e := range f.Edits {
			c.Fixes[i].Edits[k] = Edit{Span: shorten(e.Span), NewText: e.NewText}
		}
	}
	return c
}

func (p Printer) position(s Span) string {
	return fmt.Sprintf("%s:%d:%d", p.short(s.File), s.Line, s.Column)
}

func (p Printer) short(file string) string {
	if p.Dir == "" || file == "" {
		return file
	}
	if rel, err := filepath.Rel(p.Dir, file); err == nil && len(rel) < len(file) {
		return rel
	}
	return file
}

const (
	bold   = "1"
	red    = "31"
	green  = "32"
	yellow = "33"
)

func (p Printer) paint(tone, text string) string {
	if !p.Color {
		return text
	}
	return "\x1b[" + tone + "m" + text + "\x1b[0m"
}
