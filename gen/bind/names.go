package bind

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// snake turns a Go name into the form that API names have: RunTests is
// run_tests, and HTMLText is html_text.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && runes[i-1] != '_' &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// human turns a Go name into a label: maxTokens is "Max tokens".
func human(name string) string {
	words := strings.Split(snake(name), "_")
	for i, w := range words {
		if upper := strings.ToUpper(w); len(w) > 1 && strings.Contains(name, upper) {
			words[i] = upper // an initialism such as URL stays one
		}
	}
	return upperFirst(strings.Join(words, " "))
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// lowerFirst gives the local name of a field or type: Name is name, URLPath is
// urlPath.
func lowerFirst(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(r)
	}
	return string(runes)
}

// unique makes API names unique in an app as Gradio does: name, name_1, name_2.
type unique map[string]bool

func (u unique) take(name string) string {
	if u[name] {
		for i := 1; ; i++ {
			if n := name + "_" + itoa(i); !u[n] {
				name = n
				break
			}
		}
	}
	u[name] = true
	return name
}
