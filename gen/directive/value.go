package directive

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// convert checks a value against its parameter and sets the typed fields. If the
// value is invalid, it returns what was expected.
func (p *Param) convert(v *Value) (expected string) {
	switch p.Kind {
	case Text, Texts, JS:
		if !v.Quoted && !isGoName(v.Text) && !(p.Name == "api_description" && v.Text == "false") {
			return "a string in quotes, or the name of a Go constant or variable"
		}
	case Ident:
		if v.Text == "" {
			return "a name"
		}
		if (p.Name == "api_name" || p.Name == "name") && !isPathName(v.Text) {
			return "a name with only letters, digits, _, - and ."
		}
	case Word:
		if !slices.Contains(p.Words, v.Text) {
			return "one of " + strings.Join(p.Words, ", ")
		}
	case Bool:
		if v.Quoted || (v.Text != "true" && v.Text != "false") {
			return "true or false"
		}
		v.Bool = v.Text == "true"
	case Int, Limit, Float, Size:
		return p.number(v)
	case Func, Block, Blocks, Names:
		if v.Quoted || !isGoName(v.Text) {
			return map[Kind]string{Func: "the name of a function", Block: "the name of a block", Blocks: "the name of a block", Names: "the name of a handler or the id of a listener"}[p.Kind]
		}
	case Trigger:
		block, event, ok := cutLast(v.Text, ".")
		if v.Quoted || !ok || !isGoName(block) || !isIdent(event) {
			return "block.event, such as run.click, Home.load or Greet.then"
		}
	case Bindings:
		if !v.Quoted && v.Text == "" {
			return "a block or a constant"
		}
	}
	return ""
}

// number converts a number of any kind.
func (p *Param) number(v *Value) (expected string) {
	switch p.Kind {
	case Int:
		return p.integer(v, "")
	case Limit:
		switch v.Text {
		case "none":
			v.Int = 0
		case "default":
			v.Int = -1
		default:
			return p.integer(v, ", none or default")
		}
	case Float:
		f, err := strconv.ParseFloat(v.Text, 64)
		if err != nil || v.Quoted || math.IsNaN(f) || math.IsInf(f, 0) {
			return "a number"
		}
		if f < p.Min {
			return fmt.Sprintf("at least %v", p.Min)
		}
		v.Float = f
	case Size:
		n, ok := size(v.Text)
		if !ok {
			return "a size in bytes such as 1048576, 500kb, 5mb or 1gb"
		}
		v.Int = n
	}
	return ""
}

// integer converts an integer. Words lists what else the argument accepts.
func (p *Param) integer(v *Value, words string) (expected string) {
	n, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil || v.Quoted {
		return "an integer" + words
	}
	if float64(n) < p.Min {
		return fmt.Sprintf("at least %v%s", p.Min, words)
	}
	v.Int = n
	return ""
}

// size reads a number of bytes with an optional unit, like Gradio's max_file_size.
func size(s string) (int64, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	unit := int64(1)
	for _, u := range []struct {
		suffix string
		bytes  int64
	}{{"kb", 1 << 10}, {"mb", 1 << 20}, {"gb", 1 << 30}, {"tb", 1 << 40}, {"b", 1}} {
		if cut, ok := strings.CutSuffix(s, u.suffix); ok {
			s, unit = strings.TrimSpace(cut), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > math.MaxInt64/unit {
		return 0, false
	}
	return n * unit, true
}

func isIdent(s string) bool { return s != "" && nameLen(s) == len(s) }

// isGoName reports whether s is an identifier, which may be qualified by a package.
func isGoName(s string) bool {
	a, b, qualified := strings.Cut(s, ".")
	return isIdent(a) && (!qualified || isIdent(b))
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// isPathName reports whether s can be one segment of a URL or of a file's path.
func isPathName(s string) bool {
	return !strings.HasPrefix(s, ".") && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
