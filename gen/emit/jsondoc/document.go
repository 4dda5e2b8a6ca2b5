package jsondoc

import (
	"bytes"
	"strings"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// document formats a value for reviews: short objects and arrays are on one line, and
// longer ones have a line for each member.
func document(v any) ([]byte, error) {
	src, err := spec.Encode(v)
	if err != nil {
		return nil, err
	}
	var p printer
	p.value(src, 0)
	p.WriteByte('\n')
	return p.Bytes(), nil
}

// marked is the document of an object, with the mark of generated files as its first member.
func marked(v any) ([]byte, error) {
	raw, err := spec.Encode(v)
	if err != nil {
		return nil, err
	}
	o, err := spec.ParseObject(raw)
	if err != nil {
		return nil, err
	}
	return document(append(object("comment", gofile.Header), o...))
}

// printer formats compact JSON.
type printer struct{ bytes.Buffer }

// width is the maximum length of a container on one line, below the first level.
const width = 140

// value writes the first value of src and returns the rest of src.
func (p *printer) value(src []byte, level int) []byte {
	n := extent(src)
	if c := src[0]; c != '{' && c != '[' || n == len("{}") || level > 0 && n <= width {
		p.line(src[:n])
		return src[n:]
	}
	closing := src[n-1]
	p.WriteByte(src[0])
	for inner := src[1:]; inner[0] != closing; {
		if inner[0] == ',' {
			p.WriteByte(',')
			inner = inner[1:]
		}
		p.newline(level + 1)
		if closing == '}' {
			name := extent(inner)
			p.Write(inner[:name])
			p.WriteString(": ")
			inner = inner[name+1:]
		}
		inner = p.value(inner, level+1)
	}
	p.newline(level)
	p.WriteByte(closing)
	return src[n:]
}

func (p *printer) newline(level int) { p.WriteString("\n" + strings.Repeat("  ", level)) }

// line writes a value with a space after each comma and colon.
func (p *printer) line(src []byte) {
	for len(src) > 0 {
		if src[0] == '"' {
			n := extent(src)
			p.Write(src[:n])
			src = src[n:]
			continue
		}
		p.WriteByte(src[0])
		if src[0] == ',' || src[0] == ':' {
			p.WriteByte(' ')
		}
		src = src[1:]
	}
}

// extent is the length of the first value of compact JSON.
func extent(src []byte) int {
	level, quoted := 0, false
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			if !quoted && level == 0 {
				return i + 1
			}
		case quoted:
		case c == '{' || c == '[':
			level++
		case c == '}' || c == ']':
			if level == 0 {
				return i
			}
			if level--; level == 0 {
				return i + 1
			}
		case c == ',' && level == 0:
			return i
		}
	}
	return len(src)
}

// object makes an object of alternating names and values.
func object(members ...any) spec.Object {
	var o spec.Object
	for i := 0; i < len(members); i += 2 {
		o.Set(members[i].(string), spec.Marshal(members[i+1]))
	}
	return o
}
