package directive

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// gradioNames are names of Gradio's parameters that have other names here.
var gradioNames = map[string]string{"inputs": "in", "input": "in", "outputs": "out", "output": "out", "_js": "js", "default_concurrency": "default_concurrency_limit"}

var (
	calledEvent = regexp.MustCompile(`^([\pL_][\pL\d_]*(?:\.[\pL_][\pL\d_]*)*)\.([\pL_][\pL\d_]*)\(\)$`)
	bracketed   = regexp.MustCompile(`^([\pL_][\pL\d_]*=)[\[(]([^\[\]()"]*)[\])]`)
	singleQuote = regexp.MustCompile(`^([\pL_][\pL\d_]*=)?'([^']*)'`)
)

// rewrite returns what was probably meant by text that cannot be scanned, and the length of the
// text that it replaces; "" if that is not known. The text starts with an argument.
func rewrite(text string) (length int, meant string) {
	word, _, _ := strings.Cut(text, " ")
	if m := calledEvent.FindStringSubmatch(word); m != nil { // run.Click()
		return len(word), m[1] + "." + snake(m[2])
	}
	if m := bracketed.FindStringSubmatch(text); m != nil { // in=[a, b]
		return len(m[0]), m[1] + strings.ReplaceAll(m[2], " ", "")
	}
	if m := singleQuote.FindStringSubmatch(text); m != nil { // title='a'
		return len(m[0]), m[1] + strconv.Quote(m[2])
	}
	return 0, ""
}

// snake turns the name of a method into that of an event: KeyUp is key_up.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// wordStart is the offset of the argument that contains an offset.
func wordStart(text string, at int) int {
	return strings.LastIndexAny(text[:min(at, len(text))], " \t") + 1
}

// spaced returns the number of words that belong to the value of a word: title=My Shop was
// meant as one string.
func spaced(def *Def, positional int, words []word) int {
	w := words[0]
	p := def.param(w.name)
	if w.name == "" || p == nil || p.Kind != Text && p.Kind != JS || len(w.elems) != 1 || w.elems[0].quoted || def.at(positional) != nil {
		return 1
	}
	n := 1
	for n < len(words) && words[n].name == "" && !words[n].elems[0].quoted {
		n++
	}
	return n
}
