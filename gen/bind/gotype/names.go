package gotype

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Snake turns a Go name into an API name: RunTests is run_tests, and HTMLText is
// html_text.
func Snake(name string) string {
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

// Human turns a Go name into a label: maxTokens is "Max tokens".
func Human(name string) string {
	words := strings.Split(Snake(name), "_")
	for i, w := range words {
		if upper := strings.ToUpper(w); len(w) > 1 && strings.Contains(name, upper) {
			words[i] = upper // keep an initialism such as URL
		}
	}
	return UpperFirst(strings.Join(words, " "))
}

// UpperFirst turns the first letter into a capital.
func UpperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// LowerFirst returns a name with its first word in lower case: Name is name, URLPath is
// urlPath.
func LowerFirst(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(r)
	}
	return string(runes)
}

// Unique makes API names unique as Gradio does: name, name_1, name_2. It contains the
// names that are used.
type Unique map[string]bool

// Take returns a name that is not used, and marks it as used.
func (u Unique) Take(name string) string {
	if u[name] {
		for i := 1; ; i++ {
			if n := name + "_" + strconv.Itoa(i); !u[n] {
				name = n
				break
			}
		}
	}
	u[name] = true
	return name
}
