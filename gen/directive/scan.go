package directive

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one argument. Offsets are in bytes from the start of the text.
type word struct {
	name       string // "" for a positional argument
	elems      []elem
	start, end int
}

// elem is one element of an argument's value.
type elem struct {
	key        string // before a colon that is followed by a quote
	keyStart   int
	text       string
	quoted     bool
	start, end int
}

// scanError is an error in the syntax of an argument.
type scanError struct {
	start, end int
	message    string
	fix        string      // "" if there is none
	correct    *correction // nil if the fix is not plain
}

// scan splits the text of a directive into arguments:
//
//	args    = { arg }                 separated by spaces or tabs
//	arg     = [ name "=" ] value
//	value   = element { "," element } spaces may follow a comma
//	element = [ name ":" ] quoted | bare
//
// A quoted element is a Go string literal. A bare element consists of the
// characters that [bare] allows. After an error, scanning continues at the next
// space.
func scan(text string) (words []word, errs []scanError) {
	s := scanner{text: text}
	for s.skipSpace(); s.pos < len(text); s.skipSpace() {
		if w, err := s.word(); err != nil {
			errs = append(errs, *err)
			s.pos = max(s.pos, err.end)
			if err.correct != nil {
				s.pos = max(s.pos, err.correct.end)
			}
			for s.pos < len(text) && !space(text[s.pos]) {
				s.pos++
			}
		} else {
			words = append(words, w)
		}
	}
	return words, errs
}

type scanner struct {
	text string
	pos  int
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

func (s *scanner) skipSpace() {
	for s.pos < len(s.text) && space(s.text[s.pos]) {
		s.pos++
	}
}

func (s *scanner) word() (word, *scanError) {
	w := word{start: s.pos}
	if strings.HasPrefix(s.text[s.pos:], "//") {
		return w, &scanError{start: s.pos, end: len(s.text), message: "a directive cannot be followed by a comment", fix: "move the comment to a line of its own"}
	}
	if n := nameLen(s.text[s.pos:]); s.pos+n < len(s.text) && s.text[s.pos+n] == '=' {
		w.name = s.text[s.pos : s.pos+n]
		s.pos += n + 1
		if w.name == "" {
			return w, &scanError{start: w.start, end: s.pos, message: "the name before = is missing", fix: "write name=value"}
		}
		if s.pos == len(s.text) || space(s.text[s.pos]) {
			return w, &scanError{
				start: w.start, end: s.pos, message: fmt.Sprintf("the value of %s is missing", w.name), fix: "write the value directly after =",
				correct: s.joined(s.pos),
			}
		}
	} else if rest := strings.TrimLeft(s.text[s.pos+n:], " \t\r"); n > 0 && strings.HasPrefix(rest, "=") {
		end := len(s.text) - len(strings.TrimLeft(rest[1:], " \t\r"))
		return w, &scanError{
			start: w.start, end: end, message: fmt.Sprintf("there are spaces around the = of %s", s.text[s.pos:s.pos+n]), fix: "remove the spaces",
			correct: &correction{start: s.pos + n, end: end, text: "="},
		}
	}
	for {
		e, err := s.elem()
		if err != nil {
			return w, err
		}
		w.elems, w.end = append(w.elems, e), s.pos
		if s.pos == len(s.text) || s.text[s.pos] != ',' {
			break
		}
		s.pos++
		s.skipSpace()
	}
	if s.pos < len(s.text) && !space(s.text[s.pos]) {
		return w, &scanError{
			start: s.pos, end: s.pos + 1, message: "a space is missing after the quoted string", fix: "write a space",
			correct: &correction{start: s.pos, end: s.pos, text: " "},
		}
	}
	return w, nil
}

func (s *scanner) elem() (elem, *scanError) {
	e := elem{start: s.pos, keyStart: s.pos}
	for s.pos < len(s.text) && !space(s.text[s.pos]) && !strings.ContainsRune(",\"`", rune(s.text[s.pos])) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !bare(r) {
			return e, &scanError{start: s.pos, end: s.pos + size, message: fmt.Sprintf("%q is not allowed in a value without quotes", r), fix: `put the value in quotes: "…"`}
		}
		s.pos += size
	}
	e.text, e.end = s.text[e.start:s.pos], s.pos
	if s.pos == len(s.text) || (s.text[s.pos] != '"' && s.text[s.pos] != '`') {
		if e.text == "" {
			return e, &scanError{start: s.pos, end: min(s.pos+1, len(s.text)), message: "a value is missing before or after the comma"}
		}
		return e, nil
	}
	if e.text != "" {
		key, ok := strings.CutSuffix(e.text, ":")
		if !ok || nameLen(key) != len(key) || key == "" {
			return e, &scanError{start: s.pos, end: s.pos + 1, message: "a quote is not allowed in a value without quotes", fix: "put the whole value in quotes"}
		}
		e.key = key
	}
	quoted, err := strconv.QuotedPrefix(s.text[s.pos:])
	if err != nil {
		return e, &scanError{
			start: s.pos, end: len(s.text), message: "the quoted string is not terminated or has an invalid escape", fix: "write a Go string literal",
			correct: s.terminated(),
		}
	}
	e.text, err = strconv.Unquote(quoted)
	if err != nil {
		return e, &scanError{start: s.pos, end: s.pos + len(quoted), message: "the quoted string is not a valid Go string literal"}
	}
	e.quoted, e.start = true, s.pos
	s.pos += len(quoted)
	e.end = s.pos
	return e, nil
}

// nameLen returns the length of the Go identifier at the start of s.
func nameLen(s string) int {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return i
		}
	}
	return len(s)
}

// bare reports whether a character is allowed in a value without quotes. The others
// are reserved for extensions of the syntax.
func bare(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.:+-/*#@%", r)
}
