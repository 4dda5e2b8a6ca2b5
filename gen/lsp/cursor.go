package lsp

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/blocksgen/blocksgen/gen/directive"
)

// cursor is a place in a directive: what the word there is.
type cursor struct {
	def  *directive.Def   // nil while its name is being written
	part part             // what is at the place
	arg  *directive.Param // of a value, or of the name that is written; nil if it is not known
	// named is set in the name of an argument that is followed by =.
	named bool
	// word is what the place is in, from start to end in bytes of the line, and at is the
	// number of its bytes before the place. Of a list, it is one element.
	word       string
	start, end int
	at         int
	key        string          // in a list of bindings: what is before the colon
	given      map[string]bool // names of the arguments that the directive has
}

type part int

const (
	inName     part = iota // the name of the directive
	inArgument             // an argument without a name, or the name of one
	inValue                // the value of an argument
)

const prefix = "//blocks:"

// cursorAt finds out what is at a position; nil outside of directives.
func cursorAt(t *text, p position) *cursor {
	line, column := t.line(p.Line), t.column(p)
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	if !strings.HasPrefix(line[indent:], prefix) || column < indent+len(prefix) {
		return nil
	}
	start := indent + len(prefix)
	end := start + len(line[start:]) - len(strings.TrimLeft(line[start:], letters))
	if column <= end {
		return &cursor{part: inName, word: line[start:end], start: start, end: end, at: column - start}
	}
	c := &cursor{def: directive.Lookup(line[start:end]), given: map[string]bool{}}
	addNames(c.given, line[end:])
	if c.def != nil && c.def.Name == "with" {
		c.def = nil
		for n := p.Line - 1; n >= 0; n-- {
			above := strings.TrimSpace(t.line(n))
			rest, ok := strings.CutPrefix(above, prefix)
			if !ok {
				break
			}
			name := rest[:len(rest)-len(strings.TrimLeft(rest, letters))]
			addNames(c.given, rest[len(name):])
			if name != "with" {
				c.def = directive.Lookup(name)
				break
			}
		}
	}
	if c.def == nil {
		return nil
	}
	c.argument(line, end, column)
	return c
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// argument finds the argument of a line at a column.
func (c *cursor) argument(line string, pos, column int) {
	positional := 0
	for {
		for pos < len(line) && pos < column && isSpace(line[pos]) {
			pos++
		}
		end := wordEnd(line, pos)
		if column > end {
			if !strings.Contains(line[pos:end], "=") {
				positional++
			}
			pos = end
			continue
		}
		name, _, named := strings.Cut(line[pos:end], "=")
		if named && isIdent(name) && column > pos+len(name) {
			c.value(line, name, pos+len(name)+1, end, column)
			return
		}
		c.part, c.start, c.end = inArgument, pos, end
		if named && isIdent(name) {
			c.end = pos + len(name)
			c.arg, c.named = c.param(name), true
		} else if n := len(c.def.Positional); n > 0 && (positional < n || c.def.Variadic) {
			c.arg = &c.def.Positional[min(positional, n-1)]
		}
		c.word, c.at = line[c.start:c.end], column-c.start
		return
	}
}

// value finds the element of an argument's value at a column.
func (c *cursor) value(line, name string, pos, end, column int) {
	c.part, c.arg = inValue, c.param(name)
	c.start, c.end = pos, end
	quoted := byte(0)
	for i := pos; i < end; i++ {
		switch ch := line[i]; {
		case quoted == 0 && (ch == '"' || ch == '`'):
			quoted = ch
		case ch == quoted && (ch == '`' || line[i-1] != '\\'):
			quoted = 0
		case quoted == 0 && ch == ',':
			if i < column {
				c.start = i + 1
			} else if c.end == end {
				c.end = i
			}
		}
	}
	for c.start < c.end && c.start < column && line[c.start] == ' ' {
		c.start++
	}
	if key, _, ok := strings.Cut(line[c.start:c.end], ":"); ok && c.arg != nil && c.arg.Kind == directive.Bindings && column > c.start+len(key) {
		c.key, c.start = key, c.start+len(key)+1
	}
	c.word, c.at = line[c.start:c.end], column-c.start
}

func (c *cursor) param(name string) *directive.Param {
	for i := range c.def.Params {
		if c.def.Params[i].Name == name {
			return &c.def.Params[i]
		}
	}
	return c.def.Any
}

// wordEnd is the end of the argument that starts at pos: the next space that is not in
// quotes and does not follow a comma.
func wordEnd(line string, pos int) int {
	quoted := byte(0)
	for i := pos; i < len(line); i++ {
		switch ch := line[i]; {
		case quoted == 0 && (ch == '"' || ch == '`'):
			quoted = ch
		case quoted != 0:
			if ch == quoted && (ch == '`' || line[i-1] != '\\') {
				quoted = 0
			}
		case isSpace(ch) && i > pos && line[i-1] != ',':
			return i
		case isSpace(ch) && i == pos:
			return i
		}
	}
	return len(line)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

func isIdent(s string) bool { return token.IsIdentifier(s) || token.IsKeyword(s) }

func addNames(into map[string]bool, args string) {
	for pos := 0; pos < len(args); {
		end := wordEnd(args, pos)
		if name, _, ok := strings.Cut(args[pos:end], "="); ok {
			into[strings.TrimSpace(name)] = true
		}
		pos = max(end, pos+1)
	}
}

// functionBelow finds the function that a comment line is above.
func functionBelow(fset *token.FileSet, f *ast.File, line int) *ast.FuncDecl {
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fset.Position(fd.Name.Pos()).Line > line {
			return fd
		}
	}
	return nil
}
