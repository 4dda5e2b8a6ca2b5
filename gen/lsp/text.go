package lsp

import (
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// text is the content of a file with its lines, to convert between the positions of the
// protocol and offsets. The protocol counts UTF-16 code units, unless the client agreed to
// count bytes.
type text struct {
	src   string
	utf8  bool
	lines []int // offsets of their starts
}

func newText(src string, bytes bool) *text {
	t := &text{src: src, utf8: bytes, lines: []int{0}}
	for i := range len(src) {
		if src[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line returns a line without its end; "" if there is none.
func (t *text) line(n int) string {
	if n < 0 || n >= len(t.lines) {
		return ""
	}
	end := len(t.src)
	if n+1 < len(t.lines) {
		end = t.lines[n+1]
	}
	return strings.TrimRight(t.src[t.lines[n]:end], "\r\n")
}

// column converts a character of a line to a number of bytes. Positions behind the end of
// a line count as its end.
func (t *text) column(p position) int {
	line := t.line(p.Line)
	if t.utf8 {
		return min(max(p.Character, 0), len(line))
	}
	units := 0
	for i, r := range line {
		if units >= p.Character {
			return i
		}
		units += utf16Len(r)
	}
	return len(line)
}

// offset converts a position to an offset.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.lines):
		return len(t.src)
	}
	return t.lines[p.Line] + t.column(p)
}

// position converts a line and a column as of package diag.
func (t *text) position(line, column int) position {
	s := t.line(line - 1)
	n := min(max(column-1, 0), len(s))
	if t.utf8 {
		return position{max(line-1, 0), n}
	}
	units := 0
	for _, r := range s[:n] {
		units += utf16Len(r)
	}
	return position{max(line-1, 0), units}
}

// span converts a span of package diag.
func (t *text) span(s diag.Span) span {
	start := t.position(s.Line, s.Column)
	if s.EndLine < s.Line {
		return span{start, start}
	}
	return span{start, t.position(s.EndLine, s.EndColumn)}
}

// replace returns the content after a change. Without a range, all of it changes.
func (t *text) replace(at *span, with string) string {
	if at == nil {
		return with
	}
	start, end := t.offset(at.Start), t.offset(at.End)
	if end < start {
		start, end = end, start
	}
	return t.src[:start] + with + t.src[end:]
}

// utf16Len is the number of UTF-16 code units of a character. Bytes that are not valid
// UTF-8 are replaced by one.
func utf16Len(r rune) int {
	if r >= 0x10000 && r <= utf8.MaxRune {
		return 2
	}
	return 1
}

// fileOf returns the file of a URI; "" if it is not on this machine.
func fileOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return ""
	}
	path := u.Path
	if len(path) > 2 && path[0] == '/' && path[2] == ':' { // /C:/Users
		path = path[1:]
	}
	return filepath.Clean(filepath.FromSlash(path))
}

// uriOf returns the URI of a file.
func uriOf(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
