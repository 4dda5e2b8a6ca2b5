package emit

import (
	"bytes"
	"encoding/json"
	"strings"
)

// object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

// set adds a member, or gives the one of that name a new value.
func (o *object) set(name string, value any) {
	for i := range *o {
		if (*o)[i].name == name {
			(*o)[i].value = value
			return
		}
	}
	*o = append(*o, member{name, value})
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// marshal is json.Marshal without the escapes that only HTML needs.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// document writes a value as a file that people review: long objects and arrays
// are spread over lines down to a depth, and what lies deeper stands on one line
// each.
func document(v any, depth int) ([]byte, error) {
	src, err := marshal(v)
	if err != nil {
		return nil, err
	}
	p := printer{depth: depth}
	p.value(src, 0)
	p.WriteByte('\n')
	return p.Bytes(), nil
}

// printer lays out compact JSON.
type printer struct {
	bytes.Buffer
	depth int // level from which on values stand on one line
}

// short is the length up to which a container below the first level stays on one
// line.
const short = 80

// value writes the value that src begins with and returns what follows it.
func (p *printer) value(src []byte, level int) []byte {
	n := extent(src)
	if c := src[0]; c != '{' && c != '[' || level >= p.depth || n == len("{}") || level > 0 && n <= short {
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

// extent is the length of the value that compact JSON begins with.
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
